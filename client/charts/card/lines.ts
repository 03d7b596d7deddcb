/** Text in lines: of even length where it is a title, and never wider than there is room. */
import { type Font, linesIn, type MeasuredText, measuredText, type Ruler, textWidth } from '../marks/text.ts';

/** Lines of at most `width` px. A word that is longer is broken between its letters: a card clips nothing. */
export function linesOf(ink: Ruler, text: string, width: number, style: Font, names: readonly string[] = []): string[] {
  return boundLines(ink, whole(text, names), width, style).map(unbound);
}

/** Of a text in which what stays together is bound. */
function boundLines(ink: Ruler, text: string, width: number, style: Font): string[] {
  const measured = measuredText(ink, text, style);
  const lines = linesIn(measured, width);
  return isTooWide(measured, width)
    ? lines.flatMap((line) => (textWidth(ink, line, style) <= width ? [line] : brokenWord(ink, line, width, style)))
    : lines;
}

const isTooWide = ({ alone }: MeasuredText, width: number): boolean => alone.some((word) => word > width);

function brokenWord(ink: Ruler, word: string, width: number, style: Font): string[] {
  const lines: string[] = [''];
  for (const letter of word) {
    const longer = `${lines.at(-1)}${letter}`;
    if (lines.at(-1) === '' || textWidth(ink, longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(letter);
  }
  return lines;
}

/** As few lines as {@link linesIn}, of the most even length, so that no word is left alone. */
function evenLinesIn(measured: MeasuredText, width: number): string[] {
  const fewest = linesIn(measured, width);
  if (fewest.length < 2) return fewest;
  let [low, high] = [width / 2, width];
  let best = fewest;
  while (high - low > 2) {
    const middle = (low + high) / 2;
    const lines = linesIn(measured, middle);
    if (lines.length > fewest.length || isTooWide(measured, middle)) low = middle;
    else {
      best = lines;
      high = middle;
    }
  }
  return best;
}

const NO_BREAK = '\u00a0';

/** A number and what it counts, and the parts of a date, stay in one line. */
function bound(text: string): string {
  return text
    .replace(/(\d) (?=\p{L})/gu, `$1${NO_BREAK}`)
    .replace(/(\p{Lu}\p{Ll}+) (?=\d{4}\b)/gu, `$1${NO_BREAK}`)
    .replace(/ → /g, `${NO_BREAK}→${NO_BREAK}`)
    .replace(/(\d[년월]) (?=\d{1,2}[월일])/g, `$1${NO_BREAK}`)
    .replace(/(\d[가-힣]+) (?=[가-힣])/g, `$1${NO_BREAK}`);
}

/** Names stay in one line. The longest first: "South Korea–Russia" holds "South Korea". */
const whole = (text: string, names: readonly string[]): string =>
  names
    .filter((name) => name.includes(' '))
    .toSorted((p, q) => q.length - p.length)
    .reduce((bound, name) => bound.replaceAll(name, name.replaceAll(' ', NO_BREAK)), text)
    .replace(/(\S) \((\d)/g, `$1${NO_BREAK}($2`)
    .replace(LEADING, `$1${NO_BREAK}`)
    .replace(TRAILING, `${NO_BREAK}$1`);

/** Korean words that belong to the one behind them, and to the one before. */
const LEADING = /(?<=^|[\s\u00a0(])(그|밖의|밖에|이|한|두|세|네|각|총|약|및|외) (?=\S)/g;
const TRAILING = / (등|중|뒤|간|외|것|수)(?=$|[\s.,)])/g;

/** What is in brackets right behind a word is of that word. */
const CLOSED = /[^\s(]\(/;

/** A text in pieces: those that stay in one line, such as a name of two words or a date, and what lies between them. For formats that set their own lines. */
export function piecesOf(
  text: string,
  names: readonly string[],
): { readonly text: string; readonly isWhole: boolean }[] {
  return bound(whole(text, names))
    .split(/( |(?<=–))/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: unbound(piece), isWhole: piece.includes(NO_BREAK) || CLOSED.test(piece) }));
}

const unbound = (line: string): string => line.replaceAll(NO_BREAK, ' ');

/** Between the items of a line of small print. */
export const SEPARATOR = ' · ';

/** Lines that break between items, and within one only where it is wider than a line. */
export function itemLines(ink: Ruler, text: string, width: number, style: Font): string[] {
  const lines: string[] = [];
  for (const item of text.split(SEPARATOR)) {
    const longer = lines.length === 0 ? item : `${lines.at(-1)}${SEPARATOR}${item}`;
    if (lines.length > 0 && textWidth(ink, longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(...linesOf(ink, item, width, style));
  }
  return lines;
}

/** As {@link linesOf}, but evenly where a single word would stand in the last line. */
export function wellEndedLines(
  ink: Ruler,
  text: string,
  width: number,
  style: Font,
  names: readonly string[] = [],
): string[] {
  const named = whole(text, names);
  const lines = boundLines(ink, named, width, style);
  if (lines.length < 2 || lines.at(-1)!.includes(' ')) return lines.map(unbound);
  const measured = measuredText(ink, bound(named), style);
  return (isTooWide(measured, width) ? lines : evenLinesIn(measured, width)).map(unbound);
}

/** A title of many words is set smaller, down to this share of its size; then it takes more lines. */
const SMALLEST_TITLE = 0.74;

/** A title in its size, or smaller where it is long, never smaller than the text below it. */
export function fittedTitle(
  ink: Ruler,
  text: string,
  to: {
    readonly room: number;
    readonly size: number;
    /** that it may take before it is set smaller */
    readonly lines: number;
    /** size of the text below */
    readonly small: number;
    readonly family: string;
    /** of the card */
    readonly height: number;
    readonly names: readonly string[];
  },
): { readonly lines: string[]; readonly size: number; readonly leading: number } {
  const { room, small, family, height, names } = to;
  const words = bound(whole(text, names));
  const style = { family, size: to.size, weight: 700 };
  const measured = measuredText(ink, words, style);
  const set = (size: number): string[] => {
    const width = (room * to.size) / size;
    return isTooWide(measured, width) ? boundLines(ink, words, width, style) : evenLinesIn(measured, width);
  };
  const smallest = Math.max(to.size * SMALLEST_TITLE, small * 1.2);
  // Where even the smallest size takes more lines, the largest size that takes as many.
  const most = Math.max(to.lines, set(smallest).length);
  let size = Math.max(to.size, smallest);
  let lines = set(size);
  while (size > smallest && lines.length > most) {
    size = Math.max(size - 0.5, smallest);
    lines = set(size);
  }
  // A title that would fill the card is set in the size of text: it is still read in full.
  while (size > small && lines.length * size * 1.2 > height * 0.25) {
    size = Math.max(size - 0.5, small);
    lines = set(size);
  }
  return { lines: lines.map(unbound), size, leading: Math.round(size * 1.2) };
}
