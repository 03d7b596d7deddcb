/** The account of a pull while it goes on. */
import type { TakeResult } from '../feedStore.ts';
import type { FileRecord } from '../fileLedger.ts';

/** What a pull has done so far. */
export type PullAccount = Readonly<Omit<PullCounts, 'account' | `add${string}` | 'expect'>>;

const MAX_SENTENCES = 20;

export class PullCounts {
  readonly feed: string;
  readonly startedAt: Date;
  endedAt: Date | null = null;
  stage: 'lists' | 'files' | 'ended' = 'lists';
  /** files that are new in its lists, and quarters of an hour or days that the lists skip */
  listed = 0;
  gaps = 0;
  /** files seen to, of how many; the number grows when lists bring more */
  files = 0;
  totalFiles = 0;
  /** packed bytes of files seen to, of how many as far as lists say; 0 where they do not */
  bytes = 0;
  totalBytes = 0;
  done = 0;
  /** of these, files whose rows took the place of those that they brought before */
  replaced = 0;
  unchanged = 0;
  missing = 0;
  failed = 0;
  refused = 0;
  rows = 0;
  faultyRows = 0;
  stories = 0;
  /** what went wrong with files, one sentence each: the first twenty */
  readonly faults: string[] = [];
  /** what lists say that is odd */
  readonly remarks: string[] = [];
  /** a signal ended it early */
  stopped = false;
  /** why it ended early; null when it did not */
  fault: string | null = null;

  constructor(feed: string, startedAt: Date) {
    this.feed = feed;
    this.startedAt = startedAt;
  }

  /** The account as it is now. */
  get account(): PullAccount {
    return { ...this, faults: [...this.faults], remarks: [...this.remarks] };
  }

  addFault({ name }: FileRecord, reason: string): void {
    if (this.faults.length < MAX_SENTENCES) this.faults.push(`${name}: ${reason}`);
  }

  addRemark(sentence: string): void {
    if (this.remarks.length < MAX_SENTENCES && !this.remarks.includes(sentence)) this.remarks.push(sentence);
  }

  /** A file that was fetched and read. */
  addTake(record: FileRecord, bytes: number, result: TakeResult): void {
    this.files++;
    this.bytes += bytes;
    this[result.state]++;
    if (result.state === 'refused') this.addFault(record, result.reason);
    if (result.state !== 'done') return;
    if (result.take.replaces !== null) this.replaced++;
    this.rows += result.take.rows;
    this.faultyRows += result.take.faulty;
    this.stories += result.take.stories;
  }

  /** How much there is to do, from the sizes of some of the files: unknown (0 bytes) where one has none. */
  expect(totalFiles: number, sizes: readonly number[]): void {
    this.totalFiles = totalFiles;
    const meanBytes = sizes.reduce((sum, size) => sum + size, 0) / Math.max(sizes.length, 1);
    this.totalBytes = sizes.includes(0) ? 0 : Math.round(meanBytes * totalFiles);
  }
}
