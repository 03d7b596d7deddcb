import type { Database, Queryable } from './database.ts';

/**
 * Reads the database as it stands at one moment, while others write: `work` sees nothing that is committed after its first
 * statement, and cannot write. Nobody waits for it.
 */
export function snapshot<Result>(database: Database, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return database.session(async (session) => {
    if (database.engine === 'PostgreSQL') {
      await session.query('commit'); // of the transaction that a session begins with: another level is for a new one, which the session ends
      await session.query('begin transaction isolation level repeatable read, read only');
      return work(session);
    }
    await session.query('begin transaction read only');
    try {
      return await work(session);
    } finally {
      await session.query('rollback').catch(() => undefined); // it wrote nothing; where this fails, the connection ends with its session
    }
  });
}
