/** Makes way for a start without what a DuckDB database has lost: the loss is forgotten, and nothing is deleted. */
import { existsSync, statSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseError } from './database.ts';
import { found, resolvedPath, shortPath } from './duckdb.ts';
import { openingFault } from './duckdbFault.ts';
import { forget, logFile, setAside } from './duckdbMemory.ts';

/**
 * Forgets what the folder of a database remembers of it, and moves aside what keeps it from being opened: its log, where that is
 * damaged or belongs to no database; the file too, where that is damaged itself.
 *
 * @returns where the files that were moved are now
 * @throws DatabaseError while a process has the database open
 */
export async function acceptLoss(file: string, now: Date): Promise<string[]> {
  const path = resolvedPath(file);
  const log = logFile(path);
  const damaged = await damagedFiles(path, log);
  const aside = setAside(damaged, now);
  forget(path);
  return aside.map(shortPath);
}

async function damagedFiles(path: string, log: string): Promise<string[]> {
  if (!existsSync(path)) return [log];
  try {
    const looking = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    try {
      const { usedBytes, logBytes } = await found(shortPath(path), looking);
      if (statSync(path).size < usedBytes) return [path, log];
      return logBytes === '0 bytes' ? [log] : []; // nothing of the log is in the database: it is another's, or none
    } finally {
      looking.closeSync();
    }
  } catch (error) {
    const message = messageOf(error);
    if (/(?:set|Conflicting) lock/.test(message))
      throw new DatabaseError(openingFault(shortPath(path), error), { cause: error });
    return /WAL/.test(message) ? [log] : [path, log];
  }
}
