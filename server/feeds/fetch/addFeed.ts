/** A feed that somebody adds: on this machine, or by a request, which may name less. */
import type { Codebook } from '../../../models/codebook.ts';
import { type FeedNetwork, isNear, KNOWN_HOSTS } from './address.ts';
import { checkFeeds, type FeedConfig, FeedConfigFault, hostsOf, isAddress } from './feedConfig.ts';
import { isDropped } from './droppedFiles.ts';
import { withMapping } from './keptFeeds.ts';
import { refuseLoginElsewhere } from './login.ts';

/** Who adds: somebody at this machine, whose files and network it is, or somebody over HTTP. */
export type AddedBy = 'machine' | 'request';

export interface AddingParts {
  readonly dataDir: string;
  readonly codebook: Codebook;
  readonly network: FeedNetwork;
}

/**
 * The feed as it is kept.
 *
 * @throws FeedConfigFault with all faults
 */
export async function addedFeed(
  feed: unknown,
  by: AddedBy,
  { dataDir, codebook, network }: AddingParts,
): Promise<FeedConfig> {
  const [added] = checkFeeds({ feeds: [feed] }, 'The feed');
  if (!added) throw new FeedConfigFault('The feed is empty.');
  const faults = by === 'request' ? faultsOfRequest(added, network) : [];
  if (faults.length > 0) throw new FeedConfigFault(faults.join('\n'));
  refuseLoginElsewhere(added, network);
  return withMapping(added, dataDir, codebook);
}

/** What a request may not name: paths of the server's machine, and hosts that neither the program nor its settings know. */
function faultsOfRequest(feed: FeedConfig, network: FeedNetwork): string[] {
  const paths = 'files' in feed ? feed.files.filter((file) => !isAddress(file) && !isDropped(file)) : [];
  if (feed.kind === 'csv' && typeof feed.mapping === 'string') paths.push(feed.mapping);
  return [
    ...paths.map(
      (path) =>
        `The feed names "${path.slice(0, 100)}", a path of the server's machine: over HTTP a feed names https addresses. On that machine, type: npm run -s tension -- feed add ${feed.kind}.`,
    ),
    ...unknownHosts(hostsOf(feed), network),
  ];
}

/** Sentences about hosts from which a request may have nothing fetched. */
export function unknownHosts(hosts: readonly string[], { named, near }: FeedNetwork): string[] {
  return hosts
    .filter((host) => !KNOWN_HOSTS.includes(host) && !named.includes(host) && !isNear(new URL(`https://${host}`), near))
    .map(
      (host) =>
        `The feed names the host ${host}, which is none of those known (${[...KNOWN_HOSTS, ...named, ...near].join(', ')}): add it to FEED_HOSTS where the server starts, or add the feed on that machine.`,
    );
}
