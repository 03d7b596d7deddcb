/** The morning brief: what has changed in a day, a week and a month, over all dyads, to be read or printed. */
import { useState } from 'preact/hooks';
import type { Morning, MorningEvent, MorningPeriod, PinnedView } from '../../server/api/contract.ts';
import { epochDay, parseDay, toIsoDate } from '../../models/calendar.ts';
import { plain, signed } from '../charts/format.ts';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { Flag } from '../components/Flag.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { ApiProblem, askJson, NoAnswer } from '../state/api.ts';
import { keepingAsOf, momentWords } from '../state/asOf.ts';
import { copyText } from '../state/clipboard.ts';
import { DATA_LANGUAGE, knownDate, language, words } from '../state/language.ts';
import { modelName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { type BriefState, MAX_PACKED } from './briefState.ts';
import { morningLimits, morningText } from './morningText.ts';

interface Props {
  readonly state: BriefState;
  readonly onChange: (changes: Partial<BriefState>) => void;
  readonly onSay: (text: string) => void;
}

/** Days that a card of the pack shows: long enough to see where a change comes from. */
const PACKED_DAYS = 90;

const dateWords = (date: string, precision: 'day' | 'month' = 'day'): string => knownDate(epochDay(date), precision);

export function MorningBrief({ state, onChange, onSay }: Props) {
  const wording = words.value.morning;
  const day = typeof state.range === 'string' ? undefined : toIsoDate(state.range.to);
  const query = new URLSearchParams(
    Object.entries({ lang: language.value, model: state.model, asOf: state.asOf, date: day }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const { data, problem } = useResource<Morning>(`/api/v1/morning?${query.toString()}`);
  const [isPacking, setPacking] = useState(false);
  const [refusal, setRefusal] = useState<ApiProblem | undefined>(undefined);
  if (!data)
    return problem ? (
      <ProblemNotice problem={problem} what={words.value.brief.headingMorning} />
    ) : (
      <Skeleton kind="text" what={words.value.brief.headingMorning} />
    );

  const top = movedDyads(data).slice(0, MAX_PACKED);
  const makePack = async (): Promise<void> => {
    setPacking(true);
    setRefusal(undefined);
    onSay(wording.packing);
    try {
      const codes: string[] = [];
      for (const dyad of top) {
        const { code } = await askJson<PinnedView>('/api/v1/views', {
          kind: 'dyad',
          dyad,
          from: toIsoDate(epochDay(data.date) - PACKED_DAYS),
          to: data.date,
          step: 'day',
          direction: 'both',
          model: `${data.model.name}@${data.model.hash}`,
          ...(data.asOf !== null && { asOf: data.asOf }),
        });
        codes.push(code);
      }
      onChange({ pack: codes });
      onSay(wording.packed(codes.length));
      document.getElementById('pack-title')?.focus();
    } catch (reason) {
      if (reason instanceof ApiProblem) setRefusal(reason);
      else if (!(reason instanceof NoAnswer)) throw reason; // the banner says that the server is gone
    } finally {
      setPacking(false);
    }
  };
  return (
    <article class="morning" aria-labelledby="morning-title">
      <header class="morning-head">
        <h2 id="morning-title">{wording.of(dateWords(data.date))}</h2>
        <p class="muted">
          {wording.intro(data.dyads)} {wording.model} <a href={`/m/${data.model.name}`}>{modelName(data.model)}</a>{' '}
          <code>{data.model.hash}</code>. {data.asOf === null ? '' : wording.known(momentWords(data.asOf))}
        </p>
        <div class="toolbar morning-tools">
          <label>
            {wording.day}{' '}
            <input
              type="date"
              value={data.date}
              onChange={(event) => {
                const chosen = parseDay(event.currentTarget.value);
                if (chosen !== undefined) onChange({ range: { from: chosen - PACKED_DAYS, to: chosen } });
              }}
            />
          </label>
          {day === undefined ? null : (
            <button type="button" onClick={() => onChange({ range: '1y' })}>
              {wording.latest}
            </button>
          )}
          <span class="toolbar-space" />
          <button
            type="button"
            disabled={isPacking || top.length === 0}
            title={top.length === 0 ? wording.inactive : wording.packTitle}
            onClick={() => void makePack()}
          >
            {isPacking ? wording.packing : wording.pack(top.length)}
          </button>
          <button
            type="button"
            onClick={() =>
              void copyText(morningText(data, words.value, dateWords)).then((isCopied) =>
                onSay(isCopied ? wording.copiedText : words.value.brief.copied.nothing),
              )
            }
          >
            {wording.copyText}
          </button>
          <button type="button" onClick={() => window.print()}>
            {wording.print}
          </button>
        </div>
      </header>
      {refusal ? <ProblemNotice problem={refusal} what={words.value.brief.pack} /> : null}
      {problem ? <ProblemNotice problem={problem} what={words.value.brief.headingMorning} /> : null}
      {data.periods.map((period, i) => (
        <PeriodSection
          key={period.period}
          period={period}
          told={new Set(data.periods.slice(0, i).flatMap(({ events }) => events.map(({ id }) => id)))}
        />
      ))}
      <section class="morning-limits" aria-labelledby="limits-title">
        <h3 id="limits-title">{wording.quietTitle}</h3>
        <p>{morningLimits(data, wording, dateWords).join(' ')}</p>
        {data.lastEvent === null || data.lastEvent >= data.date ? null : (
          <p class="morning-back">
            <button
              type="button"
              class="link"
              onClick={() =>
                onChange({ range: { from: epochDay(data.lastEvent!) - PACKED_DAYS, to: epochDay(data.lastEvent!) } })
              }
            >
              {wording.thatDay(dateWords(data.lastEvent))}
            </button>
          </p>
        )}
      </section>
    </article>
  );
}

/** Every dyad that moved in any period: the month's first, then what moved in shorter ones only. */
function movedDyads({ periods }: Morning): string[] {
  return [...new Set(periods.toReversed().flatMap(({ dyads }) => dyads.map(({ id }) => id)))];
}

/** @param told ids of events that a shorter period has named: nobody reads them twice */
function PeriodSection({
  period: { period, from, to, dyads, beyondNoise, newEvents, flags, events: all },
  told,
}: {
  readonly period: MorningPeriod;
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
        {wording.beyond(beyondNoise)} {wording.fresh(newEvents)}
      </p>
      {dyads.length === 0 ? null : (
        <ol class="morning-dyads" aria-label={wording.dyads}>
          {dyads.map((dyad) => (
            <DyadItem key={dyad.id} dyad={dyad} from={from} to={to} />
          ))}
        </ol>
      )}
      {beyondNoise > dyads.length ? (
        <p class="small">
          <a href={keepingAsOf('/')}>{wording.further(beyondNoise - dyads.length)}</a>
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

type MovedDyad = MorningPeriod['dyads'][number];

function DyadItem({ dyad, from, to }: { readonly dyad: MovedDyad; readonly from: string; readonly to: string }) {
  const wording = words.value.morning;
  const address = keepingAsOf(`/d/${dyad.id}?from=${toIsoDate(epochDay(to) - PACKED_DAYS)}&to=${to}&a=${from}&b=${to}`);
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
