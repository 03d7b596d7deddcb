/** Puts the parts together: here, in main.ts and in cli.ts a concrete database and the clock are named, and nowhere else. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import pino from 'pino';
import { createApi } from './api/app.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLedger } from './ledger/openLedger.ts';
import { projectRoot } from './projectRoot.ts';
import { loadReferenceData, type ReferenceData } from './referenceData.ts';
import { type OpenRollup, openRollup } from './rollup/openRollup.ts';
import type { Database } from './store/database.ts';
import { openDuckDb } from './store/duckdb.ts';
import { migrate } from './store/migrate.ts';
import { openPostgres } from './store/postgres.ts';

export interface Parts {
  readonly database: Database;
  /** names of the migrations that were applied now */
  readonly migrated: readonly string[];
  readonly reference: ReferenceData;
  readonly ledger: Ledger;
  readonly rollup: OpenRollup;
  /** Ends the run under way, then closes the database. */
  close(): Promise<void>;
}

export const clock = (): Date => new Date();

/** The commands tell what they have done themselves. */
const silent = pino({ level: 'silent' });

/** Opens the database of the settings, brings its tables up to date, and puts ledger and roll-up on it. */
export async function openParts(config: Config, logger: pino.Logger = silent): Promise<Parts> {
  const reference = await loadReferenceData(projectRoot());
  const database = config.databaseUrl === undefined ? await openDuckDb({ file: join(config.dataDir, 'tension.duckdb') }) : await openPostgres({ url: config.databaseUrl });
  try {
    const migrated = await migrate(database);
    const ledger = openLedger({ database, reference, now: clock });
    const rollup = await openRollup({ database, ledger, reference, clock, logger });
    const close = async (): Promise<void> => {
      await rollup.stop();
      await database.close();
    };
    return { database, migrated, reference, ledger, rollup, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A ledger in memory, empty and gone with the process: to read files exactly as an import does. */
export async function openScratchLedger(reference: ReferenceData): Promise<{ ledger: Ledger; close(): Promise<void> }> {
  const database = await openDuckDb({ file: ':memory:' });
  await migrate(database);
  return { ledger: openLedger({ database, reference, now: clock }), close: () => database.close() };
}

/** Serves the API on a port of its own for as long as `work` takes: for a command that asks what no running server can answer. */
export async function serveForOne(config: Config, work: (url: string, parts: Parts) => Promise<void>): Promise<void> {
  const parts = await openParts(config);
  const api = createApi({ ...parts, now: clock, token: '', logger: silent, clientDir: clientDir() });
  const server = createServer(api.app);
  try {
    const port = await listen(server, '127.0.0.1', 0);
    await work(`http://127.0.0.1:${port}`, parts);
  } finally {
    api.close();
    server.close();
    server.closeAllConnections();
    await parts.close();
  }
}

/** Where the build puts the pages. */
export const clientDir = (): string => join(projectRoot(), 'dist/client');

/** Listens; resolves with the port. @throws Error of the system, such as EADDRINUSE */
export function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
