/** What is read of the stored feeds: stories of a pair, totals of the world, what is known of which day, and all pairs. Append-only as they are, each can be read as of a moment. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Database, SqlValue } from '../store/database.ts';
import type { WorldDay } from './feedRow.ts';
import { FILE_STATES, type FileState } from './fileLedger.ts';
import { packedDyad, unpackedDyad } from './packedDyad.ts';

/** A state of the stored feeds. */
export interface FeedMark {
  /** the last take that counts; 0: none */
  readonly takeId: number;
  /** its moment; null before the first */
  readonly takenAt: Date | null;
}

/** The stories of a pair in one feed as columns, by day, then code, then side; parts in several files are joined. */
export interface StoryColumns {
  readonly length: number;
  readonly day: Int32Array;
  /** 1 where the first side of the dyad acts */
  readonly firstActs: Uint8Array;
  readonly code: readonly string[];
  readonly rows: Int32Array;
  readonly mentions: Float64Array;
  readonly articles: Float64Array;
  readonly sources: Int32Array;
  readonly lateRows: Int32Array;
  /** epoch day on which the feed first had it; NaN where it does not say */
  readonly firstAdded: Float64Array;
}

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

/** What a feed has of a pair. */
export interface PairExtent {
  readonly dyad: string;
  readonly feed: string;
  readonly rows: number;
  /** epoch days */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Where a feed stands. */
export interface FeedStatus {
  readonly feed: string;
  readonly files: Readonly<Record<FileState, number>>;
  readonly rows: number;
  readonly taken: number;
  readonly stories: number;
  readonly bytes: number;
  readonly faulty: number;
  readonly faults: Readonly<Record<string, number>>;
  /** days that stored files report on (epoch); null before the first */
  readonly firstDay: number | null;
  readonly newestDay: number | null;
  readonly lastTakenAt: Date | null;
  /** what came in within the last 24 hours */
  readonly lastDayFiles: number;
  readonly lastDayRows: number;
  readonly nextTryAt: Date | null;
}

export interface FeedReading {
  /** The state of now, or of a moment. */
  mark(asOf?: Date): Promise<FeedMark>;
  stories(feed: string, dyad: string, mark: FeedMark): Promise<StoryColumns>;
  /** What is kept of reports, by `reportKey`; between two days (epoch, inclusive). */
  reports(feed: string, dyad: string, from: number, to: number, mark: FeedMark): Promise<Map<string, StoryReports>>;
  /** Totals of the world by epoch day: days without any are unknown. */
  world(feed: string, mark: FeedMark): Promise<ReadonlyMap<number, WorldDay>>;
  /** Files by the day that they report on, between two days; days without any known file have no entry. Of now: what lacks has no past. */
  dayFiles(feed: string, from: number, to: number): Promise<Map<number, DayFiles>>;
  /** All pairs that a feed has anything of. */
  pairs(): Promise<readonly PairExtent[]>;
  /** The pairs of one dyad: cheap where `pairs` was asked before. */
  extents(dyad: string): Promise<readonly PairExtent[]>;
  statuses(now: Date): Promise<FeedStatus[]>;
}

export const reportKey = (day: number, firstActs: boolean, code: string): string =>
  `${day} ${firstActs ? 1 : 0} ${code}`;

const DAY_MS = 86_400_000;

export function openFeedReading(database: Database): FeedReading {
  const worlds = new Map<string, { takeId: number; world: Promise<ReadonlyMap<number, WorldDay>> }>();
  let pairs: { takeId: number; extents: Map<string, PairExtent> } = { takeId: 0, extents: new Map() };
  let pairsUnderway: Promise<void> | undefined;

  /** Ends a condition on `take_id`: up to the mark, and not replaced by a later take up to it. */
  async function counted(feed: string, mark: FeedMark, after = 0): Promise<string> {
    const replaced = await database.query<{ replaces: number }>(
      'select replaces from feed_take where feed = $1 and take_id <= $2 and replaces is not null',
      [feed, mark.takeId],
    );
    const none =
      replaced.length === 0 ? '' : ` and take_id not in (${replaced.map(({ replaces }) => replaces).join(', ')})`;
    return `take_id > ${after} and take_id <= ${mark.takeId}${none}`;
  }

  async function mark(asOf?: Date): Promise<FeedMark> {
    const [row] = await database.query<{ take_id: number | null; taken_at: Date | null }>(
      `select max(take_id) as take_id, max(taken_at) as taken_at from feed_take${asOf ? ' where taken_at <= $1' : ''}`,
      asOf ? [asOf] : [],
    );
    return { takeId: row?.take_id ?? 0, takenAt: row?.taken_at ?? null };
  }

  async function worldAt(feed: string, at: FeedMark): Promise<ReadonlyMap<number, WorldDay>> {
    const rows = await database.query<{
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
       from feed_world where feed = $1 and ${await counted(feed, at)} group by day order by day`,
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
  }

  /** Adds what came since the last time; where a file was taken again, all is summed anew. */
  async function refreshPairs(): Promise<void> {
    const now = await mark();
    if (now.takeId === pairs.takeId) return;
    const [again] = await database.query<{ replaced: number }>(
      'select count(*) as replaced from feed_take where replaces is not null and take_id > $1',
      [pairs.takeId],
    );
    const start =
      again!.replaced > 0
        ? { takeId: 0, extents: new Map<string, PairExtent>() }
        : { takeId: pairs.takeId, extents: new Map(pairs.extents) };
    const rows = await database.query<{
      feed: string;
      dyad: number;
      row_count: number;
      first_day: number;
      last_day: number;
    }>(
      `select feed, dyad, sum(row_count) as row_count, min(day) - date '1970-01-01' as first_day, max(day) - date '1970-01-01' as last_day
       from feed_cell where take_id > $1 and take_id <= $2 and take_id not in (select replaces from feed_take where replaces is not null) group by feed, dyad`,
      [start.takeId, now.takeId],
    );
    for (const row of rows) {
      const key = `${row.dyad} ${row.feed}`;
      const known = start.extents.get(key);
      start.extents.set(key, {
        dyad: known?.dyad ?? unpackedDyad(row.dyad),
        feed: row.feed,
        rows: (known?.rows ?? 0) + row.row_count,
        firstDay: Math.min(known?.firstDay ?? Infinity, row.first_day),
        lastDay: Math.max(known?.lastDay ?? -Infinity, row.last_day),
      });
    }
    pairs = { takeId: now.takeId, extents: start.extents };
  }

  async function freshPairs(): Promise<ReadonlyMap<string, PairExtent>> {
    pairsUnderway ??= refreshPairs().finally(() => (pairsUnderway = undefined));
    await pairsUnderway;
    return pairs.extents;
  }

  return {
    mark,
    async stories(feed, dyad, at) {
      const rows = await database.query<{
        epoch_day: number;
        first_acts: boolean;
        code: string;
        row_count: number;
        mentions: number;
        articles: number;
        sources: number;
        late_rows: number;
        added: number | null;
      }>(
        // As integers and doubles: a sum is a wide number otherwise, which costs most of the reading.
        `select day - date '1970-01-01' as epoch_day, first_acts, code, cast(sum(row_count) as integer) as row_count, cast(sum(mentions) as double precision) as mentions,
           cast(sum(articles) as double precision) as articles, max(sources) as sources, cast(sum(late_rows) as integer) as late_rows, min(first_added) - date '1970-01-01' as added
         from feed_cell where feed = $1 and dyad = $2 and ${await counted(feed, at)}
         group by day, first_acts, code order by day, code collate "C", first_acts`,
        [feed, packedDyad(dyad)],
      );
      return {
        length: rows.length,
        day: Int32Array.from(rows, (row) => row.epoch_day),
        firstActs: Uint8Array.from(rows, (row) => (row.first_acts ? 1 : 0)),
        code: rows.map((row) => row.code),
        rows: Int32Array.from(rows, (row) => row.row_count),
        mentions: Float64Array.from(rows, (row) => row.mentions),
        articles: Float64Array.from(rows, (row) => row.articles),
        sources: Int32Array.from(rows, (row) => row.sources),
        lateRows: Int32Array.from(rows, (row) => row.late_rows),
        firstAdded: Float64Array.from(rows, (row) => row.added ?? Number.NaN),
      };
    },
    async reports(feed, dyad, from, to, at) {
      const rows = await database.query<{
        epoch_day: number;
        first_acts: boolean;
        code: string;
        first_row_id: string;
        place: string | null;
        reports: string;
      }>(
        `select day - date '1970-01-01' as epoch_day, first_acts, code, first_row_id, place, reports from feed_report
         where feed = $1 and dyad = $2 and day >= cast($3 as date) and day <= cast($4 as date) and ${await counted(feed, at)} order by take_id`,
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
    },
    world(feed, at) {
      const kept = worlds.get(feed);
      if (kept?.takeId === at.takeId) return kept.world;
      const world = worldAt(feed, at);
      worlds.set(feed, { takeId: at.takeId, world });
      world.catch(() => worlds.delete(feed));
      return world;
    },
    async dayFiles(feed, from, to) {
      const rows = await database.query<{ first_day: number; last_day: number; done: number; lacking: number }>(
        `select first_day - date '1970-01-01' as first_day, last_day - date '1970-01-01' as last_day,
           sum(case when state = 'done' then 1 else 0 end) as done, sum(case when state = 'done' then 0 else 1 end) as lacking
         from feed_file where feed = $1 and last_day >= cast($2 as date) and first_day <= cast($3 as date) group by first_day, last_day`,
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
    },
    pairs: async () => [...(await freshPairs()).values()],
    extents: async (dyad) => [...(await freshPairs()).values()].filter((extent) => extent.dyad === dyad),
    statuses: (now) => statusesOf(database, now),
  };
}

interface StatusRow extends Record<string, SqlValue> {
  feed: string;
  first_day: string | null;
  newest_day: string | null;
  next_try_at: Date | null;
}

async function statusesOf(database: Database, now: Date): Promise<FeedStatus[]> {
  const states = await database.query<{ feed: string; state: FileState; files: number }>(
    'select feed, state, count(*) as files from feed_file group by feed, state',
  );
  const days = await database.query<StatusRow>(
    `select feed, min(case when state = 'done' then first_day end) as first_day, max(case when state = 'done' then last_day end) as newest_day, min(next_try_at) as next_try_at from feed_file group by feed order by feed`,
  );
  const takes = await database.query<{
    feed: string;
    row_count: number;
    taken: number;
    stories: number;
    bytes: number;
    faulty: number;
    last_taken_at: Date;
    recent_files: number;
    recent_rows: number;
  }>(
    `select feed, sum(row_count) as row_count, sum(taken) as taken, sum(stories) as stories, sum(bytes) as bytes, sum(faulty) as faulty, max(taken_at) as last_taken_at,
       sum(case when taken_at > $1 then 1 else 0 end) as recent_files, sum(case when taken_at > $1 then row_count else 0 end) as recent_rows
     from feed_take where take_id not in (select replaces from feed_take where replaces is not null) group by feed`,
    [new Date(now.getTime() - DAY_MS)],
  );
  // Files with faults are few: their accounts are read, all others are not.
  const faulty = await database.query<{ feed: string; account: string }>(
    'select feed, account from feed_take where faulty > 0 and take_id not in (select replaces from feed_take where replaces is not null)',
  );
  return days.map(({ feed, first_day, newest_day, next_try_at }): FeedStatus => {
    const take = takes.find((one) => one.feed === feed);
    const faults: Record<string, number> = {};
    for (const { account } of faulty.filter((one) => one.feed === feed))
      for (const [reason, rows] of Object.entries((JSON.parse(account) as { faults: Record<string, number> }).faults))
        faults[reason] = (faults[reason] ?? 0) + rows;
    return {
      feed,
      files: Object.fromEntries(
        FILE_STATES.map((state) => [state, states.find((one) => one.feed === feed && one.state === state)?.files ?? 0]),
      ) as Record<FileState, number>,
      rows: take?.row_count ?? 0,
      taken: take?.taken ?? 0,
      stories: take?.stories ?? 0,
      bytes: take?.bytes ?? 0,
      faulty: take?.faulty ?? 0,
      faults,
      firstDay: first_day === null ? null : epochDay(first_day),
      newestDay: newest_day === null ? null : epochDay(newest_day),
      lastTakenAt: take?.last_taken_at ?? null,
      lastDayFiles: take?.recent_files ?? 0,
      lastDayRows: take?.recent_rows ?? 0,
      nextTryAt: next_try_at,
    };
  });
}
