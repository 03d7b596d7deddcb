/** Fetching at work in a test: a real database and a real loopback server, and a clock, chance and patience of the test's own. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { FeedStore } from '../../server/feeds/feedStore.ts';
import type { Fetching } from '../../server/feeds/fetch/fetching.ts';
import { importTables } from '../../server/ledger/importTables.ts';
import { openKeptFeeds } from '../../server/feeds/fetch/keptFeeds.ts';
import { openFetching } from '../../server/feeds/fetch/openFetching.ts';
import type { PullAccount } from '../../server/feeds/fetch/pullAccount.ts';
import type { RetryPolicy } from '../../server/feeds/fetch/retryPolicy.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { GdeltServer, quarterOf } from './gdeltServer.ts';
import { hasRealData, realText } from './realData.ts';
import { WATCHED } from './stored.ts';
import { gdeltRow, reference, tables } from './tables.ts';

/** Short, because a test waits for each: the waits between tries pass at once. */
const RETRY_POLICY: RetryPolicy = { connectMs: 2000, stallMs: 1500, tries: 5, firstWaitMs: 1000, maxWaitMs: 60_000 };

export interface FetchWorld {
  /** the data folder, with an `inbox` */
  readonly folder: string;
  readonly server: GdeltServer;
  readonly database: Database;
  readonly store: FeedStore;
  readonly fetching: Fetching;
  /** waits between tries, in ms, that were slept through */
  readonly slept: number[];
  readonly log: string[];
  /** sets the clock */
  at(moment: string | number): void;
  now(): Date;
  /** adds GDELT at the loopback server */
  addGdelt(from: string, more?: Readonly<Record<string, unknown>>): Promise<void>;
  pull(feed?: string): Promise<PullAccount>;
  /** another process on the same data folder and database */
  restart(): Promise<void>;
}

export interface WorldOptions {
  readonly moment: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly server?: GdeltServer;
  readonly retryPolicy?: Partial<RetryPolicy>;
  /** dyads whose reports are kept */
  readonly watched?: ReadonlySet<string>;
}

export async function fetchWorld({
  moment,
  secrets = {},
  server: given,
  retryPolicy = {},
  watched = WATCHED,
}: WorldOptions): Promise<FetchWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-fetch-'));
  await mkdir(join(folder, 'inbox'));
  const server = given ?? (await GdeltServer.start());
  const database = await openDuckDb({ file: ':memory:' });
  await migrate(database);
  let clock = Date.parse(moment);
  const now = (): Date => new Date(clock);
  const slept: number[] = [];
  const log: string[] = [];
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    slept.push(ms);
  };
  const common = {
    dataDir: folder,
    codebook: reference.codebook,
    network: { named: [], near: ['127.0.0.1'] },
    logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
  };
  const open = () =>
    openFetching({
      ...common,
      kept: openKeptFeeds({ ...common, database, now }),
      store: openFeedStore({ database, watched, now }),
      tables,
      words: importTables(reference),
      runtime: { now, random: () => 0.5, sleep },
      secret: (variable) => secrets[variable],
      retryPolicy: { ...RETRY_POLICY, ...retryPolicy },
    });
  let fetching = open();
  atEndOfTest(async () => {
    await fetching.stop();
    await server.stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    server,
    database,
    slept,
    log,
    now,
    store: openFeedStore({ database, watched, now }),
    get fetching() {
      return fetching;
    },
    at(next) {
      clock = typeof next === 'number' ? next : Date.parse(next);
    },
    async addGdelt(from, more = {}) {
      await fetching.add({ name: 'gdelt', kind: 'gdelt', base: server.base, from, ...more }, 'machine', 'test');
    },
    async pull(feed = 'gdelt') {
      return (await fetching.pull(feed)).done;
    },
    async restart() {
      await fetching.stop();
      fetching = open();
    },
  };
}

/** Rows of a real quarter of an hour; made-up ones where there are no real files. */
export const ROWS: readonly string[] = hasRealData
  ? realText('feeds/gdelt/20180326044500.export.CSV').trimEnd().split('\n')
  : Array.from({ length: 200 }, (_, i) =>
      gdeltRow({ 0: String(i), 7: i % 2 === 0 ? 'USA' : 'FRA', 60: `https://example.org/${i}` }),
    );

/** A small quarter of an hour: some forty rows. */
export const quarter = (stamp: string): Buffer => quarterOf(ROWS, stamp, 40);

/** `/gdeltv2/20180326044500.export.CSV.zip` */
export const pathOf = (stamp: string): string => `/gdeltv2/${stamp}.export.CSV.zip`;
