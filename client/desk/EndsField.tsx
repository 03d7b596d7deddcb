/** Earlier acts of the dyad that an act undoes: a sanction lifted, an ambassador returned. */
import { useMemo } from 'preact/hooks';
import { epochDay } from '../../models/calendar.ts';
import type { EventRecord } from '../../models/contract/events.ts';
import { type Choice, Combobox } from '../components/Combobox.tsx';
import { headlineOf } from '../charts/headline.ts';
import { longDate, typeLabel, words } from '../state/language.ts';
import { searchedWords } from '../state/listing.ts';
import { type ActDraft, type BearingDraft, dyadOfBearing } from './actDraft.ts';
import { useDyadEvents } from './ActEffect.tsx';

const MAX_SHOWN = 12;

interface Props {
  readonly act: ActDraft;
  readonly bearing: BearingDraft;
  readonly onChange: (ends: readonly string[]) => void;
  readonly fault?: string | undefined;
}

export function EndsField({ act, bearing, onChange, fault }: Props) {
  const wording = words.value.actForm;
  const dyad = dyadOfBearing(bearing);
  const events = useDyadEvents(dyad);
  const earlier = useMemo(
    () =>
      (events ?? [])
        .filter(({ id, date }) => id !== bearing.id && (act.date === '' || date <= act.date))
        .toSorted((a, b) => (a.date < b.date ? 1 : -1)),
    [events, act.date, bearing.id],
  );
  if (dyad === undefined || events === undefined || (events.length === 0 && bearing.ends.length === 0)) return null;
  const nameOf = (event: EventRecord): string => `${longDate(epochDay(event.date))}: ${headlineOf(event, words.value)}`;
  const choicesFor = (text: string): Choice[] => {
    const asked = searchedWords(text);
    return earlier
      .filter((event) =>
        asked.every((word) =>
          `${event.date} ${typeLabel(event.type)} ${event.type} ${event.headline} ${event.headlineKo} ${event.summary}`
            .toLowerCase()
            .includes(word),
        ),
      )
      .slice(0, MAX_SHOWN)
      .map((event) => ({ value: event.id, label: nameOf(event), note: typeLabel(event.type) }));
  };
  return (
    <details class="ends-field" open={bearing.ends.length > 0 || fault !== undefined || undefined}>
      <summary>{wording.fields.ends}</summary>
      <Combobox
        key={bearing.ends.join(' ')}
        label={wording.endsSearch}
        value=""
        text=""
        none={wording.noEvent}
        fault={fault}
        choicesFor={choicesFor}
        onChoose={(id) => id !== '' && !bearing.ends.includes(id) && onChange([...bearing.ends, id])}
      />
      {bearing.ends.map((id) => {
        const event = events.find((one) => one.id === id);
        const name = event ? nameOf(event) : id;
        return (
          <button
            key={id}
            type="button"
            class="chip"
            aria-label={wording.takeOut(name)}
            onClick={() => onChange(bearing.ends.filter((other) => other !== id))}
          >
            {name} <span aria-hidden="true">×</span>
          </button>
        );
      })}
    </details>
  );
}
