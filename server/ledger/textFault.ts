/** Characters that no text of the ledger may hold: a cell, a reason, a name. */

/**
 * What no text may hold: control characters, the mark of a byte that is no UTF-8, halves of surrogate pairs, and the
 * overrides of text direction, which make a text read other than it is. Some texts may have lines and tabs.
 */
const NO_TEXT =
  // eslint-disable-next-line no-control-regex -- finding them is the purpose
  /[\u0000-\u001f\u007f-\u009f\ufffd\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
// eslint-disable-next-line no-control-regex -- as above
const NO_LINES = new RegExp(NO_TEXT.source.replace('\\u0000-\\u001f', '\\u0000-\\u0008\\u000b-\\u001f'));

/** What is wrong with a text, if anything is. */
export function textFault(text: string, mayHaveLines = false): string | undefined {
  const wrong = (mayHaveLines ? NO_LINES : NO_TEXT).exec(text);
  return wrong ? characterFault(wrong[0], wrong.index) : undefined;
}

function characterFault(character: string, index: number): string {
  const code = character.charCodeAt(0);
  if (code === 0xfffd)
    return 'holds a byte that is no UTF-8 (shown as \ufffd): save the file as UTF-8 ("CSV UTF-8" in a spreadsheet).';
  return `holds the character ${nameOf(character)} at place ${index + 1}, which is no text: take it out.`;
}

const EACH = new RegExp(NO_LINES.source.replace('\\ufffd', ''), 'g');

/** A text for a message: characters that no text may hold, and that nobody would see, are named: `U+202E`. */
export const visible = (text: string): string => text.replace(EACH, nameOf);

const nameOf = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
