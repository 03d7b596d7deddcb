/** A server that reads from a standby: nobody gets anything older for it, and it finds its way when either database goes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Health } from '../../models/contract/health.ts';
import type { Operation } from '../../models/contract/operation.ts';
import { builtServer } from '../cli/built.ts';
import { startPostgres, type TestPostgres, type TestStandby } from '../shared/postgres.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';

let folder: string;
let primary: TestPostgres | { missing: string };
let standby: TestStandby;
let server: ServerProcess;
let acts = 0;
let reads = 0;

beforeAll(async () => {
  await builtServer();
  folder = await mkdtemp(join(tmpdir(), 'tension-standby-'));
  // A commit is acknowledged when the standby has it, or a promotion could lose some.
  primary = await startPostgres(folder, ['synchronous_commit=on']);
  if ('missing' in primary) return;
  standby = await primary.standby(join(folder, 'standby'));
  await tell(primary, `alter system set synchronous_standby_names = '*'`, 'select pg_reload_conf()');
  const { host } = new URL(primary.at);
  const all = primary.at.replace(host, `${host},${new URL(standby.at).host}`);
  server = await startServer(join(folder, 'server'), {
    settings: {
      DATABASE_URL: `${all}/postgres?target_session_attrs=read-write`,
      DATABASE_READ_URL: `${standby.at}/postgres`,
    },
  });
  await server.ready();
}, 180_000);
beforeEach(({ skip }) => {
  if ('missing' in primary) skip(primary.missing);
});
afterAll(async () => {
  await server?.kill();
  await standby?.stop();
  if ('stop' in primary) await primary.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One statement each: what changes the settings of a server may stand in no transaction. */
async function tell({ at }: { readonly at: string }, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: `${at}/postgres` });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function readiness(): Promise<unknown[]> {
  const response = await fetch(`${server.url}/health/ready`);
  const { status, writes } = (await response.json()) as Health;
  return [response.status, status, writes];
}

const asked = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...init.headers },
  });

/** Records an act. @returns its summary and the run that scores it, or the status of an answer that says no */
async function record(): Promise<{ summary: string; run: number } | number> {
  const summary = `Act ${++acts} of the standby`;
  const response = await asked('/api/v1/acts', {
    method: 'POST',
    headers: { 'idempotency-key': `standby-${acts}` },
    body: JSON.stringify({
      date: '2024-05-01',
      type: 'sanction',
      summary,
      sourceName: 'Gazette',
      bearings: [{ actor: 'KOR', target: 'RUS', polarity: 1, severity: 2 }],
    }),
  });
  if (response.status !== 201) return response.status;
  const { run } = (await response.json()) as { run: { id: number } | null };
  return { summary, run: run?.id ?? (await startedRun()) };
}

/** The run that does what was recorded while none could begin in time. */
async function startedRun(): Promise<number> {
  return vi.waitFor(
    async () => {
      const response = await asked('/api/v1/runs', { method: 'POST' });
      expect(response.status).toBe(202);
      return ((await response.json()) as { id: number }).id;
    },
    { timeout: 60_000 },
  );
}

async function recorded(): Promise<{ summary: string; run: number }> {
  const one = await record();
  if (typeof one === 'number') throw new Error(`The act was answered with ${one}.`);
  return one;
}

/** What a reader gets who has seen a run. Each time asked for otherwise: the same answer would come from memory, and no database be read. */
async function readBy(run: number): Promise<string> {
  const path = `/api/v1/dyads/KOR-RUS/events?limit=${300 + (reads++ % 600)}`;
  const response = await asked(path, { headers: { 'x-run-seen': String(run) } });
  expect(response.status).toBe(200);
  expect(Number(response.headers.get('x-run'))).toBeGreaterThanOrEqual(run);
  return response.text();
}

/** The run is served. */
async function served(run: number): Promise<void> {
  await expect.poll(async () => Number((await asked('/health/live')).headers.get('x-run'))).toBeGreaterThanOrEqual(run);
}

type Standing = NonNullable<Operation['standby']>;
const standing = async (): Promise<Standing> =>
  ((await (await asked('/api/v1/operation')).json()) as Operation).standby!;

test('reading is done by the standby once it has the run, and what is read has it', async () => {
  const { summary, run } = await recorded();
  await served(run);
  await expect
    .poll(async () => {
      const before = (await standing()).reads.standby;
      expect(await readBy(run)).toContain(summary);
      return (await standing()).reads.standby - before;
    })
    .toBeGreaterThan(0);
  expect(await standing()).toMatchObject({ isThere: true });
});

test('whether it can be read is asked at the same time as the database, for an answer that waits for one of them', async () => {
  const before = (await standing()).reads.standby;
  await expect
    .poll(async () => {
      expect(await readiness()).toEqual([200, 'ok', 'taken']);
      return (await standing()).reads.standby;
    })
    .toBeGreaterThan(before);
});

test('while the standby lags, the primary answers: nothing is older than the run that is served', async () => {
  await tell(standby, 'select pg_wal_replay_pause()');
  const { summary, run } = await recorded();
  await served(run);
  const before = (await standing()).reads;
  expect(await readBy(run)).toContain(summary);
  const after = (await standing()).reads;
  expect(after.standby).toBe(before.standby);
  expect(after.behind).toBeGreaterThan(before.behind);

  await tell(standby, 'select pg_wal_replay_resume()');
  await expect
    .poll(async () => {
      expect(await readBy(run)).toContain(summary);
      return (await standing()).reads.standby;
    })
    .toBeGreaterThan(after.standby);
});

test('while the standby is away, the primary answers, and the standby reads again when it is back', async () => {
  if ('missing' in primary) return;
  // Nobody follows now, and writing would wait for that.
  await tell(primary, `alter system set synchronous_standby_names = ''`, 'select pg_reload_conf()');
  await standby.kill();
  const { summary, run } = await recorded();
  await served(run);
  expect(await readBy(run)).toContain(summary);
  await expect.poll(async () => (await standing()).isThere).toBe(false);
  await standby.goOn();
  await expect.poll(async () => (await standing()).isThere).toBe(true);
  const before = (await standing()).reads.standby;
  await expect
    .poll(async () => {
      expect(await readBy(run)).toContain(summary);
      return (await standing()).reads.standby;
    })
    .toBeGreaterThan(before);
  await tell(primary, `alter system set synchronous_standby_names = '*'`, 'select pg_reload_conf()');
});

test('when the primary dies what was published is still read, and after the promotion everything goes on, with nothing lost', async () => {
  if ('missing' in primary) return;
  const { summary, run } = await recorded();
  await served(run);
  await expect.poll(() => readBy(run)).toContain(summary);
  await primary.kill();
  // Not read before: it is in no memory.
  const path = '/api/v1/dyads/KOR-RUS/series?from=2020-01-01&to=2020-03-03';
  await expect.poll(async () => (await fetch(`${server.url}${path}`)).status).toBe(200);
  expect(await record()).toBe(503);
  // A balancer that asks keeps this server for those who read.
  await expect.poll(readiness, { timeout: 30_000 }).toEqual([200, 'ok', 'wait']);

  await standby.promote();
  const after = await vi.waitFor(recorded, { timeout: 60_000, interval: 500 });
  await served(after.run);
  await expect.poll(readiness, { timeout: 30_000 }).toEqual([200, 'ok', 'taken']);
  const events = await readBy(after.run);
  expect(events).toContain(summary);
  expect(events).toContain(after.summary);
}, 120_000);
