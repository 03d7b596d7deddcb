/** The events that come with the project: taken at the first start, and again when one of the files has changed. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pino from 'pino';
import { z } from 'zod';
import { isSameStretch } from './ledger/coverage.ts';
import type { ImportReport, Ledger, WithdrawnStretch } from './ledger/ledger.ts';
import type { ReferenceData } from './referenceData.ts';
import { coverageOfCsv } from './ledger/coverageFile.ts';
import type { Database } from './store/database.ts';
import { setAside, waitingText } from './takenOver.ts';

const FOLDER = 'data/events';
const digests = z.record(z.string(), z.string());

export interface ShippedFile {
  /** path from the project's folder */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** first half of its SHA-256, hex */
  readonly digest: string;
}

export async function shippedFiles(root: string): Promise<ShippedFile[]> {
  const names = (await readdir(join(root, FOLDER))).filter((name) => name.endsWith('.csv')).sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(root, FOLDER, name));
      return {
        path: `${FOLDER}/${name}`,
        bytes,
        digest: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
      };
    }),
  );
}

/**
 * Declares the days of data/coverage.csv; those that are declared already, or were taken back since, are passed over. Returns how
 * many stretches are new.
 */
export async function importShippedCoverage(
  ledger: Ledger,
  { countries }: Pick<ReferenceData, 'countries'>,
  root: string,
): Promise<number> {
  const text = await readFile(join(root, 'data/coverage.csv'), 'utf8').catch(() => undefined);
  if (text === undefined) return 0;
  const stretches = coverageOfCsv(text, countries, Infinity);
  const withdrawn: WithdrawnStretch[] = [];
  for (const dyad of new Set(stretches.map((stretch) => stretch.dyad)))
    withdrawn.push(...(await ledger.withdrawnCoverage(dyad)));
  const wanted = stretches.filter((stretch) => !withdrawn.some((other) => isSameStretch(stretch, other)));
  return ledger.declareCoverage(wanted, 'start');
}

/** Imports one of the files. The digest stands in the record of the import, so that it is known which version was taken. */
export function importShippedFile(ledger: Ledger, { path, bytes, digest }: ShippedFile): Promise<ImportReport> {
  return ledger.import({
    source: sourceOf(path, digest),
    format: 'csv',
    bytes: chunksOf(bytes),
    recordedBy: 'start',
    dryRun: false,
    isPartOfSet: true,
  });
}

/**
 * Imports the files that the ledger has not taken yet in this version. A file that was taken is left alone, or else every
 * start would undo what an analyst has revised since. Known is what the import log names, or the table shipped_file, which also
 * remembers files of which nothing was new.
 */
export async function importShippedEvents(
  database: Database,
  ledger: Ledger,
  root: string,
  dataDir: string,
  logger: pino.Logger,
  now: () => Date,
): Promise<ImportReport[]> {
  await takeNoteOver(database, dataDir, (await ledger.watermark()) === null, now());
  const noted = new Map(
    (await database.query<{ path: string; digest: string }>('select path, digest from shipped_file')).map(
      ({ path, digest }) => [path, digest],
    ),
  );
  const logged = await database.query<{ source: string }>(
    'select distinct source from import_log where source like $1',
    [`${FOLDER}/%`],
  );
  const taken = new Set(logged.map(({ source }) => source));
  const reports: ImportReport[] = [];
  for (const file of await shippedFiles(root)) {
    if (taken.has(sourceOf(file.path, file.digest)) || noted.get(file.path) === file.digest) continue;
    const report = await importShippedFile(ledger, file);
    for (const fault of report.faults) logger.warn(`${file.path}, line ${fault.line}: ${fault.message}`);
    await database.query(NOTE_FILE, [file.path, file.digest, now()]);
    reports.push(report);
  }
  if (reports.length > 0) {
    const sum = (count: (report: ImportReport) => number): number =>
      reports.reduce((total, report) => total + count(report), 0);
    const faulty = sum((report) => report.faulty);
    logger.info(
      {
        files: reports.length,
        created: sum((report) => report.created),
        revised: sum((report) => report.revised),
        faulty,
      },
      `Took ${sum((report) => report.created)} new and ${sum((report) => report.revised)} revised events from ${reports.length} files of ${FOLDER}${faulty > 0 ? `; ${faulty} rows are at fault` : ''}.`,
    );
  }
  return reports;
}

const NOTE_FILE =
  'insert into shipped_file (path, digest, taken_at) values ($1, $2, $3) on conflict (path) do update set digest = excluded.digest, taken_at = excluded.taken_at';

/** An earlier version kept the note in the data folder. Beside a new database it does not count. */
async function takeNoteOver(database: Database, dataDir: string, isNew: boolean, now: Date): Promise<void> {
  const file = join(dataDir, 'shipped.json');
  const text = await waitingText(file);
  if (text === undefined) return;
  const noted = isNew ? {} : digests.parse(JSON.parse(text));
  await database.transaction(async (tx) => {
    for (const [path, digest] of Object.entries(noted)) await tx.query(NOTE_FILE, [path, digest, now]);
  });
  await setAside(file);
}

const sourceOf = (path: string, digest: string): string => `${path} sha256:${digest}`;

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
