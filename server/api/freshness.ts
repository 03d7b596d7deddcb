/** Whether a feed is up to date, in numbers and in a sentence. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { FeedStatus } from '../feeds/feedStatuses.ts';
import type { CodedFeed } from '../feeds/feedSources.ts';
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';

/** The freshness of a feed of which nothing or something is stored. */
export function freshnessOf(
  feed: Pick<CodedFeed, 'key' | 'name' | 'staleAfterDays'>,
  status: FeedStatus | undefined,
  today: number,
): FeedFreshness {
  const newest = status?.newestDay ?? null;
  const lacking = status ? status.files.pending + status.files.missing + status.files.failed + status.files.refused : 0;
  const stored = (status?.files.done ?? 0) > 0;
  const stale = newest === null || today - newest > feed.staleAfterDays;
  return {
    feed: feed.key,
    name: feed.name,
    newestDay: newest === null ? null : toIsoDate(newest),
    lastTakenAt: status?.lastTakenAt?.toISOString() ?? null,
    lacking,
    stale,
    sentence: sentenceOf(feed, { stored, newest, stale, lacking }),
  };
}

function sentenceOf(
  { name, staleAfterDays }: Pick<CodedFeed, 'name' | 'staleAfterDays'>,
  { stored, newest, stale, lacking }: { stored: boolean; newest: number | null; stale: boolean; lacking: number },
): string {
  if (!stored) return `Nothing of ${name} is stored: every day is unknown.`;
  const gaps = lacking === 0 ? '' : ` ${lacking} known ${lacking === 1 ? 'file is' : 'files are'} not stored.`;
  if (newest === null) return `${name} is stored, and has no row of any day.${gaps}`;
  if (stale)
    return `${name} is stale: nothing after ${toIsoDate(newest)} is stored, and more than ${staleAfterDays} ${staleAfterDays === 1 ? 'day' : 'days'} without news is unusual.${gaps}`;
  return `${name} is stored through ${toIsoDate(newest)}.${gaps}`;
}

/** The freshness of feeds by their keys; a key that nobody knows is left out. */
export async function freshnessOfFeeds(
  { feeds, now }: { readonly feeds: StoredFeeds; readonly now: () => Date },
  keys: readonly string[],
): Promise<FeedFreshness[]> {
  const statuses = await feeds.reading.statuses(now(), keys);
  const today = dayOfMs(now().getTime());
  const found: FeedFreshness[] = [];
  for (const key of keys) {
    const feed = await feeds.feedOf(key);
    const status = statuses.find((status) => status.feed === key);
    if (feed) found.push(freshnessOf(feed, status, today));
  }
  return found;
}
