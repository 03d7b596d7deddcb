/** Who reports an event, and whether a source confirms it. */
import type { EventRecord } from '../../../models/contract/events.ts';
import { words } from '../../state/language.ts';

export function Source({ event }: { readonly event: EventRecord }) {
  const wording = words.value.event;
  const isLink = /^https?:\/\//.test(event.sourceUrl);
  return (
    <div class={event.verified ? 'source' : 'source is-unverified'}>
      <p class="source-state">{event.verified ? wording.confirms : wording.unverified}</p>
      <p class="source-name">
        {isLink ? (
          <a href={event.sourceUrl} rel="noreferrer external">
            {event.sourceName === '' ? event.sourceUrl : event.sourceName}
          </a>
        ) : event.sourceName === '' ? (
          wording.noAddress
        ) : (
          event.sourceName
        )}
        {event.sourceDate === '' ? null : <span class="muted"> · {event.sourceDate}</span>}
      </p>
      {isLink ? <p class="source-url">{event.sourceUrl}</p> : null}
    </div>
  );
}
