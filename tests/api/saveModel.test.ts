import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ModelDefinition, modelHash } from '../../models/model.ts';
import type { Board } from '../../models/contract/board.ts';
import type { JudgementsResponse } from '../../models/contract/judgements.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Run } from '../../models/contract/runs.ts';
import type { Series } from '../../models/contract/series.ts';
import { inOrder } from '../../server/modelFiles.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openSavedModels, takeModelFiles } from '../../server/savedModels.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { entriesOf } from '../ledger/auditEntries.ts';
import { describeStores } from '../store/stores.ts';
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
const SHIPPED_BESIDE: readonly string[] = [
  'acled',
  'baseline-coupled',
  'gdelt',
  'gdelt-goldstein',
  'icews',
  'own-codes',
  'own-scale',
  'polecat',
  'ucdp',
];
const served = async (): Promise<string[]> =>
  (await server.json<{ models: { name: string; version: number }[] }>('/api/v1/models')).models.flatMap(
    ({ name, version }) => (SHIPPED_BESIDE.includes(name) ? [] : [`${name} ${version}`]),
  );

describe('a saved model', () => {
  test('is served at once, scored by a run of its own, and the versions before stay', async () => {
    const runsBefore = (await server.json<{ runs: Run[] }>('/api/v1/runs')).runs.length;
    const draft = next(baseline, 9);
    const response = await save(draft, { 'X-Recorded-By': 'Kim%20Minji' });
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

  test('is in the database with who saved it, and no file is written', async () => {
    const held = await server.database.query<{ version: number; definition: string; saved_by: string }>(
      "select version, definition, saved_by from saved_model where name = 'baseline'",
    );
    const { definition } = await server.json<ModelDetail>('/api/v1/models/baseline@4');
    expect(held.map((row) => ({ ...row, definition: JSON.parse(row.definition) }))).toEqual([
      { version: 4, definition, saved_by: 'Kim Minji' },
    ]);
    expect((await loadReferenceData(projectRoot())).models).toHaveLength(server.reference.models.length - 2);
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
    expect(await server.database.query('select name, version from saved_model order by name')).toEqual([
      { name: 'baseline', version: 4 },
      { name: 'trade-first', version: 1 },
    ]);
  });

  test('one that is sent without the token', async () => {
    expect((await save(next(await newest(), 7), { Authorization: `Bearer not-${TOKEN}` })).status).toBe(401);
    expect(await served()).toEqual(['baseline 4', 'baseline 3', 'baseline 2', 'baseline 1', 'trade-first 1']);
  });
});

test('the judgements are served with their sources', async () => {
  const { judgements } = await server.json<JudgementsResponse>('/api/v1/judgements');
  expect(judgements).toEqual(server.reference.judgements);
  expect((await (await server.get('/api/v1/judgements?format=csv')).text()).split('\r\n')).toHaveLength(
    judgements.length + 2,
  );
});

describeStores('saved models', (store) => {
  const now = (): Date => new Date('2026-11-23T12:00:00Z');
  const own = (name: string, weight: number): ModelDefinition =>
    next(baseline, weight, {
      name,
      version: 1,
      changelog: [{ version: 1, date: '2026-11-23', text: 'Sanctions weigh otherwise.' }],
    });
  beforeEach(async () => {
    await migrate(store.database());
  });
  /** A server that starts on the database. */
  async function start(database: Database = store.database()) {
    const reference = await loadReferenceData(projectRoot());
    const saved = await openSavedModels({ database, reference, now });
    const names = (): string[] => reference.models.map(({ definition: { name, version } }) => `${name} ${version}`);
    return { reference, saved, names };
  }

  test('are known to a server that started before, once it looks, and to every later one', async () => {
    const [a, b] = [await start(), await start()];
    const model = await a.saved.save(own('trade-first', 2), 'A');
    expect(a.reference.models).toContainEqual(model);
    expect(b.names()).not.toContain('trade-first 1');
    await b.saved.look();
    expect(b.reference.models).toContainEqual(model);
    const again = await start(await store.again());
    expect(again.reference.models).toEqual(a.reference.models);
    expect(again.reference.modelFaults).toEqual([]);
  });

  test('stand in the audit with who saved them and why', async () => {
    const { saved } = await start();
    const { definition, hash } = await saved.save(own('trade-first', 2), 'A');
    await expect(saved.save(own('trade-first', 3), 'B')).rejects.toThrow('save this as version 2');
    expect(await entriesOf(store.database())).toMatchObject([
      {
        by: 'A',
        action: 'save-model',
        subject: 'trade-first@1',
        before: null,
        after: { title: definition.title, modelHash: hash },
        why: 'Sanctions weigh otherwise.',
      },
    ]);
  });

  test('of two that save the same version at once one is told to take the next', async () => {
    const [a, b] = [await start(), await start()];
    const results = await Promise.allSettled([a.saved.save(own('twin', 3), 'A'), b.saved.save(own('twin', 4), 'B')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { message: expect.stringContaining('save this as version 2') } });
    expect(b.names()).toContain('twin 1');
  });

  test('one that this codebook no longer knows, or that was changed in the database, is left out and named', async () => {
    const { saved } = await start();
    await saved.save(own('good', 2), 'A');
    for (const name of ['no-json', 'changed', 'foreign']) await saved.save(own(name, 2), 'A');
    const write = (name: string, definition: string): Promise<unknown> =>
      store.database().query('update saved_model set definition = $2 where name = $1', [name, definition]);
    await write('no-json', '{');
    await write('changed', JSON.stringify({ ...own('changed', 3) }));
    await write('foreign', JSON.stringify({ ...own('foreign', 2), types: { boycott: baseline.types['sanction'] } }));
    const { names, reference } = await start();
    expect(names()).toContain('good 1');
    expect(names().filter((name) => /no-json|changed|foreign/.test(name))).toEqual([]);
    expect(reference.modelFaults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^changed version 1, saved at 2026-11-23T12:00:00.000Z by A, is not as it was saved/),
      expect.stringMatching(/^foreign version 1, .*boycott/),
      expect.stringMatching(/^no-json version 1, .* is not JSON/),
    ]);
  });

  test('a version that the program brings later with other numbers does not take the place of the saved one', async () => {
    const { saved } = await start();
    const mine = await saved.save(own('mine', 2), 'A');
    const reference = await loadReferenceData(projectRoot());
    const theirs = own('mine', 8);
    reference.models = inOrder([...reference.models, { definition: theirs, hash: modelHash(theirs) }]);
    const later = await openSavedModels({ database: store.database(), reference, now });
    await later.save(own('another', 2), 'A');
    expect(reference.models.filter(({ definition }) => definition.name === 'mine')).toEqual([mine]);
    expect(reference.modelFaults).toEqual([
      { name: 'mine', message: expect.stringMatching(/^mine version 1 of this program has other numbers/) },
    ]);
  });

  test('files of a backup of before go into the database, unless a model of their version is there', async () => {
    const { saved } = await start();
    await saved.save(own('taken', 2), 'A');
    const reference = await loadReferenceData(projectRoot());
    const file = (model: ModelDefinition, text = JSON.stringify(model, null, 2)) => ({
      name: `${model.name}.json`,
      bytes: Buffer.from(text),
    });
    const files = [file(own('mine', 2)), file(own('taken', 3)), file(baseline), file(own('half', 2), '{')];
    const options = { database: store.database(), reference, now };
    expect(await takeModelFiles(options, files)).toEqual({
      added: ['mine.json'],
      differing: ['taken.json', 'half.json'],
    });
    expect((await start()).names()).toContain('mine 1');
    expect(await takeModelFiles(options, files.slice(0, 1))).toEqual({ added: [], differing: [] });
  });
});
