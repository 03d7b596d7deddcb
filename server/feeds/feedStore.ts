/**
 * What becomes of a file after it was read. Everything that it brings (cells of all pairs of states, addresses for watched dyads,
 * totals of the world, the account of its rows) and its state `done` are written in one transaction, so that a process that is
 * killed leaves all of it or nothing.
 */
import type { FeedRow, FeedTally } from './feedRow.ts';
import type { FeedFile, FileLedger, TakeRecord } from './fileLedger.ts';
import type { ReopenedFiles } from './reopenedFiles.ts';

/** A file that has been fetched and is about to be read. */
export interface FetchedFile extends FeedFile {
  /** as fetched: packed */
  readonly bytes: number;
  /** of the bytes as fetched: by it, the same content is known again */
  readonly md5: string;
}

/** Where a reader puts what it reads. */
export interface FileSink {
  /** to be given to the reader; what it counts is stored with the file */
  readonly tally: FeedTally;
  /** Takes rows; wait for it before the next ones. */
  add(rows: readonly FeedRow[]): Promise<void>;
}

export type TakeResult =
  /** `unchanged`: this very content was stored before, and nothing was read now */
  | { readonly state: 'done' | 'unchanged'; readonly take: TakeRecord }
  /** the file is not what its name promises: only that is recorded */
  | { readonly state: 'refused'; readonly reason: string };

export interface FeedStore {
  readonly files: FileLedger;
  readonly reopened: ReopenedFiles;
  /**
   * Reads a file and stores it, or leaves nothing of it. Small files that are taken at the same time share a commit, so take
   * several at once in a backfill; a large one is written while it is read. Memory: some 60 MB for each that is being read.
   *
   * @param read hands all rows to the sink; it is not called when the same content was stored before
   * @throws what `read` throws: nothing is kept then, and nothing recorded (say so with `files.mark`)
   * @example
   * await store.take(file, async (into) => {
   *   for await (const rows of readGdelt(unzipOnly(zip, GDELT_EXPORT_LIMITS), tables.states, tables.gdelt, into.tally)) await into.add(rows);
   * });
   */
  take(file: FetchedFile, read: (into: FileSink) => Promise<void>): Promise<TakeResult>;
  /** Reports behind the stories of dyads that are not watched: the files to be read once more, and what they bring. */
  readonly addresses: AddressKeeper;
}

export interface AddressKeeper {
  /** Done files with stories of the dyad on these days (epoch, inclusive) whose reports are not kept yet, in the order of their names. */
  wanted(feed: string, dyad: string, from: number, to: number): Promise<FeedFile[]>;
  /**
   * Reads a done file once more and keeps the reports of these dyads: counts stay as they are. A second time changes nothing.
   *
   * @throws RangeError when the file is not done, or its content is another one than was stored
   */
  add(file: FetchedFile, dyads: ReadonlySet<string>, read: (into: FileSink) => Promise<void>): Promise<void>;
}
