/** A note as it is typed: a new one, or the change of one. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Note } from '../../models/contract/notes.ts';
import { MAX_NOTE, MAX_NOTE_SOURCE } from '../../models/noteLimits.ts';
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { DayField } from '../components/DayField.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { FormEnd } from '../desk/FormEnd.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';

interface Props {
  readonly held: Note | undefined;
  readonly dyad: string;
  readonly name: string;
  readonly day: number;
  readonly onSaved: (text: string) => void;
  readonly onClose: () => void;
}

const LENGTHS = ['oneDay', 'until', 'goesOn'] as const;
type Length = (typeof LENGTHS)[number];

const lengthOf = (held: Note | undefined): Length =>
  held === undefined || held.to === held.from ? 'oneDay' : held.to === null ? 'goesOn' : 'until';

export function NoteForm({ held, dyad, name, day, onSaved, onClose }: Props) {
  const { notes: wording, writing: forms } = words.value;
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [from, setFrom] = useState(held?.from ?? toIsoDate(day));
  const [length, setLength] = useState(lengthOf(held));
  const [to, setTo] = useState(held?.to ?? '');
  const [text, setText] = useState(held?.text ?? '');
  const [source, setSource] = useState(held?.source ?? '');
  const [isOfAll, setOfAll] = useState(false);
  const writing = useWriting();
  useEffect(() => first.current?.focus(), []);
  const save = async (): Promise<void> => {
    const isUntil = length === 'until';
    const missing = new Map([
      ...(parseDay(from) === undefined ? [['from', forms.missing] as const] : []),
      ...(isUntil && parseDay(to) === undefined ? [['to', forms.missing] as const] : []),
      ...(text.trim() === '' ? [['text', forms.missing] as const] : []),
      ...(source.trim() === '' ? [['source', forms.missing] as const] : []),
    ]);
    if (missing.size > 0) {
      writing.refuse(missing);
      return focusFault();
    }
    const said = {
      from,
      to: length === 'oneDay' ? from : isUntil ? to : null,
      text: text.trim(),
      source: source.trim(),
    };
    const kept = await writing.send(() =>
      held
        ? postJson<Note>(`/api/v1/notes/${held.id}/revisions`, token.value ?? '', { ...said, revision: held.revision })
        : postJson<Note>('/api/v1/notes', token.value ?? '', { ...said, dyad: isOfAll ? null : dyad }),
    );
    if (!kept) return focusFault();
    news.value++;
    onSaved(kept.text);
  };
  return (
    <form
      class="desk-panel key-form note-form"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 id={`${id}-title`}>{held ? wording.changeOf(held.text) : wording.write}</h3>
      <div class="note-days">
        <DayField
          label={wording.firstDay}
          value={from}
          field={first}
          fault={writing.faults.get('from')}
          onChange={setFrom}
        />
        <div class="form-field">
          <label for={`${id}-length`}>{wording.lasts}</label>
          <select
            id={`${id}-length`}
            value={length}
            onChange={(event) => setLength(LENGTHS.find((one) => one === event.currentTarget.value)!)}
          >
            {LENGTHS.map((one) => (
              <option key={one} value={one}>
                {wording[one]}
              </option>
            ))}
          </select>
        </div>
        {length === 'until' ? (
          <DayField label={wording.lastDay} value={to} fault={writing.faults.get('to')} onChange={setTo} />
        ) : null}
        <div class="form-field">
          <label for={`${id}-whose`}>{wording.whose}</label>
          <select
            id={`${id}-whose`}
            value={(held ? held.dyad === null : isOfAll) ? 'all' : 'dyad'}
            disabled={held !== undefined}
            onChange={(event) => setOfAll(event.currentTarget.value === 'all')}
          >
            <option value="dyad">{name}</option>
            <option value="all">{wording.ofAll}</option>
          </select>
        </div>
      </div>
      <TextField
        label={wording.text}
        value={text}
        max={MAX_NOTE}
        fault={writing.faults.get('text')}
        onChange={setText}
      />
      <TextField
        label={wording.sourceField}
        value={source}
        max={MAX_NOTE_SOURCE}
        fault={writing.faults.get('source')}
        onChange={setSource}
      />
      <FormEnd
        writing={writing}
        unplaced={['dyad', 'revision', 'body']}
        save={wording.save}
        close={wording.close}
        onClose={onClose}
      />
    </form>
  );
}
