/** What is read of the stored feeds: stories of a pair, totals of the world, what is known of which day, and all pairs. Append-only as they are, each can be read as of a moment. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Database } from '../store/database.ts';
import { type Reader, type Reading, readingOf, type Take } from '../store/reading.ts';
import { counted } from './countedTakes.ts';
import { FeedPairs, type PairExtent, isSameMark } from './feedPairs.ts';
import type { WorldDay } from './feedRow.ts';
import { feedAccounts, type FeedStatus } from './feedStatuses.ts';
import { packedDyad } from './packedDyad.ts';

/** A state of the stored feeds: the last take that counts. */
export type FeedMark = Take;

/** The stories of a pair in one feed as columns, by day, then code, then side; parts in several files are joined. */
export interface StoryColumns {
  readonly length: number;
  readonly day: Int32Array;
  /** 1 where the first side of the dyad acts */
  readonly firstActs: Uint8Array;
  /** the codes that occur, in order; `codeAt` points into them */
  readonly codes: readonly string[];
  readonly codeAt: Uint16Array;
  readonly rows: Int32Array;
  readonly mentions: Float64Array;
  readonly articles: Float64Array;
  readonly sources: Int32Array;
  readonly lateRows: Int32Array;
  /** epoch day on which the feed first had it; NaN where it does not say */
  readonly firstAdded: Float64Array;
  /** sum of the values of its rows on the scale of the feed; NaN where its code says the value */
  readonly value: Float64Array;
}

export const codeOf = ({ codes, codeAt }: Pick<StoryColumns, 'codes' | 'codeAt'>, at: number): string =>
  codes[codeAt[at]!]!;

/** Reports behind a story. */
export interface StoryReports {
  readonly reports: readonly string[];
  readonly firstRowId: string;
  readonly place: string | null;
}

/** What is known of a day: how many files report on it, and how many should. */
export interface DayFiles {
  readonly done: number;
  /** known files that are not stored: pending, missing, failed or refused */
  readonly lacking: number;
}

export const reportKey = (day: number, firstActs: boolean, code: string): string =>
  `${day} ${firstActs ? 1 : 0} ${code}`;

/** What was read last of a feed, at a mark. */
interface Kept<Value> {
  readonly mark: FeedMark;
  readonly value: Promise<Value>;
}
type StoryColumn =
  | 'day'
  | 'first_acts'
  | 'code_at'
  | 'rows'
  | 'mentions'
  | 'articles'
  | 'sources'
  | 'late_rows'
  | 'first_added'
  | 'value';

export class FeedReading {
  readonly #database: Database;
  readonly #reading: Reading;
  readonly #pairs: FeedPairs;
  readonly #worlds = new Map<string, Kept<ReadonlyMap<number, WorldDay>>>();
  readonly #known = new Map<string, Kept<ReadonlySet<number>>>();

  /** @param reading where what was taken up to a mark is read */
  constructor(database: Database, reading: Reading = readingOf(database)) {
    this.#database = database;
    this.#reading = reading;
    this.#pairs = new FeedPairs(database);
  }

  /** The state of now, or of a moment. */
  async mark(asOf?: Date): Promise<FeedMark> {
    const [row] = await this.#database.query<{ take_id: number | null; taken_at: Date | null }>(
      `select max(take_id) as take_id, max(taken_at) as taken_at from feed_take${asOf ? ' where taken_at <= $1' : ''}`,
      asOf ? [asOf] : [],
    );
    return { takeId: row?.take_id ?? 0, takenAt: row?.taken_at ?? null };
  }

  stories(feed: string, dyad: string, at: FeedMark): Promise<StoryColumns> {
    return this.#reading.taken(at, async (reader) => {
      const ofPair = `feed = $1 and dyad = $2 and ${await counted(reader, feed, at)}`;
      const parameters = [feed, packedDyad(dyad)];
      const codes = await reader.query<{ code: string }>(
        `select code from feed_cell where ${ofPair} group by code order by code collate "C"`,
        parameters,
      );
      // Few codes in hundreds of thousands of stories: texts would cost most of the reading, as would wide numbers, which a sum is otherwise.
      const columns = await reader.numbers<StoryColumn>(
        `with story as (
           select day, first_acts, code, sum(row_count) as row_count, sum(mentions) as mentions, sum(articles) as articles, max(sources) as sources,
             sum(late_rows) as late_rows, min(first_added) as first_added, sum(own_value) as own_value
           from feed_cell where ${ofPair} group by day, first_acts, code
         ), told as (select code, row_number() over (order by code collate "C") - 1 as code_at from (select distinct code from story) as code)
         select day - date '1970-01-01' as day, first_acts, cast(code_at as integer) as code_at, cast(row_count as integer) as rows,
           cast(mentions as double precision) as mentions, cast(articles as double precision) as articles, sources,
           cast(late_rows as integer) as late_rows, first_added - date '1970-01-01' as first_added, own_value as value
         from story join told on told.code = story.code order by day, code_at, first_acts`,
        parameters,
      );
      return {
        length: columns.day.length,
        day: Int32Array.from(columns.day),
        firstActs: Uint8Array.from(columns.first_acts),
        codes: codes.map(({ code }) => code),
        codeAt: Uint16Array.from(columns.code_at),
        rows: Int32Array.from(columns.rows),
        mentions: columns.mentions,
        articles: columns.articles,
        sources: Int32Array.from(columns.sources),
        lateRows: Int32Array.from(columns.late_rows),
        firstAdded: columns.first_added,
        value: columns.value,
      };
    });
  }

  /** What is kept of reports, by `reportKey`; between two days (epoch, inclusive). As they are now: some are fetched long after their take. */
  async reports(
    feed: string,
    dyad: string,
    from: number,
    to: number,
    at: FeedMark,
  ): Promise<Map<string, StoryReports>> {
    const rows = await this.#database.query<{
      epoch_day: number;
      first_acts: boolean;
      code: string;
      first_row_id: string;
      place: string | null;
      reports: string;
    }>(
      `select day - date '1970-01-01' as epoch_day, first_acts, code, first_row_id, place, reports from feed_report
       where feed = $1 and dyad = $2 and day >= cast($3 as date) and day <= cast($4 as date) and ${await counted(this.#database, feed, at)} order by take_id`,
      [feed, packedDyad(dyad), toIsoDate(from), toIsoDate(to)],
    );
    const found = new Map<string, StoryReports>();
    for (const row of rows) {
      const key = reportKey(row.epoch_day, row.first_acts, row.code);
      const earlier = found.get(key);
      const reports = row.reports === '' ? [] : row.reports.split('\n');
      found.set(key, {
        reports: earlier ? [...new Set([...earlier.reports, ...reports])] : reports,
        firstRowId: earlier?.firstRowId ?? row.first_row_id,
        place: row.place ?? earlier?.place ?? null,
      });
    }
    return found;
  }

  /** Totals of the world by epoch day: days without any are unknown. */
  world(feed: string, at: FeedMark): Promise<ReadonlyMap<number, WorldDay>> {
    return keptFor(this.#worlds, feed, at, () => this.#readWorld(feed, at));
  }

  /**
   * The days (epoch) of which a feed is known, in order: a stored file reports on them, or one that does not say on which days it
   * reports, and rows of the world are about them. All others are unknown, never calm.
   */
  knownDays(feed: string, at: FeedMark): Promise<ReadonlySet<number>> {
    return keptFor(this.#known, feed, at, async () => {
      const world = await this.world(feed, at);
      const { days, hasUndated } = await this.taken(at, (reader) => reportedDays(reader, feed, at));
      const known = [...world].filter(([day, { rows }]) => rows > 0 && (hasUndated || days.has(day)));
      return new Set(known.map(([day]) => day).sort((a, b) => a - b));
    });
  }

  /** Reads what was stored up to a mark. */
  taken<Result>(at: FeedMark, work: (reader: Reader) => Promise<Result>): Promise<Result> {
    return this.#reading.taken(at, work);
  }

  /** Files by the day that they report on, between two days; days without any known file have no entry. What lacks is that of now: it has no past. */
  async dayFiles(feed: string, from: number, to: number, at: FeedMark): Promise<Map<number, DayFiles>> {
    const span = "first_day - date '1970-01-01' as first_day, last_day - date '1970-01-01' as last_day";
    const those = 'feed = $1 and last_day >= cast($2 as date) and first_day <= cast($3 as date)';
    const rows = await this.#database.query<{ first_day: number; last_day: number; done: number; lacking: number }>(
      `select ${span}, cast(count(*) as integer) as done, 0 as lacking
       from feed_take where ${those} and ${await counted(this.#database, feed, at)} group by first_day, last_day
       union all
       select ${span}, 0 as done, cast(count(*) as integer) as lacking from feed_file where ${those} and state <> 'done' group by first_day, last_day`,
      [feed, toIsoDate(from), toIsoDate(to)],
    );
    const days = new Map<number, DayFiles>();
    for (const row of rows) {
      for (let day = Math.max(from, row.first_day); day <= Math.min(to, row.last_day); day++) {
        const known = days.get(day);
        days.set(day, { done: (known?.done ?? 0) + row.done, lacking: (known?.lacking ?? 0) + row.lacking });
      }
    }
    return days;
  }

  /** All pairs that a feed has anything of. */
  async pairs(): Promise<readonly PairExtent[]> {
    return this.#pairs.all();
  }

  /** The pairs of one dyad: cheap where `pairs` was asked before. */
  async extents(dyad: string): Promise<readonly PairExtent[]> {
    return (await this.#pairs.all()).filter((extent) => extent.dyad === dyad);
  }

  /** @param only of these feeds; left out, of all */
  async statuses(now: Date, only?: readonly string[]): Promise<FeedStatus[]> {
    const mark = await this.mark();
    const accounts = (await feedAccounts(this.#database, now)).filter(({ feed }) => only?.includes(feed) ?? true);
    const statuses: FeedStatus[] = [];
    for (const account of accounts) {
      const days = [...(await this.knownDays(account.feed, mark))];
      statuses.push({ ...account, firstDay: days[0] ?? null, newestDay: days.at(-1) ?? null });
    }
    return statuses;
  }

  #readWorld(feed: string, at: FeedMark): Promise<ReadonlyMap<number, WorldDay>> {
    return this.#reading.taken(at, async (reader) => {
      const rows = await reader.query<{
        epoch_day: number;
        row_count: number;
        quad1: number;
        quad2: number;
        quad3: number;
        quad4: number;
        interstate: number;
        intensity_tenths: number;
      }>(
        `select day - date '1970-01-01' as epoch_day, sum(row_count) as row_count, sum(quad1) as quad1, sum(quad2) as quad2, sum(quad3) as quad3, sum(quad4) as quad4,
           sum(interstate) as interstate, sum(intensity_tenths) as intensity_tenths
         from feed_world where feed = $1 and ${await counted(reader, feed, at)} group by day order by day`,
        [feed],
      );
      return new Map(
        rows.map((row) => [
          row.epoch_day,
          {
            rows: row.row_count,
            quadClasses: [row.quad1, row.quad2, row.quad3, row.quad4],
            interstate: row.interstate,
            intensityTenths: row.intensity_tenths,
          },
        ]),
      );
    });
  }
}

/** The same value for the same mark; one that cannot be read is read again. */
function keptFor<Value>(
  values: Map<string, Kept<Value>>,
  feed: string,
  mark: FeedMark,
  read: () => Promise<Value>,
): Promise<Value> {
  const kept = values.get(feed);
  if (kept && isSameMark(kept.mark, mark)) return kept.value;
  const value = read();
  values.set(feed, { mark, value });
  value.catch(() => values.delete(feed));
  return value;
}

/** The days on which stored files report, and whether there are any that do not say it. */
async function reportedDays(
  reader: Reader,
  feed: string,
  at: FeedMark,
): Promise<{ readonly days: ReadonlySet<number>; readonly hasUndated: boolean }> {
  const spans = await reader.query<{ first_day: number | null; last_day: number | null }>(
    `select distinct first_day - date '1970-01-01' as first_day, last_day - date '1970-01-01' as last_day
     from feed_take where feed = $1 and ${await counted(reader, feed, at)}`,
    [feed],
  );
  const days = new Set<number>();
  let hasUndated = false;
  for (const { first_day, last_day } of spans) {
    if (first_day === null || last_day === null) hasUndated = true;
    else for (let day = first_day; day <= last_day; day++) days.add(day);
  }
  return { days, hasUndated };
}
