/** Adding a feed to feeds.json: on this machine, or by a request, which may name less. */
import type { Codebook } from '../../../models/codebook.ts';
import { type FeedNetwork, isNear, KNOWN_HOSTS } from './address.ts';
import {
  checkFeeds,
  type FeedConfig,
  FeedConfigFault,
  hostsOf,
  isAddress,
  readFeedConfig,
  writeFeedConfig,
} from './feedConfig.ts';
import { refuseLoginElsewhere } from './login.ts';
import { readMapping } from './mappingFile.ts';

/** Who adds: somebody at this machine, whose files and network it is, or somebody over HTTP. */
export type AddedBy = 'machine' | 'request';

export interface AddingParts {
  readonly dataDir: string;
  readonly codebook: Codebook;
  readonly network: FeedNetwork;
}

/**
 * Adds a feed, or replaces the one of its name.
 *
 * @throws FeedConfigFault with all faults
 */
export async function addFeed(
  feed: unknown,
  by: AddedBy,
  { dataDir, codebook, network }: AddingParts,
): Promise<FeedConfig> {
  const [added] = checkFeeds({ feeds: [feed] }, 'The feed');
  if (!added) throw new FeedConfigFault('The feed is empty.');
  const faults = by === 'request' ? faultsOfRequest(added, network) : [];
  if (faults.length > 0) throw new FeedConfigFault(faults.join('\n'));
  refuseLoginElsewhere(added, network);
  if (added.kind === 'csv') await readMapping(dataDir, added.mapping, codebook);
  const others = (await readFeedConfig(dataDir)).filter(({ name }) => name !== added.name);
  await writeFeedConfig(dataDir, [...others, added]);
  return added;
}

/** What a request may not name: paths of the server's machine, and hosts that neither the program nor its settings know. */
function faultsOfRequest(feed: FeedConfig, { named, near }: FeedNetwork): string[] {
  const paths = 'files' in feed ? feed.files.filter((file) => !isAddress(file)) : [];
  if (feed.kind === 'csv') paths.push(feed.mapping);
  const unknown = hostsOf(feed).filter(
    (host) => !KNOWN_HOSTS.includes(host) && !named.includes(host) && !isNear(new URL(`https://${host}`), near),
  );
  return [
    ...paths.map(
      (path) =>
        `The feed names "${path.slice(0, 100)}", a path of the server's machine: over HTTP a feed names https addresses. On that machine, type: npm run -s tension -- feed add ${feed.kind}.`,
    ),
    ...unknown.map(
      (host) =>
        `The feed names the host ${host}, which is none of those known (${[...KNOWN_HOSTS, ...named, ...near].join(', ')}): add it to FEED_HOSTS where the server starts, or add the feed on that machine.`,
    ),
  ];
}
