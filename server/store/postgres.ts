/** PostgreSQL, and what speaks its protocol: the store of a team, shared by several servers. */
import { Client, Pool, TypeOverrides, types as pgTypes, type ClientBase, type ClientConfig } from 'pg';
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseError, type Database, type Queryable, type SqlRow, type SqlValue } from './database.ts';
import { inFlight } from './inFlight.ts';
import { writerQueue } from './writerQueue.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** most connections at a time; default 8, a twelfth of what a PostgreSQL server allows as it comes */
  readonly maxConnections?: number;
}

/** Names our advisory lock among those of other programs in the same database ("tens" in ASCII). */
const WRITER_LOCK = 0x74656e73;
/** Rows of one insert: large enough that the way there and back does not count, small enough for flat memory. */
const ROWS_PER_STATEMENT = 5000;

const types = new TypeOverrides();
types.setTypeParser(pgTypes.builtins.INT8, Number);
types.setTypeParser(pgTypes.builtins.NUMERIC, Number);
types.setTypeParser(pgTypes.builtins.DATE, (text: string) => text);
// In UTC and ISO style the text is 2024-04-05 01:02:03.456789+00. pg's own parser reads the fraction as a float, and can miss by 1 ms.
types.setTypeParser(
  pgTypes.builtins.TIMESTAMPTZ,
  (text: string) => new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')),
);

/**
 * Connects to a PostgreSQL database. Writers wait for one another across all servers on it (an advisory lock, held to the
 * end of the transaction); readers never wait.
 *
 * @throws DatabaseError when it cannot be reached; the message names host and database, never the password.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const name = `PostgreSQL ${addressOf(options.url)}`;
  const connection: ClientConfig = {
    connectionString: options.url,
    types,
    options: '-c TimeZone=UTC -c DateStyle=ISO',
  };
  const pool = new Pool({ ...connection, max: options.maxConnections ?? 8 });
  pool.on('error', () => undefined); // an idle connection broke: the pool drops it, and the next statement tells if the server is gone
  const queue = writerQueue();
  const calls = inFlight(name, () => pool.end());

  const withClient = async <Result>(work: (client: ClientBase) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw new DatabaseError(
        `${name} cannot be reached: ${reasonOf(error)}. Check DATABASE_URL and that the server runs.`,
        { cause: error },
      );
    });
    let broken = false;
    const onError = (): void => void (broken = true);
    client.on('error', onError);
    try {
      return await work(client);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  const transact = async <Result>(client: ClientBase, work: (tx: Queryable) => Promise<Result>): Promise<Result> => {
    await run(name, client, 'begin');
    let result: Result;
    try {
      await run(name, client, 'select pg_advisory_xact_lock($1)', [WRITER_LOCK]);
      result = await work({
        query: (sql, parameters) => run(name, client, sql, parameters),
        insert: (table, columns, rows) => insertMany(name, client, table, columns, rows),
      });
    } catch (error) {
      await run(name, client, 'rollback').catch(() => undefined); // where this fails too, the first error says why, and nothing was kept
      throw error;
    }
    await run(name, client, 'commit');
    return result;
  };

  try {
    await withClient((client) => run(name, client, 'select 1'));
  } catch (error) {
    await pool.end();
    throw error;
  }

  return {
    name,
    engine: 'PostgreSQL',
    query: (sql, parameters) => calls.run(() => withClient((client) => run<never>(name, client, sql, parameters))),
    insert: (table, columns, rows) =>
      calls.run(() => queue(() => withClient((client) => transact(client, (tx) => tx.insert(table, columns, rows))))),
    transaction: (work) => calls.run(() => queue(() => withClient((client) => transact(client, work)))),
    session: (work) =>
      calls.run(async () => {
        const client = new Client(connection);
        client.on('error', () => undefined); // the statement under way rejects as well
        await client.connect();
        try {
          return await work({
            query: (sql, parameters) => run(name, client, sql, parameters),
            insert: (table, columns, rows) => insertMany(name, client, table, columns, rows),
            transaction: (inside) => queue(() => transact(client, inside)),
          });
        } finally {
          await client.end();
        }
      }),
    close: () => calls.end(),
  };
}

function addressOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host || 'local socket'}${pathname}`;
  } catch {
    throw new DatabaseError('DATABASE_URL is no address: write postgres://user:password@host:5432/database.');
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return messageOf(error);
}

async function run<Row extends SqlRow>(
  name: string,
  client: ClientBase,
  sql: string,
  parameters: readonly SqlValue[] = [],
): Promise<Row[]> {
  try {
    const result = await client.query<Row>(sql, parameters.map(toPostgres));
    return result.rows;
  } catch (error) {
    throw DatabaseError.ofStatement(name, sql, error);
  }
}

/** pg writes a Date in the local time of the process; the ISO text says UTC. Of bytes it takes a Buffer. */
function toPostgres(value: SqlValue): SqlValue {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof Date ? value.toISOString() : value;
}

/** One statement for thousands of rows: each column travels as one array. */
async function insertMany(
  name: string,
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const known = await run<{ name: string; type: string }>(
    name,
    client,
    'select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped',
    [table],
  );
  const typeOf = new Map(known.map((column) => [column.name, column.type]));
  const list = columns.join(', ');
  const arrays = columns.map((column, i) => `$${i + 1}::${typeOf.get(column) ?? 'text'}[]`).join(', ');
  const sql = `insert into ${table} (${list}) select * from unnest(${arrays})`;
  for (let begin = 0; begin < rows.length; begin += ROWS_PER_STATEMENT) {
    const some = rows.slice(begin, begin + ROWS_PER_STATEMENT);
    const values = columns.map((_, c) => some.map((row) => toPostgres(row[c] ?? null)));
    try {
      await client.query(sql, values);
    } catch (error) {
      throw DatabaseError.ofStatement(name, sql, error);
    }
  }
}
