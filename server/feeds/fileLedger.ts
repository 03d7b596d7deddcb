/** The ledger of files: which files a feed should have, what became of each, and what each brought. */
import type { FaultReason, LeftOut, Remark } from './feedRow.ts';

/**
 * `pending`: known and not yet tried, or to be tried again soon; `done`: everything it holds is stored; `missing`: the server has
 * none (unknown, never zero: it is tried again); `failed`: it could not be fetched or read to its end; `refused`: it is not what
 * its name promises, and is not tried again by itself.
 */
export const FILE_STATES = ['pending', 'done', 'missing', 'failed', 'refused'] as const;
export type FileState = (typeof FILE_STATES)[number];

/** A file that a feed should have. */
export interface FeedFile {
  /** key of the feed: `gdelt` */
  readonly feed: string;
  /** unique within the feed: `20180326044500.export.CSV.zip` */
  readonly name: string;
  /** where it is fetched; empty for a file from this machine */
  readonly address: string;
  /** epoch days that it reports on (those on which its rows were found, not those of their acts), inclusive; null where its name does not say */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  /** as a list of the feed states them; null where it does not */
  readonly expectedBytes: number | null;
  readonly expectedMd5: string | null;
}

/** What is known of a file. */
export interface FileRecord extends FeedFile {
  readonly state: FileState;
  /** how often it was tried */
  readonly attempts: number;
  readonly firstTriedAt: Date | null;
  readonly lastTriedAt: Date | null;
  /** null: not by itself */
  readonly nextTryAt: Date | null;
  /** why it is not done, as a sentence; empty otherwise */
  readonly reason: string;
  /** what it brought; null unless it is done */
  readonly take: TakeRecord | null;
}

/** What a file brought when it was stored. A file whose content changed later is taken again, and its first take no longer counts. */
export interface TakeRecord {
  /** grows in the order of commits */
  readonly id: number;
  /** one moment for all files of a commit, later than all before it */
  readonly takenAt: Date;
  /** as fetched: packed */
  readonly bytes: number;
  readonly md5: string;
  readonly rows: number;
  /** rows between two states */
  readonly taken: number;
  readonly stories: number;
  readonly faulty: number;
  readonly faults: Readonly<Partial<Record<FaultReason, number>>>;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly remarks: Readonly<Partial<Record<Remark, number>>>;
  /** the first faults as sentences, with their lines: ten at most */
  readonly firstFaults: readonly string[];
}

export interface FileFilter {
  readonly feed: string;
  /** only these states; all when left out */
  readonly states?: readonly FileState[];
  /** only those whose next try is due by then */
  readonly dueBy?: Date;
  /** only those that report on these days (epoch, inclusive) */
  readonly from?: number;
  readonly to?: number;
  /** at most so many, in the order of their names, or the newest first */
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

export interface FileLedger {
  /** Adds those that are not known as `pending`, in one commit; one that is known keeps its state, and takes over size, md5 and address. Returns how many were added. */
  expect(files: readonly FeedFile[]): Promise<number>;
  /**
   * Records a try that did not bring the file. A file that is done stays done: a list that forgets it takes nothing away.
   *
   * @param reason a sentence
   * @param nextTryAt null: not by itself
   */
  mark(file: FeedFile, state: Exclude<FileState, 'done'>, reason: string, nextTryAt: Date | null): Promise<void>;
  record(feed: string, name: string): Promise<FileRecord | undefined>;
  list(filter: FileFilter): Promise<FileRecord[]>;
  /** Names of all files of a feed with their states: to see what a list has that is not known. */
  states(feed: string): Promise<Map<string, FileState>>;
  counts(feed: string): Promise<Record<FileState, number>>;
}
