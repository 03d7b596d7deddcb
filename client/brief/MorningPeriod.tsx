/** A period of the morning brief: what moved, which flags turned, which events were coded. */
import type { Morning, MorningEvent } from '../../models/contract/morning.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { plain, signed } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { Flag } from '../components/Flag.tsx';
import { keepingAsOf } from '../state/asOf.ts';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { dateWords, SHOWN_DAYS } from './morningDays.ts';

type Period = Morning['periods'][number];

/** @param told ids of events that a shorter period has named: nobody reads them twice */
export function MorningPeriod({
  period: { period, from, to, dyads, moved, newEvents, flags, events: all },
  told,
}: {
  readonly period: Period;
  readonly told: ReadonlySet<string>;
}) {
  const wording = words.value.morning;
  const events = all.filter((event) => !told.has(event.id));
  const id = `morning-${period}`;
  return (
    <section class="morning-period" aria-labelledby={id}>
      <h3 id={id}>
        {wording.periods[period]} <span class="muted small">{wording.span(dateWords(from), dateWords(to))}</span>
      </h3>
      <p>
        {wording.beyond(moved)} {wording.fresh(newEvents)}
      </p>
      {dyads.length === 0 ? null : (
        <ol class="morning-dyads" aria-label={wording.dyads}>
          {dyads.map((dyad) => (
            <DyadItem key={dyad.id} dyad={dyad} from={from} to={to} />
          ))}
        </ol>
      )}
      {moved > dyads.length ? (
        <p class="small">
          <a href={keepingAsOf('/')}>{wording.further(moved - dyads.length)}</a>
        </p>
      ) : null}
      {flags.length === 0 ? null : (
        <>
          <h4>{wording.flags}</h4>
          <ul class="morning-flags">
            {flags.map((turned) => (
              <li key={turned.id}>
                <a href={keepingAsOf(`/d/${turned.id}`)}>{turned.name}</a>: <Flag flag={turned.from} /> →{' '}
                <Flag flag={turned.to} /> <span class="muted num">{wording.over30(signed(turned.change30))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {events.length === 0 ? null : (
        <>
          <h4>
            {events.length < all.length || dyads.some((dyad) => dyad.events.length > 0)
              ? wording.otherEvents
              : wording.events}
          </h4>
          <ul class="morning-events">
            {events.map((event) => (
              <li key={`${event.dyad} ${event.id}`}>
                <EventLine event={event} hasName />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type MovedDyad = Period['dyads'][number];

function DyadItem({ dyad, from, to }: { readonly dyad: MovedDyad; readonly from: string; readonly to: string }) {
  const wording = words.value.morning;
  const address = keepingAsOf(`/d/${dyad.id}?from=${toIsoDate(epochDay(to) - SHOWN_DAYS)}&to=${to}&a=${from}&b=${to}`);
  return (
    <li>
      <p class="morning-change num">{signed(dyad.change)}</p>
      <div>
        <p class="morning-name">
          <a href={address}>{dyad.name}</a>{' '}
          <span class="num">{wording.index(plain(dyad.index), plain(dyad.low, 0), plain(dyad.high, 0))}</span>{' '}
          <Flag flag={dyad.flag} />
        </p>
        <p>{dyad.sentence}</p>
        {dyad.events.length === 0 ? null : (
          <ul class="morning-events">
            {dyad.events.map((event) => (
              <li key={event.id}>
                <EventLine event={event} />
              </li>
            ))}
          </ul>
        )}
        {dyad.newEvents === 0 || dyad.provisional || dyad.sparse ? (
          <p class="muted small">
            {[
              dyad.newEvents === 0 ? wording.noNew(dateWords(dyad.lastEvent)) : '',
              dyad.provisional ? wording.provisional : '',
              dyad.sparse ? wording.sparse : '',
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
        ) : null}
      </div>
    </li>
  );
}

function EventLine({ event, hasName = false }: { readonly event: MorningEvent; readonly hasName?: boolean }) {
  const wording = words.value.morning;
  return (
    <span class={event.verified ? 'small' : 'small is-unverified'}>
      {event.indexPoints === null ? null : <b class="num">{signed(event.indexPoints)} </b>}
      <a href={keepingAsOf(`/d/${event.dyad}/e/${event.id}`)}>
        <CategoryMark category={event.category} />
        {hasName ? `${event.name}, ` : ''}
        {event.typeLabel}, {dateWords(event.date, event.datePrecision)}
      </a>
      : <span lang={DATA_LANGUAGE}>{event.summary}</span> {event.verified ? null : <em>({wording.unverified}) </em>}
      {event.sourceUrl === '' ? (
        <span class="muted">{event.sourceName}</span>
      ) : (
        <a class="morning-source" href={event.sourceUrl} rel="noreferrer external">
          {event.sourceName || wording.source}
        </a>
      )}
    </span>
  );
}
