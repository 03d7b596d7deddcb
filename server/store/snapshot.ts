import type { Database, Queryable } from './database.ts';

/**
 * Reads the database as it stands at one moment, while others write: `work` sees nothing that is committed after its first
 * statement, and cannot write. Nobody waits for it.
 */
export function snapshot<Result>(database: Database, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return database.session(async (session) => {
    await session.query(
      database.engine === 'PostgreSQL'
        ? 'begin transaction isolation level repeatable read, read only'
        : 'begin transaction read only',
    );
    try {
      return await work(session);
    } finally {
      await session.query('rollback').catch(() => undefined); // it wrote nothing; where this fails, the connection ends with its session
    }
  });
}
