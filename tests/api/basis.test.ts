import { afterAll, beforeAll, expect, test } from 'vitest';
import { basisOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { scoreOf } from '../../models/score.ts';
import { unpackColumns } from '../../models/packedColumns.ts';
import type { Basis } from '../../models/contract/basis.ts';
import type { Series } from '../../models/contract/series.ts';
import { type DocumentedCheck, documentedCheck } from './documented.ts';
import { MOMENTS, RECORDED, RETRACTED, startRevisedServer } from './history.ts';
import type { TestServer } from './testServer.ts';

let server: TestServer;
let documented: DocumentedCheck;
beforeAll(async () => {
  server = await startRevisedServer();
  documented = await documentedCheck(server);
});
afterAll(() => server.close());

async function basis(query = ''): Promise<Basis> {
  return (await documented(
    'get',
    '/api/v1/dyads/{dyad}/basis',
    await server.get(`/api/v1/dyads/KOR-RUS/basis${query}`),
  )) as Basis;
}

test.each(['', `?asOf=${MOMENTS.first}`])(
  'scoring the columns gives the series of the server to 1e-9 %s',
  async (query) => {
    const { columns, dyad, through } = await basis(query);
    const { points } = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series${query}`);
    const { definition } = server.reference.models.find((model) => model.definition.name === 'baseline')!;
    const score = scoreOf(
      basisOf(unpackColumns(dyad, columns), definition, epochDay(points[0]!.date), epochDay(through)),
      definition,
    );
    expect(score.tension).toHaveLength(points.length);
    const worst = points.reduce(
      (most, point, i) =>
        Math.max(most, Math.abs(point.tension! - score.tension[i]!), Math.abs(point.sd! - score.sd[i]!)),
      0,
    );
    expect(worst).toBeLessThan(1e-9);
  },
);

test('the columns are of the moment asked for', async () => {
  const [first, last] = [await basis(`?asOf=${MOMENTS.first}`), await basis()];
  expect(first.columns.ids).toContain(RETRACTED);
  expect(first.columns.ids).not.toContain(RECORDED[0]);
  expect(last.columns.ids).toContain(RECORDED[0]);
  expect(last.columns.ids).not.toContain(RETRACTED);
  const { ids, types, actors, coverage, ends, ...ofEvents } = last.columns;
  expect(new Set([ids, ...Object.values(ofEvents)].map((column) => column!.length))).toEqual(new Set([ids.length]));
  expect([types, actors, coverage, ends?.by].map((column) => column && column.length > 0)).not.toContain(false);
});
