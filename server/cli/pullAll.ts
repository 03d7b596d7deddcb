import { setTimeout as sleep } from 'node:timers/promises';
import type { PullAccountResponse } from '../../models/contract/feeds.ts';
import { CommandFailure } from './failure.ts';
import type { FeedClient, PullSelection } from './feedClient.ts';
import { pullInWords } from './feedWords.ts';
import { Interrupted } from './longTask.ts';
import { counted, print, printJson, pullBar } from './terminal.ts';

const LOOK_AGAIN_MS = 400;

/**
 * Pulls feeds one after the other, and tells what each brought.
 *
 * @returns the exit code: 0 all taken, 2 some files missing, failed or refused, or rows at fault
 */
export async function pullAll(
  client: FeedClient,
  names: readonly string[],
  options: PullSelection,
  json: boolean,
): Promise<number> {
  const ended: { readonly feed: string; readonly pull: PullAccountResponse }[] = [];
  for (const name of names) {
    const pull = await watched(client, name, options);
    ended.push({ feed: name, pull });
    if (!json) print(`${name}: ${pullInWords(pull)}`);
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
async function watched(client: FeedClient, name: string, options: PullSelection): Promise<PullAccountResponse> {
  let stopping: Promise<void> | undefined;
  const stop = (): void => void (stopping ??= client.stopPull(name));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const bar = pullBar(name);
  const ended = async (): Promise<PullAccountResponse | undefined> => {
    for (;;) {
      const pull = (await client.status()).find((feed) => feed.name === name)?.pull;
      if (pull) bar.update(pull);
      if (!pull || pull.endedAt !== null) return pull ?? undefined;
      await sleep(LOOK_AGAIN_MS);
    }
  };
  try {
    // A backfill has days of its own: it does not join a pull that is under way, but waits for it.
    if (options.from !== undefined) await ended();
    if (stopping) throw new Interrupted(`Stopped before the backfill of ${name} began.`);
    await client.pull(name, options);
    const pull = await ended();
    if (!pull) throw new CommandFailure(`${name} was removed meanwhile.`);
    return pull;
  } finally {
    await stopping;
    bar.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
