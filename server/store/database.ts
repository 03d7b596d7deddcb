/**
 * The database behind one interface. SQL stays in the subset that DuckDB and PostgreSQL share ($1 parameters,
 * `insert ... on conflict`, window functions; types text, integer, bigint, double precision, boolean, date, timestamptz, bytea), so
 * that each statement is written once; an adapter differs in connecting, in bulk inserts and in nothing else.
 */
import { messageOf } from '../../models/errorMessage.ts';

/** What a parameter or a cell may hold. A `timestamptz` is a Date, a `date` an ISO text, a `bigint` comes back as a number, a `bytea` is bytes. */
export type SqlValue = string | number | boolean | Date | Uint8Array | null;

export type SqlRow = Record<string, SqlValue>;

/** Runs statements; either on its own or inside a transaction. */
export interface Queryable {
  /** All rows of a statement, columns by their (snake_case) names. @throws DatabaseError that names the statement. */
  query<Row extends SqlRow = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Appends many rows fast, each an array in the order of `columns`. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** Reads columns of numbers: of hundreds of thousands of rows in a tenth of the time that rows take. */
export interface NumberReader {
  /**
   * All rows of a statement that only reads and has nothing but numbers, one array for each column: a boolean is 1 or 0, null is NaN.
   *
   * @throws DatabaseError that names the statement
   */
  numbers<Column extends string>(
    sql: string,
    parameters?: readonly SqlValue[],
  ): Promise<{ readonly [Name in Column]: Float64Array }>;
}

/** Statements that share one connection, and so its temporary tables. */
export interface Session extends Queryable {
  /**
   * All or nothing: commits when `work` resolves, rolls back when it rejects. Writers wait for one another; inside `work` use
   * the transaction it is given, never the database (which would wait for the transaction to end: refused with an error).
   */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
}

export interface Database extends Session, NumberReader {
  /** for messages: `DuckDB data/local/tension.duckdb`, `PostgreSQL host/database` (never a password) */
  readonly name: string;
  readonly engine: 'DuckDB' | 'PostgreSQL';
  /** what whoever starts it should know, as a sentence */
  readonly notice?: string | undefined;
  /**
   * A connection of its own for `work`, closed afterwards: for temporary tables, which `transaction` sees and whose rows are
   * meant for the next one. What is to stay goes through `transaction`. It holds no lock until it opens one.
   */
  session<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** What keeps the database from answering, or from taking writes, now; undefined while all is well. */
  outage(): Outage | undefined;
  /** Told when an outage begins, with its first error, and when it ends; returns the way to stop listening. */
  onOutage(listener: (outage: Outage | undefined, error: DatabaseUnavailable | undefined) => void): () => void;
  /** Waits for what is under way, then closes. */
  close(): Promise<void>;
}

/** Why a database cannot be had: it is away, all its connections are in use, it takes too long, its disk is full, it takes no writes. */
export type UnavailableBecause = 'unreachable' | 'busy' | 'slow' | 'full' | 'read-only';

export interface Outage {
  readonly because: UnavailableBecause;
  /** when it began, by the clock that nobody sets (`performance.now()`) */
  readonly sinceMs: number;
}

/** A statement or a connection that the database refused; the message names both. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';

  /** The error of a statement, which is shown on one line and cut where it is long. */
  static ofStatement(database: string, sql: string, cause: unknown): DatabaseError {
    if (cause instanceof DatabaseError) return cause;
    const line = sql
      .replace(/--[^\n]*/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const shown = line.length > 300 ? `${line.slice(0, 300)} ...` : line;
    return new DatabaseError(`${database} refused "${shown}": ${messageOf(cause)}`, { cause });
  }
}

/** The database cannot be had now: no fault of the statement, which may be tried again later. */
export class DatabaseUnavailable extends DatabaseError {
  override name = 'DatabaseUnavailable';
  readonly because: UnavailableBecause;
  /** the connection went while a transaction was being committed: nobody knows whether it was */
  readonly isUncertain: boolean;

  constructor(
    message: string,
    because: UnavailableBecause,
    { cause, isUncertain = false }: { readonly cause?: unknown; readonly isUncertain?: boolean } = {},
  ) {
    super(message, { cause });
    this.because = because;
    this.isUncertain = isUncertain;
  }
}
