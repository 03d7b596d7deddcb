/**
 * A view: what a picture shows, with nothing left to a default that moves. The same view gives the same picture for ever, and
 * the same code. How it looks (preset, theme, language) is no part of it: card/presentation.ts.
 */
import { canonicalJson } from '../../models/canonical.ts';
import type { Direction } from '../../models/dyad.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { Step } from '../../models/calendar.ts';
import { sha256Hex } from '../../models/sha256.ts';

interface ViewBase {
  /** ISO dates, inclusive */
  readonly from: string;
  readonly to: string;
  /** `name@hash` of a published model */
  readonly model: string;
  /** ISO moment: what was known then */
  readonly asOf: string;
  /** typed in place of the computed one */
  readonly title?: string | undefined;
  /** a line such as a classification, printed at head and foot */
  readonly marking?: string | undefined;
}

export interface DyadView extends ViewBase {
  readonly kind: 'dyad';
  readonly dyad: string;
  readonly step: Step;
  readonly direction: Direction;
  /** a definition that is not published, in place of `model`: the picture says so */
  readonly draft?: ModelDefinition | undefined;
  /** `name@hash` of a second model, as a second line */
  readonly overlay?: string | undefined;
  /** events left out or graded otherwise, as models/whatIf.ts writes it: the picture says so */
  readonly whatIf?: string | undefined;
  /** ISO moment: the notes that were known then are shown; none when left out */
  readonly notes?: string | undefined;
}

/** The change between `from` and `to` as the sum of its causes: a waterfall. */
export interface MoveView extends ViewBase {
  readonly kind: 'move';
  readonly dyad: string;
  readonly direction: Direction;
}

export interface CompareView extends ViewBase {
  readonly kind: 'compare';
  /** two to six, in the order of their lines */
  readonly dyads: readonly string[];
  /** ISO moment: the notes that were known then are shown; none when left out */
  readonly notes?: string | undefined;
}

export type View = DyadView | MoveView | CompareView;

/** The text that a code is of: keys in order, nothing undefined, no white space. Equal views have equal texts. */
export function canonicalView(view: View): string {
  return canonicalJson(view);
}

/** Digits that are hard to take for one another: no I, L, O or U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A check character has 37 values, five more than the digits. */
const CHECKS = `${DIGITS}*~$=U`;
const LENGTH = 8;

/**
 * The code of a view: 40 bits of the SHA-256 of its canonical text in Crockford's base 32, and a check character (the number modulo 37), so
 * that no single mistyped or exchanged character goes unnoticed. They are the first 40 bits, from a hex digit on, whose check character is a
 * plain one: a link that ends in `*` or `~` loses its end where programs find links in text.
 *
 * @see https://www.crockford.com/base32.html
 */
export function viewCode(view: View): string {
  const hash = sha256Hex(canonicalView(view));
  for (let at = 0; at + 10 <= hash.length; at++) {
    const number = Number.parseInt(hash.slice(at, at + 10), 16);
    if (number % 37 >= DIGITS.length) continue;
    let digits = '';
    for (let rest = number, i = 0; i < LENGTH; i++, rest = Math.floor(rest / 32)) digits = DIGITS[rest % 32]! + digits;
    return digits + CHECKS[number % 37]!;
  }
  throw new RangeError(
    'No 40 bits of the hash have a plain check character: one view in 10^47 is like this; change its title by a letter.',
  );
}

/** A code as it was typed. */
export type ReadCode =
  | { readonly code: string }
  | { readonly fault: string; readonly kind: 'length' | 'character' | 'check' };

/** A view within an address, of whatever host: its page, its picture, its frame; also with what is printed before its code. */
const IN_ADDRESS = /\/V\/(?:(?:VIEW|보기|%EB%B3%B4%EA%B8%B0)(?:[\s+:]|%20|%3A)+)?((?:[0-9A-Z*~$=-]|%[0-9A-F]{2})+)/;
/** What cards print before the code, in every language that they have. */
const LABEL = /^\s*(?:VIEW|보기)(?:\s*(?:CODE|코드))?(?=[\s:]|.{9}$)[\s:]*/;
const ESCAPED = /%([0-9A-F]{2})/g;
/** What a text puts around a code: brackets, quotation marks, a full stop, a slash. */
const AROUND = /^[\s\p{Ps}\p{Pi}"'<]+|[\s\p{Pe}\p{Pf}"'>./,;:!?]+$/gu;

/**
 * Reads a code as people bring it: as it is printed (`View D7A1NBF2N`), within an address or a text that holds one, with blanks or hyphens, in
 * brackets, before a full stop, in small or full-width letters, with I or L for 1 and O for 0.
 */
export function readViewCode(typed: string): ReadCode {
  const given = typed.normalize('NFKC').toUpperCase().replaceAll('%2F', '/');
  const inAddress = IN_ADDRESS.exec(given)?.[1]?.replace(ESCAPED, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const text = (inAddress ?? given.replace(AROUND, '').replace(LABEL, ''))
    .replace(/[\s\p{Dash_Punctuation}\u2212]/gu, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  if (text.length !== LENGTH + 1)
    return {
      fault: `has ${text.length} characters, and a view code has ${LENGTH + 1}: look for one that is missing or too many`,
      kind: 'length',
    };
  let number = 0;
  for (const digit of text.slice(0, LENGTH)) {
    const value = DIGITS.indexOf(digit);
    if (value < 0)
      return { fault: `has a "${digit}", which no view code has: look again at that character`, kind: 'character' };
    number = number * 32 + value;
  }
  if (CHECKS[number % 37] !== text[LENGTH])
    return {
      fault: 'is mistyped: its last character does not fit the others; compare it with the code on the picture',
      kind: 'check',
    };
  return { code: text };
}
