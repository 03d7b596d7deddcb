/** A pair of states of which there is nothing: why, and how to get something. */
import type { FeedStates } from '../../../models/contract/feeds.ts';
import type { ModelSummary } from '../../../models/contract/models.ts';
import { epochDay } from '../../../models/calendar.ts';
import { NearestDyads } from '../../components/NearestDyads.tsx';
import { Phrase } from '../../components/Phrase.tsx';
import { dyadName } from '../../state/countryNames.ts';
import { longDate, words } from '../../state/language.ts';
import { machineModelOf } from '../../state/machineLines.ts';
import type { Pair } from '../../state/pairSearch.ts';
import { useResource } from '../../state/resource.ts';
import { useTitle } from '../../state/title.ts';

const ADD = 'npm run -s tension -- feed add gdelt --from 1979-01-01';
const BACKFILL = 'npm run -s tension -- feed backfill gdelt --from 1979-01-01';
const IMPORT = 'npm run -s tension -- import FILE.csv';

export function EmptyPair({ pair, models }: { readonly pair: Pair; readonly models: readonly ModelSummary[] }) {
  const wording = words.value.machine;
  const name = dyadName(pair.dyad, pair.name);
  useTitle(name);
  const feeds = useResource<FeedStates>('/api/v1/feeds').data?.feeds;
  const stored = (feeds ?? []).flatMap((feed) =>
    feed.firstDay === null || feed.newestDay === null
      ? []
      : [wording.stored(feed.name, longDate(epochDay(feed.firstDay)), longDate(epochDay(feed.newestDay)))],
  );
  const isUnread = pair.feeds.length > 0 && !machineModelOf(models, pair);
  return (
    <article class="plain-page">
      <p class="eyebrow">{pair.dyad}</p>
      <h1 tabIndex={-1}>{wording.noData(name)}</h1>
      {isUnread ? (
        <p>{wording.noModel(pair.feeds.map((feed) => feed.name))}</p>
      ) : (
        <>
          <p>{wording.noDataNote}</p>
          <p>{stored.length > 0 ? wording.haveFeeds(stored) : wording.noFeeds}</p>
          <pre class="command">{stored.length > 0 ? BACKFILL : ADD}</pre>
        </>
      )}
      <p>
        <Phrase text={wording.importOwn} parts={{ method: <a href="/docs">{words.value.shell.links.docs}</a> }} />
      </p>
      <pre class="command">{IMPORT}</pre>
      <NearestDyads id={pair.dyad} />
    </article>
  );
}
