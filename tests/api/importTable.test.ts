/** Files as people keep them, over HTTP: previewed, asked about, recorded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportPreview, TableImportReport } from '../../models/contract/importPreview.ts';
import type { Mapping } from '../../models/importing/mapping.ts';
import { MESSY_ROWS, MESSY_TYPES, messyCsv, messyWorkbook, workbookOf } from '../shared/messyWorkbook.ts';
import { documentedCheck, type DocumentedCheck } from './documented.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
let documented: DocumentedCheck;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
  documented = await documentedCheck(server);
});
afterAll(() => server.close());

const PREVIEW = '/api/v1/imports/preview';
const RECORD = '/api/v1/imports';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function formOf(bytes: Buffer | string, mapping?: Mapping, name = 'log.csv'): FormData {
  const form = new FormData();
  form.append('file', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
  if (mapping) form.append('mapping', JSON.stringify(mapping));
  return form;
}

async function posted<Body>(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Body> {
  const response = await server.post(path, body, headers);
  await documented('post', path.split('?')[0]!, response);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}
const preview = (bytes: Buffer | string, mapping?: Mapping, name?: string): Promise<ImportPreview> =>
  posted<ImportPreview>(PREVIEW, formOf(bytes, mapping, name));
const record = (bytes: Buffer | string, mapping?: Mapping, name?: string): Promise<TableImportReport> =>
  posted<TableImportReport>(RECORD, formOf(bytes, mapping, name));
const faultsOf = ({ rows }: ImportPreview): string[] =>
  rows.flatMap(({ line, faults }) => faults.map(({ field, message }) => `${line} ${field} ${message}`));

const suggestionsTaken = (seen: ImportPreview): Mapping => ({
  ...seen.mapping,
  states: Object.fromEntries(seen.states.map(({ value, suggestions }) => [value, suggestions[0] ?? ''])),
  types: MESSY_TYPES,
});

describe.each([
  ['a CSV with semicolons in Windows-1252', messyCsv, 'log.csv'],
  ['a workbook', messyWorkbook, 'log.xlsx'],
])('the log of an analyst, %s', (kind, bytesOf, name) => {
  test('is understood, and asks for what no table knows, once each', async () => {
    const seen = await preview(bytesOf(), undefined, name);
    expect(seen.file.headerLine).toBe(4);
    expect(seen.file.above.map(({ text }) => text)).toEqual([
      'UK - Russia: acts since 2018',
      'kept by desk 4; “open” cells are to be checked',
    ]);
    if (kind.startsWith('a CSV')) expect([seen.file.encoding, seen.file.separator]).toEqual(['windows-1252', ';']);
    const headings = Object.fromEntries(
      seen.columns.flatMap(({ column, heading }) => (heading ? [[column, heading]] : [])),
    );
    expect(headings).toEqual({
      date: 'Date',
      actor: 'Who',
      target: 'Against',
      type: 'What',
      severity: 'Severity',
      summary: 'What happened',
      source_name: 'Newspaper',
      source_url: 'Link',
    });
    expect([seen.questions.dates, seen.questions.missing, seen.dateOrder], 'a 13 decides the file').toEqual([
      null,
      [],
      'day-first',
    ]);
    expect(seen.states).toEqual([{ value: 'Rusia', rows: 1, answer: null, suggestions: ['RUS'] }]);
    expect(new Set(seen.types.map(({ value }) => value))).toEqual(new Set(Object.keys(MESSY_TYPES)));
    for (const { value, suggestions } of seen.types)
      if (value !== 'Nerve agent attack') expect([value, suggestions[0]]).toEqual([value, MESSY_TYPES[value]]);
    expect(seen.severity?.rule).toEqual({ from: 1, to: 10 });
    expect(seen.severity?.values.map(({ value, severity }) => `${value}:${severity}`).join(' ')).toBe(
      '3:2 4:2 5:3 6:3 7:4 8:4 9:5 10:5',
    );
    expect(seen.counts).toMatchObject({ rows: MESSY_ROWS, fault: 0 });
  });

  test('is in with the suggestions taken: every row, on its day', async () => {
    const seen = await preview(bytesOf(), undefined, name);
    const mapping = suggestionsTaken(seen);
    const again = await preview(bytesOf(), mapping, name);
    expect(faultsOf(again)).toEqual([]);
    if (kind.startsWith('a CSV')) expect(again.counts).toMatchObject({ created: MESSY_ROWS, fault: 0, waiting: 0 });
    const report = await record(bytesOf(), mapping, name);
    expect(report).toMatchObject({ faulty: 0, dyads: kind.startsWith('a CSV') ? ['GBR-RUS'] : [] });
    // The workbook is the same log: it changes nothing.
    expect([report.created, report.unchanged]).toEqual(kind.startsWith('a CSV') ? [MESSY_ROWS, 0] : [0, MESSY_ROWS]);
    expect(report.run === null).toBe(report.created === 0);
    const events = await server.ledger.events('GBR-RUS');
    expect(events).toHaveLength(MESSY_ROWS);
    expect(events.find(({ summary }) => summary.startsWith('“You are'))).toMatchObject({
      actor: 'RUS',
      target: 'GBR',
      type: 'statement_hostile',
      severity: 3,
      polarity: 1,
    });
    expect(new Set(events.map(({ id }) => id)).size).toBe(MESSY_ROWS);
  });
});

test('importing it once more changes nothing, and a corrected severity is a revision', async () => {
  const mapping = suggestionsTaken(await preview(messyCsv()));
  expect(await record(messyCsv(), mapping)).toMatchObject({ created: 0, unchanged: MESSY_ROWS, run: null });
  const corrected = Buffer.from(messyCsv().toString('latin1').replace(';Recall;4;', ';Recall;8;'), 'latin1');
  const seen = await preview(corrected, mapping);
  expect(seen.counts).toMatchObject({ unchanged: MESSY_ROWS - 1, revised: 1 });
  expect(seen.rows.find(({ outcome }) => outcome === 'revised')?.changed).toEqual(['severity']);
});

const HEAD = 'Day,By,Towards,Act,Level,Told,Paper';
const csv = (...rows: readonly string[]): string => [HEAD, ...rows, ''].join('\n');

describe('dates', () => {
  const open = csv('5/4/2024,France,Spain,Summons,3,Paris summons the ambassador of Spain,Le Monde');

  test('that can be two days are asked about once, and never guessed', async () => {
    const seen = await preview(open);
    expect(seen.questions.dates).toEqual({
      isMixed: false,
      examples: [{ value: '5/4/2024', dayFirst: '2024-04-05', monthFirst: '2024-05-04' }],
    });
    expect(seen.rows.map(({ outcome }) => outcome)).toEqual(['waiting']);
    const refused = await server.post(RECORD, formOf(open));
    expect([refused.status, (await refused.json()).detail]).toEqual([
      422,
      'The dates can be read in two ways: "5/4/2024" is 2024-04-05 or 2024-05-04. Say which ("dates": "day-first" or "month-first" in the mapping; --day-first or --month-first in the command).',
    ]);
    for (const [dates, day] of [
      ['day-first', '2024-04-05'],
      ['month-first', '2024-05-04'],
    ] as const)
      expect((await preview(open, { dates })).rows[0]!.cells.date).toBe(day);
  });

  test('are read from cells of a workbook, and as numbers in a text', async () => {
    const rows = [
      HEAD.split(','),
      [{ serial: 45387 }, 'France', 'Spain', 'Summons', 3, 'Paris summons the ambassador of Spain', 'Le Monde'],
      [45388, 'France', 'Spain', 'Protest', 3, 'Paris sends a note about the border', 'Le Monde'],
    ];
    const { rows: seen } = await preview(
      workbookOf([
        { name: 'empty', rows: [] },
        { name: 'acts', rows },
      ]),
    );
    expect(seen.map(({ cells }) => cells.date)).toEqual(['2024-04-05', '2024-04-06']);
  });
});

describe('the same act under another id', () => {
  const first = csv('2024-07-01,UK,France,Summons,3,London summons the French ambassador,BBC');
  const second = csv('2024-07-01,UK,France,Summons,3,UK calls in the envoy of France,Reuters');

  test('is offered, and becomes a further source where the reader says so; once more changes nothing', async () => {
    await record(first);
    const seen = await preview(second);
    const known = (await server.ledger.events('FRA-GBR'))[0]!;
    expect(seen.rows[0]).toMatchObject({ outcome: 'created', alike: { id: known.id, line: null, sourceName: 'BBC' } });
    const acts = { '2': known.id };
    expect((await preview(second, { acts })).counts).toMatchObject({ joined: 1, created: 0 });
    const report = await record(second, { acts });
    expect(report).toMatchObject({ joined: 1, created: 0, revised: 1 });
    expect((await server.ledger.events('FRA-GBR')).map(({ note }) => note)).toEqual(['Also told by Reuters.']);
    expect((await preview(second)).counts, 'without the answer, later').toMatchObject({ unchanged: 1, created: 0 });
    expect(await record(second)).toMatchObject({ created: 0, revised: 0, run: null });
  });

  test('is offered within a file too, and stays an act of its own where the reader says so', async () => {
    const both = csv(
      '2024-08-01,UK,France,Protest,3,London protests in Paris about the fishing boats,BBC',
      '2024-08-02,UK,France,Protest,2,UK note to France about the fishing boats,AP',
    );
    const seen = await preview(both);
    expect(seen.rows.map(({ alike }) => alike?.line ?? null)).toEqual([null, 2]);
    expect((await preview(both, { acts: { '3': '' } })).rows[1]!.alike).toBeNull();
    const joined = await preview(both, { acts: { '3': seen.rows[0]!.id! } });
    expect(joined.counts).toMatchObject({ created: 1, joined: 1 });
    expect(joined.rows[0]!.cells.note).toBeUndefined();
  });
});

describe('what a file lacks', () => {
  const bare = 'When;Who;Act;Level;Told\n2024-03-01;Russia;Sanction;2;Brussels lists three persons and a firm\n';

  test('is named, and given once for all rows', async () => {
    const seen = await preview(bare);
    expect(seen.questions.missing).toEqual(['target', 'source_name']);
    const answered: Mapping = {
      columns: { actor: null, target: 'Who' },
      constants: { actor: 'EU', source_name: 'Official Journal' },
    };
    const again = await preview(bare, answered);
    expect(again.rows[0]).toMatchObject({ outcome: 'created', cells: { actor: 'EU', target: 'RUS', dyad: 'EU-RUS' } });
    expect(again.rows[0]!.assumed, 'by the codebook, and made').toEqual(['polarity', 'id']);
  });

  test('refuses the whole, with the columns', async () => {
    const refused = await server.post(RECORD, formOf(bare));
    expect((await refused.json()).detail).toMatch(/^The file has no column for target, source_name: say which/);
  });
});

test('a mapping that was kept is taken for the next file with the same header', async () => {
  const file = (day: string): string =>
    csv(`${day},France,Holland,Row about cheese,3,Paris and The Hague differ about cheese and its name,Le Monde`);
  const mapping: Mapping = { dates: 'day-first', types: { 'Row about cheese': 'other' } };
  const { mapping: used } = await preview(file('3/4/2024'), mapping);
  const kept = await posted<{ mappings: { name: string }[] }>(
    '/api/v1/imports/mappings',
    JSON.stringify({ name: 'Desk 4', headings: HEAD.split(','), mapping: used }),
    { 'Content-Type': 'application/json', 'X-Recorded-By': encodeURIComponent('김하나') },
  );
  expect(kept.mappings).toMatchObject([{ name: 'Desk 4', savedBy: '김하나' }]);
  const seen = await preview(file('7/8/2024'));
  expect([seen.kept, seen.counts.created, seen.rows[0]!.cells.date]).toEqual(['Desk 4', 1, '2024-08-07']);
});

test('CAMEO codes that lost their zero are noticed; sure ones get it back', async () => {
  const file = [
    'id,date,actor,target,type,cameo,polarity,severity,summary,source_name',
    'z1,2024-03-01,TUR,GRC,statement_conciliatory,18,-1,2,Condolences,Desk',
    'z2,2024-03-02,TUR,GRC,visit,42,-1,2,A visit,Desk',
    '',
  ].join('\n');
  const cameo = async (mapping: Mapping) => (await preview(file, mapping)).rows.map(({ cells }) => cells.cameo);
  expect((await preview(file, {})).zeros).toEqual([
    { value: '18', restored: '018', isSure: false },
    { value: '42', restored: '042', isSure: true },
  ]);
  expect(await cameo({})).toEqual(['18', '042']);
  expect(await cameo({ lostZeros: true })).toEqual(['018', '042']);
});

describe('what cannot be read is refused with what to do', () => {
  test.each([
    [
      'an old workbook',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      /old Excel workbook \(\.xls\): save it as \.xlsx/,
    ],
    [
      'an OpenDocument file',
      workbookOf([], { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }),
      /OpenDocument/,
    ],
    ['an empty file', Buffer.alloc(0), /empty/],
    [
      'a workbook that unpacks to 100 MiB',
      workbookOf([], { 'xl/sharedStrings.xml': ' '.repeat(100 * 1024 ** 2) }),
      /more than 64 MiB or 5000 parts when unpacked/,
    ],
    [
      'a sheet with a cell in its last row',
      workbookOf([], { 'xl/worksheets/sheet9.xml': '<c r="A1048576"><v>1</v></c>' }),
      /as far down as row 1048576/,
    ],
    [
      'a CSV of 10 MB with more rows than a table has',
      Buffer.from(`${HEAD}\n${'2024-01-01,Peru,Chile,Summons,3,Lima summons the envoy,Paper\n'.repeat(160_000)}`),
      /^The file has more than 20,000 rows: split it\./,
    ],
    ['a broken archive', Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(100)]), /broken/],
  ])('%s', async (_, bytes, detail) => {
    const response = await server.post(PREVIEW, formOf(bytes));
    await documented('post', PREVIEW, response);
    expect([response.status, (await response.json()).detail]).toEqual([422, expect.stringMatching(detail)]);
  });

  test('a mapping that is none', async () => {
    const response = await server.post(`${PREVIEW}?mapping=${encodeURIComponent('{"dates":"dmy"}')}`, HEAD, {
      'Content-Type': 'text/csv',
    });
    await documented('post', PREVIEW, response);
    expect([response.status, (await response.json()).errors[0].field]).toEqual([400, 'mapping.dates']);
  });

  test('another media type', async () => {
    const response = await server.post(PREVIEW, 'x', { 'Content-Type': 'text/plain' });
    await documented('post', PREVIEW, response);
    expect(response.status).toBe(415);
  });
});

test('a declared charset is believed; Korean, UTF-16 and tabs are found', async () => {
  const korean =
    '날짜\t행위자\t대상\t유형\t심각도\t내용\t출처\n2024-04-05\t러시아\t한국\t초치\t3\t러시아 외무부가 대사를 초치하다\t연합뉴스\n';
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(korean, 'utf16le')]);
  const seen = await posted<ImportPreview>(PREVIEW, new Uint8Array(utf16), {
    'Content-Type': 'text/tab-separated-values',
  });
  expect([seen.file.encoding, seen.file.separator, seen.rows[0]!.outcome]).toEqual(['utf-16le', '\t', 'created']);
  expect(seen.rows[0]!.cells).toMatchObject({ actor: 'RUS', target: 'KOR', type: 'summons' });
  const west = Buffer.from(
    csv(
      '2024-04-05,Turkey,C\u00f4te d\u2019Ivoire'.replace('\u2019', "'") +
        ',Visit,2,A visit of the minister to Abidjan,Le Monde',
    ),
    'latin1',
  );
  const declared = await posted<ImportPreview>(PREVIEW, new Uint8Array(west), {
    'Content-Type': 'text/csv; charset=iso-8859-1',
  });
  expect(declared.rows[0]!.cells).toMatchObject({ actor: 'TUR', target: 'CIV' });
});

test('a workbook as the body is recorded', async () => {
  const rows = [
    HEAD.split(','),
    ['2024-09-01', 'Peru', 'Chile', 'Talks', 2, 'The two ministers speak about the border', 'El Comercio'],
  ];
  const report = await posted<TableImportReport>(
    `${RECORD}?source=acts.xlsx`,
    new Uint8Array(workbookOf([{ name: 'a', rows }])),
    {
      'Content-Type': WORKBOOK,
      'X-Recorded-By': encodeURIComponent('Ana'),
    },
  );
  expect(report).toMatchObject({ created: 1, source: 'acts.xlsx', events: [{ dyad: 'CHL-PER', line: 2 }] });
  const [revision] = await server.ledger.revisions(report.events[0]!.id);
  expect(revision!.recordedBy).toBe('Ana');
});
