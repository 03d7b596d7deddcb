/** The ledger of files: which files a feed should have, what became of each, and what each brought. */
import type { FaultReason, Remark } from './feedRow.ts';
import type { LeftOut } from './leftOut.ts';

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

/** A file that a list of the feed names, or skips. */
export interface ExpectedFile extends FeedFile {
  /** for a file that the list skips: why it is missing, as a sentence, and when it is tried all the same */
  readonly skipped?: { readonly reason: string; readonly nextTryAt: Date };
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
  /** what it brought, also while it is to be read again; null where nothing of it is stored */
  readonly take: TakeRecord | null;
}

/** What a file brought when it was stored. A file whose content changed later is taken again, and its first take no longer counts. */
export interface TakeRecord {
  /** grows in the order of commits */
  readonly id: number;
  /** one moment for all files of a commit, later than all before it */
  readonly takenAt: Date;
  /** the take of what the file held before; null where it is the first */
  readonly replaces: number | null;
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
  /**
   * Records what a list says, in one commit, so that a process that is killed has all of it or nothing. A new file is `pending`, or
   * `missing` when the list skips it. A known one takes over address, size and md5 and keeps its state, but is `pending` again if the
   * list now states another content than it has, or had when it was `missing` or `refused`. A list that skips a known file changes nothing.
   *
   * @returns how many became `pending` because they are new
   */
  expect(files: readonly ExpectedFile[]): Promise<number>;
  /**
   * Records a try that did not bring the file. A file that is done stays done. Tries that end together share a commit.
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
