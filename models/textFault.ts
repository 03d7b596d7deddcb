/**
 * The one rule for text that people read: a cell of the ledger, a reason, a name, a title. What it refuses is not drawn, turns the
 * direction of what is drawn, or cannot stand in XML, so that a text would read otherwise than it is.
 */
import type { z } from 'zod';

/** Scripts in which U+200C and U+200D shape the letters around them; elsewhere nobody sees them. */
const JOINED = [
  'Arabic',
  'Syriac',
  'Mongolian',
  'Nko',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Khmer',
  'Myanmar',
].map((script) => `\\p{Script=${script}}`);

/**
 * Controls, halves of surrogate pairs, code points that are no characters, marks that nobody sees (among them all that turn the
 * direction of writing, UAX 9), line and paragraph separators, marks of annotation.
 *
 * @param controls the controls that are refused
 */
const unseen = (controls: string): string =>
  `(?:(?<![${JOINED.join('')}])[\\u200c\\u200d]|(?![\\u200c\\u200d])[${controls}\\p{Surrogate}\\p{Noncharacter_Code_Point}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029\\ufff9-\\ufffb])`;
const LINES_TOO = '\\u0000-\\u001f\\u007f-\\u009f';
const NO_LINES = '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f';

/** A byte that was no UTF-8 is read as U+FFFD. */
const NO_TEXT = new RegExp(`\\ufffd|${unseen(LINES_TOO)}`, 'u');
const NO_TEXT_IN_LINES = new RegExp(`\\ufffd|${unseen(NO_LINES)}`, 'u');
const EACH = new RegExp(unseen(NO_LINES), 'gu');
/** Most texts, and quickly found to be. */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\uac00-\ud7a3]*$/;

/** The text as it is kept: letters with their marks in one form (NFC), so that what looks alike is alike. */
export const composed = (text: string): string => (PLAIN.test(text) ? text : text.normalize('NFC'));

/**
 * What is wrong with a text, if anything is.
 *
 * @param mayHaveLines whether it may have lines and tabs
 * @example textFault('a\u202eb') // 'holds the character U+202E at place 2, which is no text: take it out.'
 */
export function textFault(text: string, mayHaveLines = false): string | undefined {
  if (PLAIN.test(text)) return undefined;
  const wrong = (mayHaveLines ? NO_TEXT_IN_LINES : NO_TEXT).exec(text);
  if (!wrong) return undefined;
  if (wrong[0] === '\ufffd')
    return 'holds a byte that is no UTF-8 (shown as \ufffd): save the file as UTF-8 ("CSV UTF-8" in a spreadsheet).';
  return `holds the character ${nameOf(wrong[0])} at place ${wrong.index + 1}, which is no text: take it out.`;
}

/** The rule as a refinement of a schema: `z.string().superRefine(isText())`. */
export const isText =
  (mayHaveLines = false) =>
  (text: string, context: z.RefinementCtx): void => {
    const message = textFault(text, mayHaveLines)?.replace(/\.$/, '');
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  };

/** A text for a message or a terminal: characters that no text may hold, and that nobody would see, are named: `U+202E`. */
export const visible = (text: string): string => (PLAIN.test(text) ? text : text.replace(EACH, nameOf));

const nameOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
