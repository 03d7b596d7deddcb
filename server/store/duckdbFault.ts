/** What DuckDB says, as a sentence with a remedy. */
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseError, DatabaseUnavailable, type UnavailableBecause } from './database.ts';

const FULL = /No space left on device|ENOSPC|Disk quota exceeded|disk is full/i;
const READ_ONLY = /Read-only file system|Permission denied|EROFS|EACCES/i;

function unavailableBecause(message: string): UnavailableBecause | undefined {
  if (FULL.test(message)) return 'full';
  return READ_ONLY.test(message) ? 'read-only' : undefined;
}

/** The error of a statement. */
export function statementFault(name: string, sql: string, error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const because = unavailableBecause(messageOf(error));
  const told = DatabaseError.ofStatement(name, sql, error);
  return because ? new DatabaseUnavailable(told.message, because, { cause: error }) : told;
}

/** Whether a file ends before what it should hold. */
export const isCutOff = (error: unknown): boolean => /Could not read enough bytes/.test(messageOf(error));

/** Whether a block of a file is not as it was written. */
export const isDamaged = (error: unknown): boolean => /Corrupt database file|checksum/i.test(messageOf(error));

/** What starts without what was lost. */
const ACCEPT = 'npm run -s tension -- doctor --accept-loss';

/** Why a file could not be opened. @param shown its path as messages name it */
export function openingFault(shown: string, error: unknown): string {
  const message = messageOf(error).trim();
  const holder = /Conflicting lock is held in (.*?) ?\(PID (\d+)\)/.exec(message);
  if (holder) return `${shown} is in use by process ${holder[2]} (${holder[1]}): stop it, or work through its address.`;
  if (/Could not set lock/.test(message))
    return `${shown} is in use by another process: stop it, or work through its address.`;
  if (/not a valid DuckDB database file/.test(message))
    return `${shown} is no DuckDB database: move it away, or set DATA_DIR to another folder.`;
  if (/replaying WAL|Corrupt WAL/i.test(message))
    return `The log of ${shown} is damaged (${message}): restore both files from a copy, or start without what was recorded since the database was last written in full: ${ACCEPT}.`;
  if (isDamaged(error))
    return `${shown} is damaged: a block of it does not have the checksum that it says. Restore it from a copy, or start with an empty database in its place: ${ACCEPT}.`;
  if (isCutOff(error)) return truncated(shown);
  if (FULL.test(message)) return `${shown} cannot be opened, because its disk is full: make room and start again.`;
  if (READ_ONLY.test(message))
    return `${shown} cannot be opened for writing (${message}): let this user write in its folder, or set DATA_DIR to one where it may.`;
  return `${shown} cannot be opened: ${message}`;
}

export const truncated = (shown: string): string =>
  `${shown} is cut off: it is shorter than it says of itself. Restore it from a copy, or start with an empty database in its place: ${ACCEPT}.`;

/** @param found commits that the database has; undefined where it is another database */
export function lost(shown: string, found: number | undefined, remembered: number): string {
  const what =
    found === undefined
      ? `${shown} is not the database that its folder remembers, with ${changes(remembered)}`
      : `${shown} has lost ${changes(remembered - found)} of ${remembered.toLocaleString('en')}: its log (${shown}.wal) was removed or damaged, or the file is an older copy`;
  return `${what}. Put back what is missing, or restore a copy; to go on without it: ${ACCEPT}.`;
}

/** @param trace what tells that there was one */
export const missing = (shown: string, trace: string): string =>
  `${shown} is missing, although ${trace}: put it back, or restore a copy; to start with an empty database: ${ACCEPT}.`;

/** A start that cannot tell whether anything is lost: so it says that. */
export const unremembered = (shown: string, found: number): string =>
  `${shown} has ${changes(found)}, and ${shown}.json, which counts them, is not there. Nobody can tell whether later changes are lost: compare it with a backup (npm run -s tension -- doctor --since BACKUP).`;

export const changes = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'change' : 'changes'}`;
