/** A PostgreSQL database that cannot be had: nothing waits without a bound, and everything goes on when it is back. */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Database, DatabaseUnavailable } from '../../server/store/database.ts';
import { openPostgres, type PostgresOptions } from '../../server/store/postgres.ts';
import { startPostgres, type PostgresServer } from './postgresServer.ts';
import { type BlockedWay, wayTo } from './proxy.ts';

describe('a PostgreSQL database that cannot be had', () => {
  let server: PostgresServer | string;
  let direct: string;
  let way: BlockedWay;
  let owner: pg.Client;
  const open: Database[] = [];

  beforeAll(async () => {
    server = await startPostgres();
  });
  beforeEach(async ({ skip }) => {
    if (typeof server === 'string') return skip(server);
    direct = await server.newDatabase();
    way = await wayTo(direct);
    owner = new pg.Client({ connectionString: direct });
    await owner.connect();
    await owner.query('create table kept (a text)');
  });
  afterEach(async () => {
    await way?.open().catch(() => undefined); // where it is open already
    for (const database of open.splice(0)) await database.close();
    await owner?.end();
    await way?.close();
  });
  afterAll(async () => {
    if (typeof server !== 'string') await server?.stop();
  });

  const opened = async (options: Partial<PostgresOptions> = {}): Promise<Database> => {
    const database = await openPostgres({ url: way.url, ...options });
    open.push(database);
    return database;
  };
  const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 60_000 });
  const bounds = { connectMs: 2000, readMs: 300, workMs: 300 };
  const faultOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'it did not fail',
      (error: unknown) => error,
    );
  const unavailable = (because: string): unknown => expect.objectContaining({ name: 'DatabaseUnavailable', because });

  test('gives up statements whose answer never comes, and goes on with new connections', async () => {
    const database = await opened({ bounds });
    await Promise.all(Array.from({ length: 4 }, () => database.query('select pg_sleep(0.05)')));
    way.freeze();
    const faults = await Promise.all(Array.from({ length: 4 }, () => faultOf(database.query('select 1 as one'))));
    expect(faults).toEqual(Array.from({ length: 4 }, () => unavailable('slow')));
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(await database.transaction((tx) => tx.query("insert into kept values ('a') returning a"))).toEqual([
      { a: 'a' },
    ]);
  });

  test('gives up a transaction and a session whose answers never come', async () => {
    const database = await opened({ bounds });
    const frozen = (tx: { query(sql: string): Promise<unknown> }): Promise<unknown> => {
      way.freeze();
      return tx.query("insert into kept values ('never')");
    };
    expect(await faultOf(database.transaction(frozen))).toEqual(unavailable('slow'));
    expect(await faultOf(database.session(frozen))).toEqual(unavailable('slow'));
    // The writer that vanished is ended by the server, or nobody could write any more.
    await owner.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    await database.transaction((tx) => tx.query("insert into kept values ('b')"));
    expect(await database.query('select a from kept')).toEqual([{ a: 'b' }]);
  });

  test('ends a statement that waits too long on the server as well', async () => {
    const database = await opened({ url: direct, bounds });
    const holder = new pg.Client({ connectionString: direct });
    await holder.connect();
    await holder.query('begin; lock table kept in access exclusive mode');
    expect(await faultOf(database.query('select a from kept'))).toEqual(unavailable('slow'));
    await eventually(async () => {
      const { rows } = await owner.query(
        "select count(*) as n from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()",
      );
      expect(rows).toEqual([{ n: '0' }]);
    });
    await holder.end();
    expect(await database.query('select a from kept')).toEqual([]);
    expect(database.outage(), 'one slow statement is no outage').toBeUndefined();
  });

  test('closes although its connections hang', async () => {
    const database = await opened({ bounds });
    await database.query('select 1');
    way.freeze();
    await database.close();
    expect(await faultOf(database.query('select 1'))).toEqual(
      expect.objectContaining({ message: expect.stringContaining('is closed') }),
    );
  });

  test('whose idle connections were ended reads and writes all the same', async () => {
    const database = await opened();
    await database.query('select 1');
    const end =
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()';
    await owner.query(end);
    expect(await database.query('select count(*) as n from kept')).toEqual([{ n: 0 }]);
    await owner.query(end);
    await database.transaction((tx) => tx.query("insert into kept values ('a')"));
    expect(await database.query('select a from kept')).toEqual([{ a: 'a' }]);
    expect(database.outage()).toBeUndefined();
  });

  test('tells once that it is away, and once that it is back, which it finds out by itself', async () => {
    const database = await opened();
    const told: unknown[] = [];
    database.onOutage((outage, error) => told.push(outage ? error?.message : 'back'));
    await way.shut();
    expect(await faultOf(database.query('select 1'))).toEqual(unavailable('unreachable'));
    expect(await faultOf(database.transaction((tx) => tx.query('select 1')))).toEqual(unavailable('unreachable'));
    expect(await faultOf(database.session(async () => 1))).toEqual(unavailable('unreachable'));
    expect(database.outage()).toMatchObject({ because: 'unreachable' });
    await way.open();
    await eventually(() => expect(database.outage()).toBeUndefined());
    expect(told).toEqual([expect.stringMatching(/cannot be reached: .*ECONNREFUSED.*Check DATABASE_URL/), 'back']);
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('with no connection left says so', async () => {
    const name = `few_${process.pid}`;
    await owner.query(`create role ${name} login password 'few' connection limit 1`);
    await owner.query(`grant all on schema public to ${name}`);
    try {
      const url = new URL(direct);
      url.username = name;
      url.password = 'few';
      const holder = new pg.Client({ connectionString: url.href });
      await holder.connect();
      expect(await faultOf(opened({ url: url.href }))).toEqual(unavailable('busy'));
      await holder.end();
      await eventually(async () =>
        expect(await (await opened({ url: url.href })).query('select 1 as one')).toEqual([{ one: 1 }]),
      );
    } finally {
      for (const database of open.splice(0)) await database.close();
      await owner.query(`drop owned by ${name}; drop role ${name}`);
    }
  });

  test('whose connections are all in use lets others wait, but not for ever', async () => {
    const database = await opened({ maxConnections: 1, bounds: { waitMs: 100 } });
    const slow = database.query('select pg_sleep(1)');
    expect(await faultOf(database.query('select 1'))).toEqual(unavailable('busy'));
    await slow;
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(database.outage(), 'much to do is no outage').toBeUndefined();
  });

  test('that takes no writes refuses them, and goes on reading', async () => {
    await owner.query(`alter database ${new URL(direct).pathname.slice(1)} set default_transaction_read_only = on`);
    const database = await opened();
    expect(await faultOf(database.transaction((tx) => tx.query("insert into kept values ('a')")))).toEqual(
      unavailable('read-only'),
    );
    expect(await database.query('select a from kept')).toEqual([]);
    expect(database.outage()).toMatchObject({ because: 'read-only' });
    await owner.query(`alter database ${new URL(direct).pathname.slice(1)} reset default_transaction_read_only`);
    await eventually(() => expect(database.outage()).toBeUndefined());
    await database.transaction((tx) => tx.query("insert into kept values ('a')"));
  });

  test('a connection that breaks during a commit leaves open whether it was one', async () => {
    const database = await opened({ bounds: { workMs: 500 } });
    const fault = await faultOf(
      database.transaction(async (tx) => {
        await tx.query("insert into kept values ('a')");
        way.freeze();
      }),
    );
    expect(fault).toBeInstanceOf(DatabaseUnavailable);
    expect(fault).toMatchObject({ isUncertain: true, message: expect.stringContaining('look whether it is there') });
  });
});
