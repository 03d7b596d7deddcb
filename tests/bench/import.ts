/** Importing 100,000 rows into an empty ledger, against csv-parse alone on the same bytes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { median } from 'simple-statistics';
import type { Ledger } from '../../server/ledger/ledger.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { eventFile } from '../ledger/eventFile.ts';
import { whole } from './measure.ts';

export const name = 'Import';

const ROWS = 100_000;
const RUNS = 5;

export async function bench(print: (line: string) => void): Promise<void> {
  const reference = await loadReferenceData(projectRoot());
  const file = [...eventFile(ROWS)];
  const megabytes = file.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6;
  const times = { parse: [] as number[], create: [] as number[], again: [] as number[] };
  // The three take turns, so that a busy moment of the machine falls on all of them.
  for (let run = 0; run <= RUNS; run++) {
    const folder = await mkdtemp(join(tmpdir(), 'tension-bench-'));
    const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
    await migrate(database);
    const ledger = openLedger({ database, reference, now: () => new Date() });
    const round = {
      parse: await parseAlone(file),
      create: await importOnce(ledger, file, 'created'),
      again: await importOnce(ledger, file, 'unchanged'),
    };
    await database.close();
    await rm(folder, { recursive: true });
    if (run === 0) continue; // warms the compiler up
    for (const what of ['parse', 'create', 'again'] as const) times[what].push(round[what]);
  }
  const [parseMs, createMs, againMs] = [median(times.parse), median(times.create), median(times.again)];
  print(`${whole(ROWS)} rows, ${megabytes.toFixed(1)} MB`);
  print(`csv-parse alone              ${whole(parseMs)} ms`);
  print(
    `import, all rows new         ${whole(createMs)} ms   ${(createMs / parseMs).toFixed(2)} times csv-parse alone`,
  );
  print(`import, all rows unchanged   ${whole(againMs)} ms   ${(againMs / parseMs).toFixed(2)} times csv-parse alone`);
}

async function parseAlone(file: readonly Buffer[]): Promise<number> {
  const before = performance.now();
  let records = 0;
  for await (const _ of Readable.from(file).pipe(parse())) records++;
  if (records !== ROWS + 1) throw new Error(`csv-parse found ${records} records.`);
  return performance.now() - before;
}

async function importOnce(ledger: Ledger, file: readonly Buffer[], outcome: 'created' | 'unchanged'): Promise<number> {
  const before = performance.now();
  const report = await ledger.import({
    source: 'bench.csv',
    format: 'csv',
    bytes: Readable.from(file),
    recordedBy: 'bench',
    dryRun: false,
  });
  if (report[outcome] !== ROWS)
    throw new Error(`The import is wrong: ${JSON.stringify({ ...report, remarks: report.remarks.length })}`);
  return performance.now() - before;
}
