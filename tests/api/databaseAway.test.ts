/** A server whose database goes away, hangs, and comes back: as a process of its own, on a real PostgreSQL behind a way that is blocked. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFolder, ready, serve, serveInVain } from '../cli/processes.ts';
import { row } from '../rollup/world.ts';
import { startPostgres, type PostgresServer } from '../store/postgresServer.ts';
import { type BlockedWay, wayTo } from '../store/proxy.ts';
import { CSV_HEADER } from './testServer.ts';

let postgres: PostgresServer | string;
let way: BlockedWay;
beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async ({ skip }) => {
  if (typeof postgres === 'string') return skip(postgres);
  way = await wayTo(await postgres.newDatabase());
});
afterAll(async () => {
  await way?.close();
  if (typeof postgres !== 'string') await postgres?.stop();
});

const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 120_000, interval: 250 });
const linesOf = (stdout: string): { readonly level: number; readonly msg: string; readonly err?: unknown }[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

describe('a server whose database', () => {
  test('goes away serves what it has, refuses what it has not, tells it once, and goes on when it is back', async () => {
    const server = await serve(await dataFolder(), { DATABASE_URL: way.url });
    await ready(server);
    const get = (path: string): Promise<Response> => fetch(`${server.url}${path}`);
    const record = (id: string): Promise<Response> =>
      fetch(`${server.url}/api/v1/imports?source=test`, {
        method: 'POST',
        body: `${CSV_HEADER}\n${row(id, 'FRA-MLI', '2024-05-30')}\n`,
        headers: { 'Content-Type': 'text/csv', Authorization: `Bearer ${server.token}` },
      });
    const before = await get('/api/v1/dyads');
    expect(before.headers.get('age')).toBeNull();
    const board = await before.text();

    await way.shut();
    const refused = [await record('away'), await get('/api/v1/dyads/KOR-RUS/events'), await get('/api/v1/runs')];
    for (const answer of refused) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.json()).toMatchObject({
        type: 'urn:tension:problem:database-unavailable',
        detail: expect.stringMatching(/^The database cannot be reached\. .* try this again/),
      });
    }
    const kept = await get('/api/v1/dyads');
    expect(kept.status).toBe(200);
    expect(Number(kept.headers.get('age'))).toBeGreaterThan(0);
    expect(await kept.text()).toBe(board);
    await eventually(async () => {
      const ill = await get('/health/ready');
      expect([ill.status, await ill.text()]).toEqual([503, expect.stringContaining('does not answer')]);
    });
    const asked = await fetch(`${server.url}/api/v1/runs`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.token}` },
    });
    expect(asked.status).toBe(503);

    await way.open();
    await ready(server);
    expect((await record('back')).status).toBe(200);
    await fetch(`${server.url}/api/v1/runs`, { method: 'POST', headers: { Authorization: `Bearer ${server.token}` } });
    await eventually(async () => expect(await (await get('/api/v1/dyads')).text()).toContain('FRA-MLI'));
    expect((await get('/api/v1/dyads')).headers.get('age')).toBeNull();
    const { code, stdout } = await server.end('SIGTERM');
    expect(code).toBe(0);
    const told = linesOf(stdout).filter(({ level }) => level >= 40);
    expect(told.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/cannot be reached: .*what is in memory is served/),
    ]);
    expect(told.every(({ err }) => err === undefined)).toBe(true);
    expect(linesOf(stdout).some(({ msg }) => /is there again, after \d+ s\.$/.test(msg))).toBe(true);
  });

  test('hangs says within its bound that it is not ready, and ends when it is told to', async () => {
    const server = await serve(await dataFolder(), { DATABASE_URL: way.url });
    await ready(server);
    await eventually(async () => {
      way.freeze(); // also the connections that the server has made since
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(503);
    });
    const reading = fetch(`${server.url}/api/v1/dyads/KOR-RUS/events`).catch(() => undefined);
    expect((await server.end('SIGTERM')).stdout).toMatch(/SIGTERM: finishing/);
    await reading;
  });

  test('is away goes on reading to whom it knew within the minute, and gives pages without data to all', async () => {
    const server = await serve(await dataFolder(), {
      DATABASE_URL: way.url,
      READ_ACCESS: 'signed-in',
      AUTH: 'proxy',
      PROXY_USER_HEADER: 'x-forwarded-user',
      PROXY_ADDRESSES: '127.0.0.1',
    });
    await eventually(async () => expect((await fetch(`${server.url}/health/ready`)).status).toBe(200));
    const status = async (path: string, who: string): Promise<number> =>
      (await fetch(server.url + path, { headers: { 'X-Forwarded-User': who } })).status;
    expect(await status('/api/v1/dyads', 'ana')).toBe(200);

    way.freeze();
    expect(await status('/api/v1/dyads', 'ana')).toBe(200);
    await way.shut();
    expect(await status('/api/v1/dyads', 'ana')).toBe(200);
    expect(await status('/api/v1/runs', 'ana')).toBe(503);
    expect(await status('/api/v1/dyads', 'ben')).toBe(503);
    for (const path of ['/', '/d/KOR-RUS', '/health/live'])
      expect([path, await status(path, 'ben')]).toEqual([path, 200]);
    expect(await status('/health/ready', 'ben')).toBe(503);

    await way.open();
    await eventually(async () => expect(await status('/api/v1/dyads', 'ben')).toBe(200));
    expect(await status('/api/v1/runs', 'ana')).toBe(200);
    await server.end('SIGTERM');
  });

  test('breaks off a run takes the run up again when it answers, without waiting for a tick', async () => {
    const data = await dataFolder();
    const server = await serve(data, { DATABASE_URL: way.url, ROLLUP_CRON: '0 0 1 1 *' });
    // The first run is under way, or has just ended: then it is the one that is asked for.
    await eventually(async () => expect((await fetch(`${server.url}/api/v1/runs`)).status).toBe(200));
    await way.shut();
    await way.open();
    await ready(server);
    const { runs } = await (await fetch(`${server.url}/api/v1/runs`)).json();
    expect(runs[0].status).toBe('complete');
    await server.end('SIGTERM');
  });
});

test('a second server on the same data folder is refused, although both could share the database', async () => {
  const data = await dataFolder();
  const first = await serve(data, { DATABASE_URL: way.url });
  const second = await serveInVain(data, { DATABASE_URL: way.url });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`is in use by process ${first.pid}: stop that server, or set DATA_DIR`);
  await first.end('SIGKILL');
  const third = await serve(data, { DATABASE_URL: way.url }); // a killed one leaves nothing in the way
  expect((await third.end('SIGTERM')).code).toBe(0);
});
