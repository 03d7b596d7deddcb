/** The lock that lets one server run at a time, and what a run that never ended leaves behind. */
import type pino from 'pino';
import type { Database, Session } from '../store/database.ts';
import { markInterrupted } from './runs.ts';

/** Names our advisory lock among those of other programs in the same database ("roll" in ASCII). */
const RUN_LOCK = 0x726f6c6c;
/** The lock's transaction says so often that it is still there, or the database would end it as idle. */
const STILL_HERE_MS = 60_000;

interface Parts {
  readonly database: Database;
  readonly logger: pino.Logger;
}

/**
 * Becomes the one process that may run, while `work` lasts, and marks runs that never ended as interrupted; without a call,
 * `undefined`, when another process is running.
 *
 * A DuckDB file has one process, so there is nothing to lock. In PostgreSQL the lock belongs to the transaction of a connection
 * that does nothing else, and goes with it, so a killed process leaves none behind, nor does a pooler keep it; this is the one
 * statement of the roll-up that is PostgreSQL's own.
 */
export async function withRunLock<Result>(
  parts: Parts,
  work: (session: Session) => Promise<Result>,
): Promise<Result | undefined> {
  const { database, logger } = parts;
  const alone = async (session: Session): Promise<Result> => {
    for (const { id } of await session.transaction(markInterrupted))
      logger.warn(
        { run: id },
        `Run ${id} never ended: its process or its connection to the database did. The run before it is served, and the next one scores again.`,
      );
    return work(session);
  };
  if (database.engine === 'DuckDB') return database.session(alone);
  return database.session(async (holder) => {
    const [row] = await holder.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [RUN_LOCK]);
    if (row?.locked !== true) return undefined;
    // Where the lock is gone, another process may run, and then this one will not publish over it.
    const still = setInterval(() => void holder.query('select 1').catch(() => undefined), STILL_HERE_MS);
    try {
      return await database.session(alone);
    } finally {
      clearInterval(still);
    }
  });
}
