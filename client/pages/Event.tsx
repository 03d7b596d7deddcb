/** One event: its source, its coding, and what it does to the index. */
import { useMemo } from 'preact/hooks';
import type { CodebookResponse, EventDetail, EventRecord } from '../../server/api/contract.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { SEVERITIES } from '../../models/event.ts';
import { CATEGORY_NAMES } from '../charts/bins.ts';
import { knownDate, longDate, plain, signed } from '../charts/format.ts';
import type { EffectPoint } from '../charts/effectChart.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { EffectFigure } from '../components/EffectFigure.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { keepingAsOf } from '../state/asOf.ts';
import { hrefOf, place } from '../state/location.ts';
import { useResource } from '../state/resource.ts';
import { theme } from '../state/theme.ts';
import { useTitle } from '../state/title.ts';

/** Days shown on either side of the event when the reader goes back to its day. */
const AROUND_DAYS = 90;

export function Event({ dyad, id }: { readonly dyad: string; readonly id: string }) {
  const asOf = place.value.query.get('asOf');
  const { data, problem } = useResource<EventDetail>(`/api/v1/events/${encodeURIComponent(id)}${asOf === null ? '' : `?asOf=${encodeURIComponent(asOf)}`}`);
  const codebook = useResource<CodebookResponse>('/api/v1/codebook').data;
  const type = codebook?.types.find((candidate) => candidate.type === data?.event.type);
  useTitle(data ? `${type?.label ?? data.event.type}, ${data.event.date}` : 'Event');
  const effect = useMemo(() => (data ? untilFaded(data.effect) : []), [data]);
  if (!data)
    return problem ? (
      <article class="plain-page">
        <h1 tabIndex={-1}>{problem.status === 404 ? 'No such event' : 'Event'}</h1>
        <ProblemNotice problem={problem} what="The event" />
        <p>
          <a href={keepingAsOf(`/d/${dyad}`)}>To {dyad}</a>
        </p>
      </article>
    ) : (
      <Skeleton kind="text" what="the event" />
    );
  const { event, scoring } = data;
  const day = epochDay(event.date);
  const name = data.bearings.find((bearing) => bearing.dyad === event.dyad)?.name ?? event.dyad;
  const around = keepingAsOf(`/d/${event.dyad}?from=${toIsoDate(day - AROUND_DAYS)}&to=${toIsoDate(day + AROUND_DAYS)}&a=${event.date}`);
  // A what-if shows more of what comes after than of what came before.
  const whatIf = (term: string): string => keepingAsOf(hrefOf(`/d/${event.dyad}`, new URLSearchParams({ from: toIsoDate(day - AROUND_DAYS), to: toIsoDate(day + 3 * AROUND_DAYS), whatif: term })));
  const largest = data.effect.reduce<EventDetail['effect'][number] | undefined>((best, point) => (best === undefined || Math.abs(point.index - point.without) > Math.abs(best.index - best.without) ? point : best), undefined);
  return (
    <article class="event-page">
      <p class="eyebrow">
        <a href={keepingAsOf(`/d/${event.dyad}`)}>{name}</a> · {knownDate(day, event.datePrecision)}
      </p>
      <h1 tabIndex={-1}>{event.summary}</h1>
      {data.retracted ? (
        <Notice kind="warning" title="This event was retracted.">
          It counts nowhere any more; its revisions are below.
        </Notice>
      ) : null}
      <Source event={event} />
      <p class="event-links">
        <a class="button" href={around}>
          See its day on the chart
        </a>
        {data.retracted ? null : (
          <>
            <a class="button" href={whatIf(`event:${event.id}`)}>
              What if it had not been coded?
            </a>
            <span class="event-severities">
              What if its severity were{' '}
              {SEVERITIES.filter((severity) => severity !== event.severity).map((severity) => (
                <a key={severity} href={whatIf(`severity:${event.id}:${severity}`)} aria-label={`What if its severity were ${severity} instead of ${event.severity}`}>
                  {severity}
                </a>
              ))}
              <span class="muted">(coded {event.severity})</span>
            </span>
          </>
        )}
      </p>
      <div class="event-grid">
        <section aria-labelledby="coding-title">
          <h2 id="coding-title">How it is coded</h2>
          <dl class="coding">
            <dt>Type</dt>
            <dd>
              <CategoryMark category={event.category} /> <b>{type?.label ?? event.type}</b>, {CATEGORY_NAMES[event.category].toLowerCase()}
              <span class="muted"> — {type?.definition ?? ''}</span>
            </dd>
            <dt>Actor → target</dt>
            <dd>
              {event.actor} → {event.target}
              {event.others.length > 0 ? <span class="muted">, also {event.others.join(', ')}</span> : null}
            </dd>
            <dt>Effect here</dt>
            <dd>
              {event.polarity === 1 ? 'raises' : 'lowers'} tension in {name}; {event.role === 'direct' ? 'a direct act between the two' : 'an indirect act, which bears on the dyad through a third party or a body'}
            </dd>
            <dt>Severity</dt>
            <dd>
              {event.severity} of 5 <span class="muted">— {SEVERITY_WORDS[event.severity - 1]}</span>
            </dd>
            <dt>CAMEO</dt>
            <dd>
              <code>{event.cameo}</code>
            </dd>
            <dt>Date</dt>
            <dd>{event.datePrecision === 'month' ? `${knownDate(day, 'month')}; only the month is known, and ${longDate(day)} stands in for the day` : longDate(day)}</dd>
            {event.note === '' ? null : (
              <>
                <dt>Note</dt>
                <dd>{event.note}</dd>
              </>
            )}
          </dl>
        </section>
        {scoring ? <Scoring scoring={scoring} event={event} model={data.model} /> : null}
      </div>
      {effect.length > 1 && largest ? (
        <section aria-labelledby="effect-title">
          <h2 id="effect-title">What it does to the index</h2>
          <p>
            {Math.abs(largest.index - largest.without) < 0.05
              ? 'The index is nearly the same with and without it.'
              : `Leaving it out would ${largest.index > largest.without ? 'lower' : 'raise'} the index by up to ${plain(Math.abs(largest.index - largest.without))} points (on ${longDate(epochDay(largest.date))}: ${plain(largest.index)} with it, ${plain(largest.without)} without). The chart ends where a tenth of that is left, or today.`}
          </p>
          <EffectFigure effect={effect} eventDay={day} polarity={event.polarity} theme={theme.value} label={`The index with and without this event, from ${longDate(effect[0]!.day)} to ${longDate(effect.at(-1)!.day)}.`} />
        </section>
      ) : null}
      {data.bearings.length > 1 ? (
        <section aria-labelledby="bearings-title">
          <h2 id="bearings-title">Where else it bears</h2>
          <ul>
            {data.bearings.map((bearing) => (
              <li key={bearing.dyad}>
                <a href={keepingAsOf(`/d/${bearing.dyad}`)}>{bearing.name}</a>: {bearing.polarity === 1 ? 'raises' : 'lowers'} tension, {bearing.role}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Revisions detail={data} />
    </article>
  );
}

/** A tenth of the largest effect, and never less than can be seen. */
const SHARE_SHOWN = 0.1;
const SEEN = 0.05;
const SHORTEST_DAYS = 60;

/** The effect up to the day on which it can still be seen. */
function untilFaded(effect: EventDetail['effect']): EffectPoint[] {
  const size = (point: EventDetail['effect'][number]): number => Math.abs(point.index - point.without);
  const least = Math.max(SHARE_SHOWN * Math.max(0, ...effect.map(size)), SEEN);
  const last = effect.findLastIndex((point) => size(point) >= least);
  return effect.slice(0, Math.max(last + 1, SHORTEST_DAYS)).map((point) => ({ day: epochDay(point.date), index: point.index, without: point.without }));
}

const SEVERITY_WORDS = ['routine', 'minor', 'the normal level of a well-reported act', 'grave for its type', 'historic for its type'];

function Source({ event }: { readonly event: EventRecord }) {
  const isLink = /^https?:\/\//.test(event.sourceUrl);
  return (
    <div class={event.verified ? 'source' : 'source is-unverified'}>
      <p class="source-state">{event.verified ? 'Source, which confirms act and date' : 'Unverified: the source confirms less than act and date, or none was found'}</p>
      <p class="source-name">
        {isLink ? (
          <a href={event.sourceUrl} rel="noreferrer external">
            {event.sourceName === '' ? event.sourceUrl : event.sourceName}
          </a>
        ) : event.sourceName === '' ? (
          'No source address'
        ) : (
          event.sourceName
        )}
        {event.sourceDate === '' ? null : <span class="muted"> · {event.sourceDate}</span>}
      </p>
      {isLink ? <p class="source-url">{event.sourceUrl}</p> : null}
    </div>
  );
}

function Scoring({ scoring, event, model }: { readonly scoring: NonNullable<EventDetail['scoring']>; readonly event: EventRecord; readonly model: EventDetail['model'] }) {
  const factors = [
    { label: 'weight of the type', value: scoring.weight, note: '' },
    { label: 'severity', value: scoring.severityMultiplier, note: `level ${event.severity}` },
    { label: 'role', value: scoring.roleMultiplier, note: event.role },
    { label: 'confidence', value: scoring.confidence, note: event.verified ? 'verified' : 'unverified' },
    { label: 'repetition', value: scoring.repetition, note: scoring.repetition === 1 ? 'first of its kind lately' : 'same act by the same actor within the window' },
  ];
  return (
    <section aria-labelledby="scoring-title">
      <h2 id="scoring-title">What it counts</h2>
      <table class="scoring">
        <tbody>
          {factors.map(({ label, value, note }, i) => (
            <tr key={label}>
              <td class="scoring-sign">{i === 0 ? '' : '×'}</td>
              <td class="num">{trim(value)}</td>
              <th scope="row">
                {label} {note === '' ? null : <span class="muted">{note}</span>}
              </th>
            </tr>
          ))}
          <tr class="scoring-total">
            <td class="scoring-sign">=</td>
            <td class="num">{signed(scoring.impact, 2)}</td>
            <th scope="row">tension points on its day {event.polarity === 1 ? '' : <span class="muted">(it lowers tension)</span>}</th>
          </tr>
        </tbody>
      </table>
      <p>
        {scoring.holdDays > 0 ? `It counts in full for ${plain(scoring.holdDays, 0)} days, then loses half every ${plain(scoring.halfLifeDays, 0)} days.` : `It loses half every ${plain(scoring.halfLifeDays, 0)} days.`} Model{' '}
        <a href={`/m/${model.name}`}>
          {model.name} v{model.version}
        </a>{' '}
        <code>{model.hash}</code>.
      </p>
    </section>
  );
}

/** As many decimals as it has, at most four. */
function trim(value: number): string {
  return String(Number(value.toFixed(4)));
}

const OPERATIONS: Readonly<Record<EventDetail['revisions'][number]['operation'], string>> = { create: 'recorded', revise: 'revised', retract: 'retracted' };

function Revisions({ detail }: { readonly detail: EventDetail }) {
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">Revisions</h2>
      <ol class="revisions">
        {detail.revisions.map((revision, i) => {
          const before = detail.revisions[i - 1]?.event;
          const changes = before ? Object.entries(revision.event).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(Object.entries(before).find(([name]) => name === field)?.[1])) : [];
          return (
            <li key={revision.revision}>
              {revision.revision}. {OPERATIONS[revision.operation]} on <time dateTime={revision.recordedAt}>{revision.recordedAt.slice(0, 16).replace('T', ' ')} UTC</time> by {revision.recordedBy}
              {changes.length > 0 ? <span class="muted">: {changes.map(([field, value]) => `${field} is now ${Array.isArray(value) ? value.join(', ') : String(value)}`).join('; ')}</span> : null}
            </li>
          );
        })}
      </ol>
      <p class="muted small">
        Id <code>{detail.event.id}</code>. Nothing is overwritten: a correction is a new revision.
      </p>
    </section>
  );
}
