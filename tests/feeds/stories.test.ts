import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedRow } from '../../server/feeds/feedRow.ts';
import { joinStories, type Story, StoryFold } from '../../server/feeds/stories.ts';
import { storyKey } from './storyKey.ts';

const row = (changes: Partial<FeedRow> = {}): FeedRow => ({
  id: '1',
  day: 17_616,
  addedDay: 17_616,
  actor: 'USA',
  target: 'RUS',
  actorDetail: 'USAGOV',
  targetDetail: 'RUS',
  code: '173',
  intensity: -5,
  value: null,
  mentions: 2,
  sources: 1,
  articles: 2,
  report: 'https://example.org/a',
  place: null,
  ...changes,
});

const foldedWhole = (rows: readonly FeedRow[]): Story[] => {
  const fold = new StoryFold();
  fold.add(rows);
  return fold.empty();
};

describe('rows of one day, actor, target and code', () => {
  it('are one story, which counts them and keeps their reports', () => {
    const stories = foldedWhole([
      row(),
      row({ id: '2' }),
      row({ id: '3', report: 'https://example.org/b', sources: 3, addedDay: 17_623, place: 'USA' }),
    ]);
    expect(stories).toEqual([
      {
        day: 17_616,
        actor: 'USA',
        target: 'RUS',
        code: '173',
        intensity: -5,
        value: null,
        firstRowId: '1',
        rows: 3,
        reports: ['https://example.org/a', 'https://example.org/b'],
        mentions: 6,
        articles: 6,
        sources: 3,
        firstAddedDay: 17_616,
        lastAddedDay: 17_623,
        lateRows: 1,
        place: 'USA',
      },
    ]);
  });

  it.each<[string, Partial<FeedRow>]>([
    ['another day', { day: 17_617 }],
    ['another code', { code: '174' }],
    ['the other direction', { actor: 'RUS', target: 'USA' }],
    ['another target', { target: 'CHN' }],
  ])('are two stories with %s', (_, changes) => {
    expect(foldedWhole([row(), row(changes)])).toHaveLength(2);
  });

  it('without an address have no report', () => {
    expect(foldedWhole([row({ report: '' })])[0]?.reports).toEqual([]);
  });
});

it('a fold that is emptied in the middle gives the same stories once their parts are joined', () => {
  const rows = fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 3 }),
      actor: fc.constantFrom('USA', 'CHN'),
      code: fc.constantFrom('042', '173'),
      report: fc.constantFrom('', ...'abcdefghijklmnopqrst'),
      sources: fc.integer({ min: 1, max: 9 }),
      addedDay: fc.option(fc.integer({ min: 1, max: 9 })),
      place: fc.option(fc.constantFrom('USA', 'RUS')),
    }),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 4 }), (changes, mostOpen) => {
      const all = changes.map((change, i) => row({ ...change, id: String(i) }));
      const joined = new Map<string, Story>();
      const keep = (stories: readonly Story[]): void => {
        for (const story of stories) {
          const key = storyKey(story.day, story.actor, story.target, story.code);
          const earlier = joined.get(key);
          joined.set(key, earlier ? joinStories(earlier, story) : story);
        }
      };
      const fold = new StoryFold(mostOpen);
      for (const one of all) {
        fold.add([one]);
        if (fold.full) keep(fold.empty());
      }
      keep(fold.empty());
      expect(joined).toEqual(
        new Map(foldedWhole(all).map((story) => [storyKey(story.day, story.actor, story.target, story.code), story])),
      );
    }),
  );
});
