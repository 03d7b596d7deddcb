/** Which takes count: those that no later one replaces, of feeds that were not removed with their rows since. */
import type { Queryable, SqlRow } from '../store/database.ts';
import type { Reader, Take } from '../store/reading.ts';
import { placesOf } from '../placesOf.ts';
import { nextTake } from './takeRows.ts';

/** Ends a condition on `take_id` of a feed: what counts at a mark. */
export async function counted(reader: Reader, feed: string, mark: Take): Promise<string> {
  const [removal] = await reader.query<{ take_id: number | null }>(
    'select max(take_id) as take_id from feed_take where feed = $1 and take_id <= $2 and is_removal',
    [feed, mark.takeId],
  );
  const floor = removal?.take_id ?? 0;
  const replaced = await reader.query<{ replaces: number }>(
    'select replaces from feed_take where feed = $1 and take_id > $2 and take_id <= $3 and replaces is not null',
    [feed, floor, mark.takeId],
  );
  const none =
    replaced.length === 0 ? '' : ` and take_id not in (${replaced.map(({ replaces }) => replaces).join(', ')})`;
  return `${floor === 0 ? '' : `take_id > ${floor} and `}take_id <= ${mark.takeId}${none}`;
}

/** A condition on the rows of a table with `feed` and `take_id`: what counts now, of all feeds. */
export const countedNow = (table: string): string =>
  `${table}.take_id not in (select replaces from feed_take where replaces is not null) and not exists (
     select 1 from feed_take as removal where removal.is_removal and removal.feed = ${table}.feed and removal.take_id >= ${table}.take_id)`;

/** The takes by which feeds were last removed; a feed that never was has none. */
export async function lastRemovals(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.query<{ feed: string; take_id: number }>(
    'select feed, max(take_id) as take_id from feed_take where is_removal group by feed',
  );
  return new Map(rows.map(({ feed, take_id }) => [feed, take_id]));
}

/** The feed was removed, with its rows, while a file of it was read. */
export class FeedRemoved extends Error {
  override name = 'FeedRemoved';
}

/** @param known the take by which the feed was last removed when reading began @throws FeedRemoved */
export function refuseRemoved(
  { feed, name }: { readonly feed: string; readonly name: string },
  known: number | undefined,
  removals: ReadonlyMap<string, number>,
): void {
  if (removals.get(feed) !== known)
    throw new FeedRemoved(`${feed} was removed while ${name} was read: nothing of it is stored.`);
}

interface Stored extends SqlRow {
  files: number;
  rows: number;
}

/** What of a feed counts now. */
export async function storedOf(tx: Reader, feed: string): Promise<Readonly<Stored>> {
  const [row] = await tx.query<Stored>(
    `select cast(count(*) as integer) as files, cast(coalesce(sum(row_count), 0) as double precision) as rows from feed_take where feed = $1 and md5 <> '' and ${countedNow('feed_take')}`,
    [feed],
  );
  return row!;
}

const EMPTY_TAKE =
  'insert into feed_take (take_id, feed, name, taken_at, replaces, bytes, md5, row_count, taken, stories, faulty, account, is_removal)';
const EMPTY_ACCOUNT = JSON.stringify({ faults: {}, leftOut: {}, remarks: {}, firstFaults: [] });

/** From now on nothing that these files of a feed brought counts: the feed names them no more. */
export async function removeFiles(
  tx: Queryable,
  feed: string,
  names: readonly string[],
  now: () => Date,
): Promise<void> {
  if (names.length === 0) return;
  const files = await tx.query<{ name: string; take_id: number | null }>(
    `select name, take_id from feed_file where feed = $1 and name in (${placesOf(names, 2)}) order by name`,
    [feed, ...names],
  );
  const next = await nextTake(tx, now);
  const stored = files.filter(({ take_id }) => take_id !== null);
  for (const [i, { name, take_id }] of stored.entries())
    await tx.query(`${EMPTY_TAKE} values ($1, $2, $3, $4, $5, 0, '', 0, 0, 0, 0, $6, false)`, [
      next.id + i,
      feed,
      name,
      next.takenAt,
      take_id,
      EMPTY_ACCOUNT,
    ]);
  await tx.query(`delete from feed_file where feed = $1 and name in (${placesOf(names, 2)})`, [feed, ...names]);
}

/** From now on nothing that the feed brought counts, and none of its files is known: one that comes again is read anew. */
export async function removeRows(tx: Queryable, feed: string, now: () => Date): Promise<void> {
  const { id, takenAt } = await nextTake(tx, now);
  await tx.query(`${EMPTY_TAKE} values ($1, $2, '', $3, null, 0, '', 0, 0, 0, 0, $4, true)`, [
    id,
    feed,
    takenAt,
    EMPTY_ACCOUNT,
  ]);
  await tx.query('delete from feed_file where feed = $1', [feed]);
  await tx.query('delete from feed_look where feed = $1', [feed]);
}
