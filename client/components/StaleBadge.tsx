/** A feed behind a chart that is stale or missing: said on the chart itself. */
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import { epochDay } from '../../models/calendar.ts';
import { longDate, words } from '../state/language.ts';

export function StaleBadges({ feeds }: { readonly feeds: readonly FeedFreshness[] }) {
  const wording = words.value.machine;
  if (feeds.length === 0) return null;
  return (
    <ul class="stale-badges">
      {feeds.map(({ feed, name, newestDay, lacking }) => (
        <li key={feed}>
          <a class="stale-badge" href="/ops#feeds-title">
            <b>{newestDay === null ? wording.missing(name) : wording.stale(name, longDate(epochDay(newestDay)))}</b>{' '}
            <span>{wording.staleTitle(lacking)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
