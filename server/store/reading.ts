/** Where data are read that no later write changes: at a standby that has them, or else where they are written. */
import type { Database, NumberReader, Queryable } from './database.ts';

export type Reader = Pick<Queryable, 'query'>;
/** Reads rows, and columns of numbers. */
export type ColumnReader = Reader & NumberReader;

/** A take of the feeds; 0: none. Its id comes again in a database that was restored from a copy; its moment does not. */
export interface Take {
  readonly takeId: number;
  readonly takenAt: Date | null;
}

/** Work is done again at the primary where the standby gave it up, so it only reads, and leaves no trace of its first time. */
export interface Reading {
  /** What the run that is served published, and those before it. */
  published<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** What was recorded up to a moment; left out, up to now. */
  upTo<Result>(moment: Date | undefined, work: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** What was taken of feeds up to a take and its moment. */
  taken<Result>(take: Take, work: (reader: ColumnReader) => Promise<Result>): Promise<Result>;
}

/** Everything from one database. */
export const readingOf = (database: Database): Reading => ({
  published: (work) => work(database),
  upTo: (_moment, work) => work(database),
  taken: (_take, work) => work(database),
});
