import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelDefinition } from '../../models/model.ts';
import type { Board } from '../../models/contract/board.ts';
import type { JudgementsResponse } from '../../models/contract/judgements.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Run } from '../../models/contract/runs.ts';
import type { Series } from '../../models/contract/series.ts';
import { MODEL_FOLDER } from '../../server/modelFiles.ts';
import { saveModel } from '../../server/saveModel.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
let baseline: ModelDefinition;
beforeAll(async () => {
  server = await startTestServer();
  baseline = (await server.json<ModelDetail>('/api/v1/models/baseline')).definition;
});
afterAll(() => server.close());

const save = (model: unknown, headers = {}): Promise<Response> =>
  server.post('/api/v1/models', JSON.stringify(model), { 'Content-Type': 'application/json', ...headers });

/** The next version of a definition, with another weight of sanctions. */
function next(from: ModelDefinition, weight: number, other: Partial<ModelDefinition> = {}): ModelDefinition {
  const version = other.version ?? from.version + 1;
  return {
    ...from,
    version,
    changelog: [
      ...from.changelog,
      { version, date: '2026-11-23', text: 'Scores move because sanctions weigh otherwise.' },
    ],
    types: { ...from.types, sanction: { ...from.types['sanction']!, weight } },
    ...other,
  };
}

/** Resolves when no run is under way any more. */
async function atRest(): Promise<void> {
  while (server.rollup.current()) await new Promise((resolve) => setTimeout(resolve, 20));
  await (
    await server.rollup.start('request')
  ).done;
}

/** Models that are shipped beside the baseline and stay as they are. */
const SHIPPED_BESIDE: readonly string[] = ['baseline-coupled', 'gdelt', 'gdelt-goldstein'];
const served = async (): Promise<string[]> =>
  (await server.json<{ models: { name: string; version: number }[] }>('/api/v1/models')).models.flatMap(
    ({ name, version }) => (SHIPPED_BESIDE.includes(name) ? [] : [`${name} ${version}`]),
  );

describe('a saved model', () => {
  test('is served at once, scored by a run of its own, and the versions before stay', async () => {
    const runsBefore = (await server.json<{ runs: Run[] }>('/api/v1/runs')).runs.length;
    const draft = next(baseline, 9);
    const response = await save(draft);
    expect(response.status).toBe(201);
    const saved: ModelDetail = await response.json();
    expect(saved).toMatchObject({ name: 'baseline', version: 4, definition: draft });
    expect(response.headers.get('location')).toBe(`/api/v1/models/baseline@${saved.hash}`);
    // Before the run has ended too: the server computes what is not yet published.
    const scored: Series = await (
      await server.post('/api/v1/score', JSON.stringify({ dyad: 'KOR-RUS', model: draft }), {
        'Content-Type': 'application/json',
      })
    ).json();
    expect((await server.json<Series>('/api/v1/dyads/KOR-RUS/series')).points).toEqual(scored.points);

    await atRest();
    expect((await server.json<{ runs: Run[] }>('/api/v1/runs')).runs).toHaveLength(runsBefore + 1);
    const published = (await server.rollup.series('KOR-RUS', saved.hash))!;
    expect(Array.from(published.tension, (tension) => Math.round(tension * 1e10) / 1e10)).toEqual(
      scored.points.map(({ tension }) => tension),
    ); // answers are rounded to 1e-10
    expect((await server.json<Board>('/api/v1/dyads')).model).toMatchObject({ version: 4, hash: saved.hash });
    expect((await server.json<ModelDetail>('/api/v1/models/baseline@3')).definition).toEqual(baseline);
    expect(await served()).toEqual(['baseline 4', 'baseline 3', 'baseline 2', 'baseline 1']);
  });

  test('is scored beside the others where it has a name of its own', async () => {
    const own = next(baseline, 2, {
      name: 'trade-first',
      version: 1,
      changelog: [{ version: 1, date: '2026-11-23', text: 'Sanctions weigh less.' }],
    });
    const { hash }: ModelDetail = await (await save(own)).json();
    await atRest();
    expect(await server.rollup.series('KOR-RUS', hash)).toBeDefined();
    expect(await served()).toContain('trade-first 1');
    expect((await server.json<Series>('/api/v1/dyads/KOR-RUS/series?model=trade-first')).model.hash).toBe(hash);
  });

  test('is a file that the next start reads', async () => {
    const folder = server.modelRoot;
    const file = JSON.parse(await readFile(join(folder, MODEL_FOLDER, 'baseline.v4.json'), 'utf8'));
    expect(file).toEqual((await server.json<ModelDetail>('/api/v1/models/baseline@4')).definition);
    expect((await readdir(join(folder, MODEL_FOLDER))).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });
});

describe('a refused model changes nothing', () => {
  const newest = async (): Promise<ModelDefinition> =>
    (await server.json<ModelDetail>('/api/v1/models/baseline')).definition;

  test.each<[what: string, change: (model: ModelDefinition) => unknown, field: string, message: RegExp]>([
    [
      'a version that is published',
      (model) => ({ ...next(model, 7), version: model.version, changelog: model.changelog }),
      'model.version',
      /never changes: save this as version 5/,
    ],
    [
      'a gap between versions',
      (model) => next(model, 7, { version: 9 }),
      'model.version',
      /would leave a gap: the next version of baseline is 5/,
    ],
    [
      'the same numbers',
      (model) => ({ ...next(model, model.types['sanction']!.weight), title: 'Another title' }),
      'model.types',
      /same numbers as baseline 4/,
    ],
    ['a negative weight', (model) => next(model, -1), 'model.types.sanction.weight', /is -1: give at least 0/],
    [
      'a weight that is no number',
      (model) => next(model, Number.NaN),
      'model.types.sanction.weight',
      /is null: give a finite number/,
    ],
    [
      'an unknown type',
      (model) => ({
        ...next(model, 7),
        types: { ...model.types, boycott: { weight: 1, holdDays: 0, halfLifeDays: 9 } },
      }),
      'model.types.boycott',
      /no type of the codebook/,
    ],
    [
      'a half-life of a thousand years',
      (model) => ({
        ...next(model, 7),
        types: { ...model.types, call: { weight: 1, holdDays: 0, halfLifeDays: 365_000 } },
      }),
      'model.types.call.halfLifeDays',
      /give at most 36525/,
    ],
    [
      'no line that says why',
      (model) => ({ ...next(model, 7), changelog: model.changelog }),
      'model.changelog',
      /no line for version 5/,
    ],
  ])('%s', async (_what, change, field, message) => {
    const before = await served();
    const response = await save(change(await newest()));
    expect(response.status).toBe(422);
    const problem: Problem = await response.json();
    expect(problem.errors).toContainEqual({ field, value: null, message: expect.stringMatching(message) });
    expect(await served()).toEqual(before);
    expect((await readdir(join(server.modelRoot, MODEL_FOLDER))).sort()).toEqual([
      'baseline.v4.json',
      'trade-first.json',
    ]);
  });

  test('one that is sent without the token', async () => {
    expect((await save(next(await newest(), 7), { Authorization: `Bearer not-${TOKEN}` })).status).toBe(401);
    expect(await served()).toEqual(['baseline 4', 'baseline 3', 'baseline 2', 'baseline 1', 'trade-first 1']);
  });

  test('one whose file stands there already, though it is not served', async () => {
    const path = join(server.modelRoot, MODEL_FOLDER, 'baseline.v5.json');
    await writeFile(path, 'half a mod');
    const response = await save(next(await newest(), 7));
    expect(response.status).toBe(422);
    expect(((await response.json()) as Problem).detail).toContain('baseline.v5.json stands there already');
    expect(await readFile(path, 'utf8')).toBe('half a mod');
  });
});

test('of two that are saved at once one becomes the version, and the other is told so', async () => {
  const reference = { ...server.reference };
  const first = next(baseline, 3, { name: 'twin', version: 1 });
  const second = next(baseline, 4, { name: 'twin', version: 1 });
  const changelog = [{ version: 1, date: '2026-11-23', text: 'New.' }];
  const results = await Promise.allSettled(
    [first, second].map((model) => saveModel(server.modelRoot, reference, { ...model, changelog })),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('the judgements are served with their sources', async () => {
  const { judgements } = await server.json<JudgementsResponse>('/api/v1/judgements');
  expect(judgements).toEqual(server.reference.judgements);
  expect((await (await server.get('/api/v1/judgements?format=csv')).text()).split('\r\n')).toHaveLength(
    judgements.length + 2,
  );
});
