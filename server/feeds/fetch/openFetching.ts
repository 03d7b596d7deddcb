/** Fetching at work: one pull at a time for each feed of feeds.json. */
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type pino from 'pino';
import { dayOfMs, epochDay } from '../../../models/calendar.ts';
import type { Codebook } from '../../../models/codebook.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import type { FeedStore } from '../feedStore.ts';
import type { FeedTables } from '../feedTables.ts';
import { readByMapping } from '../genericCsv.ts';
import { readIcews } from '../icews.ts';
import { readPlover } from '../plover.ts';
import { readUcdp } from '../ucdp.ts';
import { AcledSource } from './acledSource.ts';
import { Downloads } from './download.ts';
import {
  checkFeeds,
  everyMinutes,
  type FeedConfig,
  FeedConfigFault,
  hostsOf,
  pathOf,
  readFeedConfig,
  writeFeedConfig,
} from './feedConfig.ts';
import {
  type Fetching,
  type FeedStatus,
  PullUnderway,
  type PullOptions,
  type RunningPull,
  UnknownFeed,
} from './fetching.ts';
import { FileSource, type TableReader } from './fileSource.ts';
import { GdeltSource } from './gdeltSource.ts';
import { readMapping } from './mappingFile.ts';
import { Pull, type PullAccount } from './pull.ts';
import { fetchReports } from './reports.ts';
import type { DayRange, FeedSource } from './source.ts';
import { type RetryPolicy, STANDARD_RETRY_POLICY } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';

export interface FetchingOptions {
  readonly dataDir: string;
  readonly store: FeedStore;
  readonly tables: FeedTables;
  readonly codebook: Codebook;
  readonly runtime: Runtime;
  /** the value of an environment variable that feeds.json names */
  readonly secret: (variable: string) => string | undefined;
  readonly logger: pino.Logger;
  readonly retryPolicy?: RetryPolicy;
}

interface Known {
  /** the configuration that the source was made from */
  readonly config: string;
  readonly source: FeedSource;
}

interface Running {
  readonly pull: Pull;
  readonly done: Promise<PullAccount>;
}

/** A poll that comes a little before its time is no poll too early: cron ticks on the minute, and pulls end after it. */
const EARLY_MS = 60_000;
const FIRST_DAY = epochDay('1979-01-01');

export function openFetching({
  dataDir,
  store,
  tables,
  codebook,
  runtime,
  secret,
  logger,
  retryPolicy = STANDARD_RETRY_POLICY,
}: FetchingOptions): Fetching {
  const partsFolder = join(dataDir, 'feeds', 'parts');
  const sources = new Map<string, Known>();
  const running = new Map<string, Running>();
  const last = new Map<string, PullAccount>();
  const polledAt = new Map<string, number>();
  /** once, before the first pull */
  let swept: Promise<void> | undefined;
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // each file that is fetched listens
  let reporting: Promise<unknown> = Promise.resolve();
  let toldFault = '';

  async function configured(name: string): Promise<FeedConfig> {
    const feeds = await readFeedConfig(dataDir);
    const feed = feeds.find((one) => one.name === name);
    if (!feed)
      throw new UnknownFeed(
        `There is no feed "${name}": ${feeds.length > 0 ? `there are ${feeds.map((one) => one.name).join(', ')}` : 'none is configured'}. To add one: npm run -s tension -- feed add ${name}`,
      );
    return feed;
  }

  /** The source of a feed; another one when its configuration has changed. */
  async function sourceOf(feed: FeedConfig): Promise<FeedSource> {
    const config = JSON.stringify(feed);
    const known = sources.get(feed.name);
    if (known?.config === config && feed.kind !== 'csv') return known.source;
    const source = await feedSource(feed, { dataDir, partsFolder, tables, codebook, runtime, secret, retryPolicy });
    sources.set(feed.name, { config, source });
    return source;
  }

  async function start(feed: FeedConfig, options: PullOptions): Promise<Running> {
    if (ending.signal.aborted) throw new Error('The feeds are being stopped: no pull starts any more.');
    await (swept ??= new Downloads(partsFolder, runtime, retryPolicy).sweep());
    const source = await sourceOf(feed);
    const range = options.range ?? wantedDays(feed, runtime.now());
    const [covered] = await store.files.list({ feed: feed.name, from: range.from, to: range.from, limit: 1 });
    const other = running.get(feed.name); // somebody else may have started one meanwhile
    if (other) return other;
    const rawFolder = feed.keepRaw ? join(dataDir, 'feeds', 'raw', feed.name) : undefined;
    const pull = new Pull(
      { feed: feed.name, source, store, parallel: feed.parallel, rawFolder, runtime },
      {
        range,
        reach: options.range || options.all || !covered ? 'all' : 'newest',
        onlyRange: options.range !== undefined,
        again: options.again ?? false,
      },
    );
    const done = pull.run().then((account) => {
      running.delete(feed.name);
      last.set(feed.name, account);
      logPull(account);
      return account;
    });
    const started = { pull, done };
    running.set(feed.name, started);
    polledAt.set(feed.name, runtime.now().getTime());
    return started;
  }

  function logPull(account: PullAccount): void {
    const { feed, files, rows, stories, missing, failed, refused, gaps, faults } = account;
    const sentence = pullInWords(account);
    const facts = { feed, files, rows, stories, missing, failed, refused, gaps };
    if (account.fault !== null) logger.warn(facts, sentence);
    else logger.info(facts, sentence);
    for (const fault of faults) logger.debug({ feed }, fault);
  }

  async function pollFeed(feed: FeedConfig): Promise<number> {
    const now = runtime.now();
    const underway = running.get(feed.name);
    if (underway) {
      underway.pull.lookAgain(wantedDays(feed, now));
      return 0;
    }
    const before = polledAt.get(feed.name);
    if (before !== undefined && now.getTime() - before < everyMinutes(feed) * 60_000 - EARLY_MS) return 0;
    try {
      return (await (await start(feed, {})).done).done;
    } catch (error) {
      logger.warn({ feed: feed.name }, `${feed.name}: ${messageOf(error)}`);
      return 0;
    }
  }

  return {
    async status() {
      const feeds = await readFeedConfig(dataDir);
      return Promise.all(
        feeds.map(async (feed): Promise<FeedStatus> => {
          const counts = await store.files.counts(feed.name);
          const [newest] = await store.files.list({ feed: feed.name, states: ['done'], limit: 1, newestFirst: true });
          const pull = running.get(feed.name)?.pull.account ?? last.get(feed.name) ?? null;
          return {
            feed,
            hosts: hostsOf(feed),
            everyMinutes: everyMinutes(feed),
            counts,
            newest: newest?.take ? { name: newest.name, takenAt: newest.take.takenAt, lastDay: newest.lastDay } : null,
            pull,
          };
        }),
      );
    },
    async add(feed) {
      const [added] = checkFeeds({ feeds: [feed] }, 'The feed');
      if (!added) throw new FeedConfigFault('The feed is empty.');
      if (added.kind === 'csv') await readMapping(pathOf(dataDir, added.mapping), codebook);
      const others = (await readFeedConfig(dataDir)).filter(({ name }) => name !== added.name);
      await writeFeedConfig(dataDir, [...others, added]);
      polledAt.delete(added.name);
      return added;
    },
    async remove(name) {
      await configured(name);
      running.get(name)?.pull.stop();
      await writeFeedConfig(
        dataDir,
        (await readFeedConfig(dataDir)).filter((feed) => feed.name !== name),
      );
    },
    async pull(name, options = {}): Promise<RunningPull> {
      const underway = running.get(name);
      if (underway && options.range) {
        const { files, totalFiles } = underway.pull.account;
        throw new PullUnderway(
          `${name} is being pulled (${files} of ${totalFiles} files): wait until that has ended, or stop it, and ask for the backfill again.`,
        );
      }
      const { pull, done } = underway ?? (await start(await configured(name), options));
      return { account: () => pull.account, done };
    },
    async poll() {
      if (ending.signal.aborted) return 0;
      try {
        const feeds = await readFeedConfig(dataDir);
        toldFault = '';
        const taken = await Promise.all(feeds.map(pollFeed));
        return taken.reduce((sum, files) => sum + files, 0);
      } catch (error) {
        const message = messageOf(error);
        if (message !== toldFault) logger.error(message); // once, and not every quarter of an hour
        toldFault = message;
        return 0;
      }
    },
    reports(name, options) {
      // Two at once could fetch one file to the same place.
      const next = reporting.then(async () => {
        const feed = await configured(name);
        if (ending.signal.aborted) throw new Error('The feeds are being stopped: nothing is fetched any more.');
        return fetchReports(
          { feed: name, source: await sourceOf(feed), store, parallel: feed.parallel, signal: ending.signal },
          options,
        );
      });
      reporting = next.catch(() => undefined); // whoever asked is told; the next one need not know
      return next;
    },
    async stopPull(name) {
      const underway = running.get(name);
      underway?.pull.stop();
      await underway?.done;
    },
    async stop() {
      ending.abort();
      for (const { pull } of running.values()) pull.stop();
      await Promise.all([reporting, ...[...running.values()].map(({ done }) => done)]);
    },
  };
}

/** The days that a feed is to have: from its configuration to today. */
export function wantedDays(feed: FeedConfig, now: Date): DayRange {
  return { from: 'from' in feed ? epochDay(feed.from) : FIRST_DAY, to: dayOfMs(now.getTime()) };
}

export interface SourceParts extends Pick<FetchingOptions, 'dataDir' | 'tables' | 'codebook' | 'runtime' | 'secret'> {
  /** where files lie while they are fetched and read */
  readonly partsFolder: string;
  readonly retryPolicy: RetryPolicy;
}

/** A feed as its configuration describes it. @throws FeedConfigFault for a mapping that cannot be used */
export async function feedSource(feed: FeedConfig, parts: SourceParts): Promise<FeedSource> {
  const { dataDir, partsFolder, tables, runtime, retryPolicy, secret } = parts;
  const hosts = hostsOf(feed);
  const downloads = new Downloads(partsFolder, runtime, retryPolicy);
  const common = { feed: feed.name, hosts, tables, runtime, retryPolicy };
  if (feed.kind === 'gdelt') return new GdeltSource({ ...common, base: feed.base, downloads });
  if (feed.kind === 'acled') {
    const login = (): { user: string; password: string } | undefined => {
      const user = secret(feed.user);
      const password = secret(feed.password);
      return user === undefined || password === undefined ? undefined : { user, password };
    };
    return new AcledSource({
      ...common,
      base: feed.base,
      login,
      variables: `${feed.user} and ${feed.password}`,
      folder: partsFolder,
    });
  }
  return new FileSource({
    feed: feed.name,
    files: feed.files,
    hosts,
    dataDir,
    downloads,
    read: await readerOf(feed, parts),
  });
}

async function readerOf(feed: FeedConfig, { dataDir, tables, codebook }: SourceParts): Promise<TableReader> {
  const { states, icews, plover, ucdp } = tables;
  if (feed.kind === 'icews') return (bytes, tally) => readIcews(bytes, states, icews, tally);
  if (feed.kind === 'polecat') return (bytes, tally) => readPlover(bytes, states, plover, tally);
  if (feed.kind === 'ucdp') return (bytes, tally) => readUcdp(bytes, states, ucdp, tally);
  if (feed.kind !== 'csv') throw new TypeError(`A feed of the kind ${feed.kind} is not read file by file.`);
  const { mapping, codings } = await readMapping(pathOf(dataDir, feed.mapping), codebook);
  return (bytes, tally) => readByMapping(bytes, mapping, codings, states, tally);
}

/** `gdelt: 2 files, 3,080 rows, 270 stories in 1.2 s; 1 missing.` */
export function pullInWords(account: PullAccount): string {
  const {
    feed,
    done,
    unchanged,
    rows,
    stories,
    faultyRows,
    missing,
    failed,
    refused,
    gaps,
    startedAt,
    endedAt,
    stopped,
    fault,
  } = account;
  const number = (count: number): string => count.toLocaleString('en');
  const seconds = (((endedAt ?? startedAt).getTime() - startedAt.getTime()) / 1000).toFixed(1);
  const what =
    done === 0
      ? 'nothing new'
      : `${number(done)} ${done === 1 ? 'file' : 'files'}, ${number(rows)} rows, ${number(stories)} stories`;
  const odd = [
    unchanged > 0 && `${number(unchanged)} unchanged`,
    missing > 0 && `${number(missing)} missing`,
    failed > 0 && `${number(failed)} failed`,
    refused > 0 && `${number(refused)} refused`,
    gaps > 0 && `${number(gaps)} skipped by the list`,
    faultyRows > 0 && `${number(faultyRows)} rows at fault`,
  ].filter((part) => part !== false);
  return `${feed}: ${what} in ${seconds} s${odd.length > 0 ? `; ${odd.join(', ')}` : ''}.${stopped ? ' Stopped before its end: the next pull goes on.' : ''}${fault === null ? '' : ` ${fault}`}`;
}
