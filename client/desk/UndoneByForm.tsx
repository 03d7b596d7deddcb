/** The act that undoes an event: one that is recorded already, or a new one. */
import { useState } from 'preact/hooks';
import { epochDay } from '../../models/calendar.ts';
import type { EventDetail, EventRecord } from '../../models/contract/events.ts';
import { headlineOf } from '../charts/headline.ts';
import { type Choice, Combobox } from '../components/Combobox.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { longDate, typeLabel, words } from '../state/language.ts';
import { searchedWords } from '../state/listing.ts';
import { may } from '../state/person.ts';
import { EMPTY_ACT, EMPTY_BEARING } from './actDraft.ts';
import { useDyadEvents } from './ActEffect.tsx';
import { NewActForm } from './NewActForm.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { record, suggest } from './writing.ts';

const MAX_SHOWN = 12;

interface Props {
  readonly detail: EventDetail;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function UndoneByForm({ detail, onDone, onCancel }: Props) {
  const wording = words.value.correcting;
  const { event } = detail;
  const [way, setWay] = useState<'new' | 'known'>('new');
  return (
    <div class="undone-by">
      <Segmented
        label={wording.tasks.undoneBy}
        value={way}
        options={(['new', 'known'] as const).map((value) => ({ value, label: wording.undoneWays[value] }))}
        onChoose={setWay}
      />
      {way === 'known' ? (
        <KnownAct event={event} onDone={onDone} onCancel={onCancel} />
      ) : (
        <NewActForm start={undoing(event)} onDone={onDone} onCancel={onCancel} />
      )}
    </div>
  );
}

/** By the same towards the same, the other way. */
const undoing = ({ id, dyad, actor, target, others, role, polarity }: EventRecord) => ({
  ...EMPTY_ACT,
  bearings: [
    {
      ...EMPTY_BEARING,
      dyad,
      actor,
      target,
      others,
      role,
      polarity: polarity === 1 ? (-1 as const) : (1 as const),
      ends: [id],
    },
  ],
});

/** A later act of the dyad takes the event among those that it undoes. */
function KnownAct({ event, onDone, onCancel }: { readonly event: EventRecord } & Omit<Props, 'detail'>) {
  const wording = words.value.correcting;
  const events = useDyadEvents(event.dyad) ?? [];
  const [chosen, setChosen] = useState('');
  const later = events.filter(({ id, date }) => id !== event.id && date >= event.date);
  const nameOf = (one: EventRecord): string => `${longDate(epochDay(one.date))}: ${headlineOf(one, words.value)}`;
  const choicesFor = (text: string): Choice[] => {
    const asked = searchedWords(text);
    return later
      .filter((one) =>
        asked.every((word) =>
          `${one.date} ${typeLabel(one.type)} ${one.type} ${one.headline} ${one.summary}`.toLowerCase().includes(word),
        ),
      )
      .slice(0, MAX_SHOWN)
      .map((one) => ({ value: one.id, label: nameOf(one), note: typeLabel(one.type) }));
  };
  const other = later.find(({ id }) => id === chosen);
  const isSuggested = !may('editor');
  return (
    <ReasonForm
      title={wording.tasks.undoneBy}
      action={isSuggested ? words.value.writing.suggest : wording.save}
      send={(reason) => {
        const change = {
          reason,
          bearings: [{ id: chosen, ends: [...(other?.ends ?? []), event.id] }],
          revisions: { [chosen]: other?.revision ?? 0 },
        };
        const actId = other?.actId ?? chosen;
        return isSuggested
          ? suggest({ kind: 'revision', subject: actId, change, reason })
          : record(`/api/v1/acts/${encodeURIComponent(actId)}/revisions`, change);
      }}
      isReady={other !== undefined}
      onDone={onDone}
      onCancel={onCancel}
    >
      <Combobox
        label={wording.laterAct}
        value={chosen}
        text={other ? nameOf(other) : ''}
        none={wording.noLaterAct}
        choicesFor={choicesFor}
        onChoose={setChosen}
      />
    </ReasonForm>
  );
}
