/**
 * The database behind one interface. SQL stays in the subset that DuckDB and PostgreSQL share ($1 parameters,
 * `insert ... on conflict`, window functions; types text, integer, bigint, double precision, boolean, date, timestamptz), so
 * that each statement is written once; an adapter differs in connecting, in bulk inserts and in nothing else.
 */

/** What a parameter or a cell may hold. A `timestamptz` is a Date, a `date` an ISO text, a `bigint` comes back as a number. */
export type SqlValue = string | number | boolean | Date | null;

export type SqlRow = Record<string, SqlValue>;

/** Runs statements; either on its own or inside a transaction. */
export interface Queryable {
  /** All rows of a statement, columns by their (snake_case) names. @throws DatabaseError that names the statement. */
  query<Row extends SqlRow = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Appends many rows fast, each an array in the order of `columns`. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

export interface Database extends Queryable {
  /** for messages: `DuckDB data/local/tension.duckdb`, `PostgreSQL host/database` (never a password) */
  readonly name: string;
  /** All or nothing: commits when `work` resolves, rolls back when it rejects. Writers wait for one another. */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
