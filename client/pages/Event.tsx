/** One event: its source, its coding, and what it does to the index. */
import { useMemo } from 'preact/hooks';
import type { CodebookResponse, EventDetail, EventRecord } from '../../server/api/contract.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { SEVERITIES } from '../../models/event.ts';
import { plain, signed } from '../charts/format.ts';
import type { EffectPoint } from '../charts/effectChart.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { EffectFigure } from '../components/EffectFigure.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { keepingAsOf } from '../state/asOf.ts';
import { dyadName } from '../state/countryNames.ts';
import { DATA_LANGUAGE, longDate, knownDate, typeDefinition, typeLabel, words } from '../state/language.ts';
import { hrefOf, place } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { theme } from '../state/theme.ts';
import { useTitle } from '../state/title.ts';

/** Days shown on either side of the event when the reader goes back to its day. */
const AROUND_DAYS = 90;

export function Event({ dyad, id }: { readonly dyad: string; readonly id: string }) {
  const wording = words.value.event;
  const asOf = place.value.query.get('asOf');
  const { data, problem } = useResource<EventDetail>(
    `/api/v1/events/${encodeURIComponent(id)}${asOf === null ? '' : `?asOf=${encodeURIComponent(asOf)}`}`,
  );
  const codebook = useResource<CodebookResponse>('/api/v1/codebook').data;
  const type = codebook?.types.find((candidate) => candidate.type === data?.event.type);
  useTitle(data ? `${typeLabel(data.event.type, type?.label)}, ${data.event.date}` : wording.title);
  const effect = useMemo(() => (data ? untilFaded(data.effect) : []), [data]);
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
  const around = keepingAsOf(
    `/d/${event.dyad}?from=${toIsoDate(day - AROUND_DAYS)}&to=${toIsoDate(day + AROUND_DAYS)}&a=${event.date}`,
  );
  // A what-if shows more of what comes after than of what came before.
  const whatIf = (term: string): string =>
    keepingAsOf(
      hrefOf(
        `/d/${event.dyad}`,
        new URLSearchParams({ from: toIsoDate(day - AROUND_DAYS), to: toIsoDate(day + 3 * AROUND_DAYS), whatif: term }),
      ),
    );
  const largest = data.effect.reduce<EventDetail['effect'][number] | undefined>(
    (best, point) =>
      best === undefined || Math.abs(point.index - point.without) > Math.abs(best.index - best.without) ? point : best,
    undefined,
  );
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
      <p class="event-links">
        <a class="button" href={around}>
          {wording.seeDay}
        </a>
        {data.retracted ? null : (
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
      <div class="event-grid">
        <section aria-labelledby="coding-title">
          <h2 id="coding-title">{wording.howCoded}</h2>
          <dl class="coding">
            <dt>{wording.type}</dt>
            <dd>
              <CategoryMark category={event.category} /> <b>{typeLabel(event.type, type?.label)}</b>,{' '}
              {words.value.categories[event.category].toLowerCase()}
              <span class="muted"> — {typeDefinition(event.type, type?.definition)}</span>
            </dd>
            <dt>{wording.actorTarget}</dt>
            <dd>
              {event.actor} → {event.target}
              {event.others.length > 0 ? <span class="muted">{wording.also(event.others.join(', '))}</span> : null}
            </dd>
            <dt>{wording.effect}</dt>
            <dd>{wording.bears(event.polarity, name, event.role)}</dd>
            <dt>{wording.severity}</dt>
            <dd>
              {wording.ofFive(event.severity)} <span class="muted">— {wording.severities[event.severity - 1]}</span>
            </dd>
            <dt>{wording.cameo}</dt>
            <dd>
              <code>{event.cameo}</code>
            </dd>
            <dt>{wording.date}</dt>
            <dd>
              {event.datePrecision === 'month'
                ? wording.monthOnly(knownDate(day, 'month'), longDate(day))
                : longDate(day)}
            </dd>
            {event.note === '' ? null : (
              <>
                <dt>{wording.note}</dt>
                <dd lang={DATA_LANGUAGE}>{event.note}</dd>
              </>
            )}
          </dl>
        </section>
        {scoring ? <Scoring scoring={scoring} event={event} model={data.model} /> : null}
      </div>
      {effect.length > 1 && largest ? (
        <section aria-labelledby="effect-title">
          <h2 id="effect-title">{wording.whatItDoes}</h2>
          <p>
            {Math.abs(largest.index - largest.without) < 0.05
              ? wording.nearlySame
              : wording.without(
                  largest.index > largest.without,
                  plain(Math.abs(largest.index - largest.without)),
                  longDate(epochDay(largest.date)),
                  plain(largest.index),
                  plain(largest.without),
                )}
          </p>
          <EffectFigure
            effect={effect}
            eventDay={day}
            polarity={event.polarity}
            theme={theme.value}
            label={wording.effectLabel(longDate(effect[0]!.day), longDate(effect.at(-1)!.day))}
          />
        </section>
      ) : null}
      {data.bearings.length > 1 ? (
        <section aria-labelledby="bearings-title">
          <h2 id="bearings-title">{wording.elsewhere}</h2>
          <ul>
            {data.bearings.map((bearing) => (
              <li key={bearing.dyad}>
                <a href={keepingAsOf(`/d/${bearing.dyad}`)}>{dyadName(bearing.dyad, bearing.name)}</a>:{' '}
                {wording.bearsShort(bearing.polarity, bearing.role)}
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
  return effect
    .slice(0, Math.max(last + 1, SHORTEST_DAYS))
    .map((point) => ({ day: epochDay(point.date), index: point.index, without: point.without }));
}

function Source({ event }: { readonly event: EventRecord }) {
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

function Scoring({
  scoring,
  event,
  model,
}: {
  readonly scoring: NonNullable<EventDetail['scoring']>;
  readonly event: EventRecord;
  readonly model: EventDetail['model'];
}) {
  const wording = words.value.event;
  const factors = [
    { label: wording.factors.weight, value: scoring.weight, note: '' },
    { label: wording.factors.severity, value: scoring.severityMultiplier, note: wording.level(event.severity) },
    { label: wording.factors.role, value: scoring.roleMultiplier, note: words.value.events.roles[event.role] },
    {
      label: wording.factors.confidence,
      value: scoring.confidence,
      note: event.verified ? wording.verified.yes : wording.verified.no,
    },
    {
      label: wording.factors.repetition,
      value: scoring.repetition,
      note: scoring.repetition === 1 ? wording.firstLately : wording.sameAct,
    },
  ];
  return (
    <section aria-labelledby="scoring-title">
      <h2 id="scoring-title">{wording.counts}</h2>
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
            <th scope="row">
              {wording.onItsDay} {event.polarity === 1 ? '' : <span class="muted">{wording.itLowers}</span>}
            </th>
          </tr>
        </tbody>
      </table>
      <p>
        {scoring.holdDays > 0
          ? wording.holds(plain(scoring.holdDays, 0), plain(scoring.halfLifeDays, 0))
          : wording.halves(plain(scoring.halfLifeDays, 0))}{' '}
        {wording.model} <a href={`/m/${model.name}`}>{modelName(model)}</a> <code>{model.hash}</code>.
      </p>
    </section>
  );
}

/** As many decimals as it has, at most four. */
function trim(value: number): string {
  return String(Number(value.toFixed(4)));
}

function Revisions({ detail }: { readonly detail: EventDetail }) {
  const wording = words.value.event;
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">{wording.revisions}</h2>
      <ol class="revisions">
        {detail.revisions.map((revision, i) => {
          const before = detail.revisions[i - 1]?.event;
          const changes = before
            ? Object.entries(revision.event).filter(
                ([field, value]) =>
                  JSON.stringify(value) !==
                  JSON.stringify(Object.entries(before).find(([name]) => name === field)?.[1]),
              )
            : [];
          return (
            <li key={revision.revision}>
              <Phrase
                text={wording.revision(revision.revision, wording.operations[revision.operation], revision.recordedBy)}
                parts={{
                  when: (
                    <time dateTime={revision.recordedAt}>
                      {wording.utc(revision.recordedAt.slice(0, 16).replace('T', ' '))}
                    </time>
                  ),
                }}
              />
              {changes.length > 0 ? (
                <span class="muted">
                  :{' '}
                  {changes
                    .map(([field, value]) =>
                      wording.isNow(field, Array.isArray(value) ? value.join(', ') : String(value)),
                    )
                    .join('; ')}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      <p class="muted small">
        <Phrase text={wording.id} parts={{ id: <code>{detail.event.id}</code> }} />
      </p>
    </section>
  );
}
