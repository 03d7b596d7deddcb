import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelDefinition } from '../../models/model.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series } from '../../models/contract/series.ts';
import { newestBaselineFile } from '../models/shipped.ts';
import { type DocumentedCheck, documentedCheck } from './documented.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
let documented: DocumentedCheck;
beforeAll(async () => {
  server = await startTestServer();
  documented = await documentedCheck(server);
});
afterAll(() => server.close());

const JSON_TYPE = { 'Content-Type': 'application/json' };
const send = (body: string, headers: Readonly<Record<string, string>> = JSON_TYPE): Promise<Response> =>
  fetch(`${server.url}/api/v1/score`, { method: 'POST', headers, body });
const score = async (body: unknown): Promise<unknown> =>
  documented('post', '/api/v1/score', await send(JSON.stringify(body)));

describe('POST /api/v1/score', () => {
  test('with the baseline, gives the series of the server to 1e-9, for every dyad, and needs no token', async () => {
    for (const dyad of server.reference.dyads.keys()) {
      const served = await server.json<Series>(`/api/v1/dyads/${dyad}/series`);
      const scored = (await score({ dyad, model: newestBaselineFile() })) as Series;
      expect(scored.model).toEqual(served.model);
      expect(scored.points).toHaveLength(served.points.length);
      const worst = scored.points.reduce(
        (most, point, i) =>
          Math.max(
            most,
            Math.abs(point.index! - served.points[i]!.index!),
            Math.abs(point.low! - served.points[i]!.low!),
            Math.abs(point.tension! - served.points[i]!.tension!),
          ),
        0,
      );
      expect(worst, dyad).toBeLessThan(1e-9);
    }
  });

  test('takes what series takes: days, step, direction, moment, what if', async () => {
    const query = { from: '2024-01-01', to: '2024-06-30', step: 'month', direction: 'KOR>RUS', whatIf: 'indirect' };
    const served = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?${new URLSearchParams(query).toString()}`);
    expect(await score({ dyad: 'rus-kor', model: newestBaselineFile(), ...query })).toEqual(served);
  });

  test('with other weights, moves and has another hash', async () => {
    const model = newestBaselineFile();
    model.types['sanction']!.weight = 12;
    const day = { from: '2024-04-05', to: '2024-04-05' };
    const [before, after] = [
      await score({ dyad: 'KOR-RUS', model: newestBaselineFile(), ...day }),
      await score({ dyad: 'KOR-RUS', model, ...day }),
    ] as [Series, Series];
    expect(after.model.hash).not.toBe(before.model.hash);
    expect(after.points[0]!.index!).toBeGreaterThan(before.points[0]!.index! + 3);
  });

  test('is never kept by a cache', async () => {
    const response = await send(JSON.stringify({ dyad: 'CHN-LTU', model: newestBaselineFile() }));
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a model with a fault is refused with its place and its remedy', () => {
  const changed = (change: (model: ModelDefinition & { types: Record<string, unknown> }) => void): unknown => {
    const model = newestBaselineFile();
    change(model);
    return model;
  };
  test.each<[string, unknown, string, string]>([
    [
      'a text for a number',
      changed((model) => Object.assign(model.types, { sanction: { weight: 'NaN', holdDays: 0, halfLifeDays: 1 } })),
      'model.types.sanction.weight',
      'is "NaN": give a finite number',
    ],
    [
      'null, which is what JSON makes of NaN',
      changed((model) => (model.scale = Number.NaN)),
      'model.scale',
      'is null: give a finite number',
    ],
    [
      'a negative weight',
      changed((model) => (model.types['veto'] = { weight: -1, holdDays: 0, halfLifeDays: 1 })),
      'model.types.veto.weight',
      'is -1: give at least 0',
    ],
    [
      'an unknown type',
      changed((model) => (model.types['sanctoin'] = { weight: 1, holdDays: 0, halfLifeDays: 1 })),
      'model.types.sanctoin',
      'is no type of the codebook: remove it, or add the type to the codebook',
    ],
    [
      'a huge half-life',
      changed((model) => (model.types['veto'] = { weight: 1, holdDays: 0, halfLifeDays: 1e6 })),
      'model.types.veto.halfLifeDays',
      'is 1000000: give at most 36525',
    ],
    [
      'a number too large for JSON’s readers',
      changed((model) => (model.types['veto'] = { weight: 1e308, holdDays: 0, halfLifeDays: 1 })),
      'model.types.veto.weight',
      'give at most 1000',
    ],
    ['no model at all', null, 'model', 'is null: give an object'],
  ])('%s', async (_, model, field, message) => {
    const response = await send(JSON.stringify({ dyad: 'KOR-RUS', model }));
    const problem = (await documented('post', '/api/v1/score', response)) as Problem;
    expect(problem.status).toBe(422);
    expect(problem.errors!.map((error) => error.field)).toContain(field);
    expect(problem.errors!.find((error) => error.field === field)!.message).toContain(message);
    expect(problem.detail).toContain(field);
  });

  test('all faults are told at once, and the published model goes on being served', async () => {
    const model = changed((draft) => {
      draft.types['veto'] = { weight: -1, holdDays: 0, halfLifeDays: 1e9 };
      draft.indirect = -3;
    });
    const problem = (await score({ dyad: 'KOR-RUS', model })) as Problem;
    expect(problem.errors!.map(({ field }) => field).sort()).toEqual([
      'model.indirect',
      'model.types.veto.halfLifeDays',
      'model.types.veto.weight',
    ]);
    expect((await server.get('/api/v1/dyads/KOR-RUS/series?from=2024-04-05&to=2024-04-05')).status).toBe(200);
  });
});

describe('a request that cannot be read', () => {
  const model = newestBaselineFile();
  test.each<[string, string, Record<string, string>, number, string]>([
    ['no JSON', '{"dyad":', JSON_TYPE, 400, ''],
    ['another media type', JSON.stringify({ dyad: 'KOR-RUS', model }), { 'Content-Type': 'text/plain' }, 415, ''],
    ['no dyad', JSON.stringify({ model }), JSON_TYPE, 400, 'dyad'],
    ['nothing', '{}', JSON_TYPE, 400, 'model: is missing: give it. dyad: is missing: give a text.'],
    [
      'a dyad that is none',
      JSON.stringify({ dyad: 'Korea', model }),
      JSON_TYPE,
      400,
      'write two different ISO alpha-3 codes',
    ],
    [
      'a parameter that is none',
      JSON.stringify({ dyad: 'KOR-RUS', model, asof: '2024-01-01' }),
      JSON_TYPE,
      400,
      'asof',
    ],
    ['a dyad without events', JSON.stringify({ dyad: 'FRA-USA', model }), JSON_TYPE, 404, 'FRA-USA'],
  ])('%s', async (_, body, headers, status, words) => {
    const response = await send(body, headers);
    expect(response.status).toBe(status);
    const problem = (await documented('post', '/api/v1/score', response)) as Problem;
    expect(problem.detail).toContain(words);
  });
});
