/** Which feeds behind the lines of a chart are stale or missing: each chart that they feed says so. */
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import type { Series } from '../../models/contract/series.ts';

/** The stale feeds of some answers, each once. */
export function staleFeeds(answers: readonly (Pick<Series, 'feeds'> | undefined)[]): FeedFreshness[] {
  const stale = answers.flatMap((answer) => answer?.feeds ?? []).filter((feed) => feed.stale);
  return [...new Map(stale.map((feed) => [feed.feed, feed])).values()];
}
