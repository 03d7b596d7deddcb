/** A file as a table, read in a thread of its own with a bound on its memory and its time; one file after another. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../projectRoot.ts';
import { ImportRefused } from './ledger.ts';
import { isArchive, readTable, type TableChoices, type TableFile } from './tableFile.ts';

/** What the thread tells. */
export type ReadApart = { readonly table: TableFile } | { readonly refused: string } | { readonly fault: string };

/** A shorter text is read sooner than a thread starts. */
const SMALL_TEXT_BYTES = 64 * 1024;
/** The largest workbook that may come has 64 MiB when unpacked, and some ten times that as cells. */
const MAX_HEAP_MIB = 1024;
const MAX_MS = 60_000;
const TOO_MUCH =
  'The file takes more memory or time to read than a table may: save the one sheet that is meant as "CSV UTF-8", or split it.';

let last: Promise<unknown> = Promise.resolve();

/** @throws ImportRefused where there is no table, with what to do */
export async function readTableApart(bytes: Buffer, choices: TableChoices): Promise<TableFile> {
  if (!isArchive(bytes) && bytes.length <= SMALL_TEXT_BYTES) return readTable(bytes, choices);
  const read = last.then(() => inThread(bytes, choices));
  last = read.catch(() => undefined);
  return read;
}

async function inThread(bytes: Buffer, choices: TableChoices): Promise<TableFile> {
  const worker = new Worker(join(projectRoot(), 'dist/server/ledger/tableThread.js'), {
    workerData: { bytes, choices },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
  });
  try {
    const read = await new Promise<ReadApart>((resolve, reject) => {
      const late = setTimeout(() => resolve({ refused: TOO_MUCH }), MAX_MS);
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ refused: TOO_MUCH }) : reject(error),
      );
      worker.once('exit', () => {
        clearTimeout(late);
        reject(new Error('The thread that read the file ended: import it again.'));
      });
    });
    if ('refused' in read) throw new ImportRefused(read.refused);
    if ('fault' in read) throw new Error(read.fault);
    return read.table;
  } finally {
    await worker.terminate(); // its exit clears the timer
  }
}
