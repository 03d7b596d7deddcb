/** A real server for the tests: DuckDB in a temporary folder, the real ledger and roll-up, HTTP on a free port of 127.0.0.1. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Alerts, openAlerts } from '../../server/alerts/alerts.ts';
import type { MailSettings } from '../../server/alerts/mail.ts';
import type { Teller } from '../../server/alerts/sender.ts';
import { filesBeside } from '../../server/backup/files.ts';
import { backupOf } from '../../server/backup/writing.ts';
import { createApi } from '../../server/api/app.ts';
import type { ApiLimits } from '../../server/api/limits.ts';
import type { PoolLimits } from '../../server/figures/drawingPool.ts';
import { type Figures, openFigures } from '../../server/figures/figures.ts';
import { type Drafting, openDrafting } from '../../server/drafting/drafting.ts';
import type { LanguageModel, HttpLimits } from '../../server/drafting/httpDrafter.ts';
import { configuredFeeds } from '../../server/feeds/configuredFeeds.ts';
import { loadFeedTables } from '../../server/feeds/feedTables.ts';
import type { MetricsAccess } from '../../server/api/metrics.ts';
import type { Fetching } from '../../server/feeds/fetch/fetching.ts';
import { importTables } from '../../server/ledger/importTables.ts';
import { openKeptFeeds } from '../../server/feeds/fetch/keptFeeds.ts';
import { openFetching } from '../../server/feeds/fetch/openFetching.ts';
import { sleepOnMachine } from '../../server/feeds/fetch/runtime.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { openStoredFeeds, type StoredFeeds } from '../../server/feeds/storedFeeds.ts';
import type { Ledger } from '../../server/ledger/ledger.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { openPeople } from '../../server/people/openPeople.ts';
import type { People } from '../../server/people/people.ts';
import { type PeopleSettings, TOKEN_ONLY } from '../../server/people/settings.ts';
import type { Route } from '../../server/api/route.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../../server/referenceData.ts';
import { openSavedModels, type SavedModels } from '../../server/savedModels.ts';
import { type OpenRollup, openRollup } from '../../server/rollup/openRollup.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import type { OpenPinning } from '../../server/api/views.ts';
import { freeBytesOf, type OpenPinLimits } from '../../server/views/openPins.ts';
import { openViews, type Views } from '../../server/views/views.ts';
import { sharedPlace } from '../shared/parts.ts';
import { databaseFile, importText, NOON, TODAY } from '../shared/shippedFolder.ts';

export { TODAY };

export const TOKEN = 'token-of-the-tests';

export interface TestServer {
  readonly url: string;
  readonly database: Database;
  readonly ledger: Ledger;
  readonly storedFeeds: StoredFeeds;
  readonly fetching: Fetching;
  /** holds the database, and what is kept beside it */
  readonly folder: string;
  readonly rollup: OpenRollup;
  readonly people: People;
  readonly routes: readonly Route[];
  readonly reference: ReferenceData;
  readonly views: Views;
  readonly savedModels: SavedModels;
  readonly alerts: Alerts;
  /** how an alert is put into words */
  readonly teller: Teller;
  readonly figures: Figures;
  readonly drafting: Drafting;
  /** what the server logged, one JSON line an entry */
  readonly log: readonly string[];
  /** sets the clock of server, ledger and roll-up */
  setNow(moment: string): void;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** the JSON of an answer that must be a 200 */
  json<Body>(path: string): Promise<Body>;
  post(path: string, body?: BodyInit, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** imports a CSV text and waits for the roll-up of it */
  importAndRollUp(csv: string): Promise<void>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly limits?: Partial<ApiLimits>;
  /** `shipped`: a copy of a ledger with data/events, rolled up; `none`: an empty ledger and no run */
  readonly events?: 'shipped' | 'none';
  readonly clientDir?: string;
  readonly publicUrl?: string;
  readonly embedOrigins?: readonly string[];
  readonly hosts?: readonly string[];
  /** how people are known; by the token when left out */
  readonly people?: PeopleSettings;
  /** any free one when left out */
  readonly port?: number;
  /** what readers who did not sign in may pin, and how much; anything when left out */
  readonly openPins?: OpenPinning;
  readonly openPinLimits?: Partial<OpenPinLimits>;
  /** who may read the measurements; who has a right when left out */
  readonly metrics?: MetricsAccess;
  readonly drawing?: Partial<PoolLimits>;
  /** a language model that drafts */
  readonly languageModel?: LanguageModel;
  readonly languageModelLimits?: HttpLimits;
  /** the folder with data/ and models/definitions; this project's when left out */
  readonly dataRoot?: string;
  /** an open database in place of `events`; who gave it closes it */
  readonly on?: Database;
  /** where the clock stands; noon of TODAY when left out */
  readonly at?: string;
  /** the server of mail for alerts */
  readonly mail?: MailSettings | undefined;
}

/** Enough for any test; the limits themselves are tested on servers of their own. */
const WIDE_LIMITS: Partial<ApiLimits> = {
  readsPerMinute: 1_000_000,
  writesPerMinute: 1_000_000,
  workSecondsPerMinute: 1_000_000,
  streamsEach: 1000,
};

export async function startTestServer({
  limits,
  events = 'shipped',
  clientDir = join(tmpdir(), 'tension-no-client'),
  publicUrl,
  embedOrigins,
  hosts,
  people: peopleSettings = TOKEN_ONLY,
  port = 0,
  openPins = 'all',
  openPinLimits,
  metrics,
  drawing,
  languageModel,
  languageModelLimits,
  dataRoot = projectRoot(),
  on,
  at,
  mail,
}: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-api-'));
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  let clock = at === undefined ? NOON : Date.parse(at);
  const now = (): Date => new Date(clock);

  const reference = await loadReferenceData(dataRoot);
  if (!on && events === 'shipped') await copyFile(databaseFile(await sharedPlace('shipped')), databaseFile(folder));
  const database = on ?? (await openDuckDb({ file: databaseFile(folder) }));
  await migrate(database);
  const savedModels = await openSavedModels({ database, reference, now });
  const ledger = openLedger({ database, reference, now });
  const tables = await loadFeedTables(dataRoot, reference);
  const network = { named: [], near: ['127.0.0.1'] };
  const { codebook } = reference;
  const kept = openKeptFeeds({ database, dataDir: folder, codebook, network, now, logger, models: savedModels });
  const storedFeeds = openStoredFeeds(database, tables, now, () => configuredFeeds(kept, reference.codebook));
  const fetching = openFetching({
    dataDir: folder,
    kept,
    store: openFeedStore({ database, watched: new Set(['KOR-RUS']), now }),
    tables,
    codebook,
    words: importTables(reference),
    models: () => reference.models,
    runtime: { now, random: () => 0.5, sleep: sleepOnMachine },
    secret: () => undefined,
    network,
    logger,
  });
  const alerts = openAlerts({
    database,
    root: dataRoot,
    dataDir: folder,
    types: reference.codebook,
    states: reference.countries,
    near: ['127.0.0.1'],
    mail,
    withinMs: 1000,
    now,
    logger,
  });
  const rollup = await openRollup({
    database,
    ledger,
    reference,
    savedModels,
    clock: now,
    logger,
    rules: alerts.runRules,
  });

  const views = await openViews({
    database,
    now,
    openPins: openPinLimits ?? {},
    freeBytes: () => freeBytesOf(folder),
  });
  const figures = openFigures(projectRoot(), drawing);
  const drafting = openDrafting(
    { root: dataRoot, words: { database, now }, model: languageModel, limits: languageModelLimits },
    reference,
  );

  const people = openPeople({ database, settings: peopleSettings, token: TOKEN, publicUrl, now, logger });

  const api = createApi({
    database,
    ledger,
    storedFeeds,
    rollup,
    reference,
    views,
    figures,
    drafting,
    fetching,
    now,
    people,
    logger,
    clientDir,
    version: 'test',
    savedModels,
    alerts,
    backup: () => backupOf({ database, files: () => filesBeside(dataRoot, folder), version: 'test', now }),
    limits: { ...WIDE_LIMITS, ...limits },
    openPins,
    metrics,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(hosts !== undefined && { hosts }),
    ...(embedOrigins !== undefined && { embedOrigins }),
  });
  // As the program does: a connection that rests longer than five seconds, on a busy machine, is not closed under the next request.
  const server = createServer({ keepAliveTimeout: 65_000 }, api.app);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  const url = `http://127.0.0.1:${address.port}`;
  const get: TestServer['get'] = (path, headers = {}) => fetch(url + path, { headers, redirect: 'manual' });
  return {
    url,
    database,
    ledger,
    storedFeeds,
    fetching,
    folder,
    rollup,
    people,
    routes: api.routes,
    reference,
    views,
    savedModels,
    alerts,
    teller: api.teller,
    figures,
    drafting,
    log,
    get,
    setNow(moment) {
      clock = Date.parse(moment);
    },
    async json(path) {
      const response = await get(path);
      if (response.status !== 200) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
        ...(body !== undefined && { body }),
      }),
    async importAndRollUp(csv) {
      await importText(ledger, csv);
      await (
        await rollup.start('request')
      ).done;
    },
    async close() {
      api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await figures.close();
      await views.settled();
      await Promise.all([rollup.stop(), fetching.stop()]);
      await people.accessLog.close();
      if (!on) await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const CSV_HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';

/** One row of an event file. */
export function eventRow(fields: {
  id: string;
  dyad: string;
  date: string;
  actor: string;
  target: string;
  type?: string;
  summary?: string;
  severity?: number;
  polarity?: 1 | -1;
  note?: string;
  role?: 'direct' | 'indirect';
}): string {
  const {
    id,
    dyad,
    date,
    actor,
    target,
    type = 'sanction',
    summary = 'An act of the tests',
    severity = 3,
    polarity = 1,
    note = '',
    role = 'direct',
  } = fields;
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return [
    id,
    dyad,
    date,
    'day',
    actor,
    target,
    '',
    role,
    type,
    '163',
    polarity,
    severity,
    quoted(summary),
    'Test Press',
    'https://example.org/a',
    date,
    'yes',
    quoted(note),
  ].join(',');
}
