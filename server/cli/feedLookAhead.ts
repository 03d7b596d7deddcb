/** What a feed would fetch, from its lists alone: for `feed add --dry-run`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toIsoDate } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { visible } from '../../models/textFault.ts';
import { clock } from '../composition.ts';
import { type Config, secretOf } from '../config.ts';
import { loadFeedTables } from '../feeds/feedTables.ts';
import { type FeedConfig, hostsOf } from '../feeds/fetch/feedConfig.ts';
import { feedSource, wantedDays } from '../feeds/fetch/feedSource.ts';
import { STANDARD_RETRY_POLICY } from '../feeds/fetch/retryPolicy.ts';
import { sleepOnMachine } from '../feeds/fetch/runtime.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData } from '../referenceData.ts';
import { CommandFailure } from './failure.ts';
import { terminal } from './terminal.ts';

export interface LookAhead {
  readonly hosts: readonly string[];
  readonly files: number;
  /** as far as the lists say */
  readonly bytes: number;
  readonly gaps: number;
  /** days that the files report on, ISO; null where their names do not say */
  readonly first: string | null;
  readonly last: string | null;
  readonly remarks: readonly string[];
}

/** @throws CommandFailure when the lists cannot be had */
export async function lookAhead({ dataDir, feedNetwork }: Config, feed: FeedConfig): Promise<LookAhead> {
  const reference = await loadReferenceData(projectRoot());
  const folder = await mkdtemp(join(tmpdir(), 'tension-feed-'));
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  const remarks: string[] = [];
  let files = 0;
  let bytes = 0;
  let gaps = 0;
  let first = Infinity;
  let last = -Infinity;
  try {
    const tell = (sentence: string): void => void terminal().stderr.write(`${visible(sentence)}\n`);
    const runtime = { now: clock, random: Math.random, sleep: sleepOnMachine, tell };
    const source = await feedSource(feed, {
      dataDir,
      partsFolder: folder,
      tables: await loadFeedTables(projectRoot(), reference),
      codebook: reference.codebook,
      runtime,
      secret: secretOf,
      network: feedNetwork,
      retryPolicy: STANDARD_RETRY_POLICY,
      dropped: async () => undefined,
    });
    for await (const batch of source.discover(
      {
        reach: 'all',
        range: wantedDays(feed, clock()),
        newest: undefined,
        remark: (sentence) => remarks.push(sentence),
      },
      stop.signal,
    )) {
      for (const file of batch) {
        if (file.absent !== undefined) gaps++;
        else {
          files++;
          bytes += file.expectedBytes ?? 0;
          first = Math.min(first, file.firstDay ?? first);
          last = Math.max(last, file.lastDay ?? last);
        }
      }
    }
  } catch (error) {
    throw new CommandFailure(`The lists of ${feed.name} cannot be had: ${messageOf(error)}`, { cause: error });
  } finally {
    process.off('SIGINT', onSignal);
    await rm(folder, { recursive: true, force: true });
  }
  return {
    hosts: hostsOf(feed),
    files,
    bytes,
    gaps,
    first: first === Infinity ? null : toIsoDate(first),
    last: last === -Infinity ? null : toIsoDate(last),
    remarks,
  };
}
