/** Fetching at work: one pull at a time for each feed. */
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type pino from 'pino';
import { dayOfMs } from '../../../models/calendar.ts';
import type { FeedPreview } from '../../../models/contract/feedPreview.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import type { ImportTables } from '../../../models/importing/importTables.ts';
import type { LoadedModel } from '../../../models/model.ts';
import type { Leading } from '../../rollup/rollup.ts';
import type { Database } from '../../store/database.ts';
import type { FeedStore } from '../feedStore.ts';
import { previewTable } from '../tablePreview.ts';
import { Downloads } from './download.ts';
import { everyMinutes, type FeedConfig, hostsOf } from './feedConfig.ts';
import { type AddedBy, addedFeed } from './addFeed.ts';
import { type DroppedFile, referenceTo } from './droppedFiles.ts';
import { lineOf } from './feedLine.ts';
import { feedSource, type SourceParts, wantedDays } from './feedSource.ts';
import {
  type Fetching,
  type FeedStatus,
  PullUnderway,
  type PreviewOptions,
  type PullOptions,
  type RunningPull,
  UnknownFeed,
} from './fetching.ts';
import type { KeptFeeds, Removal } from './keptFeeds.ts';
import { Pull } from './pull.ts';
import type { PullAccount } from './pullAccount.ts';
import { logPull } from './pullLog.ts';
import { fetchReports, type ReportsAccount, type ReportsRequest } from './reports.ts';
import { type RetryPolicy, STANDARD_RETRY_POLICY } from './retryPolicy.ts';
import { SharedPulls } from './sharedPulls.ts';
import type { FeedSource } from './source.ts';
import { tableAt } from './tableAt.ts';

export interface FetchingOptions extends Omit<SourceParts, 'partsFolder' | 'retryPolicy' | 'dropped'> {
  readonly store: FeedStore;
  /** the feeds that are fetched */
  readonly kept: KeptFeeds;
  readonly logger: pino.Logger;
  readonly retryPolicy?: RetryPolicy;
  /** the database on which other processes may pull, and who of them leads; left out, this one is alone */
  readonly shared?: { readonly database: Database; readonly leading: Leading };
  /** all models, as they are known now; left out, no feed has a line */
  readonly models?: () => readonly LoadedModel[];
  /** what the cells of a table are held against before it is added */
  readonly words: ImportTables;
}

/** A poll that comes a little before its time is no poll too early: cron ticks on the minute, and pulls end after it. */
const EARLY_MS = 60_000;

/** What is known of a feed in this process. */
interface KnownFeed {
  /** the configuration that the source was made from */
  config?: string;
  source?: FeedSource;
  running?: { readonly pull: Pull; readonly done: Promise<PullAccount> };
  last?: PullAccount;
  polledAtMs?: number;
}

export function openFetching(options: FetchingOptions): Fetching {
  return new FeedFetching(options);
}

class FeedFetching implements Fetching {
  readonly #parts: SourceParts;
  readonly #store: FeedStore;
  readonly #kept: KeptFeeds;
  readonly #logger: pino.Logger;
  readonly #feeds = new Map<string, KnownFeed>();
  readonly #ending = new AbortController();
  /** leftovers of earlier processes go once, before the first pull */
  #swept: Promise<void> | undefined;
  #reporting: Promise<unknown> = Promise.resolve();
  #toldFault = '';
  readonly #shared: SharedPulls | undefined;
  readonly #models: () => readonly LoadedModel[];
  readonly #words: ImportTables;

  constructor({
    store,
    kept,
    logger,
    retryPolicy = STANDARD_RETRY_POLICY,
    shared,
    models = () => [],
    words,
    ...parts
  }: FetchingOptions) {
    this.#models = models;
    this.#words = words;
    const runtime = { tell: (sentence: string) => logger.warn(sentence), ...parts.runtime };
    this.#parts = {
      ...parts,
      runtime,
      retryPolicy,
      partsFolder: join(parts.dataDir, 'feeds', 'parts'),
      dropped: (feed, file) => kept.dropped(feed, file),
    };
    this.#store = store;
    this.#kept = kept;
    this.#logger = logger;
    this.#shared = shared && new SharedPulls(shared.database, shared.leading);
    this.#shared?.onAsked(async ({ feed, what, options }) =>
      what === 'stop' ? this.#known(feed).running?.pull.stop() : this.#pullHere(feed, options),
    );
    setMaxListeners(0, this.#ending.signal); // each file that is fetched listens
  }

  pulling(): string[] {
    return [...this.#feeds].flatMap(([name, { running }]) => (running ? [name] : []));
  }

  async status(): Promise<FeedStatus[]> {
    const pulls = await this.#shared?.accounts();
    return Promise.all((await this.#configs()).map((feed) => this.#statusOf(feed, pulls?.get(feed.name))));
  }

  async add(feed: unknown, by: AddedBy, recordedBy: string, dropped?: DroppedFile): Promise<FeedConfig> {
    const files = dropped && [referenceTo(dropped)];
    const added = await addedFeed(files ? { ...(feed as object), files } : feed, by, this.#parts);
    await this.#kept.put(added, recordedBy, dropped);
    delete this.#known(added.name).polledAtMs;
    return added;
  }

  async preview({ table, ...request }: PreviewOptions): Promise<FeedPreview> {
    const bytes =
      'bytes' in table ? table.bytes : await tableAt(table.address, table.by, this.#parts, this.#ending.signal);
    const today = dayOfMs(this.#parts.runtime.now().getTime());
    return previewTable({ ...request, bytes, today }, { feeds: this.#parts.tables, words: this.#words });
  }

  async remove(name: string, recordedBy: string, what: Removal): Promise<void> {
    await this.#shared?.tell(name, 'stop'); // whichever server pulls it; what it still brings of rows that go is refused
    await this.#stopHere(name);
    if (!(await this.#kept.remove(name, recordedBy, what))) await this.#configured(name);
    this.#feeds.delete(name);
  }

  async pull(name: string, options: PullOptions = {}): Promise<RunningPull> {
    if (!this.#shared || (await this.#shared.isHere())) return this.#pullHere(name, options);
    await this.#shared.ask(name, 'pull', options);
    return this.#shared.followed(name);
  }

  pullSoon(name: string): void {
    void this.pull(name).catch((error: unknown) => this.#logger.warn({ feed: name }, `${name}: ${messageOf(error)}`));
  }

  async #pullHere(name: string, options: PullOptions): Promise<RunningPull> {
    const before = this.#known(name).running;
    if (before && before.pull.account.endedAt !== null) await before.done; // its end is being noted
    const underway = this.#known(name).running;
    if (underway && options.range) {
      const { files, totalFiles } = underway.pull.account;
      throw new PullUnderway(
        `${name} is being pulled (${files} of ${totalFiles} files): wait until that has ended, or stop it, and ask for the backfill again.`,
      );
    }
    const { pull, done } = underway ?? (await this.#start(await this.#configured(name), options));
    return { account: () => pull.account, done };
  }

  async poll(): Promise<number> {
    if (this.#ending.signal.aborted || this.#shared?.leads() === false) return 0;
    try {
      const feeds = await this.#configs();
      const pulls = await this.#shared?.accounts();
      this.#toldFault = '';
      const taken = await Promise.all(feeds.map((feed) => this.#pollFeed(feed, pulls?.get(feed.name))));
      return taken.reduce((sum, files) => sum + files, 0);
    } catch (error) {
      const message = messageOf(error);
      if (message !== this.#toldFault) this.#logger.error(message); // once, and not every quarter of an hour
      this.#toldFault = message;
      return 0;
    }
  }

  reports(name: string, options: ReportsRequest): Promise<ReportsAccount> {
    // Two at once could fetch one file to the same place.
    const next = this.#reporting.then(() => this.#fetchReports(name, options));
    this.#reporting = next.catch(() => undefined); // whoever asked is told; the next one need not know
    return next;
  }

  async stopPull(name: string): Promise<void> {
    if (this.#shared && !this.#known(name).running && !(await this.#shared.isHere()))
      await this.#shared.ask(name, 'stop');
    else await this.#stopHere(name);
  }

  async #stopHere(name: string): Promise<void> {
    const underway = this.#known(name).running;
    underway?.pull.stop();
    await underway?.done;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all([this.#reporting, ...[...this.#feeds.keys()].map((name) => this.#stopHere(name))]);
  }

  #configs(): Promise<readonly FeedConfig[]> {
    return this.#kept.read();
  }

  async #configured(name: string): Promise<FeedConfig> {
    const feeds = await this.#configs();
    const feed = feeds.find((one) => one.name === name);
    if (!feed)
      throw new UnknownFeed(
        `There is no feed "${name}": ${feeds.length > 0 ? `there are ${feeds.map((one) => one.name).join(', ')}` : 'none is configured'}. To add one: npm run -s tension -- feed add ${name}`,
      );
    return feed;
  }

  #known(name: string): KnownFeed {
    let known = this.#feeds.get(name);
    if (!known) this.#feeds.set(name, (known = {}));
    return known;
  }

  /** The source of a feed; another one when its configuration has changed. */
  async #sourceOf(feed: FeedConfig): Promise<FeedSource> {
    const known = this.#known(feed.name);
    const config = JSON.stringify(feed);
    if (known.source && known.config === config) return known.source;
    const source = await feedSource(feed, this.#parts);
    Object.assign(known, { config, source });
    return source;
  }

  /** @param shared the pull under way, or the last one, as the database has it */
  async #statusOf(feed: FeedConfig, shared: PullAccount | undefined): Promise<FeedStatus> {
    const { running, last } = this.#known(feed.name);
    const counts = await this.#store.files.counts(feed.name);
    const [newest] = await this.#store.files.list({
      feed: feed.name,
      states: ['done'],
      limit: 1,
      newestFirst: true,
    });
    return {
      feed,
      hosts: hostsOf(feed),
      lacking: feed.kind === 'acled' ? [feed.user, feed.password].filter((name) => !this.#parts.secret(name)) : [],
      everyMinutes: everyMinutes(feed),
      line: lineOf(feed, this.#models())?.definition.name ?? null,
      counts,
      newest: newest?.take ? { name: newest.name, takenAt: newest.take.takenAt, lastDay: newest.lastDay } : null,
      pull: running?.pull.account ?? shared ?? last ?? null,
    };
  }

  async #start(feed: FeedConfig, options: PullOptions): Promise<NonNullable<KnownFeed['running']>> {
    if (this.#ending.signal.aborted) throw new Error('The feeds are being stopped: no pull starts any more.');
    const { partsFolder, runtime, retryPolicy, dataDir } = this.#parts;
    await (this.#swept ??= new Downloads(partsFolder, runtime, retryPolicy).sweep());
    const source = await this.#sourceOf(feed);
    const range = options.range ?? wantedDays(feed, runtime.now());
    const [covered] = await this.#store.files.list({ feed: feed.name, from: range.from, to: range.from, limit: 1 });
    const known = this.#known(feed.name);
    if (known.running) return known.running; // somebody else has started one meanwhile
    const rawFolder = feed.keepRaw ? join(dataDir, 'feeds', 'raw', feed.name) : undefined;
    const pull = new Pull(
      { feed: feed.name, source, store: this.#store, parallel: feed.parallel, rawFolder, runtime },
      {
        range,
        reach: options.range || options.all || !covered ? 'all' : 'newest',
        onlyRange: options.range !== undefined,
        again: options.again ?? false,
      },
    );
    const done = (this.#shared?.run(pull) ?? pull.run()).then((account) => {
      delete known.running;
      known.last = account;
      logPull(this.#logger, account);
      return account;
    });
    known.running = { pull, done };
    known.polledAtMs = runtime.now().getTime();
    return known.running;
  }

  /** @param before the last pull, of whichever server; one that was cut short is taken up again */
  async #pollFeed(feed: FeedConfig, before: PullAccount | undefined): Promise<number> {
    const now = this.#parts.runtime.now();
    const isWhole = before !== undefined && before.fault === null && !before.stopped;
    const sharedAtMs = isWhole ? before.startedAt.getTime() : -Infinity;
    const { running, polledAtMs = sharedAtMs } = this.#known(feed.name);
    if (running) {
      running.pull.lookAgain(wantedDays(feed, now));
      return 0;
    }
    if (now.getTime() - polledAtMs < everyMinutes(feed) * 60_000 - EARLY_MS) return 0;
    try {
      return (await (await this.#start(feed, {})).done).done;
    } catch (error) {
      this.#logger.warn({ feed: feed.name }, `${feed.name}: ${messageOf(error)}`);
      return 0;
    }
  }

  async #fetchReports(name: string, options: ReportsRequest): Promise<ReportsAccount> {
    const feed = await this.#configured(name);
    if (this.#ending.signal.aborted) throw new Error('The feeds are being stopped: nothing is fetched any more.');
    const source = await this.#sourceOf(feed);
    const { signal } = this.#ending;
    return fetchReports({ feed: name, source, store: this.#store, parallel: feed.parallel, signal }, options);
  }
}
