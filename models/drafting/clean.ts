/** Which lines of a pasted text are the article: page furniture is marked and passed over, and offsets stay those of the text. */
import type { Span } from './drafted.ts';
import type { PassedOver } from './language.ts';

/** Furniture in every language. A line is looked at up to here, so that a line of a million signs costs no more. */
const LOOKED_AT = 400;
const FURNITURE: readonly [pattern: RegExp, why: string][] = [
  [/^(?:https?:\/\/|www\.)\S+$/iu, 'an address'],
  [/^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}$/u, 'an address'],
  [/^(?:©|\(c\)|copyright\b|ⓒ|저작권)/iu, 'a note of rights'],
  [/^[\p{P}\p{S}\d\s]{1,40}$/u, 'no words'],
];

export interface Cleaned {
  readonly lines: readonly Span[];
  readonly passedOver: readonly PassedOver[];
}

/** Cuts a text into lines without the blanks at their ends, and leaves out those that are no part of an article. */
export function clean(text: string, furnitureOf: (line: string) => string | undefined): Cleaned {
  const lines: Span[] = [];
  const passedOver: PassedOver[] = [];
  for (let at = 0; at <= text.length;) {
    const found = text.indexOf('\n', at);
    const next = found < 0 ? text.length : found;
    const span = trimmed(text, at, next);
    at = next + 1;
    if (span === undefined) continue;
    const line = text.slice(span.start, Math.min(span.end, span.start + LOOKED_AT));
    const why = FURNITURE.find(([pattern]) => pattern.test(line))?.[1] ?? furnitureOf(line);
    if (why === undefined) lines.push(span);
    else passedOver.push({ ...span, why });
  }
  return { lines, passedOver };
}

/** Marks of writing direction and of no width stand between words and mean nothing here. */
const BLANK = /[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

function trimmed(text: string, from: number, to: number): Span | undefined {
  let [start, end] = [from, to];
  while (start < end && BLANK.test(text[start]!)) start++;
  while (end > start && BLANK.test(text[end - 1]!)) end--;
  return start < end ? { start, end } : undefined;
}
