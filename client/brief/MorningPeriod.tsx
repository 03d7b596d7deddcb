/** A period of the morning brief: the dyads that it tells of, the flags that turned, and further acts. */
import type { Morning, MorningDyad, MorningEvent, MorningPeriod as Period } from '../../models/contract/morning.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { changeTo, plain, signed } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { Flag } from '../components/Flag.tsx';
import { keepingAsOf } from '../state/asOf.ts';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { SHOWN_DAYS } from '../charts/morningCards.ts';
import { dateWords } from './morningDays.ts';
import {
  cautions,
  flagWords,
  type MorningSpeech,
  newsWords,
  periodCounts,
  periodTitle,
} from '../charts/morningWords.ts';

interface Props {
  readonly brief: Morning;
  readonly period: Period;
  readonly speech: MorningSpeech;
}

export function MorningPeriod({ brief, period, speech }: Props) {
  const wording = words.value.morning;
  const { dyads, flags, events, more } = period;
  const id = `morning-${period.period}`;
  const { title, span } = periodTitle(period, brief, speech);
  return (
    <section class="morning-period" aria-labelledby={id}>
      <h3 id={id}>
        {title} {span === '' ? null : <span class="muted small">{span}</span>}
      </h3>
      <p>{periodCounts(period, speech)}</p>
      {dyads.length === 0 ? null : (
        <ol class="morning-dyads" aria-label={wording.dyads}>
          {dyads.map((dyad) => (
            <DyadItem key={dyad.id} brief={brief} period={period} speech={speech} dyad={dyad} />
          ))}
        </ol>
      )}
      {more > 0 ? (
        <p class="small">
          <a href={keepingAsOf('/')}>{wording.further(more)}</a>
        </p>
      ) : null}
      {flags.length === 0 ? null : (
        <>
          <h4>{wording.flags}</h4>
          <ul class="morning-flags">
            {flags.map((turned) => (
              <li key={turned.id}>
                <p class="morning-name">
                  <a href={keepingAsOf(`/d/${turned.id}`)}>{turned.name}</a> <Flag flag={turned.flag} />
                </p>
                <p>{flagWords(turned, brief, speech)}</p>
                <p>{turned.sentence}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {events.length === 0 ? null : (
        <>
          <h4>{dyads.some((dyad) => dyad.events.length > 0) ? wording.otherEvents : wording.events}</h4>
          <ul class="morning-events">
            {events.map((event) => (
              <li key={`${event.dyad} ${event.id}`}>
                <EventLine event={event} speech={speech} hasName />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function DyadItem({ brief, period: { from, to }, speech, dyad }: Props & { readonly dyad: MorningDyad }) {
  const wording = words.value.morning;
  const address = keepingAsOf(`/d/${dyad.id}?from=${toIsoDate(epochDay(to) - SHOWN_DAYS)}&to=${to}&a=${from}&b=${to}`);
  const turned = flagWords(dyad, brief, speech);
  const notes = cautions(dyad, to, speech);
  return (
    <li>
      <p class="morning-change num">{dyad.change === null ? '–' : signed(changeTo(dyad.index, dyad.change))}</p>
      <div>
        <p class="morning-name">
          <a href={address}>{dyad.name}</a>{' '}
          <span class="num">{wording.index(plain(dyad.index), plain(dyad.low, 0), plain(dyad.high, 0))}</span>{' '}
          <Flag flag={dyad.flag} />{' '}
          {dyad.change30 === null ? null : (
            <span class="num">{wording.over30(signed(changeTo(dyad.index, dyad.change30)))}</span>
          )}
        </p>
        <p>{dyad.sentence}</p>
        {turned === undefined ? null : <p>{turned}</p>}
        {dyad.events.length === 0 ? null : (
          <ul class="morning-events">
            {dyad.events.map((event) => (
              <li key={event.id}>
                <EventLine event={event} speech={speech} />
              </li>
            ))}
            {dyad.moreEvents > 0 ? <li class="muted small">{wording.moreActs(dyad.moreEvents)}</li> : null}
          </ul>
        )}
        {notes.length === 0 ? null : <p class="muted small">{notes.join(' · ')}</p>}
      </div>
    </li>
  );
}

function EventLine({
  event,
  speech,
  hasName = false,
}: {
  readonly event: MorningEvent;
  readonly speech: MorningSpeech;
  readonly hasName?: boolean;
}) {
  const wording = words.value.morning;
  const news = newsWords(event, speech);
  // The page of an act that was taken out shows its history as it is known now.
  const address = `/d/${event.dyad}/e/${event.id}`;
  return (
    <span class={event.verified ? 'small' : 'small is-unverified'}>
      {event.indexPoints === null ? null : <b class="num">{signed(event.indexPoints)} </b>}
      <a href={keepingAsOf(address)}>
        <CategoryMark category={event.category} />
        {hasName ? `${event.name}, ` : ''}
        {event.typeLabel}, {dateWords(event.date, event.datePrecision)}
      </a>
      : <span lang={DATA_LANGUAGE}>{event.summary}</span> {news === undefined ? null : <b>({news}) </b>}
      {event.verified ? null : <em>({wording.unverified}) </em>}
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
