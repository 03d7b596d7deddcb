/** What PostgreSQL has of its own: a network, a password, and other servers on the same database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/store/postgres.ts';
import { startPostgres, type PostgresServer } from './postgresServer.ts';

describe('a PostgreSQL address', () => {
  it('that nobody answers at is told, without its password', async () => {
    const error = await openPostgres({ url: 'postgres://someone:hush-hush@127.0.0.1:1/tension' }).catch(
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ name: 'DatabaseUnavailable', because: 'unreachable' });
    expect(String(error)).toMatch(
      /PostgreSQL 127\.0\.0\.1:1\/tension cannot be reached: .*ECONNREFUSED.*Check DATABASE_URL and that the server runs\.$/,
    );
    expect(String(error)).not.toContain('hush-hush');
  });

  it('that is none is told with the form it has', async () => {
    await expect(openPostgres({ url: 'tension' })).rejects.toThrow(
      'DATABASE_URL is no address: write postgres://user:password@host:5432/database.',
    );
  });
});

describe('a PostgreSQL database', () => {
  let server: PostgresServer | string;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    if (typeof server !== 'string') await server?.stop();
  });

  it('that does not exist is told', async ({ skip }) => {
    if (typeof server === 'string') return skip(server);
    const url = (await server.newDatabase()).replace(/[^/]+$/, 'nowhere');
    await expect(openPostgres({ url })).rejects.toThrow(/nowhere cannot be reached: database "nowhere" does not exist/);
  });

  it('lets the writers of two servers wait for one another', async ({ skip }) => {
    if (typeof server === 'string') return skip(server);
    const url = await server.newDatabase();
    const [here, there] = await Promise.all([openPostgres({ url }), openPostgres({ url })]);
    await here.query('create table counter (n integer)');
    await here.query('insert into counter values (0)');
    const raise = (database: typeof here) =>
      database.transaction(async (tx) => {
        const [row] = await tx.query<{ n: number }>('select n from counter');
        await new Promise((resolve) => setTimeout(resolve, 5));
        await tx.query('update counter set n = $1', [row!.n + 1]);
      });
    await Promise.all([
      ...Array.from({ length: 6 }, () => raise(here)),
      ...Array.from({ length: 6 }, () => raise(there)),
    ]);
    expect(await there.query('select n from counter')).toEqual([{ n: 12 }]);
    await Promise.all([here.close(), there.close()]);
  });

  it('that breaks off a connection rolls back, and answers on the next one', async ({ skip }) => {
    if (typeof server === 'string') return skip(server);
    const url = await server.newDatabase();
    const [database, other] = await Promise.all([openPostgres({ url }), openPostgres({ url })]);
    await database.query('create table kept (a text)');
    await expect(
      database.transaction(async (tx) => {
        await tx.insert('kept', ['a'], [['x']]);
        const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
        await other.query('select pg_terminate_backend(cast($1 as integer))', [row!.pid]);
        await tx.query('select 1');
      }),
    ).rejects.toThrow(/refused "select 1"/);
    expect(await database.query('select count(*) as n from kept')).toEqual([{ n: 0 }]);
    await database.transaction((tx) => tx.insert('kept', ['a'], [['y']]));
    expect(await database.query('select a from kept')).toEqual([{ a: 'y' }]);
    await Promise.all([database.close(), other.close()]);
  });
});
