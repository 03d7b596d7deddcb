/** One event: its source, its coding, and what it does to the index. */
import { Fragment } from 'preact';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { EventDetail, EventRecord } from '../../models/contract/events.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { SEVERITIES } from '../../models/event.ts';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { keepingAsOf } from '../state/asOf.ts';
import { dyadName } from '../state/countryNames.ts';
import { DATA_LANGUAGE, knownDate, typeLabel, words } from '../state/language.ts';
import { hrefWith, place } from '../state/location.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { Actions } from './event/Actions.tsx';
import { Coding } from './event/Coding.tsx';
import { Effect } from './event/Effect.tsx';
import { Revisions } from './event/Revisions.tsx';
import { Scoring } from './event/Scoring.tsx';
import { Source } from './event/Source.tsx';

export function Event({ dyad, id }: { readonly dyad: string; readonly id: string }) {
  const wording = words.value.event;
  const asOf = place.value.query.get('asOf');
  const { data, problem } = useResource<EventDetail>(
    `/api/v1/events/${encodeURIComponent(id)}${asOf === null ? '' : `?asOf=${encodeURIComponent(asOf)}`}`,
  );
  const codebook = useResource<CodebookResponse>('/api/v1/codebook').data;
  const type = codebook?.types.find((candidate) => candidate.type === data?.event.type);
  useTitle(data ? `${typeLabel(data.event.type, type?.label)}, ${data.event.date}` : wording.title);
  if (!data)
    return problem ? (
      <article class="plain-page">
        <h1 tabIndex={-1}>{problem.status === 404 ? wording.none : wording.title}</h1>
        <ProblemNotice problem={problem} what={wording.theEvent} />
        <p>
          <a href={keepingAsOf(`/d/${dyad}`)}>{wording.toDyad(dyad)}</a>
        </p>
      </article>
    ) : (
      <Skeleton kind="text" what={wording.theEvent} />
    );
  const { event, scoring } = data;
  const day = epochDay(event.date);
  const name = dyadName(event.dyad, data.bearings.find((bearing) => bearing.dyad === event.dyad)?.name ?? event.dyad);
  return (
    <article class="event-page">
      <p class="eyebrow">
        <a href={keepingAsOf(`/d/${event.dyad}`)}>{name}</a> · {knownDate(day, event.datePrecision)}
      </p>
      <h1 tabIndex={-1} lang={DATA_LANGUAGE}>
        {event.summary}
      </h1>
      {data.retracted ? (
        <Notice kind="warning" title={wording.retracted}>
          {wording.retractedNote}
        </Notice>
      ) : null}
      <Source event={event} />
      <Bearings bearings={data.bearings} of={event.id} />
      <Links event={event} isRetracted={data.retracted} />
      {asOf === null && event.machine === undefined ? <Actions detail={data} /> : null}
      <div class="event-grid">
        <Coding event={event} name={name} type={type} undoes={data.undoes} undoneBy={data.undoneBy} />
        {scoring ? <Scoring scoring={scoring} event={event} model={data.model} /> : null}
      </div>
      <Effect detail={data} />
      <Revisions detail={data} />
    </article>
  );
}

/** Days shown on either side of the event when the reader goes back to its day. */
const AROUND_DAYS = 90;

/** To the day of the event on the dyad's page, and to what would be without it or with another severity. */
function Links({ event, isRetracted }: { readonly event: EventRecord; readonly isRetracted: boolean }) {
  const wording = words.value.event;
  const day = epochDay(event.date);
  const around = (daysAfter: number, more: Readonly<Record<string, string>>): string =>
    keepingAsOf(
      hrefWith(`/d/${event.dyad}`, { from: toIsoDate(day - AROUND_DAYS), to: toIsoDate(day + daysAfter), ...more }),
    );
  // A what-if shows more of what comes after than of what came before.
  const whatIf = (term: string): string => around(3 * AROUND_DAYS, { whatif: term });
  return (
    <p class="event-links">
      <a class="button" href={around(AROUND_DAYS, { a: event.date })}>
        {wording.seeDay}
      </a>
      {isRetracted ? null : (
        <>
          <a class="button" href={whatIf(`event:${event.id}`)}>
            {wording.notCoded}
          </a>
          <span class="event-severities">
            {wording.severityWere}{' '}
            {SEVERITIES.filter((severity) => severity !== event.severity).map((severity) => (
              <a
                key={severity}
                href={whatIf(`severity:${event.id}:${severity}`)}
                aria-label={wording.severityInstead(severity, event.severity)}
              >
                {severity}
              </a>
            ))}
            <span class="muted">{wording.coded(event.severity)}</span>
          </span>
        </>
      )}
    </p>
  );
}

/** The rows that the act has in other dyads, in one line. */
function Bearings({ bearings, of }: Pick<EventDetail, 'bearings'> & { readonly of: string }) {
  const wording = words.value.event;
  const others = bearings.filter(({ eventId }) => eventId !== of);
  if (others.length === 0) return null;
  return (
    <p>
      {wording.elsewhere}{' '}
      {others.map(({ eventId, dyad, name, polarity, role }, i) => (
        <Fragment key={eventId}>
          {i === 0 ? '' : '; '}
          <a href={keepingAsOf(`/d/${dyad}/e/${eventId}`)}>{dyadName(dyad, name)}</a> (
          {wording.bearsShort(polarity, role)})
        </Fragment>
      ))}
    </p>
  );
}
