/** The thread that reads one file as a table: what takes long, or needs much memory, keeps no reader waiting. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../models/errorMessage.ts';
import { ImportRefused } from './ledger.ts';
import { readTable, type TableChoices } from './tableFile.ts';
import type { ReadApart } from './tableApart.ts';

const { bytes, choices }: { bytes: Uint8Array; choices: TableChoices } = workerData;

const tell = (read: ReadApart): void => parentPort!.postMessage(read);

readTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), choices).then(
  (table) => tell({ table }),
  (error: unknown) => tell(error instanceof ImportRefused ? { refused: error.message } : { fault: messageOf(error) }),
);
