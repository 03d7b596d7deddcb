/** `tension feed add`: a feed that is fetched from then on, or what it would fetch. */
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { FIRST_FEED_DAYS } from '../../models/feedStart.ts';
import type { Config } from '../config.ts';
import {
  checkFeeds,
  everyMinutes,
  FEED_KINDS,
  type FeedConfig,
  FeedConfigFault,
  isAddress,
} from '../feeds/fetch/feedConfig.ts';
import { dayTyped, numberTyped } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { clientOfServer } from './feedClient.ts';
import { interval } from './feedWords.ts';
import { COMMAND_LINE, findServer, type Server } from './runningServer.ts';
import { counted, print, printJson } from './terminal.ts';

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

/** @returns the exit code: 0 added */
export async function feedAddCommand(config: Config, kind: string, options: FeedAddOptions): Promise<number> {
  const entry = feedOf(kind, options);
  const feed = checked(entry);
  if (options.dryRun) return dryRun(config, feed, options);
  const server = await findServer(config);
  const line = await added(config, entry, server);
  if (server) await clientOfServer(server).pull(feed.name, {});
  if (options.json) printJson({ added: feed, line });
  else {
    const next = server
      ? `the server fetches it now, and then every ${interval(everyMinutes(feed))}. To see how far it is: npm run -s tension -- feed status`
      : `a server fetches it when it starts. To fetch it now: npm run -s tension -- feed pull ${feed.name}`;
    print(`${feed.name} is added${'from' in feed ? `, from ${feed.from}` : ''}: ${next}`);
    if (line !== null)
      print(
        `The model ${line} reads it: ${server ? `${server.url}/m/${line}` : `/m/${line} on the pages`}. Each pair of states it reports on has a line under that model.`,
      );
  }
  return 0;
}

/** The feed that the options describe. */
function feedOf(
  kind: string,
  { name, from, base, file, mapping, host, parallel, every, keepRaw }: FeedAddOptions,
): Record<string, unknown> {
  const usual: readonly string[] = FEED_KINDS;
  if (!usual.includes(kind))
    throw new CommandFailure(`There is no kind of feed "${kind}". Known kinds: ${FEED_KINDS.join(', ')}.`);
  const needsFiles = kind !== 'gdelt' && kind !== 'acled';
  if (needsFiles && !file)
    throw new CommandFailure(
      `A feed of ${kind} is read from files: name each with --file, a path or an https address.`,
    );
  if (!needsFiles && file)
    throw new CommandFailure(
      `A feed of ${kind} is fetched from its publisher, and --file would be passed over: leave it out. To read a file of your own, add it as csv with a mapping.`,
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
      : { from: from ?? toIsoDate(dayOfMs(Date.now()) - FIRST_FEED_DAYS), ...(base !== undefined && { base }) }),
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

/**
 * Paths and hosts of this machine are no business of a request. So where a server holds the database, the feed is handed over in a
 * file of the data folder, which only this machine can write.
 *
 * @returns the name of the model that reads it
 */
async function added(config: Config, entry: unknown, server: Server | undefined): Promise<string | null> {
  const { loadReferenceData } = await import('../referenceData.ts');
  const { projectRoot } = await import('../projectRoot.ts');
  const { addedFeed } = await import('../feeds/fetch/addFeed.ts');
  const { lineOf } = await import('../feeds/fetch/feedLine.ts');
  const { dataDir, feedNetwork: network } = config;
  const reference = await loadReferenceData(projectRoot());
  const feed = await addedFeed(entry, 'machine', { dataDir, codebook: reference.codebook, network }).catch(
    (error: unknown) => {
      throw error instanceof FeedConfigFault ? new CommandFailure(error.message, { cause: error }) : error;
    },
  );
  if (server && config.databaseUrl === undefined) return handOver(dataDir, feed, server);
  const { keptFeeds, openDatabase } = await import('../composition.ts');
  const { migrate } = await import('../store/migrate.ts');
  const database = await openDatabase(config);
  try {
    await migrate(database);
    await (await keptFeeds(config, reference, database)).put(feed, COMMAND_LINE);
    return lineOf(feed, reference.models)?.definition.name ?? null;
  } finally {
    await database.close();
  }
}

async function handOver(dataDir: string, feed: FeedConfig, server: Server): Promise<string | null> {
  const { waitingFeeds } = await import('../feeds/fetch/keptFeeds.ts');
  const file = waitingFeeds(dataDir);
  if (existsSync(file)) await clientOfServer(server).status(); // it takes that over, or says why it cannot
  const unfinished = `${file}.${process.pid}.unfinished`;
  await writeFile(unfinished, JSON.stringify({ feeds: [feed], addedBy: COMMAND_LINE }));
  await rename(unfinished, file);
  const feeds = await clientOfServer(server).status();
  return feeds.find(({ name }) => name === feed.name)?.line ?? null;
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

const megabytes = (bytes: number): string =>
  `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;
