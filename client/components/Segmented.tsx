/** A choice of one among a few, as a row of buttons. */
import { words } from '../state/language.ts';
export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** read out and shown on hover, where the label is short */
  readonly title?: string;
  readonly key?: string;
}

interface Props<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | undefined;
  readonly onChoose: (value: T) => void;
}

export function Segmented<T extends string>({ label, options, value, onChoose }: Props<T>) {
  return (
    <div class="segmented" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={
            option.key === undefined
              ? option.title
              : words.value.controls.withKey(option.title ?? option.label, option.key)
          }
          aria-keyshortcuts={option.key}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
