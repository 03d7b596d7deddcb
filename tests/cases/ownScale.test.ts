/**
 * A table with a value for each act, on a scale of its own: the feed has a line at once, and each of its points is the sum of the values
 * over the days of its window, turned round.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { fetchedFeeds } from '../../models/contract/feeds.ts';
import { series } from '../../models/contract/series.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

const CASE = '16-intensity-column-does-nothing';
/** Goldstein's values of WEIS codes, as KEDS lays its rows out: made-up days of four weeks, several rows on a day, both directions. */
const WEEKS = [
  ['1995-11-13', 'SRB', 'BIH', '223', -10],
  ['1995-11-13', 'SRB', 'BIH', '223', -10],
  ['1995-11-15', 'BIH', 'SRB', '081', 6.5],
  ['1995-11-19', 'SRB', 'BIH', '032', 1.9],
  ['1995-11-20', 'SRB', 'BIH', '081', 6.5],
  ['1995-11-21', 'SRB', 'BIH', '223', -10],
  ['1995-11-21', 'BIH', 'SRB', '032', 1.9],
  ['1995-12-04', 'SRB', 'BIH', '122', -2.2],
  ['1995-12-10', 'BIH', 'SRB', '032', 1.9],
] as const;
const MAPPING = {
  name: 'weis',
  title: 'KEDS, four weeks',
  states: 'iso3',
  columns: { date: 'date', actor: 'source', target: 'target', code: 'code', intensity: 'goldstein' },
  codes: {
    '081': { type: 'agreement', polarity: -1, severity: 3 },
    '223': { type: 'military_incident', polarity: 1, severity: 3 },
    '122': null,
    '032': null,
  },
};

let server: TestServer;

async function add(name: string, csv: string, mapping: object): Promise<string | null> {
  await writeFile(join(server.folder, 'inbox', `${name}.csv`), csv);
  await server.fetching.add({ name, kind: 'csv', files: [`${name}.csv`], mapping }, 'machine', 'test');
  await (
    await server.fetching.pull(name)
  ).done;
  const { feeds } = fetchedFeeds.parse(await server.json('/api/v1/pulls'));
  return feeds.find((feed) => feed.name === name)!.line;
}

async function tensions(model: string, from: string, to: string): Promise<Map<string, number | null>> {
  const { points } = series.parse(
    await server.json(`/api/v1/dyads/BIH-SRB/series?model=${model}&from=${from}&to=${to}`),
  );
  return new Map(points.map(({ date, tension }) => [date, tension]));
}

beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
  await mkdir(join(server.folder, 'inbox'));
});
afterAll(() => server.close());

describe(`${CASE}`, () => {
  test('a column of values is what the line sums', async () => {
    const folder = join(projectRoot(), 'tests/cases', CASE);
    const mapping = JSON.parse(await readFile(join(folder, 'keds.json'), 'utf8')) as object;
    expect(await add('keds', await readFile(join(folder, 'keds.csv'), 'utf8'), mapping)).toBe('keds');
    const line = await tensions('keds', '1995-11-20', '1995-12-21');
    expect(line.get('1995-11-20')).toBeCloseTo(-6.5, 9);
    expect(line.get('1995-11-21')).toBeCloseTo(3.5, 9);
    expect(line.get('1995-12-20'), 'the first act is past its 30 days').toBeCloseTo(10, 9);
    expect(line.get('1995-12-21'), 'and the second').toBeCloseTo(0, 9);
  });

  test('weekly sums come out as counted by hand, rows of one story and of either side together', async () => {
    const csv = ['date,source,target,code,goldstein', ...WEEKS.map((row) => row.join(','))].join('\n');
    expect(await add('weis', csv, MAPPING)).toBe('weis');
    const { definition } = server.reference.models.find((model) => model.definition.name === 'weis')!;
    const types = Object.fromEntries(
      Object.entries(definition.types).map(([type, numbers]) => [type, { ...numbers, holdDays: 6 }]),
    );
    const week = { ...definition, name: 'weis-week', types };
    const saved = await server.post('/api/v1/models', JSON.stringify(week), { 'Content-Type': 'application/json' });
    expect(saved.status).toBe(201);
    const line = await tensions('weis-week', '1995-11-19', '1995-12-17');
    for (let sunday = epochDay('1995-11-19'); sunday <= epochDay('1995-12-17'); sunday += 7) {
      const rows = WEEKS.filter(([date]) => epochDay(date) > sunday - 7 && epochDay(date) <= sunday);
      const sum = rows.reduce((total, [, , , , value]) => total + value, 0);
      expect(line.get(toIsoDate(sunday)), toIsoDate(sunday)).toBeCloseTo(-sum, 9);
    }
  });

  test('a value of a code in the mapping counts like one in a column', async () => {
    const { intensity: _intensity, ...columns } = MAPPING.columns;
    const codes = { '223': { type: 'military_incident', polarity: 1, severity: 3, goldstein: -10 } };
    const csv = 'date,source,target,code\n1995-11-21,SRB,BIH,223\n1995-11-21,SRB,BIH,223\n';
    expect(await add('by-code', csv, { ...MAPPING, columns, codes })).toBe('by-code');
    expect((await tensions('by-code', '1995-11-21', '1995-11-21')).get('1995-11-21')).toBeCloseTo(20, 9);
  });
});

describe('every feed has a line', () => {
  test('a table without values gets one by its mapping', async () => {
    const { intensity: _intensity, ...columns } = MAPPING.columns;
    const csv = 'date,source,target,code\n1995-11-21,SRB,BIH,223\n';
    expect(await add('plain', csv, { ...MAPPING, columns })).toBe('plain');
    const { definition } = server.reference.models.find((model) => model.definition.name === 'plain')!;
    expect(definition).toMatchObject({ feeds: ['plain'], amounts: { grade: 'codebook' } });
    expect((await tensions('plain', '1995-11-21', '1995-11-21')).get('1995-11-21')).toBeCloseTo(8, 9);
  });

  test('a name that a model has already is not taken from it', async () => {
    const csv = 'date,source,target,code,goldstein\n1995-11-21,SRB,BIH,223,-10\n';
    expect(await add('baseline', csv, MAPPING)).toBe('baseline-2');
    expect(await add('baseline', csv, MAPPING), 'added once more').toBe('baseline-2');
  });

  test.each(['gdelt', 'icews', 'polecat', 'acled', 'ucdp'])('%s has a published one', (kind) => {
    const readers = server.reference.models.filter(({ definition }) => definition.feeds?.includes(kind));
    expect(readers.map(({ definition }) => definition.name)).toContain(kind);
  });
});
