/**
 * What a folder remembers of the DuckDB database in it, so that a loss is noticed: DuckDB starts with what it finds, without a word
 * where its log was removed. The database counts its commits; the folder keeps the last count beside it, written after each.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { DatabaseError } from './database.ts';
import { changes, lost, missing, truncated } from './duckdbFault.ts';

const schema = z.object({ database: z.string(), commits: z.int().nonnegative() });

/** Which database it is, and how many transactions it has committed. */
export type DatabaseMemory = z.infer<typeof schema>;

export const MEMORY_TABLE =
  'create table if not exists database_memory (database text not null, commits bigint not null)';
export const NEW_MEMORY =
  'insert into database_memory select cast(gen_random_uuid() as text), 0 where not exists (select 1 from database_memory)';
export const READ_MEMORY = 'select database, commits from database_memory';
export const COUNT_COMMIT = 'update database_memory set commits = commits + 1';

/** What an opened file says of itself. */
export interface FoundDatabase {
  /** undefined where a version before this wrote it */
  readonly memory: DatabaseMemory | undefined;
  /** up to the end of the last block that a table has in it */
  readonly usedBytes: number;
  /** what it took of its log, as DuckDB writes it: `4.1 KiB` */
  readonly logBytes: string;
}

const memoryFile = (path: string): string => `${path}.json`;
export const logFile = (path: string): string => `${path}.wal`;

export function remembered(path: string): DatabaseMemory | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(memoryFile(path), 'utf8')));
  } catch {
    return undefined; // none, or none of ours: then nothing is remembered
  }
}

/** Never half-written. A disk that is full keeps an older count, which is true as far as it goes. */
export function remember(path: string, memory: DatabaseMemory): void {
  const whole = `${memoryFile(path)}.new`;
  try {
    writeFileSync(whole, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
    renameSync(whole, memoryFile(path));
  } catch {
    rmSync(whole, { force: true });
  }
}

/** Before a file is opened. @throws DatabaseError when it is missing and should be there */
export function checkPresence(path: string, shown: string): void {
  if (existsSync(path)) return;
  if (existsSync(logFile(path))) throw new DatabaseError(missing(shown, `its log ${shown}.wal is there`));
  const memory = remembered(path);
  if (memory && memory.commits > 0)
    throw new DatabaseError(missing(shown, `its folder remembers it, with ${changes(memory.commits)}`));
}

/** What was found against what is remembered. @throws DatabaseError when something is lost */
export function checkLoss(path: string, shown: string, { memory, usedBytes }: FoundDatabase): void {
  if (statSync(path).size < usedBytes) throw new DatabaseError(truncated(shown));
  const before = remembered(path);
  if (!before || before.commits === 0) return;
  if (memory?.database !== before.database) throw new DatabaseError(lost(shown, undefined, before.commits));
  if (memory.commits < before.commits) throw new DatabaseError(lost(shown, memory.commits, before.commits));
}

/** Moves files away that stand in the way of a start; gives where they are now. */
export function setAside(paths: readonly string[], now: Date): string[] {
  const mark = now.toISOString().replaceAll(/[:.]/g, '-');
  return paths
    .filter((path) => existsSync(path))
    .map((path) => {
      const aside = `${path}.damaged-${mark}`;
      renameSync(path, aside);
      return aside;
    });
}

export const forget = (path: string): void => rmSync(memoryFile(path), { force: true });
