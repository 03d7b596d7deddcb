/** The columns of stories against those that are made of the same acts as events. */
import { describe, expect, it } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import type { ScoredEvent } from '../../models/event.ts';
import type { Amounts } from '../../models/model.ts';
import { gradeOf } from '../../models/storyAmount.ts';
import type { StoryColumns } from '../../server/feeds/feedReading.ts';
import { type FeedPart, machineActs, storyCounts } from '../../server/feeds/machineActs.ts';
import { eventIdEnd } from '../../server/feeds/toEvent.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';

const { codebook } = await loadReferenceData(projectRoot());
const AMOUNTS: Amounts = {
  unit: 'row',
  perWorldRows: 100,
  worldRowsAtLeast: 1000,
  grade: 'codebook',
  minSources: 2,
};
const DYAD = 'KOR-RUS';
const FIRST_DAY = 17_616;

/** Codes with what they mean; of `12-a` and `12 a` an id keeps the same, and `010` raises and eases nothing. */
const CODES = new Map([
  ['010', null],
  ['112', { type: 'protest', polarity: 1, severity: 2 }],
  ['12 a', { type: 'sanction', polarity: 1, severity: 4 }],
  ['12-a', { type: 'summons', polarity: 1, severity: 3 }],
  ['57', { type: 'summit', polarity: -1, severity: 3 }],
] as const);

function partOf(key: string, days: number, without: ReadonlySet<string> = new Set()): FeedPart {
  const codes = [...CODES.keys()].filter((code) => !without.has(code));
  const told: { day: number; at: number; first: number; n: number }[] = [];
  for (let day = 0; day < days; day++)
    for (const at of codes.keys())
      for (const first of [0, 1])
        if ((day * 7 + at * 3 + first) % 4 !== 0) told.push({ day: FIRST_DAY + day, at, first, n: told.length });
  const stories: StoryColumns = {
    length: told.length,
    day: Int32Array.from(told, ({ day }) => day),
    firstActs: Uint8Array.from(told, ({ first }) => first),
    codes,
    codeAt: Uint16Array.from(told, ({ at }) => at),
    rows: Int32Array.from(told, ({ n }) => 1 + (n % 5)),
    mentions: Float64Array.from(told, () => 1),
    articles: Float64Array.from(told, () => 1),
    sources: Int32Array.from(told, ({ n }) => 1 + (n % 3)),
    lateRows: Int32Array.from(told, () => 0),
    firstAdded: Float64Array.from(told, () => NaN),
    value: Float64Array.from(told, () => NaN),
  };
  const world = new Map(
    Array.from({ length: days }, (_, day) => [
      FIRST_DAY + day,
      {
        rows: 500 + 300 * day,
        quadClasses: [0, 0, 0, 0] as [number, number, number, number],
        interstate: 0,
        intensityTenths: 0,
      },
    ]),
  );
  const codingOf = (code: string) => {
    const act = CODES.get(code as '010');
    return act === undefined ? undefined : { code, intensity: null, act };
  };
  return { feed: { key, name: key, ontology: 'own', codingOf, staleAfterDays: 1 }, stories, world };
}

/** The same acts one by one. */
function eventsOf(parts: readonly FeedPart[]): { event: ScoredEvent; part: FeedPart; at: number }[] {
  const taken = new Set<string>();
  return parts.flatMap((part) =>
    Array.from({ length: part.stories.length }, (_, at) => at).flatMap((at) => {
      const { feed, stories, world } = part;
      const day = stories.day[at]!;
      const code = stories.codes[stories.codeAt[at]!]!;
      const grade = gradeOf(feed.codingOf(code)!, storyCounts(stories, at, world.get(day)!.rows), AMOUNTS);
      if (!grade) return [];
      const [actor, target] = stories.firstActs[at] === 1 ? ['KOR', 'RUS'] : ['RUS', 'KOR'];
      let id = `${feed.key}-${toIsoDate(day)}-${eventIdEnd(actor, target, code)}`;
      while (taken.has(id)) id += '-2';
      taken.add(id);
      const event = {
        ...grade,
        id,
        day,
        actor,
        target,
        role: 'direct' as const,
        verified: false,
        sources: stories.sources[at]!,
      };
      return [{ event, part, at }];
    }),
  );
}

describe.each([
  ['one feed', [partOf('desk', 40)]],
  ['two feeds', [partOf('desk', 40), partOf('archive', 25, new Set(['57']))]],
  ['a feed without stories', [partOf('desk', 0)]],
])('the acts of %s', (_, parts) => {
  it('are those that events of the same stories have, act by act', () => {
    const events = eventsOf(parts);
    const acts = machineActs(parts, DYAD, AMOUNTS, codebook);
    expect(acts.columns).toEqual(
      eventColumns(
        DYAD,
        events.map(({ event }) => event),
        codebook,
      ),
    );
    expect(new Set(acts.columns.ids).size).toBe(events.length);
    for (const { event, part, at } of events) expect(acts.placeOf(event.id)).toEqual({ part, at });
  });

  it('are found by their ids alone', () => {
    const { placeOf } = machineActs(parts, DYAD, AMOUNTS, codebook);
    for (const id of ['', 'desk-', 'desk-2018-03-26', 'desk-2018-03-26-kor-rus-999', 'other-2018-03-26-kor-rus-112'])
      expect(placeOf(id)).toBeUndefined();
  });
});

it('a code whose type the codebook does not have is named', () => {
  const part = partOf('desk', 3);
  const codingOf = (code: string) => ({
    code,
    intensity: null,
    act: { type: 'handshake', polarity: -1 as const, severity: 1 as const },
  });
  expect(() => machineActs([{ ...part, feed: { ...part.feed, codingOf } }], DYAD, AMOUNTS, codebook)).toThrow(
    'The type "handshake" of an event of KOR-RUS is not in the codebook',
  );
});
