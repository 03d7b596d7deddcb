/** `tension feed pull`: fetch now what is new. */
import type { Config } from '../config.ts';
import { CommandFailure } from './failure.ts';
import { withFeedClient } from './feedClient.ts';
import { daysNamed, NO_FEEDS } from './feedWords.ts';
import { pullAll } from './pullAll.ts';

export interface FeedPullOptions {
  /** days to be read again, where some are named */
  readonly again?: boolean | string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code: 0 all taken, 2 some files missing, failed or refused, or rows at fault */
export async function feedPullCommand(
  config: Config,
  typed: string | undefined,
  { again: asked, all, json }: FeedPullOptions,
): Promise<number> {
  // `feed pull --again gdelt` names a feed, not days.
  const isName = typeof asked === 'string' && typed === undefined && !/^\d/.test(asked);
  const name = isName ? asked : typed;
  const again = isName ? true : asked;
  const days = typeof again === 'string' ? daysNamed(again) : undefined;
  return withFeedClient(config, async (client) => {
    const names = name === undefined ? (await client.status()).map((feed) => feed.name) : [name];
    if (names.length === 0) throw new CommandFailure(NO_FEEDS);
    return pullAll(client, names, { ...days, ...(again && { again: true }), ...(all && { all }) }, json ?? false);
  });
}
