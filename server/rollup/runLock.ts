import type { Database, Session } from '../store/database.ts';

/** Names our advisory lock among those of other programs in the same database ("roll" in ASCII). */
const RUN_LOCK = 0x726f6c6c;

/**
 * Tries to become the one process that may run, until the session ends; false when another is running.
 *
 * A DuckDB file has one process, so there is nothing to lock. In PostgreSQL the lock belongs to the connection and goes with
 * it, so a killed process leaves none behind; this is the one statement of the roll-up that is PostgreSQL's own. (Behind a
 * pooler, use its session mode.)
 */
export async function tryRunLock(database: Database, session: Session): Promise<boolean> {
  if (database.engine === 'DuckDB') return true;
  const [row] = await session.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [RUN_LOCK]);
  return row?.locked === true;
}
