/** A data folder whose ledger holds the shipped events, rolled up on the day of the tests. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import type { Ledger } from '../../server/ledger/ledger.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openRollup } from '../../server/rollup/openRollup.ts';
import { importShippedCoverage } from '../../server/shippedEvents.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';

/** The day of the tests, after the last shipped event. */
export const TODAY = '2026-11-23';
export const NOON = Date.parse(`${TODAY}T12:00:00.000Z`);

export const databaseFile = (folder: string): string => join(folder, 'tension.duckdb');

/** Fills it as a server does whose clock stands at noon of `TODAY`. */
export async function fillShippedFolder(folder: string): Promise<string> {
  const now = (): Date => new Date(NOON);
  const reference = await loadReferenceData(projectRoot());
  const database = await openDuckDb({ file: databaseFile(folder) });
  await migrate(database);
  const ledger = openLedger({ database, reference, now });
  const shipped = join(projectRoot(), 'data/events');
  for (const file of (await readdir(shipped)).sort())
    await importText(ledger, await readFile(join(shipped, file), 'utf8'));
  await importShippedCoverage(ledger, reference, projectRoot());
  const rollup = await openRollup({ database, ledger, reference, clock: now, logger: pino({ level: 'silent' }) });
  await (
    await rollup.start('start')
  ).done;
  await rollup.stop();
  await database.close();
  return folder;
}

export async function importText(ledger: Ledger, csv: string): Promise<void> {
  const bytes = new TextEncoder().encode(csv);
  const report = await ledger.import({
    source: 'test',
    format: 'csv',
    bytes: (async function* () {
      yield bytes;
    })(),
    recordedBy: 'test',
    dryRun: false,
  });
  if (report.faulty > 0) throw new Error(`The test's events have faults: ${JSON.stringify(report.faults)}`);
}
