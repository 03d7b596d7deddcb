/** Whether a card can write a text: what no font has would be a black box in a picture, and nothing in a PDF. */
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.ts';
import { FONT_FILES } from './fonts.ts';
import { glyphsOf } from './glyphs.ts';

/** Of the fonts of titles; those of the other weights have the same characters (tests/figures/fonts.test.ts). */
const WEIGHT = 700;
let known: readonly ((character: string) => boolean)[] | undefined;

/**
 * What is wrong with a text that a card is to write, if anything is.
 *
 * @example unwritable('سلام') // 'holds "س" (U+0633) at place 1, which no font of a card has: ...'
 */
export function unwritable(text: string): string | undefined {
  known ??= FONT_FILES.filter(({ weight }) => weight === WEIGHT).map(({ path }) => glyphsOf(join(projectRoot(), path)));
  let place = 1;
  for (const character of text) {
    if (!known.some((has) => has(character))) {
      const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      return `holds "${character}" (U+${code}) at place ${place}, which no font of a card has: write it in Latin, Greek, Cyrillic, Hangul, kana or Han letters, without emoji`;
    }
    place += character.length;
  }
  return undefined;
}
