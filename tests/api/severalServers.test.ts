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
