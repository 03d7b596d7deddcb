/** The feeds of feeds.json as far as reading what is stored of them needs: which format a name stands for, and what codes of one's own mean. */
import type { Codebook } from '../../models/codebook.ts';
import type { ConfiguredFeed } from './feedSources.ts';
import { readFeedConfig } from './fetch/feedConfig.ts';
import { ownText } from './fetch/ownFile.ts';
import { checkMapping } from './genericCsv.ts';

/** @throws FeedConfigFault when feeds.json cannot be used; Error of the system when a mapping file cannot be read */
export async function configuredFeeds(dataDir: string, codebook: Codebook): Promise<ConfiguredFeed[]> {
  const feeds: ConfiguredFeed[] = [];
  for (const feed of await readFeedConfig(dataDir)) {
    if (feed.kind !== 'csv') {
      feeds.push(feed);
      continue;
    }
    const check = checkMapping(JSON.parse(await ownText(dataDir, feed.mapping)), codebook);
    if ('mapping' in check)
      feeds.push({ name: feed.name, kind: feed.kind, own: { title: check.mapping.title, codings: check.codings } });
  }
  return feeds;
}
