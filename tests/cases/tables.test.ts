/** Cases that readers sent in about files from spreadsheets: dates, lines above the header, workbooks, lost zeros, letters in Excel. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportPreview } from '../../models/contract/importPreview.ts';
import type { ImportResponse } from '../../models/contract/imports.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { workbookOf } from '../shared/messyWorkbook.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
});
afterAll(() => server.close());

const fileOf = (name: string): Promise<Buffer> => readFile(join(projectRoot(), 'tests/cases', name));

async function dryRun(name: string): Promise<{ status: number; report: ImportResponse & { detail?: string } }> {
  const bytes = new Uint8Array(await fileOf(name));
  const response = await server.post('/api/v1/imports?dryRun=true', bytes, { 'Content-Type': 'text/csv' });
  return { status: response.status, report: (await response.json()) as ImportResponse };
}

async function preview(name: string, mapping?: object): Promise<ImportPreview> {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(await fileOf(name))], name));
  if (mapping) form.append('mapping', JSON.stringify(mapping));
  const response = await server.post('/api/v1/imports/preview', form);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as ImportPreview;
}

describe('02-import-knows-no-spreadsheet-date', () => {
  const file = '02-import-knows-no-spreadsheet-date/dates.csv';

  test('each date is told as it was meant, and the one that can be two is asked about', async () => {
    const { report } = await dryRun(file);
    expect(report.faults.map(({ id, message }) => `${id} ${message}`)).toEqual([
      'a is not written as YYYY-MM-DD: did you mean 2023-06-14?',
      'b is not written as YYYY-MM-DD: did you mean 2023-06-06?',
      'c is not written as YYYY-MM-DD: did you mean 2023-06-06?',
      'd is not written as YYYY-MM-DD: did you mean 2023-06-06?',
      'e is not written as YYYY-MM-DD: did you mean 2023-06-06?',
      'f can be 2023-07-06 or 2023-06-07: write YYYY-MM-DD, or import the file with --day-first or --month-first.',
    ]);
  });

  test('by its mapping it is in whole: 14/06 decides that the day comes first', async () => {
    const seen = await preview(file);
    expect([seen.dateOrder, seen.questions.dates]).toEqual(['day-first', null]);
    expect(seen.rows.map(({ cells }) => cells.date)).toEqual([
      '2023-06-14',
      '2023-06-06',
      '2023-06-06',
      '2023-06-06',
      '2023-06-06',
      '2023-07-06',
    ]);
    expect(seen.counts).toMatchObject({ rows: 6, created: 6 });
  });
});

describe('12-lost-zero-turns-condolence-into-assault', () => {
  const file = '12-lost-zero-turns-condolence-into-assault/cameo.csv';

  test('a code of conflict beside an act that eases is remarked on', async () => {
    const { report } = await dryRun(file);
    expect(
      report.remarks.filter(({ field }) => field === 'cameo').map(({ value, message }) => `${value} ${message}`),
    ).toEqual([
      '18 is a code of conflict beside an act that eases: did a spreadsheet drop the zero of 018?',
      '19 is a code of conflict beside an act that eases: did a spreadsheet drop the zero of 019?',
      '13 is a code of conflict beside an act that eases: did a spreadsheet drop the zero of 013?',
    ]);
  });

  test('and with one answer the zeros are back', async () => {
    const { rows } = await preview(file, { lostZeros: true });
    expect(rows.map(({ cells }) => cells.cameo)).toEqual(['018', '019', '013']);
  });
});

describe('22-excel-preamble-and-sep-line', () => {
  test.each(['sep.csv', 'title.csv'])(
    '%s is read; what stands above its header is passed over with a remark',
    async (name) => {
      const { report } = await dryRun(`22-excel-preamble-and-sep-line/${name}`);
      expect(report).toMatchObject({ rows: 1, created: 1, faulty: 0 });
      expect(report.remarks.map(({ message }) => message)).toEqual(
        Array.from(
          { length: name === 'sep.csv' ? 1 : 2 },
          () => 'This line stands above the header and was passed over.',
        ),
      );
      expect((await preview(`22-excel-preamble-and-sep-line/${name}`)).counts).toMatchObject({ rows: 1, created: 1 });
    },
  );

  test('foreign.csv has a header: its columns are named, with the way to map them', async () => {
    const { status, report } = await dryRun('22-excel-preamble-and-sep-line/foreign.csv');
    expect([status, report.detail]).toEqual([
      422,
      'None of its columns is known: case_id, sanctioned_state, sanctioning_state, begin, end. If the file is not in our layout, map it: npm run -s tension -- import FILE --preview, or the page /desk/import.',
    ]);
    const seen = await preview('22-excel-preamble-and-sep-line/foreign.csv');
    expect(seen.rows[0]!.cells).toMatchObject({ actor: 'CAN', target: 'IRN' });
    expect(seen.questions.missing).toEqual(['type', 'severity', 'summary', 'source_name']);
  });
});

test('23-workbook-sent-in-a-circle: the sheet is read', async () => {
  const rows = [
    ['id', 'date', 'actor', 'target', 'type', 'polarity', 'severity', 'summary', 'source_name'],
    ['w1', { serial: 45083 }, 'FRA', 'ITA', 'summons', 1, 3, 'Paris summons the ambassador of Italy', 'Log'],
  ];
  const form = new FormData();
  form.append('file', new File([new Uint8Array(workbookOf([{ name: 'Log', rows }]))], 'book.xlsx'));
  const seen = (await (await server.post('/api/v1/imports/preview', form)).json()) as ImportPreview;
  expect(seen).toMatchObject({ file: { kind: 'workbook' }, counts: { rows: 1, created: 1 } });
});

test('24-csv-for-excel-without-bom: a byte order mark where it is asked for, and the file comes back unchanged', async () => {
  await server.importAndRollUp(
    'id,date,actor,target,type,polarity,severity,summary,source_name\nbom-1,2024-04-05,TUR,CIV,visit,-1,2,Türkiye in Côte d’Ivoire: 한국,Desk\n',
  );
  for (const path of ['countries', 'dyads/CIV-TUR/events', 'dyads/CIV-TUR/series']) {
    const marked = Buffer.from(await (await server.get(`/api/v1/${path}?format=csv&bom=1`)).arrayBuffer());
    const plain = Buffer.from(await (await server.get(`/api/v1/${path}?format=csv`)).arrayBuffer());
    expect(marked.subarray(0, 3).toString('hex'), path).toBe('efbbbf');
    expect(marked.subarray(3).equals(plain), path).toBe(true);
  }
  const exported = await (await server.get('/api/v1/dyads/CIV-TUR/events?format=csv&bom=1')).arrayBuffer();
  const again = await server.post('/api/v1/imports?dryRun=true', exported, { 'Content-Type': 'text/csv' });
  expect(await again.json()).toMatchObject({ created: 0, revised: 0, unchanged: 1, faulty: 0 });
});
