/** The feeds that are fetched or were, as far as reading what is stored of them needs: which format a name stands for, and what codes of one's own mean. */
import type { Codebook } from '../../models/codebook.ts';
import type { ConfiguredFeed } from './feedSources.ts';
import type { KeptFeeds } from './fetch/keptFeeds.ts';
import { checkMapping } from './genericCsv.ts';

/** @throws FeedConfigFault when a feeds.json that waits cannot be used */
export async function configuredFeeds(kept: Pick<KeptFeeds, 'readAll'>, codebook: Codebook): Promise<ConfiguredFeed[]> {
  const feeds: ConfiguredFeed[] = [];
  for (const feed of await kept.readAll()) {
    if (feed.kind !== 'csv') {
      feeds.push(feed);
      continue;
    }
    const check = checkMapping(feed.mapping, codebook);
    if ('mapping' in check)
      feeds.push({ name: feed.name, kind: feed.kind, own: { title: check.mapping.title, codings: check.codings } });
  }
  return feeds;
}
