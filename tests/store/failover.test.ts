/** An address that names two PostgreSQL servers: the one that takes writes is used, and the other one once it does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgres } from '../../server/store/postgres.ts';
import { startPostgres } from '../shared/postgres.ts';

type Started = Awaited<ReturnType<typeof startPostgres>>;
const folders: string[] = [];
const servers: Started[] = [];

beforeAll(async () => {
  for (let i = 0; i < 2; i++) {
    const folder = await mkdtemp(join(tmpdir(), 'tension-failover-'));
    folders.push(folder);
    servers.push(await startPostgres(folder));
  }
}, 120_000);
afterAll(async () => {
  for (const server of servers) if ('stop' in server) await server.stop().catch(() => undefined); // one has been stopped
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** One statement each: what changes the settings of a server may stand in no transaction. */
async function tell(at: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: `${at}/postgres` });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

test('a standby that is promoted is found without a restart', async ({ skip }) => {
  const [first, second] = servers;
  if (!first || !second || 'missing' in first || 'missing' in second) return skip('PostgreSQL does not run here');
  await tell(first.at, 'create table kept (a text)');
  await tell(
    second.at,
    'create table kept (a text)',
    'alter system set default_transaction_read_only = on',
    'select pg_reload_conf()',
  );
  const hosts = [second, first].map(({ at }) => new URL(at).host).join(',');
  const { username, password } = new URL(first.at);
  const database = await openPostgres({
    url: `postgres://${username}:${password}@${hosts}/postgres?target_session_attrs=read-write`,
  });
  try {
    const port = async (): Promise<string> =>
      String((await database.query('select inet_server_port() as port'))[0]!.port);
    const write = (text: string) =>
      database.transaction((tx) => tx.query('insert into kept values ($1) returning a', [text]));
    expect(await port()).toBe(new URL(first.at).port); // the second one is asked first, and takes no writes
    await write('on the first');

    await first.stop();
    await expect(write('nowhere')).rejects.toMatchObject({ name: 'DatabaseUnavailable' });

    await tell(
      second.at,
      'set default_transaction_read_only = off',
      'alter system reset default_transaction_read_only',
      'select pg_reload_conf()',
    );
    await vi.waitFor(() => write('on the second'), { timeout: 60_000 });
    expect(await port()).toBe(new URL(second.at).port);
    expect(await database.query('select a from kept')).toEqual([{ a: 'on the second' }]);
  } finally {
    await database.close();
  }
}, 180_000);
