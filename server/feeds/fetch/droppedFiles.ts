/** Files that somebody dropped on a page to be a feed's: kept in the database, under a name that says what they hold. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Queryable } from '../../store/database.ts';
import { FeedConfigFault } from './feedConfig.ts';

/** A file that comes with a request. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const MIB = 1024 ** 2;
/** Of all feeds together: a backup carries them, and replicas read them. */
const MAX_KEPT_BYTES = 256 * MIB;
const MAX_NAME = 100;
const DROPPED = /^dropped:([0-9a-f]{32})\/[^/\\]+$/;

/** Whether a file of a feed is one that was dropped. */
export const isDropped = (file: string): boolean => DROPPED.test(file);

/** The content that the name of such a file tells. */
export const md5OfDropped = (file: string): string | null => DROPPED.exec(file)?.[1] ?? null;

/** @example referenceTo({ name: 'log.xlsx', bytes }) // 'dropped:900150983cd24fb0d6963f7d28e17f72/log.xlsx' */
export function referenceTo({ name, bytes }: DroppedFile): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{C}\ufffd]/gu, '')
    .trim();
  return `dropped:${createHash('md5').update(bytes).digest('hex')}/${plain.slice(-MAX_NAME) || 'table'}`;
}

/** @throws FeedConfigFault where files of feeds already take all their room */
export async function keepDropped(
  tx: Queryable,
  feed: string,
  dropped: DroppedFile,
  at: Date,
  by: string,
): Promise<void> {
  const file = referenceTo(dropped);
  await tx.query('delete from feed_dropped_file where feed = $1', [feed]);
  const [kept] = await tx.query<{ bytes: number | null }>(
    'select cast(sum(bytes) as double precision) as bytes from feed_dropped_file',
  );
  if ((kept?.bytes ?? 0) + dropped.bytes.length > MAX_KEPT_BYTES)
    throw new FeedConfigFault(
      `Files that were dropped as feeds take ${MAX_KEPT_BYTES / MIB} MiB at most: remove a feed that is not needed, or put the file where the server finds it by an https address.`,
    );
  await tx.query(
    'insert into feed_dropped_file (feed, file, bytes, content, kept_at, kept_by) values ($1, $2, $3, $4, $5, $6)',
    [feed, file, dropped.bytes.length, dropped.bytes, at, by],
  );
}

/** Takes away what a feed does not name any more. */
export async function forgetDropped(tx: Queryable, feed: string, named: readonly string[] = []): Promise<void> {
  const others = named.map((_, i) => `$${i + 2}`).join(', ');
  await tx.query(
    `delete from feed_dropped_file where feed = $1${named.length > 0 ? ` and file not in (${others})` : ''}`,
    [feed, ...named],
  );
}

export async function droppedBytes(database: Queryable, feed: string, file: string): Promise<Uint8Array | undefined> {
  const [row] = await database.query<{ content: Uint8Array }>(
    'select content from feed_dropped_file where feed = $1 and file = $2',
    [feed, file],
  );
  return row?.content;
}
