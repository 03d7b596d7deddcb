/** The login of a feed: read from the environment by a name of a fixed form, and sent to one host only. */
import type { FeedNetwork } from './address.ts';
import { isNear } from './address.ts';
import { ACLED_BASE, type FeedConfig, FeedConfigFault } from './feedConfig.ts';

/**
 * A login goes to its publisher, or to a host that the settings name, whoever adds the feed.
 *
 * @throws FeedConfigFault
 */
export function refuseLoginElsewhere(feed: FeedConfig, { named, near }: FeedNetwork): void {
  if (feed.kind !== 'acled') return;
  const url = new URL(feed.base);
  if (url.origin === ACLED_BASE || named.includes(url.host) || isNear(url, near)) return;
  throw new FeedConfigFault(
    `The feed ${feed.name} would send the login of ACLED to ${url.host}: leave base out for ${ACLED_BASE}, or name the host in FEED_HOSTS where the server starts.`,
  );
}
