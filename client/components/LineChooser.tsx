/** Which lines are compared: those there are, each with a way out and a way to the front, and what can be added. */
import type { ComponentChildren } from 'preact';
import { MAX_LINES } from '../charts/linePaints.ts';
import { LineMark } from './LineMark.tsx';
import { words } from '../state/language.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** where there is little room */
  readonly short?: string;
}

interface Props {
  readonly label: string;
  /** @example 'dyad' */
  readonly noun: string;
  /** `position`: which of the chart's lines it is, where it is one */
  readonly chosen: readonly (Choice & { readonly href?: string; readonly position: number | undefined })[];
  readonly available: readonly Choice[];
  /** fewest that make a comparison */
  readonly least: number;
  readonly onChange: (values: readonly string[]) => void;
  /** whether the order says something: others are held against the first */
  readonly hasFirst: boolean;
  readonly children?: ComponentChildren;
}

export function LineChooser({ label, noun, chosen, available, least, onChange, hasFirst, children }: Props) {
  const wording = words.value.compare;
  const values = chosen.map(({ value }) => value);
  const rest = available.filter(({ value }) => !values.includes(value));
  return (
    <div class="line-chooser" role="group" aria-label={label}>
      {children}
      <ul>
        {chosen.map(({ value, label: name, short, href, position }, i) => (
          <li key={value}>
            {position === undefined ? null : <LineMark position={position} />}
            {href === undefined ? (
              <span>{name}</span>
            ) : (
              <a href={href}>
                <LineName label={name} short={short ?? name} />
              </a>
            )}
            {hasFirst && i > 0 ? (
              <button
                type="button"
                class="quiet"
                title={wording.holdAgainst(name)}
                aria-label={wording.bringToFront(name)}
                onClick={() => onChange([value, ...values.filter((other) => other !== value)])}
              >
                {wording.toFront}
              </button>
            ) : null}
            {chosen.length > least ? (
              <button
                type="button"
                class="quiet chip-out"
                aria-label={wording.takeOut(name)}
                title={wording.takeOut(name)}
                onClick={() => onChange(values.filter((other) => other !== value))}
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {rest.length > 0 && chosen.length < MAX_LINES ? (
        <select
          aria-label={wording.add(noun)}
          value=""
          onChange={(event) => event.currentTarget.value !== '' && onChange([...values, event.currentTarget.value])}
        >
          <option value="">{wording.addOption(noun)}</option>
          {rest.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}

/** A name with its short form for narrow screens. */
export function LineName({ label, short }: { readonly label: string; readonly short: string }) {
  if (label === short) return <>{label}</>;
  return (
    <>
      <span class="name-long">{label}</span>
      <span class="name-short">{short}</span>
    </>
  );
}
