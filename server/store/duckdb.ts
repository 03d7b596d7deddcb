/** DuckDB: the embedded store, one file (or memory) owned by one process. */
import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { LRUCache } from 'lru-cache';
import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseError, DatabaseUnavailable, type Database, type Queryable } from './database.ts';
import { isCutOff, isDamaged, openingFault, statementFault, unremembered } from './duckdbFault.ts';
import {
  checkLoss,
  checkPresence,
  COUNT_COMMIT,
  type DatabaseMemory,
  type FoundDatabase,
  logFile,
  MEMORY_TABLE,
  NEW_MEMORY,
  READ_MEMORY,
  remember,
  remembered,
} from './duckdbMemory.ts';
import { append, run, runNumbers } from './duckdbStatement.ts';
import { inFlight } from './inFlight.ts';
import { outageWatch } from './outage.ts';
import { writerQueue } from './writerQueue.ts';
import { OWNER_ONLY } from '../dataDir.ts';

export interface DuckDbOptions {
  /** path of the database file, made with its folders when absent; `:memory:` for one that ends with the process */
  readonly file: string;
  /** most memory that DuckDB may hold; more is spilled to `<file>.tmp`. Default: 512 MiB, or a quarter of a small machine */
  readonly memoryMiB?: number;
  /** how long after a commit the log is written into the file, so that a copy of the file alone misses no more; default 10 s */
  readonly checkpointAfterMs?: number;
}

const MIB = 2 ** 20;
/** A 200 MB file is imported as fast with this as with more, and it leaves room on a laptop that also runs a browser. */
const MEMORY_MIB = 512;
/** Each thread wants its own buffers; beyond four, the event loop of this server is what waits. */
const MAX_THREADS = 4;
const CHECKPOINT_AFTER_MS = 10_000;

/** Files open in this process. DuckDB's lock keeps other processes out, but not a second opening by the same one, which corrupts the file. */
const openFiles = new Set<string>();

/**
 * Opens (or makes) a DuckDB database.
 *
 * A commit is on disk when `transaction` resolves; after a kill the next opening replays the log. SQL sees UTC only.
 *
 * @throws DatabaseError when the file is in use, is no database, was written by a newer DuckDB, or has lost what its folder
 * remembers of it.
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

  const settings = {
    memory_limit: `${memoryMiB}MiB`,
    threads: String(Math.min(MAX_THREADS, availableParallelism())),
    temp_directory: spillFolder,
    // The product runs where no network is: an unknown function is an error here, never a download.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };

  if (!inMemory) openFiles.add(path);
  let instance: DuckDBInstance | undefined;
  try {
    if (!inMemory) checkPresence(path, shown);
    // Opened for writing, a log that is damaged may be gone: what is lost shows without that.
    const hasLog = !inMemory && existsSync(logFile(path));
    if (hasLog) {
      const looking = await DuckDBInstance.create(path, { ...settings, access_mode: 'READ_ONLY' });
      try {
        checkLoss(path, shown, await found(name, looking));
      } finally {
        looking.closeSync();
      }
    }
    instance = await DuckDBInstance.create(path, settings);
    if (!inMemory && !hasLog) checkLoss(path, shown, await found(name, instance));
  } catch (error) {
    instance?.closeSync();
    openFiles.delete(path);
    throw error instanceof DatabaseError && !isCutOff(error) && !isDamaged(error)
      ? error
      : new DatabaseError(openingFault(shown, error), { cause: error });
  }
  const opened = instance;
  ownerOnly(path);
  if (!inMemory) rmSync(spillFolder, { recursive: true, force: true }); // what a killed process had spilled: the file's lock is ours

  const queue = writerQueue();
  const outages = outageWatch(); // nothing but a write that is taken tells that there is room again
  let checkpoint: NodeJS.Timeout | undefined;
  const calls = inFlight(name, async () => {
    clearTimeout(checkpoint);
    opened.closeSync();
    openFiles.delete(path);
  });

  const withConnection = async <Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> => {
    const connection = await opened.connect();
    try {
      return await work(connection);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) outages.failed(error);
      throw error;
    } finally {
      connection.closeSync();
    }
  };

  /** Soon after a commit, and not at each: the log is small, and writing it into the file takes longer than appending to it. */
  const checkpointSoon = (): void => {
    checkpoint ??= setTimeout(() => {
      checkpoint = undefined;
      calls
        .run(() => queue(() => withConnection((connection) => run(name, connection, 'checkpoint'))))
        .catch(() => undefined); // something is being read or staged: the next commit asks again
    }, options.checkpointAfterMs ?? CHECKPOINT_AFTER_MS).unref();
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
      if (memory) await run(name, connection, COUNT_COMMIT);
    } catch (error) {
      await run(name, connection, 'rollback').catch(() => undefined); // where this fails too, the first error says why, and nothing was kept
      throw error;
    }
    await run(name, connection, 'commit');
    outages.succeeded(true);
    if (memory) {
      memory = { ...memory, commits: memory.commits + 1 };
      ownerOnly(logFile(path)); // begun anew after a checkpoint
      remember(path, memory);
      checkpointSoon();
    }
    return result;
  };

  /** undefined in memory, which nothing outlives */
  let memory: DatabaseMemory | undefined;
  let notice: string | undefined;
  await withConnection(async (connection) => {
    await run(name, connection, `set global TimeZone = 'UTC'`);
    // SQL reaches no file but the database's own and what it spills, and cannot allow itself more.
    await run(name, connection, 'set global enable_external_access = false');
    if (inMemory) return;
    await run(name, connection, MEMORY_TABLE);
    await run(name, connection, NEW_MEMORY);
    [memory] = await run<DatabaseMemory>(name, connection, READ_MEMORY);
    ownerOnly(logFile(path));
    if (!memory) return;
    if (memory.commits > 0 && !remembered(path)) notice = unremembered(shown, memory.commits);
    remember(path, memory);
  });

  return {
    name,
    engine: 'DuckDB',
    notice,
    query: (sql, parameters) =>
      calls.run(() =>
        withConnection(async (connection) => {
          const statement = () => run<never>(name, connection, sql, parameters);
          if (!(await writes(name, connection, sql))) return statement();
          return queue(() => statement().finally(() => ownerOnly(logFile(path))));
        }),
      ),
    numbers: (sql, parameters) =>
      calls.run(() => withConnection((connection) => runNumbers(name, connection, sql, parameters))) as Promise<never>,
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
    outage: () => outages.now(),
    onOutage: (listener) => outages.on(listener),
    close() {
      outages.stop();
      return calls.end();
    },
  };
}

/** DuckDB makes its files for everybody whom the folder lets in, and a folder may be opened. */
function ownerOnly(file: string): void {
  try {
    chmodSync(file, OWNER_ONLY & 0o666);
  } catch {
    // not there, or another account's, who has set it
  }
}

/** Before the first block of a file. */
const HEADER_BYTES = 3 * 4096;

/** What a database says of itself. @throws where a table's own list of its blocks cannot be read */
export async function found(name: string, instance: DuckDBInstance): Promise<FoundDatabase> {
  const connection = await instance.connect();
  try {
    const [size] = await run<{ block_size: number; wal_size: string }>(
      name,
      connection,
      'select block_size, wal_size from pragma_database_size() where database_name = current_database()',
    );
    const tables = await run<{ table_name: string }>(
      name,
      connection,
      'select table_name from duckdb_tables() where database_name = current_database() and not internal',
    );
    let lastBlock = -1;
    for (const { table_name: table } of tables) {
      const [blocks] = await run<{ last: number | null }>(
        name,
        connection,
        `select max(block_id) as last from pragma_storage_info('"${table}"') where persistent`,
      );
      lastBlock = Math.max(lastBlock, blocks?.last ?? -1);
    }
    const hasMemory = tables.some(({ table_name: table }) => table === 'database_memory');
    const [memory] = hasMemory ? await run<DatabaseMemory>(name, connection, READ_MEMORY) : [];
    return {
      memory,
      usedBytes: lastBlock < 0 ? 0 : HEADER_BYTES + (lastBlock + 1) * (size?.block_size ?? 0),
      logBytes: size?.wal_size ?? '',
    };
  } finally {
    connection.closeSync();
  }
}

export function resolvedPath(file: string): string {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
    return join(realpathSync(folder), basename(file));
  } catch (error) {
    throw new DatabaseError(
      `The folder ${folder} cannot be made (${messageOf(error)}): set DATA_DIR to one that you may write in.`,
      { cause: error },
    );
  }
}

export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

/** Whether a statement writes, by its text, so that none is prepared a second time only to ask. */
const writing = new LRUCache<string, boolean>({ max: 1000 });

async function writes(name: string, connection: DuckDBConnection, sql: string): Promise<boolean> {
  const known = writing.get(sql);
  if (known !== undefined) return known;
  try {
    const prepared = await connection.prepare(sql);
    try {
      const { statementType } = prepared;
      const isWriting = statementType !== StatementType.SELECT && statementType !== StatementType.EXPLAIN;
      writing.set(sql, isWriting);
      return isWriting;
    } finally {
      prepared.destroySync();
    }
  } catch (error) {
    throw statementFault(name, sql, error);
  }
}
