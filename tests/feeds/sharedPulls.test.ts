/** Three servers on one PostgreSQL and one feed: the leader pulls, whichever is asked, and all know how far it is. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FetchedFeed, PullAccountResponse } from '../../models/contract/feeds.ts';
import type { Operation } from '../../models/contract/operation.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { builtServer } from '../cli/built.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';
import { type PostgresServer, startPostgres } from '../store/postgresServer.ts';
import { GdeltServer, quarterOf, stampsFrom } from './gdeltServer.ts';

const ROWS = readFileSync(join(projectRoot(), 'tests/feeds/fixtures/20180326044500.export.CSV'), 'utf8')
  .trimEnd()
  .split('\n');
const stamps = stampsFrom('2026-11-01T00:00:00Z', 36);
const path = (stamp: string): string => `/gdeltv2/${stamp}.export.CSV.zip`;

let postgres: PostgresServer | string;
let folder: string;
let feed: GdeltServer;
let servers: ServerProcess[] = [];

beforeAll(async () => {
  await builtServer();
  postgres = await startPostgres();
  if (typeof postgres === 'string') return;
  folder = await mkdtemp(join(tmpdir(), 'tension-pulls-'));
  feed = await GdeltServer.start();
  const settings = { DATABASE_URL: await postgres.newDatabase() };
  servers = await Promise.all(['a', 'b', 'c'].map((name) => startServer(join(folder, name), { settings })));
  await Promise.all(servers.map((server) => server.ready()));
}, 180_000);
beforeEach(({ skip }) => {
  if (typeof postgres === 'string') skip(postgres);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await feed?.stop();
  if (typeof postgres !== 'string') await postgres?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

function publish(from: number, to: number): void {
  for (const stamp of stamps.slice(from, to)) feed.publish(stamp, quarterOf(ROWS, stamp, 40));
}

const asked = ({ url, token }: ServerProcess, address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url + address, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
const post = (server: ServerProcess, address: string, body?: unknown): Promise<Response> =>
  asked(server, address, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) });

async function pullAt(server: ServerProcess): Promise<PullAccountResponse | null> {
  const { feeds } = (await (await asked(server, '/api/v1/pulls')).json()) as { feeds: FetchedFeed[] };
  return feeds[0]?.pull ?? null;
}

/** What each server tells of the pull. */
async function allTell(of: Partial<PullAccountResponse>): Promise<void> {
  await expect
    .poll(() => Promise.all(servers.map(pullAt)), { timeout: 60_000 })
    .toEqual(servers.map(() => expect.objectContaining(of)));
}

async function leading(): Promise<{ leader: ServerProcess; others: ServerProcess[] }> {
  const { lease } = (await (await asked(servers[0]!, '/api/v1/operation')).json()) as Operation;
  const leader = servers.find(({ pid }) => lease!.place.endsWith(`process ${pid}`))!;
  return { leader, others: servers.filter((server) => server !== leader) };
}

test('asked for at all of them at once, a feed is pulled once, and each tells how far it is', async () => {
  publish(0, 12);
  const { others } = await leading();
  const waiting = feed.holdAfter(4);
  const added = await post(others[0]!, '/api/v1/feeds', {
    name: 'gdelt',
    kind: 'gdelt',
    base: feed.base,
    from: '2026-11-01',
  });
  expect(added.status).toBe(201);
  const answers = await Promise.all(servers.map((server) => post(server, '/api/v1/feeds/gdelt/pulls')));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  const begun = (await Promise.all(answers.map((answer) => answer.json()))) as PullAccountResponse[];
  expect(new Set(begun.map(({ startedAt }) => startedAt)).size).toBe(1);
  await waiting;
  await allTell({ endedAt: null, done: 4, totalFiles: 12 });
  feed.release();
  await allTell({ endedAt: expect.any(String), done: 12, fault: null });
  expect(stamps.slice(0, 12).map((stamp) => feed.asked(path(stamp)))).toEqual(Array.from({ length: 12 }, () => 1));
});

test('stopped at one that does not pull it, it ends, and the next goes on', async () => {
  publish(12, 24);
  const { others } = await leading();
  const waiting = feed.holdAfter(2);
  expect((await post(others[0]!, '/api/v1/feeds/gdelt/pulls')).status).toBe(202);
  await waiting;
  await allTell({ endedAt: null, done: 2 });
  expect((await post(others[1]!, '/api/v1/feeds/gdelt/pulls/stop')).status).toBe(200);
  await allTell({ endedAt: expect.any(String), stopped: true });
  feed.release();
  expect((await post(others[1]!, '/api/v1/feeds/gdelt/pulls')).status).toBe(202);
  await allTell({ endedAt: expect.any(String), stopped: false, done: 10 });
});

test('what the leader finds wrong is told by the server that was asked', async () => {
  const { others } = await leading();
  const answer = await post(others[0]!, '/api/v1/feeds/nobody/pulls');
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('There is no feed \\"nobody\\": there are gdelt');
});

test('a leader that dies in a pull leaves none under way, and the next one takes up what is left', async () => {
  publish(24, 36);
  const { leader, others } = await leading();
  const waiting = feed.holdAfter(3);
  expect((await post(others[0]!, '/api/v1/feeds/gdelt/pulls')).status).toBe(202);
  await waiting;
  await allTell({ endedAt: null, done: 3 });
  await leader.kill();
  servers = others;
  await allTell({
    endedAt: expect.any(String),
    fault: 'The server that pulled it ended, or leads no longer: the next pull goes on.',
  });
  feed.release();
  await expect
    .poll(async () => (await post(servers[0]!, '/api/v1/feeds/gdelt/pulls')).status, { timeout: 60_000 })
    .toBe(202);
  await allTell({ endedAt: expect.any(String), fault: null, done: 9 });
});
