/** Puts the parts together: here, in main.ts and in cli.ts a concrete database and the clock are named, and nowhere else. */
import { existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import pino from 'pino';
import { z } from 'zod';
import { type Alerts, openAlerts } from './alerts/alerts.ts';
import { filesBeside } from './backup/files.ts';
import { backupOf } from './backup/writing.ts';
import { type Config, secretOf } from './config.ts';
import { loadFeedTables } from './feeds/feedTables.ts';
import type { FeedStore } from './feeds/feedStore.ts';
import type { Fetching } from './feeds/fetch/fetching.ts';
import { type KeptFeeds, openKeptFeeds } from './feeds/fetch/keptFeeds.ts';
import { openFetching } from './feeds/fetch/openFetching.ts';
import { importTables } from './ledger/importTables.ts';
import { sleepOnMachine } from './feeds/fetch/runtime.ts';
import { openFeedStore } from './feeds/openFeedStore.ts';
import { openStoredFeeds, type StoredFeeds } from './feeds/storedFeeds.ts';
import { configuredFeeds } from './feeds/configuredFeeds.ts';
import { DictionaryFault, takeWordsOver } from './drafting/dictionaryFiles.ts';
import { type Drafting, openDrafting } from './drafting/drafting.ts';
import { type Figures, openFigures } from './figures/figures.ts';
import { ownTemplate } from './figures/ownTemplate.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLedger } from './ledger/openLedger.ts';
import { projectRoot } from './projectRoot.ts';
import { loadReferenceData, type ReferenceData } from './referenceData.ts';
import { restoreLastGoodModels } from './rollup/lastGoodModels.ts';
import { type OpenRollup, openRollup } from './rollup/openRollup.ts';
import type { RunRecord } from './rollup/rollup.ts';
import { type StandbyReading, standbyReading } from './rollup/standbyReading.ts';
import { openSavedModels, type SavedModels } from './savedModels.ts';
import { type Database, DatabaseError } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import type { Standby } from './store/standby.ts';
import { freeBytesOf } from './views/openPins.ts';
import { openViews, type Views } from './views/views.ts';

export interface Parts {
  readonly database: Database;
  /** what follows it and is read in its place where that is no older */
  readonly standby: { readonly server: Standby; readonly reading: StandbyReading } | undefined;
  /** names of the migrations that were applied now */
  readonly migrated: readonly string[];
  readonly reference: ReferenceData;
  readonly ledger: Ledger;
  readonly rollup: OpenRollup;
  readonly views: Views;
  readonly figures: Figures;
  readonly drafting: Drafting;
  readonly feedStore: FeedStore;
  /** what is stored of the feeds, for reading */
  readonly storedFeeds: StoredFeeds;
  /** what fetches the feeds */
  readonly fetching: Fetching;
  readonly savedModels: SavedModels;
  readonly alerts: Alerts;
  /** everything, as one file that is read while it is made */
  readonly backup: () => Readable;
  /** Ends the drawing threads, the run and the pulls under way, then closes the database. */
  close(): Promise<void>;
}

export const clock = (): Date => new Date();

/** The commands tell what they have done themselves. */
export const silent = pino({ level: 'silent' });

/** Opens the database of the settings, brings its tables up to date, and puts ledger and roll-up on it. */
export async function openParts(config: Config, logger: pino.Logger = silent): Promise<Parts> {
  const reference = await loadReferenceData(projectRoot());
  const database = await openDatabase(config);
  const server = await openStandby(config);
  try {
    let served: () => RunRecord | null = () => null;
    const standby = server && { server, reading: standbyReading(database, server, () => served()) };
    const reading = standby && { reading: standby.reading };
    if (database.notice !== undefined) logger.warn(database.notice);
    const migrated = await migrate(database);
    const savedModels = await openSavedModels({ database, reference, now: clock });
    for (const sentence of await restoreLastGoodModels(database, reference)) logger.warn(sentence);
    const ledger = openLedger({ database, ...reading, reference, now: clock });
    const alerts = openAlerts({
      database,
      root: projectRoot(),
      dataDir: config.dataDir,
      types: reference.codebook,
      states: reference.countries,
      ...config.alerts,
      now: clock,
      logger,
    });
    const rollup = await openRollup({
      database,
      ...reading,
      ledger,
      reference,
      savedModels,
      clock,
      logger,
      rules: alerts.runRules,
    });
    served = () => rollup.published();
    const views = await openViews({
      database,
      now: clock,
      openPins: { perDay: config.openPinsADay, inAll: config.openPinsInAll },
      onFault: (sentence) => logger.warn(sentence),
      ...(config.databaseUrl === undefined && { freeBytes: () => freeBytesOf(config.dataDir) }),
    });
    const figures = openFigures(projectRoot(), {}, undefined, ownTemplate(config.dataDir));
    const words = { database, now: clock };
    await takeWordsOver(words, config.dataDir, reference.codebook).then(
      (sentence) => sentence !== undefined && logger.info(sentence),
      (error: unknown) => {
        if (!(error instanceof DictionaryFault)) throw error;
        logger.error(error.message); // the file stays until it is mended
      },
    );
    const drafting = openDrafting({ root: projectRoot(), words, ...config.drafting }, reference);
    const feedStore = openFeedStore({ database, watched: watchedDyads(reference), now: clock });
    const tables = await loadFeedTables(projectRoot(), reference);
    const kept = openKeptFeeds({
      ...feedParts(config, reference),
      database,
      now: clock,
      logger,
      models: savedModels,
    });
    const storedFeeds = openStoredFeeds(
      database,
      tables,
      clock,
      () => configuredFeeds(kept, reference.codebook),
      standby?.reading,
    );
    const fetching = openFetching({
      ...feedParts(config, reference),
      kept,
      store: feedStore,
      shared: { database, leading: rollup.leading },
      models: () => reference.models,
      tables,
      words: importTables(reference),
      runtime: { now: clock, random: Math.random, sleep: sleepOnMachine },
      secret: secretOf,
      logger,
    });
    const close = async (): Promise<void> => {
      await figures.close();
      await views.settled();
      await Promise.all([rollup.stop(), fetching.stop()]);
      await Promise.all([database.close(), server?.close()]);
    };
    return {
      database,
      standby,
      migrated,
      reference,
      ledger,
      rollup,
      views,
      figures,
      drafting,
      feedStore,
      storedFeeds,
      fetching,
      savedModels,
      alerts,
      backup: () => backupFrom(database, config.dataDir),
      close,
    };
  } catch (error) {
    await Promise.all([database.close(), server?.close()]);
    throw error;
  }
}

/** What a feed that is added is held against. */
const feedParts = ({ dataDir, feedNetwork: network }: Config, { codebook }: Pick<ReferenceData, 'codebook'>) => ({
  dataDir,
  network,
  codebook,
});

/** The feeds that are fetched, where nothing else of the server is needed. */
export async function keptFeeds(config: Config, reference: ReferenceData, database: Database): Promise<KeptFeeds> {
  const models = await openSavedModels({ database, reference, now: clock });
  return openKeptFeeds({ ...feedParts(config, reference), database, now: clock, logger: silent, models });
}

/** Dyads whose reports are kept as feeds come in: those of the board. */
const watchedDyads = ({ dyads }: ReferenceData): ReadonlySet<string> =>
  new Set([...dyads.values()].filter(({ watched }) => watched).map(({ dyad }) => dyad));

const DUCKDB_FILE = 'tension.duckdb';

/**
 * Only the driver that is used is loaded: a command should not keep anybody waiting.
 *
 * @param mustExist whether a DuckDB file that is not there is a fault, in place of a new one
 */
export async function openDatabase(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<Database> {
  if (databaseUrl === undefined && mustExist && !existsSync(join(dataDir, DUCKDB_FILE)))
    throw new DatabaseError(`There is no database in ${dataDir}: set DATA_DIR to the folder of one, or DATABASE_URL.`);
  if (databaseUrl !== undefined) return (await import('./store/postgres.ts')).openPostgres({ url: databaseUrl });
  return (await import('./store/duckdb.ts')).openDuckDb({ file: join(dataDir, DUCKDB_FILE) });
}

/** What follows the database, where the settings name it. */
async function openStandby({ databaseReadUrl }: Pick<Config, 'databaseReadUrl'>): Promise<Standby | undefined> {
  return databaseReadUrl === undefined
    ? undefined
    : (await import('./store/standby.ts')).openStandby({ url: databaseReadUrl });
}

/** The room that the database takes, and what is left on its disk where that is of this machine. */
export async function diskOf(
  database: Database,
  { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
): Promise<{ readonly databaseBytes: number | null; readonly freeBytes: number | null }> {
  if (databaseUrl === undefined)
    return { databaseBytes: (await stat(join(dataDir, DUCKDB_FILE))).size, freeBytes: await freeBytesOf(dataDir) };
  const [row] = await database.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
  return { databaseBytes: row?.bytes ?? null, freeBytes: null };
}

/** Lets the next start go on without what the embedded database has lost; gives the files that were moved aside. PostgreSQL has none. */
export async function acceptLoss({ databaseUrl, dataDir }: Config): Promise<string[]> {
  if (databaseUrl !== undefined) return [];
  return (await import('./store/acceptLoss.ts')).acceptLoss(join(dataDir, DUCKDB_FILE), clock());
}

/** A backup of a database and of what stands beside it. */
export const backupFrom = (database: Database, dataDir: string): Readable =>
  backupOf({ database, files: () => filesBeside(projectRoot(), dataDir), version: programVersion(), now: clock });

export const programVersion = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')))
    .version;

/** A ledger in memory, empty and gone with the process: to read files exactly as an import does. */
export async function openScratchLedger(reference: ReferenceData): Promise<{ ledger: Ledger; close(): Promise<void> }> {
  const { openDuckDb } = await import('./store/duckdb.ts');
  const database = await openDuckDb({ file: ':memory:' });
  await migrate(database);
  return { ledger: openLedger({ database, reference, now: clock }), close: () => database.close() };
}

/** Where the build puts the pages. */
export const clientDir = (): string => join(projectRoot(), 'dist/pages');

/** Listens; resolves with the port. @throws Error of the system, such as EADDRINUSE */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
