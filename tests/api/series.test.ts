import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Contributions } from '../../models/contract/contributions.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series, SeriesPoint } from '../../models/contract/series.ts';
import { startTestServer, type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const seriesOf = (query: string, dyad = 'KOR-RUS'): Promise<Series> =>
  server.json(`/api/v1/dyads/${dyad}/series?${query}`);
const problemOf = async (path: string): Promise<Problem> => {
  const response = await server.get(path);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body: Problem = await response.json();
  expect(body.status).toBe(response.status);
  return body;
};

describe('the spring of 2024 between Seoul and Moscow', () => {
  // Expected figures: the acceptance figures of the baseline (KOR-RUS, to 0.1).
  test('rises from 70.9 on 1 March to 80.1 on 5 April', async () => {
    const { points, neutral, model } = await seriesOf('from=2024-03-01&to=2024-04-05');
    expect(points[0]!.index).toBeCloseTo(70.9, 1);
    expect(points.at(-1)!.index).toBeCloseTo(80.1, 1);
    expect(points).toHaveLength(36);
    expect(neutral).toBe(50);
    expect(model.name).toBe('baseline');
  });

  test('is explained by the veto, the sanctions and the summons, each with its source', async () => {
    const { contributions } = await server.json<Contributions>('/api/v1/dyads/KOR-RUS/contributions?date=2024-04-05');
    const top = contributions.slice(0, 15);
    for (const [date, type] of [
      ['2024-03-28', 'veto'],
      ['2024-04-02', 'sanction'],
      ['2024-04-05', 'summons'],
    ]) {
      const found = top.find((contribution) => contribution.date === date && contribution.type === type);
      expect(found, `${type} of ${date}`).toBeDefined();
      expect(found!.sourceUrl).toMatch(/^https:\/\//);
      expect(found!.indexPoints).toBeGreaterThan(0);
    }
    const veto = top.find(({ type, date }) => type === 'veto' && date === '2024-03-28')!;
    const { event } = await server.json<{ event: { note: string } }>(`/api/v1/events/${veto.eventId}`);
    expect(event.note).toMatch(/New York/);
    expect(event.note).toMatch(/Seoul.*29 Mar/);
  });
});

describe('a point is the sum of its events', () => {
  test('neutral + the sum of the index points is the index, for any dyad, day and direction', async () => {
    const dyads = [...server.reference.dyads.keys()];
    const firstDayOf = async (dyad: string) => (await seriesOf(`from=${TODAY}`, dyad)).coverage.firstDay;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...dyads),
        fc.integer({ min: epochDay('1990-01-01'), max: epochDay(TODAY) }),
        fc.constantFrom('both', 'first', 'second'),
        async (dyad, anyDay, side) => {
          const firstDay = (await firstDayOf(dyad)) ?? '1990-01-01';
          const day = Math.max(anyDay, epochDay(firstDay));
          const [a, b] = dyad.split('-');
          const direction = encodeURIComponent(side === 'both' ? 'both' : side === 'first' ? `${a}>${b}` : `${b}>${a}`);
          const date = toIsoDate(day);
          const explained = await server.json<Contributions>(
            `/api/v1/dyads/${dyad}/contributions?date=${date}&direction=${direction}`,
          );
          const sum = explained.contributions.reduce(
            (total, { indexPoints }) => total + indexPoints,
            explained.neutral,
          );
          expect(Math.abs(sum - explained.index)).toBeLessThan(1e-9);
          expect(Math.abs(explained.residual)).toBeLessThan(1e-9);
          const line = await seriesOf(`from=${date}&to=${date}&direction=${direction}`, dyad);
          expect(Math.abs(line.points[0]!.index! - explained.index!)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('the tensions of the two directions add up to both', async () => {
    const range = 'from=2015-01-01&to=2026-06-30&step=week';
    const [both, one, other] = await Promise.all([
      seriesOf(range),
      seriesOf(`${range}&direction=KOR%3ERUS`),
      seriesOf(`${range}&direction=RUS>KOR`),
    ]);
    expect(one.direction).toBe('KOR>RUS');
    both.points.forEach((point, i) =>
      expect(one.points[i]!.tension! + other.points[i]!.tension!).toBeCloseTo(point.tension!, 9),
    );
  });

  test('the published line and the line computed from the events have the same numbers', async () => {
    const run = server.rollup.published()!;
    for (const dyad of server.reference.dyads.keys()) {
      const published = await seriesOf('', dyad);
      const computed = await seriesOf(`asOf=${run.asOf!.toISOString()}&to=${TODAY}`, dyad);
      expect(computed.points).toHaveLength(published.points.length);
      const difference = (of: (point: SeriesPoint) => number): number =>
        Math.max(...published.points.map((point, i) => Math.abs(of(point) - of(computed.points[i]!))));
      expect(difference(({ tension }) => tension!)).toBeLessThan(1e-9);
      expect(difference(({ sd }) => sd!)).toBeLessThan(1e-9);
      expect(difference(({ conflict }) => conflict!)).toBeLessThan(1e-9);
      expect(difference(({ cooperation }) => cooperation!)).toBeLessThan(1e-9);
      expect(computed.points.map(({ date, provisional }) => [date, provisional])).toEqual(
        published.points.map(({ date, provisional }) => [date, provisional]),
      );
    }
  });
});

describe('what a series covers', () => {
  test('it runs from the first event to today when nothing else is asked for', async () => {
    const { points, coverage, asOf } = await seriesOf('');
    expect(points[0]!.date).toBe('1990-06-04');
    expect(points.at(-1)!.date).toBe(TODAY);
    expect(coverage).toMatchObject({ firstEvent: '1990-06-04', lastEvent: '2026-06-27', events: 190 });
    expect(coverage.note).toContain('Thin in the early decades');
    expect(asOf).toBe(server.rollup.published()!.asOf!.toISOString());
  });

  test('days before the first that somebody looked at have no value, and are listed as uncovered', async () => {
    const { points, coverage } = await seriesOf('from=1980-01-01&to=1980-01-31');
    for (const { date, provisional, ...values } of points)
      expect(new Set(Object.values(values)), `${date}, provisional ${provisional}`).toEqual(new Set([null]));
    expect(coverage.firstDay).toBe('1990-06-04');
    expect(coverage.uncovered).toEqual([{ from: '1980-01-01', to: '1980-01-31' }]);
    const csv = await (
      await server.get('/api/v1/dyads/KOR-RUS/series?from=1990-06-03&to=1990-06-03&format=csv')
    ).text();
    expect(csv.split('\r\n')[1]).toBe('1990-06-03,,,,,,,,false');
    expect(await problemOf('/api/v1/dyads/KOR-RUS/contributions?date=1980-01-31')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('nobody looked at KOR-RUS before 1990-06-04; give that day or a later one'),
    });
    expect(await problemOf('/api/v1/dyads/KOR-RUS/figure.svg?from=1980-01-01&to=1980-01-31')).toMatchObject({
      errors: [{ field: 'to', value: '1980-01-31' }],
    });
  });

  test('a model that does not ask who looked puts days before the first event at neutral', async () => {
    const { points, coverage } = await seriesOf('from=1980-01-01&to=1980-01-31&model=baseline@1');
    expect(points.map(({ index }) => index)).toEqual(Array(31).fill(50));
    expect(coverage.uncovered).toEqual([{ from: '1980-01-01', to: '1980-01-31' }]);
  });

  test('days younger than the median coding lag are provisional', async () => {
    const { points, coverage } = await seriesOf('from=2026-10-01');
    const provisional = points.filter((point) => point.provisional);
    expect(coverage.codingLagDays).toBeGreaterThanOrEqual(1);
    expect(provisional).toHaveLength(Math.ceil(coverage.codingLagDays));
    expect(provisional.at(-1)!.date).toBe(TODAY);
  });

  test('a week is read on its Sunday, a month on its last day, the unfinished one on the last day asked for', async () => {
    const weekly = await seriesOf('from=2024-03-01&to=2024-03-12&step=week');
    expect(weekly.points.map(({ date }) => date)).toEqual(['2024-03-03', '2024-03-10', '2024-03-12']);
    const monthly = await seriesOf('from=2024-02-10&to=2024-04-05&step=month');
    expect(monthly.points.map(({ date }) => date)).toEqual(['2024-02-29', '2024-03-31', '2024-04-05']);
    const daily = await seriesOf('from=2024-03-31&to=2024-03-31');
    expect(monthly.points[1]).toEqual(daily.points[0]);
  });

  test('the band holds the index', async () => {
    for (const { low, index, high } of (await seriesOf('step=month')).points) {
      expect(low).toBeLessThanOrEqual(index!);
      expect(high).toBeGreaterThanOrEqual(index!);
    }
  });
});

describe('which model', () => {
  test('a name, name@version, name@hash and a hash mean the same model', async () => {
    const { model } = await seriesOf('from=2026-01-01');
    for (const text of [model.name, `${model.name}@${model.version}`, `${model.name}@${model.hash}`, model.hash])
      expect((await seriesOf(`from=2026-01-01&model=${text}`)).model).toEqual(model);
  });

  test('an unknown one is a 404 that lists those there are', async () => {
    for (const text of ['no-such', 'baseline@99', 'baseline@00000000', 'baseline@1@2', '00000000']) {
      const problem = await problemOf(`/api/v1/dyads/KOR-RUS/series?model=${text}`);
      expect(problem.status).toBe(404);
      expect(problem.detail).toContain(text);
      expect(problem.detail).toContain('baseline@1');
    }
  });
});

describe('a query that cannot be answered says why', () => {
  const refused: readonly [query: string, field: string, value: string | null, remedy: RegExp][] = [
    ['from=2024-13-01', 'from', '2024-13-01', /write YYYY-MM-DD/],
    ['to=2023-02-29', 'to', '2023-02-29', /write YYYY-MM-DD/],
    ['from=', 'from', '', /write YYYY-MM-DD/],
    ['from=2024-04-05&to=2024-03-01', 'from', '2024-04-05', /exchange from and to/],
    ['to=2027-01-01', 'to', '2027-01-01', /known up to 2026-11-23/],
    ['from=0900-01-01&step=day', 'from', '0900-01-01', /80000 are the most/],
    ['step=year', 'step', 'year', /day, week or month/],
    ['direction=KOR%3EUSA', 'direction', 'KOR>USA', /KOR>RUS or RUS>KOR/],
    ['direction=kor%3Erus', 'direction', 'kor>rus', /KOR>RUS or RUS>KOR/],
    ['asOf=yesterday', 'asOf', 'yesterday', /2024-05-01/],
    ['asOf=2027-01-01', 'asOf', '2027-01-01', /in the future/],
    ['format=xml', 'format', 'xml', /json or csv/],
    ['form=2024-01-01', 'form', '2024-01-01', /from, to, step, model, asOf, direction, whatIf, format/],
    ['from=2024-01-01&from=2024-02-01', 'from', '2024-01-01, 2024-02-01', /more than once/],
    ['from[]=2024-01-01', 'from[]', '2024-01-01', /is no parameter/],
  ];
  test.each(refused)('?%s names %s', async (query, field, value, remedy) => {
    const problem = await problemOf(`/api/v1/dyads/KOR-RUS/series?${query}`);
    expect(problem.status).toBe(400);
    expect(problem.type).toBe('urn:tension:problem:invalid-parameter');
    const error = problem.errors!.find((candidate) => candidate.field === field);
    expect(error).toMatchObject({ field, value });
    expect(error!.message).toMatch(remedy);
    expect(problem.detail).toContain(field);
  });

  test('all faults are named together', async () => {
    const { errors } = await problemOf('/api/v1/dyads/KOR-RUS/series?from=x&to=y&step=z');
    expect(errors!.map(({ field }) => field)).toEqual(['from', 'to', 'step']);
  });
});

describe('the dyad in the path', () => {
  test.each(['RUS-KOR', 'kor-rus', 'Rus-kOR'])('%s redirects to KOR-RUS and keeps the query', async (dyad) => {
    for (const resource of ['series', 'contributions', 'events']) {
      const response = await server.get(`/api/v1/dyads/${dyad}/${resource}?direction=RUS%3EKOR&x=1`);
      expect(response.status).toBe(308);
      expect(response.headers.get('location')).toBe(`/api/v1/dyads/KOR-RUS/${resource}?direction=RUS%3EKOR&x=1`);
    }
  });

  test.each(['KOR', 'KOR-KOR', 'KOR-RUSS', 'KOR_RUS', 'K%20R-RUS', 'KOR-RUS-USA'])('%s is no dyad', async (dyad) => {
    const problem = await problemOf(`/api/v1/dyads/${dyad}/series`);
    expect(problem.status).toBe(400);
    expect(problem.errors![0]!.field).toBe('dyad');
  });

  test('one without events is a 404 that says so, and where to look', async () => {
    for (const resource of ['series', 'contributions', 'events']) {
      const problem = await problemOf(`/api/v1/dyads/FRA-USA/${resource}`);
      expect(problem).toMatchObject({ status: 404, type: 'urn:tension:problem:no-events' });
      expect(problem.detail).toContain('no events of FRA-USA (France – United States)');
      expect(problem.detail).toContain('GET /api/v1/dyads');
    }
    // No other moment has any.
    expect((await problemOf('/api/v1/dyads/FRA-USA/series?asOf=2026-11-01')).detail).not.toContain('asOf');
  });

  test('one without events at the moment asked for is a 404 that names the moment', async () => {
    const problem = await problemOf('/api/v1/dyads/KOR-RUS/series?asOf=2020-05-01');
    expect(problem.status).toBe(404);
    expect(problem.detail).toContain('recorded by 2020-05-01T23:59:59.999Z');
  });
});
