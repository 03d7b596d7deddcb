/** One statement on a connection to DuckDB, and rows appended past SQL. */
import { DuckDBDataChunk, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import type { SqlRow, SqlValue } from './database.ts';
import { statementFault } from './duckdbFault.ts';
import { columnValue, fromDuckDb, toDuckDb, typeOf } from './duckdbValues.ts';

/** Rows appended before the event loop may turn: about 20 ms of a wide table. */
const ROWS_PER_TURN = 5000;

export async function run<Row extends SqlRow>(
  name: string,
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlValue[] = [],
): Promise<Row[]> {
  try {
    const result = await connection.run(sql, parameters.map(toDuckDb), parameters.map(typeOf));
    const names = result.columnNames();
    const rows: SqlRow[] = [];
    for (const chunk of await result.fetchAllChunks()) {
      const columns = names.map((_, i) => chunk.getColumnValues(i));
      for (let r = 0; r < chunk.rowCount; r++) {
        const row: SqlRow = {};
        for (let c = 0; c < names.length; c++) row[names[c]!] = fromDuckDb(columns[c]![r]!);
        rows.push(row);
      }
    }
    return rows as Row[];
  } catch (error) {
    throw statementFault(name, sql, error);
  }
}

/** Rows whose numbers are copied before the event loop may turn: some 10 ms of ten columns. */
const NUMBERS_PER_TURN = 50_000;

/** The columns of a statement that has only numbers. */
export async function runNumbers(
  name: string,
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlValue[] = [],
): Promise<Record<string, Float64Array>> {
  try {
    const result = await connection.run(sql, parameters.map(toDuckDb), parameters.map(typeOf));
    const names = result.columnNames();
    const chunks = await result.fetchAllChunks();
    const count = result.rowCount;
    const columns = names.map(() => new Float64Array(count));
    let begin = 0;
    for (const chunk of chunks) {
      const rows = chunk.rowCount; // which DuckDB counts each time
      for (const [c, column] of columns.entries()) {
        const vector = chunk.getColumnVector(c);
        for (let r = 0; r < rows; r++) {
          const value = vector.getItem(r);
          column[begin + r] = value === null ? NaN : Number(value);
        }
      }
      begin += rows;
      if (begin % NUMBERS_PER_TURN < rows) await new Promise((resolve) => setImmediate(resolve));
    }
    return Object.fromEntries(names.map((column, c) => [column, columns[c]!]));
  } catch (error) {
    throw statementFault(name, sql, error);
  }
}

export async function append(
  name: string,
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const what = `insert into ${table} (${columns.join(', ')})`;
  try {
    // The catalogue would say so too, at five times the cost.
    const known = (await connection.run(`select * from ${table} limit 0`)).columnNames();
    const places = known.map((column) => columns.indexOf(column));
    const unknown = columns.filter((column) => !known.includes(column));
    if (unknown.length > 0) throw new Error(`${table} has no column ${unknown.join(', ')}`);
    const appender = await connection.createAppender(table);
    try {
      // A chunk of columns costs half of what its cells do one by one, but knows no defaults.
      const appendRows = places.includes(-1) ? byCells(appender, places) : byChunks(appender, places);
      for (let begin = 0; begin < rows.length; begin += ROWS_PER_TURN) {
        if (begin > 0) await new Promise((resolve) => setImmediate(resolve));
        appendRows(rows.slice(begin, begin + ROWS_PER_TURN));
      }
      appender.closeSync();
    } catch (error) {
      appender.clear(); // or the rows it still holds would be written when it is collected
      throw error;
    }
  } catch (error) {
    throw statementFault(name, what, error);
  }
}

type AppendRows = (rows: readonly (readonly SqlValue[])[]) => void;

function byCells(appender: DuckDBAppender, places: readonly number[]): AppendRows {
  const types = places.map((_, i) => appender.columnType(i));
  const valueOf = types.map(columnValue);
  return (rows) => {
    for (const row of rows) {
      for (let i = 0; i < places.length; i++) {
        const place = places[i]!;
        if (place < 0) appender.appendDefault();
        else if (row[place] === null || row[place] === undefined) appender.appendNull();
        else appender.appendValue(valueOf[i]!(row[place]), types[i]);
      }
      appender.endRow();
    }
  };
}

/** What DuckDB takes at once. */
const ROWS_PER_CHUNK = 2048;

function byChunks(appender: DuckDBAppender, places: readonly number[]): AppendRows {
  const types = places.map((_, i) => appender.columnType(i));
  const valueOf = types.map(columnValue);
  return (rows) => {
    for (let begin = 0; begin < rows.length; begin += ROWS_PER_CHUNK) {
      const count = Math.min(ROWS_PER_CHUNK, rows.length - begin);
      const chunk = DuckDBDataChunk.create(types, count);
      for (let i = 0; i < places.length; i++) {
        const vector = chunk.getColumnVector(i);
        const place = places[i]!;
        const convert = valueOf[i]!;
        for (let r = 0; r < count; r++) {
          const value = rows[begin + r]![place];
          vector.setItem(r, value === null || value === undefined ? null : convert(value));
        }
        vector.flush();
      }
      appender.appendDataChunk(chunk);
    }
  };
}
