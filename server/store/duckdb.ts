/** DuckDB: the embedded store, one file (or memory) owned by one process. */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import {
  DuckDBDataChunk,
  DuckDBInstance,
  StatementType,
  type DuckDBAppender,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseError, type Database, type Queryable, type SqlRow, type SqlValue } from './database.ts';
import { columnValue, fromDuckDb, toDuckDb, typeOf } from './duckdbValues.ts';
import { inFlight } from './inFlight.ts';
import { writerQueue } from './writerQueue.ts';

export interface DuckDbOptions {
  /** path of the database file, made with its folders when absent; `:memory:` for one that ends with the process */
  readonly file: string;
  /** most memory that DuckDB may hold; more is spilled to `<file>.tmp`. Default: 512 MiB, or a quarter of a small machine */
  readonly memoryMiB?: number;
}

const MIB = 2 ** 20;
/** A 200 MB file is imported as fast with this as with more, and it leaves room on a laptop that also runs a browser. */
const MEMORY_MIB = 512;
/** Each thread wants its own buffers; beyond four, the event loop of this server is what waits. */
const MAX_THREADS = 4;
/** Rows appended before the event loop may turn: about 20 ms of a wide table. */
const ROWS_PER_TURN = 5000;

/** Files open in this process. DuckDB's lock keeps other processes out, but not a second opening by the same one, which corrupts the file. */
const openFiles = new Set<string>();

/**
 * Opens (or makes) a DuckDB database.
 *
 * A commit is on disk when `transaction` resolves; after a kill the next opening replays the log. SQL sees UTC only.
 *
 * @throws DatabaseError when the file is in use, is no database, or was written by a newer DuckDB.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<Database> {
  const inMemory = options.file === ':memory:';
  const path = inMemory ? options.file : resolvedPath(options.file);
  const shown = inMemory ? 'in memory' : shortPath(path);
  const name = `DuckDB ${shown}`;
  if (openFiles.has(path))
    throw new DatabaseError(`${shown} is already open in this process: use that database, or close it first.`);
  const spillFolder = inMemory ? join(tmpdir(), `tension-${process.pid}.tmp`) : `${path}.tmp`;
  const memoryMiB = options.memoryMiB ?? Math.min(MEMORY_MIB, Math.floor(totalmem() / MIB / 4));

  if (!inMemory) openFiles.add(path);
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(path, {
      memory_limit: `${memoryMiB}MiB`,
      threads: String(Math.min(MAX_THREADS, availableParallelism())),
      temp_directory: spillFolder,
      // The product runs where no network is: an unknown function is an error here, never a download.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (error) {
    openFiles.delete(path);
    throw new DatabaseError(openingFault(shown, error), { cause: error });
  }
  if (!inMemory) rmSync(spillFolder, { recursive: true, force: true }); // what a killed process had spilled: the file's lock is ours

  const queue = writerQueue();
  const calls = inFlight(name, async () => {
    instance.closeSync();
    openFiles.delete(path);
  });

  const withConnection = async <Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> => {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  };

  const transact = async <Result>(
    connection: DuckDBConnection,
    work: (tx: Queryable) => Promise<Result>,
  ): Promise<Result> => {
    await run(name, connection, 'begin transaction');
    let result: Result;
    try {
      result = await work({
        query: (sql, parameters) => run(name, connection, sql, parameters),
        insert: (table, columns, rows) => append(name, connection, table, columns, rows),
      });
    } catch (error) {
      await run(name, connection, 'rollback').catch(() => undefined); // where this fails too, the first error says why, and nothing was kept
      throw error;
    }
    await run(name, connection, 'commit');
    return result;
  };

  await withConnection((connection) => run(name, connection, `set global TimeZone = 'UTC'`));
  // SQL reaches no file but the database's own and what it spills, and cannot allow itself more.
  await withConnection((connection) => run(name, connection, 'set global enable_external_access = false'));

  return {
    name,
    engine: 'DuckDB',
    query: (sql, parameters) =>
      calls.run(() =>
        withConnection(async (connection) => {
          const statement = () => run<never>(name, connection, sql, parameters);
          return (await writes(name, connection, sql)) ? queue(statement) : statement();
        }),
      ),
    insert: (table, columns, rows) =>
      calls.run(() =>
        queue(() => withConnection((connection) => transact(connection, (tx) => tx.insert(table, columns, rows)))),
      ),
    transaction: (work) => calls.run(() => queue(() => withConnection((connection) => transact(connection, work)))),
    session: (work) =>
      calls.run(() =>
        withConnection((connection) =>
          work({
            query: (sql, parameters) => run(name, connection, sql, parameters),
            insert: (table, columns, rows) => append(name, connection, table, columns, rows),
            transaction: (inside) => queue(() => transact(connection, inside)),
          }),
        ),
      ),
    close: () => calls.end(),
  };
}

function resolvedPath(file: string): string {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    return join(realpathSync(folder), basename(file));
  } catch (error) {
    throw new DatabaseError(
      `The folder ${folder} cannot be made (${messageOf(error)}): set DATA_DIR to one that you may write in.`,
      { cause: error },
    );
  }
}

function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

function openingFault(shown: string, error: unknown): string {
  const message = messageOf(error);
  const holder = /Conflicting lock is held in (.*?) ?\(PID (\d+)\)/.exec(message);
  if (holder) return `${shown} is in use by process ${holder[2]} (${holder[1]}): stop it, or work through its address.`;
  if (/Could not set lock/.test(message))
    return `${shown} is in use by another process: stop it, or work through its address.`;
  if (/not a valid DuckDB database file/.test(message))
    return `${shown} is no DuckDB database: move it away, or set DATA_DIR to another folder.`;
  return `${shown} cannot be opened: ${message.trim()}`;
}

async function writes(name: string, connection: DuckDBConnection, sql: string): Promise<boolean> {
  try {
    const prepared = await connection.prepare(sql);
    try {
      return prepared.statementType !== StatementType.SELECT && prepared.statementType !== StatementType.EXPLAIN;
    } finally {
      prepared.destroySync();
    }
  } catch (error) {
    throw DatabaseError.ofStatement(name, sql, error);
  }
}

async function run<Row extends SqlRow>(
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
    throw DatabaseError.ofStatement(name, sql, error);
  }
}

async function append(
  name: string,
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const what = `insert into ${table} (${columns.join(', ')})`;
  try {
    const known = await run<{ column_name: string }>(
      name,
      connection,
      'select column_name from information_schema.columns where table_name = $1 order by ordinal_position',
      [table],
    );
    const places = known.map((column) => columns.indexOf(column.column_name));
    const unknown = columns.filter((column) => !known.some((one) => one.column_name === column));
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
    throw DatabaseError.ofStatement(name, what, error);
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
