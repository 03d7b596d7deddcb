/** Text in lines: of even length where it is a title, and never wider than there is room. */
import { type DrawingContext, type TextStyle, textWidth, wrapText } from '../marks/text.ts';

type Font = Pick<TextStyle, 'family' | 'size' | 'weight'>;

/** Lines of at most `width` px. A word that is longer is broken between its letters: a card clips nothing. */
export function linesOf(ink: DrawingContext, text: string, width: number, style: Font): string[] {
  return wrapText(ink, text, width, style).flatMap((line) =>
    textWidth(ink, line, style) <= width ? [line] : brokenWord(ink, line, width, style),
  );
}

function brokenWord(ink: DrawingContext, word: string, width: number, style: Font): string[] {
  const lines: string[] = [''];
  for (const letter of word) {
    const longer = `${lines.at(-1)}${letter}`;
    if (lines.at(-1) === '' || textWidth(ink, longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(letter);
  }
  return lines;
}

/** As few lines as {@link linesOf}, of the most even length, so that no word is left alone. */
export function evenLines(ink: DrawingContext, given: string, width: number, style: Font): string[] {
  const text = bound(given);
  const fewest = linesOf(ink, text, width, style);
  if (fewest.length < 2) return fewest.map(unbound);
  let [low, high] = [width / 2, width];
  let best = fewest;
  while (high - low > 2) {
    const middle = (low + high) / 2;
    const lines = linesOf(ink, text, middle, style);
    if (lines.length > fewest.length) low = middle;
    else {
      best = lines;
      high = middle;
    }
  }
  return best.map(unbound);
}

const NO_BREAK = '\u00a0';

/** A number and what it counts, and the parts of a date, stay in one line. */
function bound(text: string): string {
  return text
    .replace(/(\d) (?=\p{L})/gu, `$1${NO_BREAK}`)
    .replace(/(\p{Lu}\p{Ll}+) (?=\d{4}\b)/gu, `$1${NO_BREAK}`)
    .replace(/(\d[년월]) (?=\d)/g, `$1${NO_BREAK}`)
    .replace(/(\d[가-힣]+) (?=[가-힣])/g, `$1${NO_BREAK}`);
}

const unbound = (line: string): string => line.replaceAll(NO_BREAK, ' ');

/** Between the items of a line of small print. */
export const SEPARATOR = ' · ';

/** Lines that break between items, and within one only where it is wider than a line. */
export function itemLines(ink: DrawingContext, text: string, width: number, style: Font): string[] {
  const lines: string[] = [];
  for (const item of text.split(SEPARATOR)) {
    const longer = lines.length === 0 ? item : `${lines.at(-1)}${SEPARATOR}${item}`;
    if (lines.length > 0 && textWidth(ink, longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(...linesOf(ink, item, width, style));
  }
  return lines;
}

/** As {@link linesOf}, but evenly where a single word would stand in the last line. */
export function wellEndedLines(ink: DrawingContext, text: string, width: number, style: Font): string[] {
  const lines = linesOf(ink, text, width, style);
  return lines.length > 1 && !lines.at(-1)!.includes(' ') ? evenLines(ink, text, width, style) : lines;
}
