/** Ledgers for the tests: on every store, with a clock that the test sets. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import type { ImportReport, ImportRequest, Ledger } from '../../server/ledger/ledger.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../../server/referenceData.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from '../store/stores.ts';

export const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';

/** One sound row, as an object of its columns. */
export const ROW = {
  id: 'kor-rus-2024-04-02-sanctions',
  dyad: 'KOR-RUS',
  date: '2024-04-02',
  date_precision: 'day',
  actor: 'KOR',
  target: 'RUS',
  others: 'PRK',
  role: 'direct',
  type: 'sanction',
  cameo: '163',
  polarity: '1',
  severity: '3',
  summary: 'Seoul sanctions two Russian vessels.',
  source_name: 'Yonhap',
  source_url: 'https://en.yna.co.kr/view/AEN20240402003900315',
  source_date: '2024-04-02',
  verified: 'yes',
  note: '',
  act_id: '',
  ends: '',
  end_date: '',
  headline: '',
  headline_ko: '',
};
export type Row = typeof ROW;

/** CSV text of rows; every value is quoted. */
export function csvOf(rows: readonly Partial<Row>[], columns: readonly string[] = HEADER.split(',')): string {
  const line = (row: Partial<Row>): string =>
    columns
      .map((column) => `"${({ ...ROW, ...row } as Record<string, string>)[column]!.replaceAll('"', '""')}"`)
      .join(',');
  return [columns.join(','), ...rows.map(line), ''].join('\n');
}

export async function* bytesOf(content: string | Uint8Array, chunkBytes = 1000): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

export interface TestLedger {
  readonly ledger: Ledger;
  readonly database: Database;
  /** imports a text or bytes and gives the report */
  take(content: string | Uint8Array, request?: Partial<ImportRequest>): Promise<ImportReport>;
  /** what the clock shows from now on */
  setClock(iso: string): void;
}

/** Registers `tests` once for each store; the ledger is new and empty in each test. */
export function describeLedgers(what: string, tests: (current: TestLedger) => void): void {
  describeStores(what, (store) => {
    let reference: ReferenceData;
    const current: { -readonly [Key in keyof TestLedger]?: TestLedger[Key] } = {};
    beforeAll(async () => {
      reference = await loadReferenceData(projectRoot());
    });
    beforeEach(async () => {
      let now = new Date('2026-07-01T12:00:00.000Z');
      const database = store.database();
      await migrate(database);
      const ledger = openLedger({ database, reference, now: () => now });
      Object.assign(current, {
        ledger,
        database,
        take: (content: string | Uint8Array, request: Partial<ImportRequest> = {}) =>
          ledger.import({
            source: 'test.csv',
            format: 'csv',
            bytes: bytesOf(content),
            recordedBy: 'tester',
            dryRun: false,
            ...request,
          }),
        setClock: (iso: string) => void (now = new Date(iso)),
      } satisfies TestLedger);
    });
    tests(current as TestLedger);
  });
}

/** The event files that the project ships, as requests. */
export async function shippedFiles(): Promise<Pick<ImportRequest, 'source' | 'bytes'>[]> {
  const folder = join(projectRoot(), 'data/events');
  return (await readdir(folder)).sort().map((file) => ({ source: file, bytes: createReadStream(join(folder, file)) }));
}

export const day = epochDay;
