/** PostgreSQL, and what speaks its protocol: the store of a team, shared by several servers. */
import type { ClientBase } from 'pg';
import { DatabaseUnavailable, type Database, type Queryable, type Session } from './database.ts';
import { inFlight } from './inFlight.ts';
import { outageWatch } from './outage.ts';
import { postgresAddress } from './postgresAddress.ts';
import { unavailableBecause } from './postgresFault.ts';
import { breakOff, goodbye, postgresHosts } from './postgresHosts.ts';
import { CANCEL_MS, insertMany, isSpoilt, onlyReads, run, runNumbers, types } from './postgresStatement.ts';
import { slots } from './slots.ts';
import { writerQueue } from './writerQueue.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, or several hosts of which one is the primary: `a:5432,b:5432` */
  readonly url: string;
  /** most connections at a time; default 8, a twelfth of what a PostgreSQL server allows as it comes */
  readonly maxConnections?: number;
  readonly bounds?: Partial<Bounds>;
}

/** Nothing waits for the database without a bound: an answer that never comes would stop everything that waits for it. */
interface Bounds {
  /** for a connection to be made */
  readonly connectMs: number;
  /** for one that others use to be given back */
  readonly waitMs: number;
  /** for a statement that reads */
  readonly readMs: number;
  /** for a statement of a transaction or a session: large files and large publications are lawful */
  readonly workMs: number;
  /** that a transaction may lie idle, as while a file comes over a slow line */
  readonly idleMs: number;
  /** that it may lie idle with the writers' lock: from then on a server that vanished or stands still keeps nobody from writing */
  readonly idleWriterMs: number;
}

const BOUNDS: Bounds = {
  connectMs: 5000,
  waitMs: 30_000,
  readMs: 60_000,
  workMs: 20 * 60_000,
  idleMs: 10 * 60_000,
  idleWriterMs: 30_000,
};
/** Names our advisory lock among those of other programs in the same database ("tens" in ASCII). */
const WRITER_LOCK = 0x74656e73;
/**
 * Connects to a PostgreSQL database. Writers wait for one another across all servers on it (an advisory lock, held to the
 * end of the transaction); readers never wait.
 *
 * Works behind a pooler in transaction mode: nothing that a connection remembers outlives a transaction.
 *
 * @throws DatabaseError when it cannot be reached; the message names host and database, never the password.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const address = postgresAddress(options.url);
  const name = `PostgreSQL ${address.shown}`;
  const bounds = { ...BOUNDS, ...options.bounds };
  const { connectMs, waitMs, readMs, workMs, idleMs, idleWriterMs } = bounds;
  const maxConnections = options.maxConnections ?? 8;
  const hosts = postgresHosts({ ...address, name, types, connectMs, maxConnections });
  const places = slots(maxConnections);
  const queue = writerQueue();
  const calls = inFlight(name, () => hosts.end());
  const outages = outageWatch(() => looked());

  /** A connection that breaks is no outage yet: making another one tells. */
  const told = (error: unknown): void => {
    if (error instanceof DatabaseUnavailable && error.because !== 'unreachable') outages.failed(error);
  };
  const connected = <Connection>(connecting: Promise<Connection>): Promise<Connection> =>
    connecting.catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) outages.failed(error);
      throw error;
    });
  const busy = (): Error =>
    new DatabaseUnavailable(
      `${name}: each of ${maxConnections} connections was in use for ${waitMs / 1000} s. Ask less at a time.`,
      'busy',
    );

  const withClient = async <Result>(work: (client: ClientBase) => Promise<Result>, wrote = false): Promise<Result> => {
    const giveBack = await places.take(waitMs, busy);
    try {
      const client = await connected(hosts.borrow());
      let isBroken = false;
      const onError = (): void => void (isBroken = true);
      client.on('error', onError);
      try {
        const result = await work(client);
        outages.succeeded(wrote);
        return result;
      } catch (error) {
        isBroken ||= isSpoilt(error);
        told(error);
        throw error;
      } finally {
        client.off('error', onError);
        if (isBroken) breakOff(client);
        client.release(isBroken);
      }
    } finally {
      giveBack();
    }
  };

  /** What only reads can be done again, where the connection went meanwhile. */
  const again = async <Result>(sql: string, work: (client: ClientBase) => Promise<Result>): Promise<Result> => {
    try {
      return await withClient(work);
    } catch (error) {
      if (unavailableBecause(error) !== 'unreachable' || !onlyReads(sql) || outages.now()) throw error;
      return withClient(work);
    }
  };

  /** The first statement of a transaction, with the bounds that hold for the rest of it. */
  const begin = (client: ClientBase): Promise<unknown> =>
    run(
      name,
      client,
      readMs,
      `begin; set local statement_timeout = ${workMs}; set local idle_in_transaction_session_timeout = ${idleMs}`,
    );

  const on = (client: ClientBase): Queryable => ({
    query: (sql, parameters) => run(name, client, workMs + CANCEL_MS, sql, parameters),
    insert: (table, columns, rows) => insertMany(name, client, workMs + CANCEL_MS, table, columns, rows),
  });

  const commit = async (client: ClientBase): Promise<void> => {
    try {
      await run(name, client, workMs, 'commit');
    } catch (error) {
      if (unavailableBecause(error) !== 'unreachable' && unavailableBecause(error) !== 'slow') throw error;
      throw new DatabaseUnavailable(
        `The connection to ${name} broke while a change was being committed: look whether it is there before it is sent again.`,
        'unreachable',
        { cause: error, isUncertain: true },
      );
    }
  };

  const locked = async <Result>(client: ClientBase, work: (tx: Queryable) => Promise<Result>): Promise<Result> => {
    await run(
      name,
      client,
      workMs + CANCEL_MS,
      `select pg_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', $2, true)`,
      [WRITER_LOCK, String(idleWriterMs)],
    );
    return work(on(client));
  };

  const transact = async <Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> => {
    let hasBegun = false;
    const attempt = (): Promise<Result> =>
      withClient(async (client) => {
        await begin(client);
        hasBegun = true;
        let result: Result;
        try {
          result = await locked(client, work);
        } catch (error) {
          await run(name, client, readMs, 'rollback').catch(() => undefined); // where this fails too, the first error says why, and nothing was kept
          throw error;
        }
        await commit(client);
        return result;
      }, true);
    try {
      return await attempt();
    } catch (error) {
      // A connection that had lain idle was gone: nothing was done on it yet.
      if (hasBegun || unavailableBecause(error) !== 'unreachable' || outages.now()) throw error;
      return attempt();
    }
  };

  /**
   * A session is in a transaction from its first statement on, so that its temporary tables stand where its next transaction
   * runs, also behind a pooler.
   */
  const sessionOn = (client: ClientBase): Session & { end(): Promise<void> } => {
    let isOpen = false;
    let isNew = true;
    const statements = on(client);
    const opened = async (): Promise<void> => {
      if (isOpen) return;
      await begin(client);
      isOpen = true;
      if (isNew) await run(name, client, readMs, 'discard temp'); // behind a pooler, what a session before left on this connection
      isNew = false;
    };
    const orRolledBack = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      await opened();
      try {
        return await work();
      } catch (error) {
        isOpen = false;
        await run(name, client, readMs, 'rollback').catch(() => undefined); // the first error says why
        throw error;
      }
    };
    const committed = async (): Promise<void> => {
      isOpen = false;
      await commit(client);
    };
    return {
      query: (sql, parameters) => orRolledBack(() => statements.query<never>(sql, parameters)),
      insert: (table, columns, rows) => orRolledBack(() => statements.insert(table, columns, rows)),
      transaction: (work) =>
        queue(async () => {
          await opened();
          await run(name, client, readMs, 'savepoint before_work');
          let result;
          try {
            result = await locked(client, work);
          } catch (error) {
            await run(name, client, readMs, 'rollback to savepoint before_work').catch(() => undefined); // the first error says why; the lock goes as well
            throw error;
          }
          await committed();
          outages.succeeded(true);
          return result;
        }),
      async end() {
        if (isOpen) await committed();
      },
    };
  };

  const session = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
    const client = await connected(hosts.open());
    let isBroken = false;
    try {
      const one = sessionOn(client);
      const result = await work(one);
      await one.end();
      return result;
    } catch (error) {
      isBroken = isSpoilt(error);
      told(error);
      throw error;
    } finally {
      await goodbye(client, isBroken);
    }
  };

  const looked = async (): Promise<void> => {
    const isAway = outages.now()?.because === 'read-only';
    await withClient(async (client) => {
      const [row] = await run<{ fixed: string }>(
        name,
        client,
        connectMs,
        "select current_setting('transaction_read_only') as fixed",
      );
      if (isAway && row?.fixed === 'on') throw new DatabaseUnavailable(`${name} takes no writes.`, 'read-only');
    });
  };

  try {
    await withClient((client) => run(name, client, connectMs, 'select 1'));
  } catch (error) {
    outages.stop();
    await hosts.end();
    throw error;
  }

  return {
    name,
    engine: 'PostgreSQL',
    query: (sql, parameters) =>
      calls.run(() => again(sql, (client) => run<never>(name, client, readMs, sql, parameters))),
    numbers: (sql, parameters) =>
      calls.run(() => again(sql, (client) => runNumbers(name, client, readMs, sql, parameters))) as Promise<never>,
    insert: (table, columns, rows) => calls.run(() => queue(() => transact((tx) => tx.insert(table, columns, rows)))),
    transaction: (work) => calls.run(() => queue(() => transact(work))),
    session: (work) => calls.run(() => session(work)),
    outage: () => outages.now(),
    onOutage: (listener) => outages.on(listener),
    close() {
      outages.stop();
      return calls.end();
    },
  };
}
