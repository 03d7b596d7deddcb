/** Two servers, each with a data folder of its own, on one PostgreSQL: what one is told, the other knows. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Board } from '../../models/contract/board.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { dataFolder, ready, type RunningServer, serve } from '../cli/processes.ts';
import { startPostgres, type PostgresServer } from '../store/postgresServer.ts';

let postgres: PostgresServer | string;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async ({ skip }) => {
  if (typeof postgres === 'string') return skip(postgres);
  url = await postgres.newDatabase();
});
afterAll(async () => {
  if (typeof postgres !== 'string') await postgres?.stop();
});

/** A server with a new data folder; it rolls up when it is asked to. */
const server = async (settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> =>
  serve(await dataFolder(), { DATABASE_URL: url, ROLLUP_CRON: '0 0 1 1 *', ...settings });
const get = ({ url }: RunningServer, path: string): Promise<Response> => fetch(url + path);
const json = async <Body>(from: RunningServer, path: string): Promise<Body> => {
  const answer = await get(from, path);
  expect(answer.status, path).toBe(200);
  return answer.json() as Promise<Body>;
};
const post = ({ url, token }: RunningServer, path: string, body?: unknown): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

test('a model that is saved on one is known to the other at once, without a restart, and serves both boards after the run', async () => {
  const a = await server();
  await ready(a);
  const b = await server();
  await ready(b);
  const { definition } = await json<ModelDetail>(a, '/api/v1/models/baseline');
  const version = definition.version + 1;
  const answer = await post(a, '/api/v1/models', {
    ...definition,
    version,
    types: { ...definition.types, sanction: { ...definition.types['sanction'], weight: 9 } },
    changelog: [...definition.changelog, { version, date: '2026-11-27', text: 'Sanctions weigh more.' }],
  });
  expect(answer.status).toBe(201);
  const saved = (await answer.json()) as ModelDetail;

  expect(await json<ModelDetail>(b, `/api/v1/models/baseline@${version}`)).toEqual(saved);
  const { models } = await json<{ models: { name: string; version: number }[] }>(b, '/api/v1/models');
  expect(models.filter(({ name }) => name === 'baseline')[0]).toMatchObject({ version });
  const again = await post(b, '/api/v1/models', { ...saved.definition, title: 'Mine' });
  expect(again.status).toBe(422);
  expect(await again.text()).toContain(`save this as version ${version + 1}`);

  await vi.waitFor(
    async () => {
      const { runs } = await json<{ runs: { status: string; models: string[] }[] }>(a, '/api/v1/runs');
      expect(runs[0]).toMatchObject({ status: 'complete' });
      const [mine, theirs] = [await json<Board>(a, '/api/v1/dyads'), await json<Board>(b, '/api/v1/dyads')];
      expect(mine.model.hash).toBe(saved.hash);
      expect(theirs.model.hash).toBe(saved.hash);
      expect(theirs.dyads).toEqual(mine.dyads);
    },
    { timeout: 120_000, interval: 500 },
  );
});

test('a token that both are given is good on both, and is not printed; without it each has its own, and the second start says so', async () => {
  const TENSION_TOKEN = 'given-to-both-of-them-alike';
  const a = await server({ TENSION_TOKEN });
  const b = await server({ TENSION_TOKEN });
  for (const one of [a, b]) {
    expect((await post(one, '/api/v1/runs')).status).toBeLessThan(300);
    expect((await post({ ...one, token: 'another' }, '/api/v1/runs')).status).toBe(401);
  }
  await Promise.all([ready(a), ready(b)]);
  const ends = [await a.end('SIGTERM'), await b.end('SIGTERM')];
  for (const { stdout } of ends) {
    expect(stdout).not.toContain(TENSION_TOKEN);
    expect(stdout).not.toContain('Not as at the last start');
  }

  const c = await server({ EMBED_ORIGINS: 'none' });
  expect((await post({ ...c, token: TENSION_TOKEN }, '/api/v1/runs')).status).toBe(401);
  const { stdout } = await c.end('SIGTERM');
  expect(stdout).toMatch(
    /Not as at the last start on this database \(\d{4}-\S+Z\): EMBED_ORIGINS, TENSION_TOKEN\. Its servers should have the same settings/,
  );
  expect(stdout).not.toContain(TENSION_TOKEN);
});

test('a feed that is added on one is a feed of the other, and removed there it is gone on both', async () => {
  const TENSION_TOKEN = 'given-to-both-of-them-alike';
  const [a, b] = [await server({ TENSION_TOKEN }), await server({ TENSION_TOKEN })];
  const feeds = async (of: RunningServer): Promise<string[]> =>
    (await json<{ feeds: { name: string }[] }>(of, '/api/v1/pulls')).feeds.map(({ name }) => name);
  const nobody = 'http://127.0.0.1:9';
  const feed = { name: 'mirror', kind: 'gdelt', base: nobody, from: '2026-11-26' };
  expect((await post(a, '/api/v1/feeds', feed)).status).toBe(201);
  expect(await feeds(b)).toEqual(['mirror']);
  expect((await post(b, '/api/v1/feeds/mirror/remove')).status).toBe(200);
  expect(await feeds(a)).toEqual([]);
});

test('words that are added on one are known to the other, and what shipped is taken once for both', async () => {
  const TENSION_TOKEN = 'given-to-both-of-them-alike';
  const a = await server({ TENSION_TOKEN });
  await ready(a);
  const b = await server({ TENSION_TOKEN });
  await ready(b);
  const words = {
    actors: [{ language: 'ko', name: '국가정보총국', code: 'KOR', kind: 'body' }],
    people: [],
    patterns: [],
  };
  expect((await post(a, '/api/v1/desk/dictionary', words)).status).toBe(200);
  expect(await json(b, '/api/v1/desk/dictionary')).toMatchObject({ added: words });
  const change = { people: [{ language: 'ko', name: '홍길동', code: 'KOR', office: 'official' }] };
  expect((await post(b, '/api/v1/desk/dictionary', change)).status).toBe(200);
  expect(await json(a, '/api/v1/desk/dictionary')).toMatchObject({ added: { ...words, ...change } });

  const first = (await a.end('SIGTERM')).stdout;
  const second = (await b.end('SIGTERM')).stdout;
  expect(first).toMatch(/Took 1286 new and 0 revised events from \d+ files/);
  expect(second).not.toMatch(/Took \d+ new/);
});
