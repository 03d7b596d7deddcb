import { execFile, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Board } from '../../models/contract/board.ts';
import type { EventPage } from '../../models/contract/events.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series } from '../../models/contract/series.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Row = Readonly<Record<string, string>>;

async function rowsOf(path: string): Promise<Row[]> {
  const response = await server.get(path);
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true, record_delimiter: '\r\n' }) as Row[];
}

async function refused(path: string): Promise<Problem> {
  const response = await server.get(path);
  expect(response.status).toBe(400);
  return (await response.json()) as Problem;
}

/** A Parquet file as a reader of it sees it. */
async function parquet(path: string): Promise<Readonly<Record<string, unknown>>[]> {
  const response = await server.get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/vnd.apache.parquet');
  const file = join(server.folder, 'downloaded.parquet');
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`select * from '${file}'`);
  const rows = result.getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

test('of every dyad, month and event: neutral + the sum of the contributions is the index', async () => {
  const { dyads } = await server.json<Board>('/api/v1/dyads');
  const points = await rowsOf('/api/v1/export/series.csv?step=month&from=2015-01-01');
  const parts = await rowsOf('/api/v1/export/contributions.csv?from=2015-01-01');
  expect(new Set(points.map(({ dyad }) => dyad))).toEqual(new Set(dyads.map(({ id }) => id)));
  const sums = new Map<string, number>();
  for (const { dyad, date, indexPoints } of parts)
    sums.set(`${dyad} ${date}`, (sums.get(`${dyad} ${date}`) ?? 0) + Number(indexPoints));
  let valued = 0;
  for (const { dyad, date, index, neutral } of points) {
    if (index === '') continue; // before anybody looked
    valued++;
    expect(Math.abs(Number(neutral) + (sums.get(`${dyad} ${date}`) ?? 0) - Number(index))).toBeLessThan(1e-9);
  }
  expect(valued).toBeGreaterThan(1000);
});

test('points are those of the series, days that nobody covered say so, and each row names model and moment', async () => {
  const series = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-04-05');
  const rows = await rowsOf('/api/v1/export/series.csv?dyads=RUS-KOR&from=2024-03-01&to=2024-04-05');
  expect(
    rows.map(({ date, index, low, high }) => ({ date, index: Number(index), low: Number(low), high: Number(high) })),
  ).toEqual(series.points.map(({ date, index, low, high }) => ({ date, index, low, high })));
  const { name, version, hash } = series.model;
  expect(rows[0]).toMatchObject({
    dyad: 'KOR-RUS',
    model: name,
    modelVersion: String(version),
    modelHash: hash,
    asOf: series.asOf,
  });
  const whole = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?step=day');
  const uncovered = (await rowsOf('/api/v1/export/series.csv?dyads=KOR-RUS')).filter(
    ({ covered }) => covered === 'false',
  );
  expect(uncovered.map(({ date }) => date)).toEqual(
    whole.points
      .map(({ date }) => date)
      .filter((date) => whole.coverage.uncovered.some(({ from, to }) => from <= date && date <= to)),
  );
  expect(uncovered.length).toBeGreaterThan(0);
});

test('events are those of the ledger with their sources', async () => {
  const rows = await rowsOf('/api/v1/export/events.csv?dyads=KOR-RUS&from=2024-03-01&to=2024-04-30');
  const { events } = await server.json<EventPage>('/api/v1/dyads/KOR-RUS/events?from=2024-03-01&to=2024-04-30');
  expect(rows.map(({ id, date, sourceUrl }) => ({ id, date, sourceUrl })).toReversed()).toEqual(
    events.map(({ id, date, sourceUrl }) => ({ id, date, sourceUrl })),
  );
});

test.each(['series', 'events', 'contributions'])('Parquet has the rows of the CSV: %s', async (name) => {
  const query = 'dyads=KOR-RUS,PRK-RUS&from=2023-06-01&to=2024-06-30';
  const [text, typed] = [
    await rowsOf(`/api/v1/export/${name}.csv?${query}`),
    await parquet(`/api/v1/export/${name}.parquet?${query}`),
  ];
  expect(text.length).toBeGreaterThan(10);
  expect(Object.keys(typed[0]!)).toEqual(Object.keys(text[0]!));
  const moments = ['asOf', 'recordedAt'];
  const asText = (row: Readonly<Record<string, unknown>>): Row =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => {
        if (value === null) return [key, ''];
        const cell = String(value);
        return [
          key,
          moments.includes(key) ? new Date(cell.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString() : cell,
        ];
      }),
    );
  expect(typed.map(asText)).toEqual(text.map((row) => ({ ...row })));
});

test('an earlier moment has what was recorded by then', async () => {
  const response = await server.get('/api/v1/export/events.csv?dyads=KOR-RUS&asOf=2020-01-01');
  expect(response.status).toBe(404); // nothing was recorded by then
  expect(await rowsOf('/api/v1/export/events.csv?asOf=2020-01-01')).toEqual([]);
});

test('what cannot be asked for is refused by name, before a byte is sent', async () => {
  expect((await refused('/api/v1/export/series.csv?dyads=KOR')).errors).toEqual([
    expect.objectContaining({ field: 'dyads', value: 'KOR', message: expect.stringContaining('KOR-RUS') }),
  ]);
  expect((await refused('/api/v1/export/series.csv?step=year')).errors).toEqual([
    expect.objectContaining({ field: 'step', value: 'year' }),
  ]);
  expect((await refused('/api/v1/export/series.csv?from=1816-01-01')).errors).toEqual([
    expect.objectContaining({ field: 'step', message: expect.stringContaining('1000000 are the most') }),
  ]);
  for (const format of ['csv', 'parquet'])
    expect((await refused(`/api/v1/export/series.${format}?dyads=KOR-RUS&from=1800-01-01`)).errors).toEqual([
      expect.objectContaining({ field: 'from', value: '1800-01-01', message: expect.stringContaining('80000 are') }),
    ]);
  expect((await refused('/api/v1/export/contributions.csv?step=day&from=1990-01-01')).detail).toContain('step=month');
  expect((await refused('/api/v1/export/events.csv?step=day')).detail).toContain('no parameter of this address');
  expect((await refused('/api/v1/export/events.parquet?from=2024-02-01&to=2024-01-01')).detail).toContain('2024-02-01');
});

test('two download at once, and a third is told to come again', async () => {
  const begun = await Promise.all(
    ['127.0.2.1', '127.0.2.2'].map(
      (localAddress) =>
        new Promise<IncomingMessage>((resolve, reject) => {
          const asked = get(`${server.url}/api/v1/export/series.csv`, { localAddress }, resolve);
          asked.once('error', reject);
        }),
    ),
  );
  const third = await server.get('/api/v1/export/events.csv');
  expect(third.status).toBe(503);
  expect(third.headers.get('Retry-After')).toBe('10');
  expect((await third.json()) as Problem).toMatchObject({ type: 'urn:tension:problem:downloads-full' });
  for (const response of begun) response.destroy();
  await expect
    .poll(async () => {
      const next = await server.get('/api/v1/export/events.csv?dyads=KOR-RUS');
      await next.text();
      return next.status;
    })
    .toBe(200);
});

const INTERPRETERS = [
  { command: 'python3', file: 'notebook.py' },
  { command: 'Rscript', file: 'notebook.R' },
] as const;

test.each(INTERPRETERS)('the code for notebooks runs as it stands on the page: $file', async ({ command, file }) => {
  if (spawnSync(command, ['--version']).error) return console.log(`${command} is not installed: ${file} was not run.`);
  const code = await readFile(join(projectRoot(), 'client/pages/docs', file), 'utf8');
  const script = join(server.folder, file);
  await writeFile(script, code.replace('http://127.0.0.1:8080', server.url));
  const { stdout } = await promisify(execFile)(command, [script]);
  const { points } = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2024-01-01&to=2024-06-30&step=month');
  for (const { date } of points) expect(stdout).toContain(date);
});
