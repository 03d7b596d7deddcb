/** A table of one's own on its way to become a feed: guessed, asked about, corrected, added, and read again as it was shown. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedPreview, feedPreview, shippedMappings } from '../../models/contract/feedPreview.ts';
import { series } from '../../models/contract/series.ts';
import type { FeedDraft } from '../../models/importing/feedMapping.ts';
import { messyCsv } from '../shared/messyWorkbook.ts';
import { stepsWorkbook } from '../shared/stepsWorkbook.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
});
afterAll(() => server.close());

function formOf(name: string, bytes: Buffer, parts: Readonly<Record<string, unknown>> = {}): FormData {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(bytes)], name));
  for (const [part, value] of Object.entries(parts)) form.append(part, JSON.stringify(value));
  return form;
}

const post = (path: string, form: FormData): Promise<Response> => server.post(path, form);

async function previewed(name: string, bytes: Buffer, mapping: FeedDraft = {}): Promise<FeedPreview> {
  const response = await post('/api/v1/feeds/preview', formOf(name, bytes, { mapping }));
  expect(response.status, await response.clone().text()).toBe(200);
  return feedPreview.parse(await response.json());
}

const headingsOf = ({ columns }: FeedPreview): Record<string, string | null> =>
  Object.fromEntries(columns.flatMap(({ column, heading }) => (heading === null ? [] : [[column, heading]])));

describe('a workbook of an unfamiliar layout', () => {
  test('is guessed by what stands in its cells; an organisation is left out by name, a list of states is several pairs', async () => {
    const preview = await previewed('aegean.xlsx', stepsWorkbook());
    expect(preview.file).toMatchObject({ kind: 'workbook', headerLine: 2 });
    expect(headingsOf(preview)).toEqual({
      date: 'Took place on',
      actor: 'Party that moves',
      target: 'Party concerned',
      code: 'Step',
    });
    const open = preview.codes.filter(({ answer }) => answer === null);
    expect(open.map(({ value, suggestions: [first] }) => [value, first])).toEqual(
      expect.arrayContaining([
        ['Note of protest', 'protest'],
        ['Navy drill', 'military_exercise'],
      ]),
    );
    expect(preview.rows.find(({ line }) => line === 10)).toMatchObject({ outcome: 'leftOut', reason: 'organisation' });
    const known = preview.rows.filter(({ outcome }) => outcome === 'taken');
    expect(known.length, 'Airspace violation is a label of the codebook').toBe(8);
  });

  test('with every word answered each row is accounted for, and the feed stores what was shown', async () => {
    const first = await previewed('aegean.xlsx', stepsWorkbook());
    const codes = Object.fromEntries(
      first.codes.flatMap(({ value, suggestions: [type] }) =>
        type === undefined ? [] : [[value, { type, polarity: 1 as const, severity: 3 as const }]],
      ),
    );
    const { counts, dyads, rows, mapping } = await previewed('aegean.xlsx', stepsWorkbook(), { codes });
    expect(counts).toEqual({ rows: 40, taken: 39, silent: 0, leftOut: 1, fault: 0, waiting: 0 });
    expect(dyads).toEqual([
      { dyad: 'GRC-TUR', rows: 39 },
      { dyad: 'CYP-GRC', rows: 1 },
    ]);
    expect(rows.find(({ line }) => line === 7)).toMatchObject({
      pairs: [
        { actor: 'GRC', target: 'TUR' },
        { actor: 'GRC', target: 'CYP' },
      ],
      remarks: ['severalStates'],
    });
    const columns = Object.fromEntries(Object.entries(mapping.columns ?? {}).filter(([, heading]) => heading !== null));
    const feed = {
      name: 'aegean',
      kind: 'csv',
      mapping: { ...mapping, columns, name: 'aegean', title: 'Aegean steps' },
    };
    const added = await post('/api/v1/feeds', formOf('aegean.xlsx', stepsWorkbook(), { feed }));
    expect(added.status, await added.clone().text()).toBe(201);
    const pull = await (await server.fetching.pull('aegean')).done;
    expect(pull.faults).toEqual([]);
    const [take] = await server.database.query<{ row_count: number; taken: number }>(
      "select row_count, taken from feed_take where feed = 'aegean'",
    );
    expect(take).toMatchObject({ row_count: 40, taken: 39 });
    const line = series.parse(
      await server.json('/api/v1/dyads/GRC-TUR/series?model=aegean&from=2024-01-09&to=2024-01-10'),
    );
    expect(line.points[0]!.tension).toBeGreaterThan(0);
  });

  test('dropped again with another content it is read again; removed, its file goes', async () => {
    const { feed } = (await server.fetching.status()).find((one) => one.feed.name === 'aegean')!;
    const { kind, mapping } = feed as { kind: string; mapping: object };
    const csv = 'Entry,Took place on,Party that moves,Party concerned,Step\n1,2024-01-09,Greece,Turkey,Navy drill\n';
    const { delimiter: _delimiter, sheet: _sheet, ...rest } = mapping as FeedDraft;
    const again = { name: 'aegean', kind, mapping: rest };
    const added = await post('/api/v1/feeds', formOf('aegean.xlsx', Buffer.from(csv), { feed: again }));
    expect(added.status, await added.clone().text()).toBe(201);
    await (
      await server.fetching.pull('aegean')
    ).done;
    const takes = await server.database.query<{ row_count: number }>(
      "select row_count from feed_take where feed = 'aegean' order by take_id",
    );
    expect(takes.at(-1)).toEqual({ row_count: 1 });
    const kept = () => server.database.query<{ file: string }>('select file from feed_dropped_file');
    expect((await kept()).map(({ file }) => file)).toEqual([
      expect.stringMatching(/^dropped:[0-9a-f]{32}\/aegean\.xlsx$/),
    ]);
    await server.fetching.remove('aegean', 'test', { keepRows: false });
    expect(await kept()).toEqual([]);
  });
});

describe('a text', () => {
  test('says in which encoding and with which separator it was read, and which day comes first', async () => {
    const preview = await previewed('log.csv', messyCsv());
    expect(preview.file).toMatchObject({
      encoding: 'windows-1252',
      separator: ';',
      headerLine: 4,
      isEncodingGuessed: true,
    });
    expect(preview.dateOrder).toBe('day-first');
    expect(preview.states).toEqual([expect.objectContaining({ value: 'Rusia', suggestions: ['RUS'] })]);
  });

  test('whose dates can be two days is asked about, and no row is taken before', async () => {
    const csv = Buffer.from('When,Who,Whom,What\n5/4/2024,Chile,Peru,Protest\n6/4/2024,Peru,Chile,Talks\n');
    const open = await previewed('open.csv', csv);
    expect(open.questions.dates?.examples[0]).toEqual({
      value: '5/4/2024',
      dayFirst: '2024-04-05',
      monthFirst: '2024-05-04',
    });
    expect(open.counts.taken).toBe(0);
    const { rows } = await previewed('open.csv', csv, { dates: 'day-first' });
    expect(rows.map(({ date }) => date)).toEqual(['2024-04-05', '2024-04-06']);
  });

  test('that knows its years alone stands on no day until one is chosen', async () => {
    const csv = Buffer.from('year,Who,Whom,score\n2019,Chile,Peru,-2.5\n2020,Peru,Chile,1\n');
    const open = await previewed('years.csv', csv);
    expect(open.questions.years).toBe(true);
    expect(open.rows.map(({ reason }) => reason)).toEqual(['dayUnknown', 'dayUnknown']);
    expect(open.values).toEqual({ least: -2.5, most: 1 });
    const { rows } = await previewed('years.csv', csv, { yearsOn: '07-01', scale: { zero: 1, times: -2 } });
    expect(rows.map(({ date, value, remarks }) => [date, value, remarks])).toEqual([
      ['2019-07-01', 7, ['dayByYear']],
      ['2020-07-01', 0, ['dayByYear']],
    ]);
  });

  test('without who acts says so; a constant stands for all rows, also an organisation', async () => {
    const csv = Buffer.from('listed on,Whom,What\n2022-02-25,Russia,sanction\n2022-03-02,Belarus,sanction\n');
    expect((await previewed('eu.csv', csv)).questions.missing).toEqual(['actor']);
    const columns = { target: 'Whom', date: 'listed on' };
    const { dyads } = await previewed('eu.csv', csv, { columns, constants: { actor: 'EU' } });
    expect(dyads.map(({ dyad }) => dyad).sort()).toEqual(['BLR-EU', 'EU-RUS']);
  });

  test('at an address is fetched and looked at, where the host is one that may be asked', async () => {
    const table = createServer((_request, response) =>
      response.end('When,Who,Whom,What\n2024-04-05,Chile,Peru,Protest\n'),
    );
    await new Promise<void>((resolve) => table.listen(0, '127.0.0.1', resolve));
    const { port } = table.address() as AddressInfo;
    const asked = new FormData();
    asked.append('address', `http://127.0.0.1:${port}/desk.csv`);
    const response = await post('/api/v1/feeds/preview', asked);
    const { counts, mapping } = feedPreview.parse(await response.json());
    expect(counts.taken).toBe(1);
    const columns = { date: 'When', actor: 'Who', target: 'Whom', code: 'What' };
    const feed = { name: 'there', kind: 'csv', files: [`http://127.0.0.1:${port}/desk.csv`] };
    const named = new FormData();
    named.append('feed', JSON.stringify({ ...feed, mapping: { ...mapping, columns, name: 'there', title: 'There' } }));
    expect((await post('/api/v1/feeds', named)).status).toBe(201);
    expect(await (await server.fetching.pull('there')).done).toMatchObject({ done: 1, rows: 1 });
    table.close();
    const elsewhere = new FormData();
    elsewhere.append('address', 'https://tables.example.org/desk.csv');
    const refused = await post('/api/v1/feeds/preview', elsewhere);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('tables.example.org');
  });
});

test('mappings of known data sets are offered, and each is one that a preview takes', async () => {
  const { mappings } = shippedMappings.parse(await server.json('/api/v1/feeds/mappings'));
  expect(mappings.map(({ key }) => key)).toEqual(expect.arrayContaining(['igrm', 'keds']));
});
