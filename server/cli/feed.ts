/** `tension feed ...`: which feeds are fetched, what they have brought, and the way to fetch now. */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayOfMs, epochDay, toIsoDate } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import {
  feedName,
  type FetchedFeed,
  fetchedFeeds,
  pullAccount,
  type PullAccountResponse,
  reportsKept,
} from '../../models/contract/feeds.ts';
import { fetchedFeedOf } from '../api/pulls.ts';
import type { Config } from '../config.ts';
import {
  checkFeeds,
  everyMinutes,
  FEED_KINDS,
  type FeedConfig,
  FeedConfigFault,
  isAddress,
} from '../feeds/fetch/feedConfig.ts';
import { type Fetching, UnknownFeed } from '../feeds/fetch/fetching.ts';
import { dayTyped, dyadTyped, numberTyped } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { Interrupted } from './longTask.ts';
import { findServer, type Server } from './runningServer.ts';
import { counted, print, printJson, progressBar, pullBar, table } from './terminal.ts';

export interface FeedAddOptions {
  readonly name?: string;
  readonly from?: string;
  readonly base?: string;
  readonly file?: readonly string[];
  readonly mapping?: string;
  readonly host?: readonly string[];
  readonly parallel?: string;
  readonly every?: string;
  readonly keepRaw?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export interface FeedPullOptions {
  readonly again?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
}

export interface FeedBackfillOptions {
  readonly from: string;
  readonly to?: string;
  readonly again?: boolean;
  readonly json?: boolean;
}

/** Enough to see a line, and fetched within minutes: 2,880 files of GDELT, some 300 MB. */
const FIRST_DAYS = 30;
const LOOK_AGAIN_MS = 400;
const FAULTS_SHOWN = 10;

/** What the commands need, be it through a running server or in this process. */
interface FeedDesk {
  /** whether a server fetches by itself */
  readonly served: boolean;
  status(): Promise<FetchedFeed[]>;
  add(feed: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  /** starts a pull; afterwards `standing` tells how far it is */
  pull(
    name: string,
    wish: { readonly from?: string; readonly to?: string; readonly again?: boolean; readonly all?: boolean },
  ): Promise<void>;
  stopPull(name: string): Promise<void>;
  /** fetches the reports behind the acts of a dyad on one day */
  reports(
    name: string,
    dyad: string,
    day: string,
  ): Promise<{ readonly files: number; readonly kept: number; readonly faults: readonly string[] }>;
}

/** Through the server where one runs on this data folder; otherwise the command opens the database itself. */
async function atDesk<Result>(config: Config, work: (desk: FeedDesk) => Promise<Result>): Promise<Result> {
  const server = await findServer(config);
  if (server) return work(deskOfServer(server));
  const { openParts } = await import('../composition.ts');
  const parts = await openParts(config);
  try {
    return await work(deskOf(parts.fetching));
  } catch (error) {
    if (error instanceof FeedConfigFault || error instanceof UnknownFeed)
      throw new CommandFailure(error.message, { cause: error });
    throw error;
  } finally {
    await parts.close();
  }
}

function deskOfServer(server: Server): FeedDesk {
  const feed = (name: string): string => `/api/v1/feeds/${encodeURIComponent(name)}`;
  return {
    served: true,
    status: async () => (await server.get('/api/v1/pulls', {}, fetchedFeeds)).feeds,
    async add(body) {
      await server.post('/api/v1/feeds', {}, feedName, {
        contentType: 'application/json',
        bytes: bytesOf(JSON.stringify(body)),
      });
    },
    async remove(name) {
      await server.post(`${feed(name)}/remove`, {}, feedName);
    },
    async pull(name, { from, to, again, all }) {
      await server.post(
        `${feed(name)}/pulls`,
        { from, to, again: again ? 'true' : undefined, all: all ? 'true' : undefined },
        pullAccount,
      );
    },
    async stopPull(name) {
      await server.post(`${feed(name)}/pulls/stop`, {}, feedName);
    },
    reports: (name, dyad, day) => server.post(`${feed(name)}/reports`, { dyad, from: day, to: day }, reportsKept),
  };
}

function deskOf(fetching: Fetching): FeedDesk {
  return {
    served: false,
    status: async () => (await fetching.status()).map(fetchedFeedOf),
    async add(feed) {
      await fetching.add(feed);
    },
    remove: (name) => fetching.remove(name),
    async pull(name, { from, to, again, all }) {
      const range = from === undefined || to === undefined ? undefined : { from: epochDay(from), to: epochDay(to) };
      await fetching.pull(name, { range, again: again ?? false, all: all ?? false });
    },
    stopPull: (name) => fetching.stopPull(name),
    reports: (name, dyad, day) => fetching.reports(name, { dyad, range: { from: epochDay(day), to: epochDay(day) } }),
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** @returns the exit code: 0 added */
export async function feedAddCommand(config: Config, kind: string, options: FeedAddOptions): Promise<number> {
  const wish = feedOf(kind, options);
  const feed = checked(wish);
  if (options.dryRun) return dryRun(config, feed, options);
  const served = await atDesk(config, async (desk) => {
    await desk.add(wish);
    return desk.served;
  });
  if (options.json) printJson({ added: feed });
  else {
    const next = served
      ? `the server fetches it now, and then every ${interval(everyMinutes(feed))}. To see how far it is: npm run -s tension -- feed status`
      : `a server fetches it when it starts. To fetch it now: npm run -s tension -- feed pull ${feed.name}`;
    print(`${feed.name} is added${'from' in feed ? `, from ${feed.from}` : ''}: ${next}`);
  }
  return 0;
}

/** The entry of feeds.json that the options describe. */
function feedOf(
  kind: string,
  { name, from, base, file, mapping, host, parallel, every, keepRaw }: FeedAddOptions,
): Record<string, unknown> {
  const usual: readonly string[] = FEED_KINDS;
  if (!usual.includes(kind))
    throw new CommandFailure(`There is no kind of feed "${kind}": those there are are ${FEED_KINDS.join(', ')}.`);
  const needsFiles = kind !== 'gdelt' && kind !== 'acled';
  if (needsFiles && !file)
    throw new CommandFailure(
      `A feed of ${kind} is read from files: name each with --file, a path or an https address.`,
    );
  if (kind === 'csv' && mapping === undefined)
    throw new CommandFailure(
      'A CSV needs a mapping that says which column is what: name its file with --mapping. To look at what it makes of the CSV: npm run -s tension -- feed preview FILE --mapping MAPPING',
    );
  dayTyped('--from', from);
  return {
    name: name ?? kind,
    kind,
    ...(needsFiles
      ? { files: file?.map(absolute) }
      : { from: from ?? toIsoDate(dayOfMs(Date.now()) - FIRST_DAYS), ...(base !== undefined && { base }) }),
    ...(mapping !== undefined && { mapping: resolve(mapping) }),
    ...(host && { hosts: host }),
    ...(parallel !== undefined && { parallel: numberTyped('--parallel', parallel, 1, 16, true) }),
    ...(every !== undefined && { everyMinutes: numberTyped('--every', every, 1, 525_600, true) }),
    ...(keepRaw && { keepRaw }),
  };
}

/** The server may stand in another folder than the person who types. */
const absolute = (file: string): string => (isAddress(file) ? file : resolve(file));

function checked(feed: unknown): FeedConfig {
  try {
    return checkFeeds({ feeds: [feed] }, 'The feed')[0]!;
  } catch (error) {
    throw error instanceof FeedConfigFault ? new CommandFailure(error.message, { cause: error }) : error;
  }
}

/** Looks into the feed's lists, and changes nothing. */
async function dryRun(config: Config, feed: FeedConfig, { json }: FeedAddOptions): Promise<number> {
  const { lookAhead } = await import('./feedLookAhead.ts');
  const ahead = await lookAhead(config, feed);
  if (json) {
    printJson({ feed, ...ahead });
    return 0;
  }
  const { files, bytes, gaps, first, last, remarks } = ahead;
  print(
    `${feed.name} would be fetched from ${ahead.hosts.join(', ') || 'this machine'}: ${counted(files, 'file')}${bytes > 0 ? `, ${megabytes(bytes)} packed` : ''}${first === null ? '' : `, reporting on ${first} to ${last}`}.`,
  );
  if (gaps > 0) print(`Its lists skip ${counted(gaps, 'file')}: what happened then stays unknown.`);
  for (const remark of remarks) print(remark);
  print('This was a dry run: nothing was changed.');
  return 0;
}

/** @returns the exit code: 0 */
export async function feedRemoveCommand(
  config: Config,
  name: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  await atDesk(config, (desk) => desk.remove(name));
  if (json) printJson({ removed: name });
  else print(`${name} is fetched no more. What it has brought stays.`);
  return 0;
}

/** @returns the exit code: 0 */
export async function feedListCommand(config: Config, { json }: { readonly json?: boolean }): Promise<number> {
  const feeds = await atDesk(config, (desk) => desk.status());
  if (json)
    printJson({ feeds: feeds.map(({ name, kind, hosts, everyMinutes }) => ({ name, kind, hosts, everyMinutes })) });
  else if (feeds.length === 0) print(NO_FEEDS);
  else
    print(
      table(
        [
          { head: 'Feed', align: 'left' },
          { head: 'Kind', align: 'left' },
          { head: 'Looked at', align: 'left' },
          { head: 'From', align: 'left' },
        ],
        feeds.map((feed) => [
          feed.name,
          feed.kind,
          `every ${interval(feed.everyMinutes)}`,
          feed.hosts.join(', ') || 'this machine',
        ]),
      ),
    );
  return 0;
}

const NO_FEEDS = 'No feed is configured, and so nothing is fetched. To add one: npm run -s tension -- feed add gdelt';

/** @returns the exit code: 0, or 2 when a feed has files that failed or were refused, or its last pull broke off */
export async function feedStatusCommand(config: Config, { json }: { readonly json?: boolean }): Promise<number> {
  const feeds = await atDesk(config, (desk) => desk.status());
  if (json) printJson({ feeds });
  else if (feeds.length === 0) print(NO_FEEDS);
  else {
    const right = (head: string) => ({ head, align: 'right' }) as const;
    const rows = feeds.map(({ name, files, newest }) => [
      name,
      ...[files.done, files.pending, files.missing, files.failed, files.refused].map((count) =>
        count.toLocaleString('en'),
      ),
      newest ? `${newest.name}, stored ${newest.takenAt.slice(0, 16).replace('T', ' ')} UTC` : 'none yet',
    ]);
    print(
      table(
        [
          { head: 'Feed', align: 'left' },
          right('Done'),
          right('Waiting'),
          right('Missing'),
          right('Failed'),
          right('Refused'),
          { head: 'Newest file', align: 'left' },
        ],
        rows,
      ),
    );
    for (const { name, pull } of feeds)
      if (pull) print(`\n${name}: ${pull.endedAt === null ? 'a pull is under way: ' : ''}${inWords(pull)}`);
  }
  return feeds.some(({ files, pull }) => files.failed + files.refused > 0 || (pull?.fault ?? null) !== null) ? 2 : 0;
}

/** @returns the exit code: 0 all taken, 2 some files missing, failed or refused, or rows at fault */
export async function feedPullCommand(
  config: Config,
  name: string | undefined,
  { again, all, json }: FeedPullOptions,
): Promise<number> {
  return atDesk(config, async (desk) => {
    const names = name === undefined ? (await desk.status()).map((feed) => feed.name) : [name];
    if (names.length === 0) throw new CommandFailure(NO_FEEDS);
    return pullAll(desk, names, { ...(again && { again }), ...(all && { all }) }, json ?? false);
  });
}

/** @returns the exit code, as of `feed pull` */
export async function feedBackfillCommand(
  config: Config,
  name: string,
  { from, to = toIsoDate(dayOfMs(Date.now())), again, json }: FeedBackfillOptions,
): Promise<number> {
  daysOf(from, to);
  return atDesk(config, (desk) => pullAll(desk, [name], { from, to, ...(again && { again }) }, json ?? false));
}

/** The first and the last day, as epoch days. @throws CommandFailure */
function daysOf(from: string, to: string): [first: number, last: number] {
  const [first, last] = [dayTyped('--from', from), dayTyped('--to', to)];
  if (first > last) throw new CommandFailure(`--to (${to}) is before --from (${from}): turn them round.`);
  return [first, last];
}

async function pullAll(
  desk: FeedDesk,
  names: readonly string[],
  wish: Parameters<FeedDesk['pull']>[1],
  json: boolean,
): Promise<number> {
  const ended: { readonly feed: string; readonly pull: PullAccountResponse }[] = [];
  for (const name of names) {
    const pull = await watched(desk, name, wish);
    ended.push({ feed: name, pull });
    if (!json) print(`${name}: ${inWords(pull)}`);
    if (pull.stopped) {
      if (json) printJson({ pulls: ended });
      throw new Interrupted(
        `Stopped: ${counted(pull.totalFiles - pull.files, 'file')} of ${name} left. The same command goes on from there.`,
      );
    }
  }
  if (json) printJson({ pulls: ended });
  const broken = ended.find(({ pull }) => pull.fault !== null);
  if (broken) throw new CommandFailure(`${broken.feed}: ${broken.pull.fault}`);
  return ended.some(({ pull }) => pull.missing + pull.failed + pull.refused + pull.faultyRows > 0) ? 2 : 0;
}

/** Starts a pull and shows how far it is until it has ended; Ctrl-C stops it where what is stored stays. */
async function watched(
  desk: FeedDesk,
  name: string,
  wish: Parameters<FeedDesk['pull']>[1],
): Promise<PullAccountResponse> {
  let stopping: Promise<void> | undefined;
  const stop = (): void => void (stopping ??= desk.stopPull(name));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const bar = pullBar(name);
  const ended = async (): Promise<PullAccountResponse | undefined> => {
    for (;;) {
      const pull = (await desk.status()).find((feed) => feed.name === name)?.pull;
      if (pull) bar.update(pull);
      if (!pull || pull.endedAt !== null) return pull ?? undefined;
      await sleep(LOOK_AGAIN_MS);
    }
  };
  try {
    // A backfill has days of its own: it does not join a pull that is under way, but waits for it.
    if (wish.from !== undefined) await ended();
    if (stopping) throw new Interrupted(`Stopped before the backfill of ${name} began.`);
    await desk.pull(name, wish);
    const pull = await ended();
    if (!pull) throw new CommandFailure(`${name} was taken out of feeds.json meanwhile.`);
    return pull;
  } finally {
    await stopping;
    bar.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** @returns the exit code: 0 all kept, 2 some files could not be had */
export async function feedReportsCommand(
  config: Config,
  name: string,
  asked: string,
  { from, to = from, json }: { readonly from: string; readonly to?: string; readonly json?: boolean },
): Promise<number> {
  const dyad = dyadTyped(asked);
  const [first, last] = daysOf(from, to);
  return atDesk(config, async (desk) => {
    const bar = progressBar('Fetching', last - first + 1);
    const sum = { files: 0, kept: 0, faults: [] as string[] };
    try {
      for (let day = first; day <= last; day++) {
        const { files, kept, faults } = await desk.reports(name, dyad, toIsoDate(day));
        sum.files += files;
        sum.kept += kept;
        sum.faults.push(...faults);
        bar.update(day - first + 1, `${toIsoDate(day)}, ${counted(sum.kept, 'file')}`);
      }
    } finally {
      bar.stop();
    }
    if (json) printJson({ feed: name, dyad, from, to, ...sum });
    else {
      print(
        sum.files === 0
          ? `Nothing to fetch: no act of ${dyad} is stored on these days, or its reports are kept already.`
          : `The reports behind the acts of ${dyad} are kept from ${counted(sum.kept, 'file')} of ${sum.files}.`,
      );
      for (const fault of sum.faults.slice(0, FAULTS_SHOWN)) print(`  ${fault}`);
    }
    return sum.kept < sum.files ? 2 : 0;
  });
}

/** @returns the exit code: 0 every row can be read, 2 some are at fault, 1 refused */
export async function feedPreviewCommand(
  file: string,
  { mapping, rows, json }: { readonly mapping: string; readonly rows: string; readonly json?: boolean },
): Promise<number> {
  const { loadReferenceData } = await import('../referenceData.ts');
  const { loadFeedTables } = await import('../feeds/feedTables.ts');
  const { previewMapping } = await import('../feeds/genericCsv.ts');
  const { readMapping } = await import('../feeds/fetch/mappingFile.ts');
  const { projectRoot } = await import('../projectRoot.ts');
  const count = numberTyped('--rows', rows, 1, 9999, true);
  const reference = await loadReferenceData(projectRoot());
  const { states } = await loadFeedTables(projectRoot(), reference);
  const read = await readMapping(resolve(mapping), reference.codebook).catch((error: unknown) => {
    throw error instanceof FeedConfigFault ? new CommandFailure(error.message, { cause: error }) : error;
  });
  const preview = await previewMapping(createReadStream(file), read.mapping, read.codings, states, count).catch(
    (error: unknown) => {
      throw new CommandFailure(`${file} cannot be read: ${messageOf(error)}.`, {
        cause: error,
      });
    },
  );
  const { taken, tally } = preview;
  if (tally.refused !== null) throw new CommandFailure(`${file}: ${tally.refused}`);
  if (json) printJson({ rows: tally.rows, taken, faulty: tally.faulty, leftOut: tally.leftOut, faults: tally.faults });
  else {
    const left = (head: string) => ({ head, align: 'left' }) as const;
    print(
      `Of the first ${counted(tally.rows, 'row')} of ${file}, ${tally.taken} would be taken, ${tally.faulty} are at fault, and ${tally.rows - tally.taken - tally.faulty} are about no pair of states.`,
    );
    if (taken.length > 0)
      print(
        `\n${table(
          [left('Day'), left('Actor'), left('Target'), left('Code'), left('Becomes'), left('Report')],
          taken.map((row) => [
            toIsoDate(row.day),
            row.actor,
            row.target,
            row.code,
            actOf(read.codings.get(row.code)?.act ?? null),
            row.report.slice(0, 60),
          ]),
        )}`,
      );
    if (tally.faults.length > 0)
      print(
        `\nAt fault:\n${tally.faults
          .slice(0, FAULTS_SHOWN)
          .map(({ line, field, value, message }) => `  line ${line}, ${field ?? ''} "${value ?? ''}": ${message}`)
          .join('\n')}`,
      );
    for (const [place, count] of [...tally.unknownPlaces].slice(0, FAULTS_SHOWN))
      print(`  "${place}" is no state that a table knows (${counted(count, 'row')}).`);
  }
  return tally.faulty > 0 ? 2 : 0;
}

function actOf(act: { readonly type: string; readonly polarity: 1 | -1; readonly severity: number } | null): string {
  return act === null
    ? 'nothing'
    : `${act.type}, ${act.polarity === 1 ? 'raises' : 'lowers'} tension, severity ${act.severity}`;
}

function inWords({
  done,
  unchanged,
  rows,
  stories,
  missing,
  failed,
  refused,
  gaps,
  faultyRows,
  faults,
  remarks,
  files,
  totalFiles,
  endedAt,
}: PullAccountResponse): string {
  const parts = [
    done > 0
      ? `${counted(done, 'file')} stored, with ${counted(rows, 'row')} and ${counted(stories, 'story', 'stories')}`
      : 'nothing new',
    ...(endedAt === null ? [`${files.toLocaleString('en')} of ${totalFiles.toLocaleString('en')} seen to`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(missing > 0 ? [`${missing} missing on the server: unknown, and tried again by itself`] : []),
    ...(failed > 0 ? [`${failed} failed: tried again by itself`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(gaps > 0 ? [`${counted(gaps, 'file')} skipped by its lists`] : []),
    ...(faultyRows > 0 ? [`${counted(faultyRows, 'row')} at fault`] : []),
  ];
  const told = [...remarks, ...faults];
  const more = told.length > FAULTS_SHOWN ? [`  ... and ${told.length - FAULTS_SHOWN} more: --json lists them.`] : [];
  return [`${parts.join('; ')}.`, ...told.slice(0, FAULTS_SHOWN).map((sentence) => `  ${sentence}`), ...more].join(
    '\n',
  );
}

const megabytes = (bytes: number): string =>
  `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;
const interval = (minutes: number): string =>
  minutes === 1440 ? 'day' : minutes % 1440 === 0 ? counted(minutes / 1440, 'day') : counted(minutes, 'minute');
