/** A field with a list: typing narrows the list, and only what stands in it can be chosen (combobox of WAI-ARIA). */
import { useEffect, useId, useRef, useState } from 'preact/hooks';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
}

export interface ComboboxProps {
  readonly label: string;
  /** what is chosen; empty: nothing yet */
  readonly value: string;
  /** how the chosen one is written */
  readonly text: string;
  readonly choicesFor: (text: string) => readonly Choice[];
  /** the value that a text means by itself, when the field is left without choosing */
  readonly meant?: (text: string) => string | undefined;
  readonly onChoose: (value: string) => void;
  readonly onFocus?: () => void;
  readonly none: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly isLabelHidden?: boolean;
}

export function Combobox(props: ComboboxProps) {
  const { label, value, text, choicesFor, meant, onChoose, none, hint, fault } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const choices = isOpen ? choicesFor(typed ?? '') : [];
  const current = Math.min(active, choices.length - 1);
  const optionId = (at: number): string => `${id}-${at}`;
  useEffect(() => {
    if (isOpen && current >= 0) document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current, isOpen]);

  const choose = (choice: string): void => {
    setTyped(undefined);
    setOpen(false);
    onChoose(choice);
  };
  // Left before the names were here: they settle it when they come.
  const isLeft = useRef(false);
  const leave = (): void => {
    setOpen(false);
    isLeft.current = true;
    if (typed === undefined) return;
    if (typed.trim() === '') return choose('');
    const only = choicesFor(typed);
    const found = meant?.(typed) ?? (only.length === 1 ? only[0]!.value : undefined);
    if (found !== undefined) choose(found);
  };
  useEffect(() => {
    if (isLeft.current) leave();
  });
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const step: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    if (Object.hasOwn(step, event.key)) {
      if (isOpen && choices.length > 0) setActive((current + step[event.key]! + choices.length) % choices.length);
      else setOpen(true);
    } else if (event.key === 'Enter' && isOpen) {
      const chosen = choices[current];
      if (chosen) choose(chosen.value);
    } else if (event.key === 'Escape' && isOpen) {
      setOpen(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isUnknown = typed !== undefined && typed.trim() !== '' && !isOpen;
  const wrong = fault ?? (isUnknown ? none : undefined);
  return (
    <div class="form-field combobox">
      <label for={id} class={props.isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        placeholder={hint}
        aria-expanded={isOpen && choices.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && current >= 0 ? optionId(current) : undefined}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong === undefined ? undefined : `${id}-fault`}
        value={typed ?? text}
        onFocus={(event) => {
          isLeft.current = false;
          props.onFocus?.();
          event.currentTarget.select();
        }}
        onClick={() => setOpen(true)}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onBlur={leave}
        onKeyDown={press}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} class="choices" hidden={!isOpen || choices.length === 0}>
        {choices.map((choice, i) => (
          <li
            key={choice.value}
            id={optionId(i)}
            role="option"
            aria-selected={i === current}
            class={i === current ? 'is-active' : undefined}
            onPointerMove={() => setActive(i)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choice.value)}
          >
            <span class={choice.value === value ? 'choice-label is-chosen' : 'choice-label'}>{choice.label}</span>
            {choice.note === undefined ? null : <span class="muted small">{choice.note}</span>}
          </li>
        ))}
      </ul>
      {wrong === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
