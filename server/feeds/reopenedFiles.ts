/** Files that are read again because their server has corrected them: which they are, and how far that was looked through. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Database, Queryable } from '../store/database.ts';
import { FILES_PER_STATEMENT, inPieces } from './fileRows.ts';
import { placesOf } from '../placesOf.ts';

export interface ReopenedFiles {
  /** Up to when a feed's corrections are known; null where nobody has looked yet. */
  lookedThrough(feed: string): Promise<Date | null>;
  /** Names of stored files that have one of these rows. */
  holding(feed: string, rowIds: ReadonlySet<string>): Promise<string[]>;
  /** Has files read once more, and notes how far was looked, in one go. What they brought stays until they are read. */
  reopen(feed: string, names: readonly string[], reason: string, through: Date): Promise<void>;
}

export function reopenedFilesOf(database: Database): ReopenedFiles {
  return {
    async lookedThrough(feed) {
      const [row] = await database.query<{ looked_through: Date }>(
        'select looked_through from feed_look where feed = $1',
        [feed],
      );
      return row?.looked_through ?? null;
    },
    async holding(feed, rowIds) {
      if (rowIds.size === 0) return [];
      const rows = await database.query<{ name: string; ids: Uint8Array }>(
        'select file.name, held.ids from feed_row_ids as held join feed_file as file on file.take_id = held.take_id where file.feed = $1',
        [feed],
      );
      return rows.flatMap(({ name, ids }) => (unpackedIds(ids).some((id) => rowIds.has(id)) ? [name] : []));
    },
    reopen: (feed, names, reason, through) =>
      database.transaction(async (tx) => {
        for (const some of inPieces(names, FILES_PER_STATEMENT))
          await tx.query(
            `update feed_file set state = 'pending', next_try_at = null, reason = $2 where feed = $1 and state = 'done' and name in (${placesOf(some, 3)})`,
            [feed, reason, ...some],
          );
        await tx.query(
          'insert into feed_look (feed, looked_through) values ($1, $2) on conflict (feed) do update set looked_through = excluded.looked_through',
          [feed, through],
        );
      }),
  };
}

/** Keeps the ids of a file's rows: sorted, they pack to some two bytes each. */
export async function writeRowIds(tx: Queryable, takeId: number, ids: readonly string[]): Promise<void> {
  await tx.query('insert into feed_row_ids (take_id, ids) values ($1, $2)', [
    takeId,
    deflateRawSync([...ids].sort().join('\n')),
  ]);
}

const unpackedIds = (packed: Uint8Array): string[] => inflateRawSync(packed).toString().split('\n');
