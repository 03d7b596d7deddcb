/** Which files a feed has, how to fetch one and how to read it, by its configuration. */
import { dayOfMs, epochDay } from '../../../models/calendar.ts';
import type { Codebook } from '../../../models/codebook.ts';
import type { FeedTables } from '../feedTables.ts';
import { readByMapping } from '../genericCsv.ts';
import { readIcews } from '../icews.ts';
import { readPlover } from '../plover.ts';
import { readUcdp } from '../ucdp.ts';
import { AcledSource } from './acledSource.ts';
import { Downloads } from './download.ts';
import type { FeedNetwork } from './address.ts';
import { type FeedConfig, hostsOf } from './feedConfig.ts';
import { FileSource, type TableReader } from './fileSource.ts';
import { GdeltSource } from './gdeltSource.ts';
import { refuseLoginElsewhere } from './login.ts';
import { readMapping } from './mappingFile.ts';
import type { RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';
import type { DayRange, FeedSource } from './source.ts';

const FIRST_DAY = epochDay('1979-01-01');

/** The days that a feed is to have: from its configuration to today. */
export function wantedDays(feed: FeedConfig, now: Date): DayRange {
  return { from: 'from' in feed ? epochDay(feed.from) : FIRST_DAY, to: dayOfMs(now.getTime()) };
}

export interface SourceParts {
  readonly dataDir: string;
  readonly tables: FeedTables;
  readonly codebook: Codebook;
  readonly runtime: Runtime;
  /** the value of an environment variable that a feed names */
  readonly secret: (variable: string) => string | undefined;
  /** the hosts that the settings name */
  readonly network: FeedNetwork;
  /** where files lie while they are fetched and read */
  readonly partsFolder: string;
  readonly retryPolicy: RetryPolicy;
  /** the bytes of a file of a feed that was dropped on a page */
  readonly dropped: (feed: string, file: string) => Promise<Uint8Array | undefined>;
}

/** A feed as its configuration describes it. @throws FeedConfigFault for a mapping that cannot be used */
export async function feedSource(feed: FeedConfig, parts: SourceParts): Promise<FeedSource> {
  const { dataDir, partsFolder: folder, tables, runtime, retryPolicy, network } = parts;
  const downloads = new Downloads(folder, runtime, retryPolicy);
  const common = {
    feed: feed.name,
    hosts: { allowed: hostsOf(feed), near: network.near },
    tables,
    runtime,
    retryPolicy,
  };
  if (feed.kind === 'gdelt') return new GdeltSource({ ...common, base: feed.base, downloads });
  if (feed.kind === 'acled') {
    refuseLoginElsewhere(feed, network);
    const variables = `${feed.user} and ${feed.password}`;
    return new AcledSource({ ...common, base: feed.base, login: () => loginOf(feed, parts), variables, folder });
  }
  return new FileSource({
    ...common,
    files: feed.files,
    dataDir,
    downloads,
    folder,
    dropped: (file) => parts.dropped(feed.name, file),
    read: await readerOf(feed, parts),
  });
}

function loginOf(
  feed: { readonly user: string; readonly password: string },
  { secret }: SourceParts,
): { user: string; password: string } | undefined {
  const user = secret(feed.user);
  const password = secret(feed.password);
  return user === undefined || password === undefined ? undefined : { user, password };
}

async function readerOf(feed: FeedConfig, { dataDir, tables, codebook }: SourceParts): Promise<TableReader> {
  const { states, icews, plover, ucdp } = tables;
  if (feed.kind === 'icews') return (bytes, tally) => readIcews(bytes, states, icews, tally);
  if (feed.kind === 'polecat') return (bytes, tally) => readPlover(bytes, states, plover, tally);
  if (feed.kind === 'ucdp') return (bytes, tally) => readUcdp(bytes, states, ucdp, tally);
  if (feed.kind !== 'csv') throw new TypeError(`A feed of the kind ${feed.kind} is not read file by file.`);
  const { mapping, codings } = await readMapping(dataDir, feed.mapping, codebook);
  return (bytes, tally) => readByMapping(bytes, mapping, codings, states, tally);
}
