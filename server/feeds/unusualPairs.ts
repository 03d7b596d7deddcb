/** All pairs of a feed on one day, each held against its own year: read together, and kept for the day and what was stored then. */
import { setImmediate as turn } from 'node:timers/promises';
import type { LoadedModel } from '../../models/model.ts';
import { toIsoDate } from '../../models/calendar.ts';
import {
  type LookedAt,
  lookedAt,
  type PairColumns,
  UNUSUAL_DAYS,
  UNUSUAL_KNOWN_DAYS,
  UNUSUAL_REPORTS,
  type World,
  type WorldDays,
  worldOf,
} from '../../models/unusual.ts';
import { BoundedCache } from '../boundedCache.ts';
import { placesOf } from '../placesOf.ts';
import type { Reader } from '../store/reading.ts';
import { counted } from './countedTakes.ts';
import type { FeedMark, FeedReading } from './feedReading.ts';
import type { CodedFeed, CodedFeeds } from './feedSources.ts';
import type { FeedStatus } from './feedStatuses.ts';
import { packedDyad, unpackedDyad } from './packedDyad.ts';

export interface UnusualDay {
  readonly world: World | undefined;
  /** the pairs that can have an unusual day, by dyad */
  readonly pairs: ReadonlyMap<string, LookedAt>;
}

/** A feed as it is stored. */
export interface StoredDays {
  readonly feed: CodedFeed;
  readonly mark: FeedMark;
  readonly world: WorldDays;
  /** the last day up to today of which it is known */
  readonly newest: number | undefined;
}

/** Key of the feed of which most is stored. */
export const mostStored = (statuses: readonly FeedStatus[]): string | undefined =>
  statuses.filter(({ rows }) => rows > 0).sort((a, b) => b.rows - a.rows)[0]?.feed;

/** The model that shows a feed as a line. */
export function modelOfFeed(models: readonly LoadedModel[], feed: string): LoadedModel | undefined {
  const own = models.filter(({ definition }) => definition.feeds?.includes(feed));
  return own.find(({ definition }) => definition.name === feed) ?? own[0];
}

/** Days that are kept: each has some thousand pairs. */
const KEPT = 8;
/** Pairs between which requests are answered. */
const AT_ONCE = 200;

export class UnusualPairs {
  readonly #reading: FeedReading;
  readonly #feedOf: CodedFeeds;
  readonly #days = new BoundedCache<UnusualDay>(KEPT, () => 1);

  constructor(reading: FeedReading, feedOf: CodedFeeds) {
    this.#reading = reading;
    this.#feedOf = feedOf;
  }

  /** What is stored of a feed, or of the one of which most is; undefined where there is no such feed. @param today epoch day */
  async stored(key: string | undefined, today: number, now: Date): Promise<StoredDays | undefined> {
    const named = key ?? mostStored(await this.#reading.statuses(now));
    const feed = named === undefined ? undefined : await this.#feedOf(named);
    if (!feed) return undefined;
    const mark = await this.#reading.mark();
    const world = await this.#worldOf(feed, mark);
    let newest: number | undefined;
    for (let i = 0; i < world.day.length; i++) if (world.rows[i]! > 0 && world.day[i]! <= today) newest = world.day[i];
    return { feed, mark, world, newest };
  }

  /** The days of some pairs between two (epoch), by dyad; a pair without reports has none. */
  async lines(
    { feed, mark }: StoredDays,
    dyads: readonly string[],
    from: number,
    to: number,
  ): Promise<ReadonlyMap<string, PairColumns>> {
    const packed = new Map(dyads.map((dyad) => [packedDyad(dyad), dyad]));
    const read = await this.#reading.taken(mark, (reader) =>
      pairDays(reader, feed, mark, { from, to, only: [...packed.keys()] }),
    );
    const known = new Map(read.map(([dyad, days]) => [packed.get(dyad)!, days]));
    return new Map(dyads.map((dyad) => [dyad, known.get(dyad) ?? NO_DAYS]));
  }

  async #worldOf(feed: CodedFeed, mark: FeedMark): Promise<WorldDays> {
    const totals = await this.#reading.world(feed.key, mark);
    const day = [...(await this.#reading.knownDays(feed.key, mark))];
    return { day, rows: day.map((at) => totals.get(at)!.rows) };
  }

  of(feed: CodedFeed, day: number, mark: FeedMark): Promise<UnusualDay> {
    const key = `${feed.key} ${day} ${mark.takeId} ${mark.takenAt?.toISOString()}`;
    return this.#days.get(key, () => this.#read(feed, day, mark));
  }

  async #read(feed: CodedFeed, day: number, mark: FeedMark): Promise<UnusualDay> {
    const world = worldOf(await this.#worldOf(feed, mark), day);
    const pairs = new Map<string, LookedAt>();
    if (!world || world.before.length < UNUSUAL_KNOWN_DAYS) return { world, pairs };
    const read = await this.#reading.taken(mark, (reader) =>
      pairDays(reader, feed, mark, { from: day - UNUSUAL_DAYS, to: day }),
    );
    for (const [i, [dyad, days]] of read.entries()) {
      const found = lookedAt(days, world);
      if (found) pairs.set(unpackedDyad(dyad), found);
      if (i % AT_ONCE === AT_ONCE - 1) await turn();
    }
    return { world, pairs };
  }
}

const NO_DAYS: PairColumns = {
  day: new Int32Array(),
  rows: new Int32Array(),
  valued: new Int32Array(),
  value: new Float64Array(),
};

interface AskedDays {
  /** epoch days */
  readonly from: number;
  readonly to: number;
  /** packed dyads; every pair that has enough reports on one of the days when left out */
  readonly only?: readonly number[];
}

async function pairDays(
  reader: Reader,
  feed: CodedFeed,
  mark: FeedMark,
  { from, to, only }: AskedDays,
): Promise<[number, PairColumns][]> {
  const ofThese = only === undefined ? '' : `dyad in (${only.join(', ')}) and `;
  const those = `${ofThese}feed = $1 and day >= cast($2 as date) and day <= cast($3 as date) and ${await counted(reader, feed.key, mark)}`;
  const values = [feed.key, toIsoDate(from), toIsoDate(to)];
  const codes = await reader.query<{ code: string }>(`select distinct code from feed_cell where ${those}`, values);
  // Codes of the same value are one branch.
  const byValue = new Map<number, string[]>();
  for (const { code } of codes) {
    const intensity = feed.codingOf(code)?.intensity ?? null;
    if (intensity !== null) byValue.set(intensity, [...(byValue.get(intensity) ?? []), code]);
  }
  const params: (string | number)[] = [...values];
  const branches = [...byValue].map(([intensity, ofIt]) => {
    const place = params.length + 1;
    params.push(...ofIt);
    return `when code in (${placesOf(ofIt, place)}) then ${intensity}`;
  });
  const value = branches.length === 0 ? 'cast(null as double precision)' : `case ${branches.join(' ')} end`;
  const rows = await reader.query<{
    dyad: number;
    epoch_day: number;
    row_count: number;
    valued: number;
    value: number;
  }>(
    `with cell as (select dyad, day, row_count, own_value, cast(${value} as double precision) as code_value from feed_cell where ${those}),
       daily as (select dyad, day - date '1970-01-01' as epoch_day, cast(sum(row_count) as integer) as row_count,
           cast(sum(case when own_value is null and code_value is null then 0 else row_count end) as integer) as valued,
           cast(sum(coalesce(own_value, row_count * code_value, 0)) as double precision) as value from cell group by dyad, day)
     select * from daily${only === undefined ? ` where dyad in (select dyad from daily group by dyad having max(row_count) >= ${UNUSUAL_REPORTS})` : ''} order by dyad, epoch_day`,
    params,
  );
  const pairs: [number, PairColumns][] = [];
  for (let begin = 0; begin < rows.length;) {
    const { dyad } = rows[begin]!;
    let end = begin;
    while (rows[end]?.dyad === dyad) end++;
    const own = rows.slice(begin, end);
    pairs.push([
      dyad,
      {
        day: Int32Array.from(own, (row) => row.epoch_day),
        rows: Int32Array.from(own, (row) => row.row_count),
        valued: Int32Array.from(own, (row) => row.valued),
        value: Float64Array.from(own, (row) => row.value),
      },
    ]);
    begin = end;
  }
  return pairs;
}
