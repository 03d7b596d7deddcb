/** The states that a typed title names, and which of them it makes its subject. */
import type { Mention } from '../../../models/names.ts';
import { TAKEN } from './titleDates.ts';
import type { TypedTitle } from './titleText.ts';

export interface NamedState {
  readonly text: string;
  readonly at: number;
  /** of a Korean pair such as 한러 both; of a name that several states share any may be meant */
  readonly states: readonly (readonly string[])[];
  /** the title says of it that the tension is its own */
  readonly isSubject: boolean;
}

/** A particle may follow the first name: 북한과 러시아. */
const JOINED = /^(?:\s?[–/·‧-]\s?|\s(?:and|&|with|vs\.?|versus)\s|(?:과|와)\s)$/;
const IS_TENSION =
  /^(?:'s?|의)?\s?(?:tensions?|relations|ties|relationship|dispute|rivalry|standoff|긴장|관계|갈등|index|지수)|^:/i;

export function namesIn(title: TypedTitle, mentions: readonly Mention[]): NamedState[] {
  const found: { readonly text: string; readonly at: number; readonly states: (readonly string[])[] }[] = [];
  for (const { named, text, at } of mentions) {
    // Of a date, or of an act that the title quotes.
    if (title.rest.startsWith(TAKEN, at)) continue;
    const states = 'iso3' in named ? [named.iso3] : named.ambiguous;
    const last = found.at(-1);
    if (last?.at === at) last.states.push(states);
    else found.push({ text, at, states: [states] });
  }
  return found.map((name, i) => {
    const isPair = name.states.length > 1 || isJoined(title, found[i - 1], name) || isJoined(title, name, found[i + 1]);
    const after = title.text.slice(name.at + name.text.length);
    return { ...name, isSubject: !title.isCause(name.at) && (isPair || IS_TENSION.test(after)) };
  });
}

type Place = { readonly text: string; readonly at: number };

const isJoined = (title: TypedTitle, first: Place | undefined, second: Place | undefined): boolean =>
  first !== undefined && second !== undefined && JOINED.test(title.text.slice(first.at + first.text.length, second.at));
