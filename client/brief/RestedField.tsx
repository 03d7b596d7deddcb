/** A line of text that is taken when the typist rests or leaves. */
import { useEffect, useState } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly most: number;
  readonly value: string;
  readonly lines?: number;
  readonly isFaulty?: boolean;
  /** every change, without the white space that is no part of a line */
  readonly onTyping?: (value: string) => void;
  readonly onRest: (value: string) => void;
}

/** Longer than a typist pauses between words: a view is pinned for ever, and should be one that somebody meant. */
const TYPING_MS = 1500;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

export function RestedField({ label, hint, most, value, lines = 1, isFaulty = false, onTyping, onRest }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const clean = oneLine(typed);
  const type = (text: string): void => {
    setTyped(text);
    onTyping?.(oneLine(text));
  };
  useEffect(() => {
    if (clean === value) return;
    const timer = setTimeout(() => onRest(clean), TYPING_MS);
    return () => clearTimeout(timer);
  }, [clean, value]);
  const shared = {
    value: typed,
    maxLength: most,
    'aria-invalid': isFaulty,
    onBlur: () => clean !== value && onRest(clean),
  };
  return (
    <label class="brief-field brief-line">
      <span>
        {label} <span class="muted small">{hint}</span>
      </span>
      {lines > 1 ? (
        <textarea rows={lines} {...shared} onInput={(event) => type(event.currentTarget.value)} />
      ) : (
        <input type="text" {...shared} onInput={(event) => type(event.currentTarget.value)} />
      )}
    </label>
  );
}
