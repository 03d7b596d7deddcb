/** A comparison in words: for the page, for who cannot see the chart, and read out under the keyboard cursor. */
import { type CompareLine, eventsWithin } from './compareLines.ts';
import { differenceOn } from './compareFigure.ts';
import { type Arrangement } from './comparePanes.ts';
import type { LineStyle } from './figure.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { longDate, plain, signed } from './format.ts';
import type { Scale } from './standing.ts';

export interface CompareWords {
  readonly lines: readonly CompareLine[];
  readonly arrangement: Arrangement;
  readonly scale: Scale;
  readonly from: number;
  readonly to: number;
  /** English where there are none */
  readonly words?: Words;
}

export const stateInWords = (style: LineStyle, words: Words = en): string =>
  style === 'uncovered' ? words.sourceKinds.hand.blankDay.cell : words.seriesTable.states[style];

/** Digits that a value deserves, by its unit. */
export function digitsOf(line: CompareLine, scale: Scale): number {
  if (scale === 'percentile') return 0;
  if (scale === 'z') return 2;
  return line.unit === 'index' || line.unit === 'goldstein-sum' ? 1 : 2;
}

/** @example '82.1', 'percentile 93' or '+1.20 SD' */
export function saidValue(line: CompareLine, value: number, scale: Scale, { compared }: Words = en): string {
  if (Number.isNaN(value)) return compared.noValue;
  if (scale === 'percentile') return compared.percentile(plain(value, 0));
  return scale === 'z' ? compared.deviations(signed(value, 2)) : plain(value, digitsOf(line, scale));
}

/** Where the lines stand at the end of the window and how far apart, what they are built on, and what that allows. */
export function compareSentences({ lines, scale, from, to, words = en }: CompareWords): string[] {
  const first = lines[0];
  if (!first) return [];
  return [standing(lines, scale, to, words), coding(lines, from, to, words), caution(lines, scale, words)].filter(
    (sentence) => sentence !== '',
  );
}

/** More lines than this are told by their ends: the chart and the tables have the others. */
const FEW = 3;

function standing(lines: readonly CompareLine[], scale: Scale, to: number, words: Words): string {
  const { compared } = words;
  const date = longDate(to, words);
  const said = ({ line, value }: { readonly line: CompareLine; readonly value: number }): string =>
    saidValue(line, value, scale, words);
  const named = (one: { readonly line: CompareLine; readonly value: number }): string =>
    `${one.line.label} ${said(one)}`;
  const areMethods = lines.some(({ method }) => method);
  const at = lines.flatMap((line) => {
    const day = areMethods
      ? (line.daysWithin(line.firstDay, to, 'month').at(-1) ?? Number.NaN)
      : Math.min(to, line.lastDay);
    const value = line.standingOn(day, scale);
    return Number.isNaN(value) ? [] : [{ line, value, day }];
  });
  if (at.length === 0) return compared.none(date);
  if (areMethods) return compared.lastPeriods(date, at.map(named));
  const sorted = at.toSorted((a, b) => b.value - a.value);
  const [highest, lowest] = [sorted[0]!, sorted.at(-1)!];
  const gap = highest.value - lowest.value;
  const apart = compared.apart[scale](plain(gap, scale === 'z' ? 2 : digitsOf(highest.line, scale)));
  if (sorted.length > FEW)
    return compared.ends({
      date,
      highest: highest.line.label,
      highestValue: said(highest),
      lowest: lowest.line.label,
      lowestValue: said(lowest),
      apart,
    });
  return compared.stood(date, sorted.map(named), apart);
}

function coding(lines: readonly CompareLine[], from: number, to: number, words: Words): string {
  const { compared } = words;
  const first = lines[0]!;
  const counts = lines.map((line) => eventsWithin(line, from, to));
  if (counts.some((events) => events === undefined)) return '';
  if (areOneDyad(lines))
    return compared.sameEvents(
      counts[0]!,
      lines.length > 1,
      first.coverage.lastCovered !== null && first.coverage.lastCovered < to
        ? longDate(first.coverage.lastCovered, words)
        : undefined,
    );
  const silent = lines
    .filter(({ coverage }) => coverage.lastCovered !== null && coverage.lastCovered < to)
    .toSorted((p, q) => p.coverage.lastCovered! - q.coverage.lastCovered!);
  const last = ({ short, coverage }: CompareLine): string => `${longDate(coverage.lastCovered!, words)} (${short})`;
  const earliest = silent[0];
  const ends =
    earliest === undefined
      ? ''
      : ` ${silent.length > FEW ? compared.dottedMany(last(earliest), last(silent.at(-1)!)) : compared.dotted(silent.map(last))}`;
  const ordered = lines.map(({ short }, i) => ({ short, events: counts[i]! })).toSorted((p, q) => q.events - p.events);
  const most = ordered[0]!;
  const fewest = ordered.at(-1)!;
  return `${lines.length > FEW ? compared.eventsFromTo(fewest, most) : compared.events(ordered)}${ends}`;
}

function caution(lines: readonly CompareLine[], scale: Scale, { compared }: Words): string {
  const [first] = lines;
  if (first?.method) return scale === 'level' ? '' : compared.ownHistory;
  if (areOneDyad(lines)) return '';
  return compared.cautions[scale];
}

const areOneDyad = (lines: readonly CompareLine[]): boolean => new Set(lines.map(({ dyad }) => dyad)).size === 1;

/** A day in one sentence, as the keyboard cursor reads it out. */
export function sayCompared(
  { lines, arrangement, scale, words = en }: Omit<CompareWords, 'from' | 'to'>,
  day: number,
): string {
  const first = lines[0];
  const shown = arrangement === 'difference' ? lines.slice(1) : lines;
  const parts = shown.map((line) => {
    const value =
      arrangement === 'difference' && first ? differenceOn(line, first, day, scale) : line.standingOn(day, scale);
    const state = stateInWords(line.styleOn(day), words);
    const said = Number.isNaN(value)
      ? words.compared.noValue
      : arrangement === 'difference'
        ? signed(value, digitsOf(line, scale))
        : saidValue(line, value, scale, words);
    return `${line.short} ${said}${state === '' || Number.isNaN(value) ? '' : `, ${state}`}`;
  });
  return `${longDate(day, words)}: ${parts.join('; ')}.`;
}
