/** What every kind of feed knows about itself: which files it should have, how one is obtained, and how it is read. */
import type { FeedRow, FeedTally } from '../feedRow.ts';
import type { FeedFile, FileRecord } from '../fileLedger.ts';

/** Days (epoch, inclusive) that are wanted. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** A file that a feed should have. */
export interface ListedFeedFile extends FeedFile {
  /** why it is known to be missing: its list goes past it. Undefined for a file that is there to be fetched. */
  readonly absent?: string;
}

export interface Discovery {
  /** how far to look: `newest` asks for what came since the last look */
  readonly reach: 'newest' | 'all';
  readonly range: DayRange;
  /** the newest file that the ledger has */
  readonly newest: FileRecord | undefined;
  /** told sentences about lists that have faults */
  readonly remark: (sentence: string) => void;
}

/** A file on the disk of this machine. */
export interface Obtained {
  readonly path: string;
  readonly bytes: number;
  readonly md5: string;
  /** false for a user's own file, which stays where it is */
  readonly temporary: boolean;
  /** bytes that came over the network now */
  readonly fetchedBytes: number;
}

/** What a server says of rows that it gave before. */
export interface Corrections {
  /** files with rows that were changed, by name, and when the last one was */
  readonly changed: ReadonlyMap<string, Date>;
  /** ids of rows that are none any more */
  readonly deleted: ReadonlySet<string>;
  /** a file that is read again soon, whatever was corrected */
  isReadAnyway(file: FileRecord): boolean;
}

export interface FeedSource {
  /**
   * The files that the feed should have, in batches.
   *
   * @throws what fetching throws, and NotThere when a list is not there
   */
  discover(discovery: Discovery, signal: AbortSignal): AsyncGenerator<readonly ListedFeedFile[]>;
  /** @throws what fetching throws */
  obtain(file: FeedFile, signal: AbortSignal): Promise<Obtained>;
  /** @throws ZipRefused */
  read(path: string, file: FeedFile, tally: FeedTally): AsyncIterable<readonly FeedRow[]>;
  /** Nothing tells that its files were corrected: who asks for them again has all of them looked at. */
  readonly isAskedAgain?: boolean;
  /** What the server has corrected in files since a moment, or taken out of them. @param remark told what cannot be known */
  corrections?(since: Date, remark: (sentence: string) => void, signal: AbortSignal): Promise<Corrections>;
  /** Whether a file that is done should be looked at once more, because such files change. */
  readonly changes?: (file: FileRecord, now: Date) => boolean | Promise<boolean>;
}
