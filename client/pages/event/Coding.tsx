/** How an event is coded: type, who did it to whom, which way it bears, and how severe it was. */
import type { CodebookResponse } from '../../../models/contract/codebook.ts';
import type { EventRecord } from '../../../models/contract/events.ts';
import { epochDay } from '../../../models/calendar.ts';
import { CategoryMark } from '../../components/CategoryMark.tsx';
import { DATA_LANGUAGE, knownDate, longDate, typeDefinition, typeLabel, words } from '../../state/language.ts';

interface Props {
  readonly event: EventRecord;
  /** of the dyad */
  readonly name: string;
  readonly type: CodebookResponse['types'][number] | undefined;
}

export function Coding({ event, name, type }: Props) {
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
