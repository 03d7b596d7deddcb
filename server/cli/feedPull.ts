/** `tension feed pull`: fetch now what is new. */
import type { Config } from '../config.ts';
import { CommandFailure } from './failure.ts';
import { withFeedClient } from './feedClient.ts';
import { NO_FEEDS } from './feedWords.ts';
import { pullAll } from './pullAll.ts';

export interface FeedPullOptions {
  readonly again?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code: 0 all taken, 2 some files missing, failed or refused, or rows at fault */
export async function feedPullCommand(
  config: Config,
  name: string | undefined,
  { again, all, json }: FeedPullOptions,
): Promise<number> {
  return withFeedClient(config, async (client) => {
    const names = name === undefined ? (await client.status()).map((feed) => feed.name) : [name];
    if (names.length === 0) throw new CommandFailure(NO_FEEDS);
    return pullAll(client, names, { ...(again && { again }), ...(all && { all }) }, json ?? false);
  });
}
