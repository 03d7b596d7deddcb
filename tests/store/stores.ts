/** The same tests against every store: a new, empty database for each test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { startPostgres, type PostgresServer } from './postgresServer.ts';

interface TestStore {
  readonly engine: Database['engine'];
  /** the database of the running test */
  database(): Database;
  /** opens the running test's database once more: for PostgreSQL as a second server would, for DuckDB after closing it */
  again(): Promise<Database>;
}

/** Registers `tests` once for each engine. Where PostgreSQL cannot run, its tests are skipped with the reason. */
export function describeStores(what: string, tests: (store: TestStore) => void): void {
  describe(`${what}, on DuckDB`, () => {
    let folder: string;
    let open: Database;
    const file = (): string => join(folder, 'tension.duckdb');
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tension-duckdb-'));
      open = await openDuckDb({ file: file() });
    });
    afterEach(async () => {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    });
    tests({
      engine: 'DuckDB',
      database: () => open,
      async again() {
        await open.close();
        open = await openDuckDb({ file: file() });
        return open;
      },
    });
  });

  describe(`${what}, on PostgreSQL`, () => {
    let server: PostgresServer | string;
    let url: string;
    let open: Database[] = [];
    const connect = async (): Promise<Database> => {
      const database = await openPostgres({ url });
      open.push(database);
      return database;
    };
    beforeAll(async () => {
      server = await startPostgres();
    });
    beforeEach(async ({ skip }) => {
      if (typeof server === 'string') return skip(server);
      url = await server.newDatabase();
      await connect();
    });
    afterEach(async () => {
      await Promise.all(open.map((database) => database.close()));
      open = [];
    });
    afterAll(async () => {
      if (typeof server !== 'string') await server?.stop();
    });
    tests({ engine: 'PostgreSQL', database: () => open[0]!, again: connect });
  });
}
