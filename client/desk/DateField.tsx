/** A date, typed as the reader writes it or picked. Where 5/4 may be two days the reader says which, once. */
import { useId, useState } from 'preact/hooks';
import { parseDay } from '../../models/calendar.ts';
import { type CellDate, DATE_ORDERS, type DateOrder, readDate } from '../../models/writtenDate.ts';
import { longDate, words } from '../state/language.ts';
import { readSetting, writeSetting } from '../state/settings.ts';

const KEY = 'dateOrder';

/** The date that a text names whole, read in the order that the reader has chosen before; `either`, where she has not. */
function wholeDate(text: string): Extract<CellDate, { readonly kind: 'day' | 'either' }> | undefined {
  const read = readDate(text);
  const order = DATE_ORDERS.find((one) => one === readSetting(KEY));
  if (read?.kind === 'either') return order === undefined ? read : { kind: 'day', date: read.dates[order] };
  return read?.kind === 'day' ? read : undefined;
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
  const read = typed === undefined ? undefined : wholeDate(typed);
  const type = (text: string): void => {
    setTyped(text);
    setLeft(false);
    const date = wholeDate(text);
    onChange(date?.kind === 'day' ? date.date : '');
  };
  const choose = (order: DateOrder, chosen: string): void => {
    writeSetting(KEY, order);
    setTyped(undefined);
    onChange(chosen);
  };
  const either = read?.kind === 'either' ? read.dates : undefined;
  const isUnread = isLeft && typed !== undefined && typed.trim() !== '' && read === undefined;
  const wrong = isUnread ? wording.dateUnread : either ? undefined : fault;
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
        {either ? wording.dateEither : day === undefined ? (note ?? '') : longDate(day)}
      </span>
      {either ? (
        <span class="date-either">
          {DATE_ORDERS.map((order) => (
            <button key={order} type="button" onClick={() => choose(order, either[order])}>
              {longDate(parseDay(either[order])!)}
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
