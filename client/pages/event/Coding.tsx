/** How an event is coded: type, who did it to whom, which way it bears, and how severe it was. */
import type { CodebookResponse } from '../../../models/contract/codebook.ts';
import type { EventDetail, EventRecord } from '../../../models/contract/events.ts';
import { epochDay } from '../../../models/calendar.ts';
import { headlineOf } from '../../charts/headline.ts';
import { CategoryMark } from '../../components/CategoryMark.tsx';
import { DATA_LANGUAGE, knownDate, longDate, typeDefinition, typeLabel, words } from '../../state/language.ts';

interface Props {
  readonly event: EventRecord;
  /** of the dyad */
  readonly name: string;
  readonly type: CodebookResponse['types'][number] | undefined;
  readonly undoes: EventDetail['undoes'];
  readonly undoneBy: EventDetail['undoneBy'];
}

export function Coding({ event, name, type, undoes, undoneBy }: Props) {
  const wording = words.value.event;
  const day = epochDay(event.date);
  return (
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
          {event.datePrecision === 'month' ? wording.monthOnly(knownDate(day, 'month'), longDate(day)) : longDate(day)}
        </dd>
        {event.endDate === null ? null : (
          <>
            <dt>{wording.lasted}</dt>
            <dd>{longDate(epochDay(event.endDate))}</dd>
          </>
        )}
        <Links label={wording.undoes} acts={undoes} dyad={event.dyad} />
        <Links label={wording.undoneBy} acts={undoneBy} dyad={event.dyad} />
        {event.note === '' ? null : (
          <>
            <dt>{wording.note}</dt>
            <dd lang={DATA_LANGUAGE}>{event.note}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Acts that this one undoes, or that undo it. */
function Links({
  label,
  acts,
  dyad,
}: {
  readonly label: string;
  readonly acts: EventDetail['undoes'];
  readonly dyad: string;
}) {
  if (acts.length === 0) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <ul class="linked-acts">
          {acts.map((act) => (
            <li key={act.eventId}>
              <a href={`/d/${dyad}/e/${act.eventId}`}>{headlineOf(act, words.value)}</a>{' '}
              <span class="muted">{longDate(epochDay(act.date))}</span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}
