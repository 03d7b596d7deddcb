/** A date, typed as the reader writes it or picked. Where 5/4 may be two days the reader says which, once. */
import { useId, useState } from 'preact/hooks';
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { type DateOrder, writtenDate } from '../../models/writtenDate.ts';
import { longDate, words } from '../state/language.ts';
import { readSetting, writeSetting } from '../state/settings.ts';

const KEY = 'dateOrder';

function keptOrder(): DateOrder | undefined {
  const kept = readSetting(KEY);
  return kept === 'dayFirst' || kept === 'monthFirst' ? kept : undefined;
}

interface Props {
  readonly label: string;
  /** ISO; empty: none yet */
  readonly value: string;
  readonly onChange: (date: string) => void;
  readonly fault?: string | undefined;
  readonly note?: string;
}

export function DateField({ label, value, onChange, fault, note }: Props) {
  const wording = words.value.actForm;
  const id = useId();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [isLeft, setLeft] = useState(false);
  const day = parseDay(value);
  const read = typed === undefined || typed.trim() === '' ? undefined : writtenDate(typed, keptOrder());
  const type = (text: string): void => {
    setTyped(text);
    setLeft(false);
    const date = text.trim() === '' ? undefined : writtenDate(text, keptOrder());
    onChange(date && 'day' in date ? toIsoDate(date.day) : '');
  };
  const choose = (order: DateOrder, chosen: number): void => {
    writeSetting(KEY, order);
    setTyped(undefined);
    onChange(toIsoDate(chosen));
  };
  const isAmbiguous = read !== undefined && !('day' in read);
  const isUnread = isLeft && typed !== undefined && typed.trim() !== '' && read === undefined;
  const wrong = isUnread ? wording.dateUnread : isAmbiguous ? undefined : fault;
  const described = [`${id}-said`, ...(wrong === undefined ? [] : [`${id}-fault`])].join(' ');
  return (
    <div class="form-field date-field">
      <label for={id}>{label}</label>
      <span class="date-inputs">
        <input
          id={id}
          type="text"
          inputMode="text"
          autoComplete="off"
          placeholder={wording.dateHint}
          aria-invalid={wrong === undefined ? undefined : true}
          aria-describedby={described}
          value={typed ?? value}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={() => setLeft(true)}
        />
        <input
          type="date"
          class="date-picker"
          aria-label={wording.pickDate(label)}
          value={value}
          onChange={(event) => {
            setTyped(undefined);
            onChange(event.currentTarget.value);
          }}
        />
      </span>
      <span class="muted small" id={`${id}-said`} role="status">
        {isAmbiguous ? wording.dateEither : day === undefined ? (note ?? '') : longDate(day)}
      </span>
      {isAmbiguous ? (
        <span class="date-either">
          {(['dayFirst', 'monthFirst'] as const).map((order) => (
            <button key={order} type="button" onClick={() => choose(order, read[order])}>
              {longDate(read[order])}
            </button>
          ))}
        </span>
      ) : null}
      {wrong === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
