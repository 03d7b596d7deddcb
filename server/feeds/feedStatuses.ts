/** Where each feed stands: its files, what they brought, and what is at fault. */
import { epochDay } from '../../models/calendar.ts';
import type { Database, SqlRow } from '../store/database.ts';
import { FILE_STATES, type FileState } from './fileLedger.ts';

const DAY_MS = 86_400_000;

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
  /** whether its files say which days they report on; where they do not, a day without a row of the world is unknown */
  readonly isDated: boolean;
  /** days that stored files report on, or else have rows of (epoch); null before the first */
  readonly firstDay: number | null;
  readonly newestDay: number | null;
  readonly lastTakenAt: Date | null;
  /** what came in within the last 24 hours */
  readonly lastDayFiles: number;
  readonly lastDayRows: number;
  readonly nextTryAt: Date | null;
}

interface DayRow extends SqlRow {
  feed: string;
  first_day: string | null;
  newest_day: string | null;
  done: number;
  next_try_at: Date | null;
}

interface TakesRow extends SqlRow {
  feed: string;
  row_count: number;
  taken: number;
  stories: number;
  bytes: number;
  faulty: number;
  last_taken_at: Date;
  recent_files: number;
  recent_rows: number;
}

export async function feedStatuses(database: Database, now: Date): Promise<FeedStatus[]> {
  const states = await database.query<{ feed: string; state: FileState; files: number }>(
    'select feed, state, count(*) as files from feed_file group by feed, state',
  );
  const days = await database.query<DayRow>(
    `select feed, min(case when state = 'done' then first_day end) as first_day, max(case when state = 'done' then last_day end) as newest_day, sum(case when state = 'done' then 1 else 0 end) as done, min(next_try_at) as next_try_at from feed_file group by feed order by feed`,
  );
  const takes = await database.query<TakesRow>(
    `select feed, sum(row_count) as row_count, sum(taken) as taken, sum(stories) as stories, sum(bytes) as bytes, sum(faulty) as faulty, max(taken_at) as last_taken_at,
       sum(case when taken_at > $1 then 1 else 0 end) as recent_files, sum(case when taken_at > $1 then row_count else 0 end) as recent_rows
     from feed_take where take_id not in (select replaces from feed_take where replaces is not null) group by feed`,
    [new Date(now.getTime() - DAY_MS)],
  );
  // Files with faults are few: their accounts are read, all others are not.
  const faulty = await database.query<{ feed: string; account: string }>(
    'select feed, account from feed_take where faulty > 0 and take_id not in (select replaces from feed_take where replaces is not null)',
  );
  const undated = days.flatMap(({ feed, newest_day, done }) => (newest_day === null && done > 0 ? [feed] : []));
  const rowDays = await daysOfRows(database, undated);
  return days.map((day): FeedStatus => {
    const { feed } = day;
    const isDated = !undated.includes(feed);
    const { first_day, newest_day } = isDated ? day : (rowDays.get(feed) ?? day);
    const take = takes.find((one) => one.feed === feed);
    const filesIn = (state: FileState): number =>
      states.find((one) => one.feed === feed && one.state === state)?.files ?? 0;
    return {
      feed,
      files: Object.fromEntries(FILE_STATES.map((state) => [state, filesIn(state)])) as Record<FileState, number>,
      rows: take?.row_count ?? 0,
      taken: take?.taken ?? 0,
      stories: take?.stories ?? 0,
      bytes: take?.bytes ?? 0,
      faulty: take?.faulty ?? 0,
      faults: faultCounts(faulty.flatMap((one) => (one.feed === feed ? [one.account] : []))),
      isDated,
      firstDay: first_day === null ? null : epochDay(first_day),
      newestDay: newest_day === null ? null : epochDay(newest_day),
      lastTakenAt: take?.last_taken_at ?? null,
      lastDayFiles: take?.recent_files ?? 0,
      lastDayRows: take?.recent_rows ?? 0,
      nextTryAt: day.next_try_at,
    };
  });
}

/** The first and the last day of which each feed has a row. */
async function daysOfRows(
  database: Database,
  feeds: readonly string[],
): Promise<ReadonlyMap<string, Pick<DayRow, 'first_day' | 'newest_day'>>> {
  if (feeds.length === 0) return new Map();
  const rows = await database.query<{ feed: string; first_day: string | null; newest_day: string | null }>(
    `select feed, min(day) as first_day, max(day) as newest_day from feed_world where feed in (${feeds.map((_, i) => `$${i + 1}`).join(', ')})
       and take_id not in (select replaces from feed_take where replaces is not null) group by feed`,
    feeds,
  );
  return new Map(rows.map((row) => [row.feed, row]));
}

/** Rows at fault by reason, over the accounts of several takes. */
function faultCounts(accounts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const account of accounts)
    for (const [reason, rows] of Object.entries((JSON.parse(account) as { faults: Record<string, number> }).faults))
      counts[reason] = (counts[reason] ?? 0) + rows;
  return counts;
}
