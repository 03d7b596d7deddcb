import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../models/contract/problem.ts';
import type { Revisions } from '../../models/contract/revisions.ts';
import type { Series } from '../../models/contract/series.ts';
import type { Vintages } from '../../models/contract/vintages.ts';
import { type DocumentedCheck, documentedCheck } from './documented.ts';
import { MOMENTS, RECODED, RECORDED, RETRACTED, startRevisedServer } from './history.ts';
import { CSV_HEADER, eventRow, type TestServer } from './testServer.ts';

let server: TestServer;
let documented: DocumentedCheck;
beforeAll(async () => {
  server = await startRevisedServer();
  documented = await documentedCheck(server);
});
afterAll(() => server.close());

const read = async (what: 'revisions' | 'vintages', query = '', dyad = 'KOR-RUS'): Promise<unknown> =>
  documented('get', `/api/v1/dyads/{dyad}/${what}`, await server.get(`/api/v1/dyads/${dyad}/${what}${query}`));

describe('what was revised since a moment', () => {
  test('is what was recorded, recoded and retracted, the newest first, with what changed', async () => {
    const { counts, revisions, since, until } = (await read('revisions', `?since=${MOMENTS.first}`)) as Revisions;
    expect(counts).toEqual({ create: 2, revise: 1, retract: 1, restore: 0 });
    expect(since).toBe('2026-11-23T20:00:00.000Z');
    expect(until).toBe(server.rollup.published()!.asOf!.toISOString());
    expect(revisions.map(({ eventId, operation }) => [eventId, operation])).toEqual([
      [RETRACTED, 'retract'],
      [RECODED, 'revise'],
      [RECORDED[0], 'create'],
      [RECORDED[1], 'create'],
    ]);
    expect(revisions[0]).toMatchObject({ reason: 'The ministry denies it.', recordedBy: 'tester', fields: [] });
    expect(revisions[1]!.fields).toEqual([{ field: 'severity', from: '3', to: '5' }]);
    expect(revisions[2]).toMatchObject({
      revision: 1,
      type: 'protest',
      category: 'diplomatic_protest',
      date: '2024-03-20',
      fields: [],
    });
  });

  test('narrows with since, with asOf and with limit; counts are of all', async () => {
    const operations = async (query: string) =>
      ((await read('revisions', query)) as Revisions).revisions.map(({ operation }) => operation);
    expect(await operations(`?since=${MOMENTS.recorded}`)).toEqual(['retract', 'revise']);
    expect(await operations(`?since=${MOMENTS.first}&asOf=${MOMENTS.recoded}`)).toEqual(['revise', 'create', 'create']);
    expect(await operations(`?since=${MOMENTS.last}`)).toEqual([]);
    const cut = (await read('revisions', `?since=${MOMENTS.first}&limit=1`)) as Revisions;
    expect(cut.revisions).toHaveLength(1);
    expect(cut.counts).toEqual({ create: 2, revise: 1, retract: 1, restore: 0 });
    const all = (await read('revisions', '?limit=1000')) as Revisions;
    expect(all.since).toBeNull();
    expect(all.counts).toEqual({ create: 192, revise: 1, retract: 1, restore: 0 }); // 190 shipped, 2 recorded later
  });

  test('as CSV has one row for each', async () => {
    const response = await server.get(`/api/v1/dyads/KOR-RUS/revisions?since=${MOMENTS.first}&format=csv`);
    expect((await response.text()).split('\r\n')).toEqual(
      expect.arrayContaining([expect.stringContaining('severity: 3 -> 5')]),
    );
  });

  test('of nobody’s dyad, or backwards, says what to do', async () => {
    expect(await read('revisions', '', 'FRA-USA')).toMatchObject({ status: 404 });
    const problem = (await read('revisions', `?since=${MOMENTS.last}&asOf=${MOMENTS.first}`)) as Problem;
    expect(problem.errors![0]).toMatchObject({ field: 'since', message: expect.stringContaining('exchange the two') });
  });
});

describe('first published values', () => {
  test('are what the first run published of each day, whatever was revised since', async () => {
    const { points } = (await read('vintages', '?from=2024-03-01&to=2024-04-30')) as Vintages;
    const asKnown = await server.json<Series>(
      `/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-04-30&asOf=${MOMENTS.first}`,
    );
    expect(points.map(({ date }) => date)).toEqual(asKnown.points.map(({ date }) => date));
    points.forEach((point, i) => expect(Math.abs(point.index! - asKnown.points[i]!.index!)).toBeLessThan(1e-9));
    expect(new Set(points.map(({ run }) => run))).toEqual(new Set([1]));
    const now = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-04-30');
    expect(now.points.some((point, i) => Math.abs(point.index! - points[i]!.index!) > 0.5)).toBe(true);
  });

  test('of later days come from later runs', async () => {
    const { points } = (await read('vintages', '?from=2026-11-20')) as Vintages;
    expect(points.map(({ date }) => date)).toEqual([
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
    expect(points.map(({ run }) => run)).toEqual([1, 1, 1, 1, 2, 3, 4]);
    expect(points.at(-1)!.publishedAt).toMatch(/^2026-11-26T/);
  });

  test('cover every day of the series, and are refused for days out of order and for nobody’s dyad', async () => {
    const { points } = (await read('vintages')) as Vintages;
    const series = await server.json<Series>('/api/v1/dyads/KOR-RUS/series');
    // A visit was recorded later, on a day before which others are: no day has come before the first.
    expect(points.map(({ date }) => date)).toEqual(series.points.map(({ date }) => date));
    expect(await read('vintages', '?from=2024-05-01&to=2024-04-01')).toMatchObject({ status: 400 });
    expect(await read('vintages', '', 'FRA-USA')).toMatchObject({ status: 404 });
  });

  test('stay, also where a retraction took a day its value', async () => {
    server.setNow('2026-11-27T12:00:00Z');
    const row = (id: string, date: string): string =>
      eventRow({ id, dyad: 'FRA-GBR', date, actor: 'FRA', target: 'GBR', type: 'protest' });
    await server.importAndRollUp(
      [CSV_HEADER, row('fra-gbr-1', '2026-11-20'), row('fra-gbr-2', '2026-11-24')].join('\n'),
    );
    server.setNow('2026-11-28T12:00:00Z');
    await server.ledger.retract('fra-gbr-1', 'It was another ministry.', 'tester');
    await (
      await server.rollup.start('request')
    ).done;
    const { points } = (await read('vintages', '?from=2026-11-18', 'FRA-GBR')) as Vintages;
    expect(points[0]!.date, 'what was first published stays what it was').toBe('2026-11-20');
    expect(points.at(-1)!.date).toBe('2026-11-28');
  });
});

describe('a series with what if', () => {
  const series = async (query: string): Promise<Series> =>
    (await documented(
      'get',
      '/api/v1/dyads/{dyad}/series',
      await server.get(`/api/v1/dyads/KOR-RUS/series?from=2024-03-20&to=2024-04-20&${query}`),
    )) as Series;

  test('has the index without, beside the index as coded', async () => {
    const [plain, without] = [await series(''), await series(`whatIf=event:${RECODED}`)];
    expect(plain.whatIf).toBeNull();
    expect(plain.points.every((point) => !('indexAsCoded' in point))).toBe(true);
    expect(without.whatIf).toBe(`event:${RECODED}`);
    without.points.forEach((point, i) => {
      expect(point.indexAsCoded).toBe(plain.points[i]!.index);
      if (point.date < '2024-04-02') expect(Math.abs(point.index! - point.indexAsCoded!)).toBeLessThan(1e-9);
      else expect(point.index).toBeLessThan(point.indexAsCoded! - 0.5);
    });
  });

  test('agrees with the effect that the event itself tells', async () => {
    const { effect } = await server.json<{ effect: { date: string; without: number }[] }>(`/api/v1/events/${RECODED}`);
    const { points } = await series(`whatIf=event:${RECODED}`);
    const told = new Map(effect.map(({ date, without }) => [date, without]));
    const both = points.filter(({ date }) => told.has(date));
    expect(both.length).toBeGreaterThan(3);
    for (const { date, index } of both) expect(Math.abs(index! - told.get(date)!)).toBeLessThan(1e-9);
  });

  test('of another severity is what the recoding made of it', async () => {
    const { points } = await series(`asOf=${MOMENTS.recorded}&whatIf=severity:${RECODED}:5`);
    const recoded = await series(`asOf=${MOMENTS.recoded}`);
    points.forEach((point, i) => expect(Math.abs(point.index! - recoded.points[i]!.index!)).toBeLessThan(1e-9));
  });

  test('as CSV carries what was asked and the difference', async () => {
    const response = await server.get(
      '/api/v1/dyads/KOR-RUS/series?from=2024-04-01&to=2024-04-03&whatIf=indirect,unverified&format=csv',
    );
    expect(response.headers.get('content-disposition')).toContain('what-if_indirect_unverified');
    const [head, first] = (await response.text()).split('\r\n');
    expect(head).toBe('date,index,low,high,tension,conflict,cooperation,sd,provisional,indexAsCoded,difference,whatIf');
    expect(first).toMatch(/,"indirect,unverified"$/);
  });

  test.each([
    ['nonsense', '"nonsense" is none of indirect'],
    ['', 'asks for nothing'],
    ['type:kidnapping', 'which is not in the codebook'],
    ['event:none-1', 'which is no event of KOR-RUS'],
    [`severity:${RECODED}:9`, 'has no severity from 1 to 5'],
  ])('%s is refused', async (whatIf, message) => {
    const problem = (await documented(
      'get',
      '/api/v1/dyads/{dyad}/series',
      await server.get(`/api/v1/dyads/KOR-RUS/series?whatIf=${encodeURIComponent(whatIf)}`),
    )) as Problem;
    expect(problem).toMatchObject({
      status: 400,
      errors: [{ field: 'whatIf', message: expect.stringContaining(message) }],
    });
  });
});
