/** What is read of stored feeds, on both engines: joined stories, moments, totals, gaps, pairs; and the facts of real files once they are stored. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { epochDay } from '../../models/calendar.ts';
import { dyadOf } from '../../models/dyad.ts';
import { FeedReading, reportKey } from '../../server/feeds/feedReading.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { readIcews } from '../../server/feeds/icews.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from '../store/stores.ts';
import { factsText, REAL_COUNTS, realBytes, realStream } from './realData.ts';
import { expectedFile, feedStoreOn, fetchedFile, readAsGdelt, takeGdelt, WATCHED } from './stored.ts';
import { gdeltRow, tables } from './tables.ts';

const DAY = 17_616;

describeStores('reading stored feeds', ({ database }) => {
  /** A store whose clock ticks a minute with each commit. */
  async function ticking() {
    await migrate(database());
    let minute = 0;
    return openFeedStore({
      database: database(),
      watched: WATCHED,
      now: () => new Date(Date.UTC(2026, 10, 23, 12, ++minute)),
    });
  }

  it('joins the parts of a story from several files; both dates are kept', async () => {
    const store = await feedStoreOn(database());
    const reading = new FeedReading(database());
    await takeGdelt(store, 'a', [gdeltRow({ 32: '1' }), gdeltRow({ 0: '2', 26: '173', 29: '4' })].join('\n'));
    await takeGdelt(store, 'b', gdeltRow({ 0: '3', 32: '4', 59: '20180402000000', 60: 'https://example.org/b' }));
    const mark = await reading.mark();
    const stories = await reading.stories('gdelt', 'RUS-USA', mark);
    expect(stories.length).toBe(2);
    expect(stories.codes).toEqual(['042', '173']);
    expect([...stories.firstActs]).toEqual([0, 0]);
    expect([...stories.rows]).toEqual([2, 1]);
    expect([...stories.sources]).toEqual([4, 2]);
    expect([...stories.lateRows]).toEqual([1, 0]);
    expect([...stories.firstAdded]).toEqual([DAY, DAY]);
    const reports = await reading.reports('gdelt', 'RUS-USA', DAY, DAY, mark);
    expect(reports.get(reportKey(DAY, false, '042'))?.reports).toEqual([
      'https://example.org/a',
      'https://example.org/b',
    ]);
    expect((await reading.world('gdelt', mark)).get(DAY)).toEqual({
      rows: 3,
      quadClasses: [2, 0, 0, 1],
      interstate: 3,
      intensityTenths: 19 + 19 - 50,
    });
  });

  it('reads every moment as it was: before a late row, and before a file was taken again', async () => {
    const store = await ticking();
    const reading = new FeedReading(database());
    const first = await takeGdelt(store, 'a', gdeltRow());
    const second = await takeGdelt(store, 'b', gdeltRow({ 0: '2' }));
    const third = await takeGdelt(store, 'a', [gdeltRow(), gdeltRow({ 0: '3' }), gdeltRow({ 0: '4' })].join('\n'));
    const rowsAt = async (asOf?: Date) => {
      const mark = await reading.mark(asOf);
      return [
        (await reading.stories('gdelt', 'RUS-USA', mark)).rows[0] ?? 0,
        (await reading.world('gdelt', mark)).get(DAY)?.rows ?? 0,
      ];
    };
    const moment = (result: typeof first): Date => ('take' in result ? result.take.takenAt : new Date(0));
    expect(moment(first) < moment(second) && moment(second) < moment(third)).toBe(true);
    expect(await rowsAt(new Date(moment(first).getTime() - 1))).toEqual([0, 0]);
    expect(await rowsAt(moment(first))).toEqual([1, 1]);
    expect(await rowsAt(moment(second))).toEqual([2, 2]);
    expect(await rowsAt(moment(third))).toEqual([4, 4]);
    expect(await rowsAt()).toEqual([4, 4]);
  });

  it('knows of each day how many files are stored and how many lack', async () => {
    const store = await feedStoreOn(database());
    const reading = new FeedReading(database());
    await takeGdelt(store, 'year', gdeltRow(), { firstDay: DAY - 2, lastDay: DAY });
    await takeGdelt(store, 'day', gdeltRow({ 0: '2' }), { firstDay: DAY, lastDay: DAY });
    await store.files.mark(expectedFile('lost', { firstDay: DAY, lastDay: DAY + 1 }), 'missing', 'Gone.', null);
    expect(await reading.dayFiles('gdelt', DAY - 1, DAY + 5, await reading.mark())).toEqual(
      new Map([
        [DAY - 1, { done: 1, lacking: 0 }],
        [DAY, { done: 2, lacking: 1 }],
        [DAY + 1, { done: 0, lacking: 1 }],
      ]),
    );
  });

  it('knows the days of stored files that have rows of the world, as of each moment', async () => {
    const store = await ticking();
    const reading = new FeedReading(database());
    const known = async (asOf?: Date) => [...(await reading.knownDays('gdelt', await reading.mark(asOf)))];
    const first = await takeGdelt(
      store,
      'year',
      [gdeltRow(), gdeltRow({ 0: '2', 1: '20171226' })].join('\n'), // the second was found three months late
      { firstDay: DAY - 2, lastDay: DAY + 2 },
    );
    expect(await known(), 'a day without a file, and days of a file without a row, are unknown').toEqual([DAY]);
    await takeGdelt(store, 'undated', gdeltRow({ 0: '3', 1: '20171226' }), { firstDay: null, lastDay: null });
    expect(await known()).toEqual([epochDay('2017-12-26'), DAY]);
    expect(await known('take' in first ? first.take.takenAt : undefined)).toEqual([DAY]);
  });

  it('lists all pairs, and follows what comes and what is taken again', async () => {
    const store = await feedStoreOn(database());
    const reading = new FeedReading(database());
    expect(await reading.pairs()).toEqual([]);
    await takeGdelt(store, 'a', gdeltRow());
    expect(await reading.pairs()).toEqual([{ dyad: 'RUS-USA', feed: 'gdelt', rows: 1, firstDay: DAY, lastDay: DAY }]);
    await takeGdelt(store, 'b', [gdeltRow({ 1: '20180101' }), gdeltRow({ 7: 'FRA', 17: 'DEU' })].join('\n'));
    expect(await reading.extents('RUS-USA')).toEqual([
      { dyad: 'RUS-USA', feed: 'gdelt', rows: 2, firstDay: epochDay('2018-01-01'), lastDay: DAY },
    ]);
    await takeGdelt(store, 'b', gdeltRow({ 7: 'FRA', 17: 'DEU' }));
    expect(await reading.extents('RUS-USA')).toEqual([
      { dyad: 'RUS-USA', feed: 'gdelt', rows: 1, firstDay: DAY, lastDay: DAY },
    ]);
    expect((await reading.pairs()).map(({ dyad }) => dyad).sort()).toEqual(['DEU-FRA', 'RUS-USA']);
  });

  it('sums up where a feed stands', async () => {
    const store = await feedStoreOn(database());
    const reading = new FeedReading(database());
    await takeGdelt(store, 'a', [gdeltRow(), gdeltRow({ 1: '20181301' })].join('\n'));
    await store.files.mark(expectedFile('b'), 'failed', 'Broken.', new Date('2026-11-23T14:00:00Z'));
    expect(await reading.statuses(new Date('2026-11-23T12:30:00Z'))).toEqual([
      {
        feed: 'gdelt',
        files: { pending: 0, done: 1, missing: 0, failed: 1, refused: 0 },
        rows: 2,
        taken: 1,
        stories: 1,
        bytes: expect.any(Number) as number,
        faulty: 1,
        faults: { date: 1 },
        firstDay: DAY,
        newestDay: DAY,
        lastTakenAt: new Date('2026-11-23T12:00:00Z'),
        lastDayFiles: 1,
        lastDayRows: 2,
        nextTryAt: new Date('2026-11-23T14:00:00Z'),
      },
    ]);
  });

  describe('the facts of files, once they are stored', () => {
    const factsSchema = z.record(
      z.string(),
      z.looseObject({ rows: z.number().optional(), top_pairs: z.array(z.tuple([z.string(), z.number()])).optional() }),
    );
    const facts = () => factsSchema.parse(JSON.parse(factsText()));
    const counts = z
      .object({
        made_up: z
          .looseObject({
            interstate: z.number(),
            stories: z.number(),
            stories_v1: z.number(),
            stories_icews: z.number(),
          })
          .default(REAL_COUNTS),
      })
      .parse(JSON.parse(factsText())).made_up;
    const rowsOfPairs = async (feed: string): Promise<Map<string, number>> =>
      new Map(
        (await new FeedReading(database()).pairs())
          .filter((pair) => pair.feed === feed)
          .map(({ dyad, rows }) => [dyad, rows]),
      );
    const named = (pair: string): string => dyadOf(...(pair.split('-') as [string, string]));

    it.each([
      ['20180326044500.export.CSV', 'gdelt_v2_20180326044500', counts.interstate, counts.stories],
      ['v1_20160728_sample_events.tsv', 'gdelt_v1_sample', undefined, counts.stories_v1],
    ])('GDELT: %s', async (name, key, interstate, stories) => {
      const store = await feedStoreOn(database());
      const { rows, top_pairs } = facts()[key]!;
      const taken = await takeGdelt(store, name, realBytes(`feeds/gdelt/${name}`));
      expect(taken).toMatchObject({ state: 'done', take: { rows, faulty: 0, stories } });
      const pairs = await rowsOfPairs('gdelt');
      const all = [...pairs.values()].reduce((sum, count) => sum + count, 0);
      expect(all).toBe('take' in taken ? taken.take.taken : 0);
      if (interstate !== undefined) expect(all).toBe(interstate);
      for (const [pair, count] of top_pairs!) expect(pairs.get(named(pair))).toBe(count);
      const world = await new FeedReading(database()).world('gdelt', await new FeedReading(database()).mark());
      expect([...world.values()].reduce((sum, day) => sum + day.rows, 0)).toBe(rows);
    });

    it('the 13 rows of one article are stories of two dyads', async () => {
      const store = await feedStoreOn(database());
      await takeGdelt(store, 'article', realBytes('feeds/gdelt/fixture_one_article_13_rows_20240819130000.tsv'));
      const pairs = await rowsOfPairs('gdelt');
      expect(pairs).toEqual(
        new Map([
          ['RUS-USA', 9],
          ['UKR-USA', 4],
        ]),
      );
      const reading = new FeedReading(database());
      const stories = await reading.stories('gdelt', 'RUS-USA', await reading.mark());
      expect([stories.length, [...stories.rows], [...stories.lateRows]]).toEqual([2, [5, 4], [5, 4]]);
    });

    it('ICEWS: all pairs, and the survivors of one story a day', async () => {
      const store = await feedStoreOn(database());
      const bytes = realBytes('feeds/icews/events.2018.sample.tab');
      const taken = await store.take(fetchedFile('icews', bytes, { feed: 'icews' }), async (into) => {
        for await (const rows of readIcews(
          realStream('feeds/icews/events.2018.sample.tab'),
          tables.states,
          tables.icews,
          into.tally,
        ))
          await into.add(rows);
      });
      const expected = facts()['icews_2018_sample']!;
      expect(taken).toMatchObject({ state: 'done', take: { rows: expected.rows, stories: counts.stories_icews } });
      const pairs = await rowsOfPairs('icews');
      for (const [pair, count] of expected.top_pairs!)
        expect(
          pairs.get(dyadOf(...(pair.split(' / ').map((name) => tables.states.named(name)!.code) as [string, string]))),
        ).toBe(count);
    });

    it('two files of one day give each story once', async () => {
      const store = await feedStoreOn(database());
      const content = realBytes('feeds/gdelt/20180326044500.export.CSV');
      await takeGdelt(store, 'first', content);
      await store.take(fetchedFile('second', `another ${content.length}`), readAsGdelt(content));
      const reading = new FeedReading(database());
      const mark = await reading.mark();
      const pairs = await reading.pairs();
      let stories = 0;
      for (const { dyad } of pairs) stories += (await reading.stories('gdelt', dyad, mark)).length;
      expect(stories).toBe(counts.stories);
      expect(pairs.reduce((sum, { rows }) => sum + rows, 0)).toBe(2 * counts.interstate);
    });
  });
});
