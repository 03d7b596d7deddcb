/** Declared coverage over HTTP: what is shipped, what is declared, what is taken back, and what the next roll-up makes of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageDeclared, DeclaredCoverage } from '../../models/contract/coverage.ts';
import type { Series } from '../../models/contract/series.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { importShippedCoverage } from '../../server/shippedEvents.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const coverageOf = (dyad: string, query = ''): Promise<DeclaredCoverage> =>
  server.json(`/api/v1/dyads/${dyad}/coverage${query}`);
const send = (body: unknown): Promise<Response> =>
  server.post('/api/v1/coverage', JSON.stringify(body), { 'Content-Type': 'application/json' });
const declare = async (body: unknown): Promise<CoverageDeclared> => {
  const response = await send(body);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as CoverageDeclared;
};
const rollUp = async (): Promise<void> => {
  await (
    await server.rollup.start('request')
  ).done;
};
const uncoveredOf = async (dyad: string, from: string, to: string): Promise<Series['coverage']['uncovered']> =>
  (await server.json<Series>(`/api/v1/dyads/${dyad}/series?from=${from}&to=${to}`)).coverage.uncovered;

describe('what is shipped', () => {
  test('is declared for each of the fourteen dyads, with who looked and where', async () => {
    const { stretches, withdrawn } = await coverageOf('KOR-RUS');
    expect(stretches.length).toBeGreaterThan(1);
    expect(withdrawn).toEqual([]);
    for (const { by, sources, recordedBy } of stretches) expect([by, sources, recordedBy]).not.toContain('');
    expect(stretches.map(({ from }) => from)).toEqual(stretches.map(({ from }) => from).sort());
  });

  test('is passed over at the next start, also what was taken back since', async () => {
    const again = (): Promise<number> => importShippedCoverage(server.ledger, server.reference, projectRoot());
    expect(await again()).toBe(0);
    const [first] = (await coverageOf('ARM-AZE')).stretches;
    const days = { dyads: ['ARM-AZE'], from: first!.from, through: first!.to };
    expect(await declare({ ...days, withdraw: true, reason: 'Only half of it was read.' })).toEqual({
      dyads: ['ARM-AZE'],
      declared: 0,
      withdrawn: 1,
      remarks: [],
    });
    expect(await again()).toBe(0);
    const { stretches, withdrawn } = await coverageOf('ARM-AZE');
    expect(stretches.map(({ from }) => from)).not.toContain(first!.from);
    expect(withdrawn).toMatchObject([{ from: first!.from, to: first!.to, reason: 'Only half of it was read.' }]);
  });
});

describe('looked, found nothing', () => {
  const from = '2026-10-20';
  const to = TODAY;

  test('covers the days from the next roll-up on, and an earlier moment knows nothing of it', async () => {
    await server.importAndRollUp(
      [CSV_HEADER, eventRow({ id: 'fra-mli-1', dyad: 'FRA-MLI', date: from, actor: 'FRA', target: 'MLI' })].join('\n'),
    );
    const before = new Date((await server.ledger.watermark())!).toISOString();
    server.setNow(`${TODAY}T13:00:00Z`);
    const body = { dyads: ['FRA-MLI'], from, through: '2026-11-10', by: 'a reader', sources: 'Le Monde' };
    expect(await declare(body)).toEqual({ dyads: ['FRA-MLI'], declared: 1, withdrawn: 0, remarks: [] });
    expect(await declare(body)).toEqual({ dyads: ['FRA-MLI'], declared: 0, withdrawn: 0, remarks: [] });
    await rollUp();
    expect(await uncoveredOf('FRA-MLI', from, to)).toEqual([{ from: '2026-11-11', to }]);
    expect((await coverageOf('FRA-MLI', `?asOf=${before}`)).stretches).toEqual([]);
    expect((await coverageOf('FRA-MLI')).stretches).toEqual([
      {
        from,
        to: '2026-11-10',
        density: 'all',
        by: 'a reader',
        sources: 'Le Monde',
        note: '',
        recordedAt: expect.stringMatching(/^2026-11-23T13:00/),
        recordedBy: 'HTTP',
      },
    ]);
  });

  test('narrows the band of the days that were looked at, and widens none', async () => {
    const points = async (): Promise<Map<string, number>> => {
      const series = await server.json<Series>(`/api/v1/dyads/FRA-MLI/series?from=${from}&to=${to}`);
      return new Map(series.points.map(({ date, low, high }) => [date, high! - low!]));
    };
    const before = await points();
    expect(await declare({ dyads: ['FRA-MLI'], from: '2026-11-11', through: TODAY })).toMatchObject({ declared: 1 });
    await rollUp();
    const after = await points();
    expect(await uncoveredOf('FRA-MLI', from, to)).toEqual([]);
    expect(after.get(TODAY)!).toBeLessThan(before.get(TODAY)!);
    for (const [date, width] of after) expect(width - before.get(date)!).toBeLessThan(1e-9);
  });

  test('is taken back with its reason: the days are uncovered again', async () => {
    const reason = 'The paper was on strike.';
    expect(
      await declare({ dyads: ['FRA-MLI'], from: '2026-11-11', through: TODAY, withdraw: true, reason }),
    ).toMatchObject({ declared: 0, withdrawn: 1 });
    await rollUp();
    expect(await uncoveredOf('FRA-MLI', from, to)).toEqual([{ from: '2026-11-11', to }]);
    expect((await coverageOf('FRA-MLI')).withdrawn).toMatchObject([{ from: '2026-11-11', to: TODAY, reason }]);
  });

  test('a CSV is taken whole, and keeps who looked', async () => {
    const post = (csv: string): Promise<Response> =>
      server.post('/api/v1/coverage', csv, { 'Content-Type': 'text/csv' });
    const header = 'dyad,from,to,density,by,sources,note';
    const taken = await post(
      `${header}\nMLI-FRA,2026-09-01,2026-09-30,major,the night desk,AFP,\nFRA-NER,2026-09-01,2026-09-30,,,,\n`,
    );
    expect(await taken.json()).toEqual({ dyads: ['FRA-MLI', 'FRA-NER'], declared: 2, withdrawn: 0, remarks: [] });
    expect((await coverageOf('FRA-MLI')).stretches[0]).toMatchObject({ density: 'major', by: 'the night desk' });
    const refused = await post(`${header}\nFRA-NER,2026-08-01,2026-08-31,,,,\nFRA-NER,2026-07-01,2026-07-32,,,,\n`);
    expect(refused.status).toBe(422);
    expect(((await refused.json()) as { detail: string }).detail).toBe(
      'Stretch 2: to "2026-07-32" is no date: write the last day as YYYY-MM-DD.',
    );
    expect((await coverageOf('FRA-NER')).stretches).toHaveLength(1);
  });
});

test('the last day may be tomorrow, which it is somewhere already; in a file as well no later one is taken', async () => {
  expect(await declare({ dyads: ['FRA-TCD'], from: '2026-11-01', through: '2026-11-24' })).toMatchObject({
    declared: 1,
  });
  const refused = await server.post(
    '/api/v1/coverage',
    'dyad,from,to,density,by,sources,note\nFRA-TCD,2026-10-01,2027-06-30,all,,,\n',
    { 'Content-Type': 'text/csv' },
  );
  expect(refused.status).toBe(422);
  expect(((await refused.json()) as { detail: string }).detail).toBe(
    'Stretch 1: to "2027-06-30" lies in the future: write 2026-11-23 or an earlier day, for a day is looked at when it has come.',
  );
});

test('a stretch that overlaps another of another density is taken with a word, and the one that is meant is taken back', async () => {
  const days = { dyads: ['FRA-TCD'], from: '2025-03-01', through: '2025-03-31' };
  expect((await declare({ ...days, by: 'a reader' })).remarks).toEqual([]);
  expect(await declare({ ...days, density: 'crises' })).toMatchObject({
    declared: 1,
    remarks: [
      'FRA-TCD, 2025-03-01 to 2025-03-31 (crises) overlaps 2025-03-01 to 2025-03-31 (all): both hold; take back the one that is not meant.',
    ],
  });
  const taken = { ...days, withdraw: true, reason: 'A slip.' };
  const unclear = await send(taken);
  expect(unclear.status).toBe(400);
  expect(JSON.stringify(await unclear.json())).toMatch(/density ..all.., by ..a reader..; \(2\) density ..crises/);
  expect(await declare({ ...taken, density: 'crises' })).toMatchObject({ withdrawn: 1 });
  expect((await coverageOf('FRA-TCD')).withdrawn).toMatchObject([{ density: 'crises' }]);
});

test('codes that are no states have no coverage to read', async () => {
  const response = await server.get('/api/v1/dyads/XXX-YYY/coverage');
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [{ field: 'dyad', value: 'XXX-YYY', message: expect.stringContaining('write the codes of two states') }],
  });
});

describe('what is at fault is named with its place, its value and the remedy', () => {
  test.each([
    [{ dyads: ['KOR'], through: TODAY }, 'dyads', 'KOR', /write the codes of two states/],
    [{ dyads: ['KOR-RUS', 'KOR-QQQ'], through: TODAY }, 'dyads', 'KOR-QQQ', /write the codes of two states/],
    [{ dyads: [], through: TODAY }, 'dyads', null, /name the dyads/],
    [{ dyads: ['KOR-RUS'], through: '2026-02-30' }, 'through', '2026-02-30', /write the last day as YYYY-MM-DD/],
    [
      { dyads: ['KOR-RUS'], from: TODAY, through: '2026-11-25' },
      'through',
      '2026-11-25',
      /lies in the future: write 2026-11-23 or/,
    ],
    [{ dyads: ['KOR-RUS'], from: 'May', through: TODAY }, 'from', 'May', /write the first day as YYYY-MM-DD/],
    [{ dyads: ['KOR-RUS'], from: '2026-12-01', through: TODAY }, 'from', '2026-12-01', /give an earlier one/],
    [{ dyads: ['KOR-RUS'], from: '0204-01-01', through: TODAY }, 'from', '0204-01-01', /check the year/],
    [{ dyads: ['KOR-RUS'], through: TODAY, density: 'some' }, 'density', null, /all or major or crises/],
    [{ dyads: ['KOR-RUS'], through: TODAY, by: 'x'.repeat(201) }, 'by', 'x'.repeat(80), /shorten it/],
    [{ dyads: ['KOR-RUS'], through: TODAY, withdraw: true }, 'reason', '', /say in one sentence why/],
    [{ dyads: ['KOR-RUS'], through: TODAY, reason: 'A slip.' }, 'reason', 'A slip.', /add "withdraw": true/],
    [
      { dyads: ['KOR-RUS'], through: TODAY, withdraw: true, reason: 'A slip.' },
      'through',
      null,
      /No stretch of KOR-RUS is declared from 2026-11-23 to 2026-11-23: give the days of a declared stretch, such as \d/,
    ],
  ])('%j', async (body, field, value, message) => {
    const response = await send(body);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as {
      errors: { field: string; value: string | null; message: string }[];
    };
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ field, value });
    expect(errors[0]!.message).toMatch(message);
  });
});
