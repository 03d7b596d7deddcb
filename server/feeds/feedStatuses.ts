/** Where each feed stands: its files, what they brought, and what is at fault. */
import type { Database, SqlRow } from '../store/database.ts';
import { countedNow } from './countedTakes.ts';
import { FILE_STATES, type FileState } from './fileLedger.ts';

const DAY_MS = 86_400_000;
/** What a pull on another server still noted of a feed while it was removed with its rows is no feed. */
const OF_KEPT_FEEDS = `(take_id is not null or not exists (
  select 1 from feed_config as removed where removed.name = feed_file.feed and removed.removed_at is not null))`;

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
  /** the first and the last day (epoch) of which it is known; null where there is none */
  readonly firstDay: number | null;
  readonly newestDay: number | null;
  readonly lastTakenAt: Date | null;
  /** what came in within the last 24 hours */
  readonly lastDayFiles: number;
  readonly lastDayRows: number;
  readonly nextTryAt: Date | null;
}

interface TryRow extends SqlRow {
  feed: string;
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

/** Of each feed of which a file is known; those of a removed one are not. */
export async function feedAccounts(
  database: Database,
  now: Date,
): Promise<Omit<FeedStatus, 'firstDay' | 'newestDay'>[]> {
  const states = await database.query<{ feed: string; state: FileState; files: number }>(
    'select feed, state, count(*) as files from feed_file group by feed, state',
  );
  const tries = await database.query<TryRow>(
    `select feed, min(next_try_at) as next_try_at from feed_file where ${OF_KEPT_FEEDS} group by feed order by feed`,
  );
  const takes = await database.query<TakesRow>(
    `select feed, sum(row_count) as row_count, sum(taken) as taken, sum(stories) as stories, sum(bytes) as bytes, sum(faulty) as faulty, max(taken_at) as last_taken_at,
       sum(case when taken_at > $1 then 1 else 0 end) as recent_files, sum(case when taken_at > $1 then row_count else 0 end) as recent_rows
     from feed_take where ${countedNow('feed_take')} group by feed`,
    [new Date(now.getTime() - DAY_MS)],
  );
  // Files with faults are few: their accounts are read, all others are not.
  const faulty = await database.query<{ feed: string; account: string }>(
    `select feed, account from feed_take where faulty > 0 and ${countedNow('feed_take')}`,
  );
  return tries.map(({ feed, next_try_at }) => {
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
      lastTakenAt: take?.last_taken_at ?? null,
      lastDayFiles: take?.recent_files ?? 0,
      lastDayRows: take?.recent_rows ?? 0,
      nextTryAt: next_try_at,
    };
  });
}

/** Rows at fault by reason, over the accounts of several takes. */
function faultCounts(accounts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const account of accounts)
    for (const [reason, rows] of Object.entries((JSON.parse(account) as { faults: Record<string, number> }).faults))
      counts[reason] = (counts[reason] ?? 0) + rows;
  return counts;
}
