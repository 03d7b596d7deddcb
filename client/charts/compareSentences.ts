/** A comparison in words: for the page, for who cannot see the chart, and read out under the keyboard cursor. */
import { type CompareLine, eventsWithin } from './compareLines.ts';
import { type Arrangement, differenceOn } from './compareFigure.ts';
import type { LineStyle } from './figure.ts';
import { count, longDate, plain, signed } from './format.ts';
import type { Scale } from './standing.ts';

export interface CompareWords {
  readonly lines: readonly CompareLine[];
  readonly arrangement: Arrangement;
  readonly scale: Scale;
  readonly from: number;
  readonly to: number;
}

const STATES: Readonly<Record<LineStyle, string>> = { covered: '', sparse: 'sparse', provisional: 'provisional', uncovered: 'nothing coded' };
export const stateInWords = (style: LineStyle): string => STATES[style];

/** Digits that a value deserves, by its unit. */
export function digitsOf(line: CompareLine, scale: Scale): number {
  if (scale === 'percentile') return 0;
  if (scale === 'z') return 2;
  return line.unit === 'index points' || line.key === 'index' || line.key === 'goldstein-sum' ? 1 : 2;
}

/** @example '82.1', 'percentile 93' or '+1.20 SD' */
export function saidValue(line: CompareLine, value: number, scale: Scale): string {
  if (Number.isNaN(value)) return 'no value';
  if (scale === 'percentile') return `percentile ${plain(value, 0)}`;
  return scale === 'z' ? `${signed(value, 2)} SD` : plain(value, digitsOf(line, scale));
}

/** Where the lines stand at the end of the window and how far apart, what they are built on, and what that allows. */
export function compareSentences({ lines, scale, from, to }: CompareWords): string[] {
  const first = lines[0];
  if (!first) return [];
  return [standing(lines, scale, to), coding(lines, from, to), caution(lines, scale)].filter((sentence) => sentence !== '');
}

/** More lines than this are told by their ends: the chart and the tables have the others. */
const FEW = 3;

function standing(lines: readonly CompareLine[], scale: Scale, to: number): string {
  const areMethods = lines.some(({ method }) => method);
  const at = lines.flatMap((line) => {
    const day = areMethods ? (line.daysWithin(line.firstDay, to, 'month').at(-1) ?? Number.NaN) : Math.min(to, line.lastDay);
    const value = line.standingOn(day, scale);
    return Number.isNaN(value) ? [] : [{ line, value, day }];
  });
  if (at.length === 0) return `None of them has a value up to ${longDate(to)}.`;
  if (areMethods) return `At their last period up to ${longDate(to)}: ${listed(at.map(({ line, value }) => `${line.label} ${saidValue(line, value, scale)}`))}.`;
  const sorted = at.toSorted((a, b) => b.value - a.value);
  const [highest, lowest] = [sorted[0]!, sorted.at(-1)!];
  const gap = highest.value - lowest.value;
  const unit = scale === 'level' ? 'points' : scale === 'percentile' ? 'percentiles' : 'standard deviations';
  const apart = `${plain(gap, scale === 'z' ? 2 : digitsOf(highest.line, scale))} ${unit} apart`;
  if (sorted.length > FEW) return `On ${longDate(to)} ${highest.line.label} stood highest (${saidValue(highest.line, highest.value, scale)}) and ${lowest.line.label} lowest (${saidValue(lowest.line, lowest.value, scale)}), ${apart}.`;
  const said = `On ${longDate(to)}: ${listed(sorted.map(({ line, value }) => `${line.label} ${saidValue(line, value, scale)}`))}`;
  if (sorted.length < 2) return `${said}.`;
  return `${said}; ${sorted.length > 2 ? 'highest and lowest' : 'they'} lie ${apart}.`;
}

function coding(lines: readonly CompareLine[], from: number, to: number): string {
  const first = lines[0]!;
  const counts = lines.map((line) => eventsWithin(line, from, to));
  if (counts.some((events) => events === undefined)) return '';
  if (areOneDyad(lines)) return `${lines.length > 1 ? `They read the same ${count(counts[0]!, 'coded event')} of this window` : `${count(counts[0]!, 'coded event')} in this window`}${first.coverage.lastEvent !== null && first.coverage.lastEvent < to ? `; nothing is coded after ${longDate(first.coverage.lastEvent)}, which is absence of events, not peace` : ''}.`;
  const silent = lines.filter(({ coverage }) => coverage.lastEvent !== null && coverage.lastEvent < to).toSorted((p, q) => p.coverage.lastEvent! - q.coverage.lastEvent!);
  const last = ({ short, coverage }: CompareLine): string => `${longDate(coverage.lastEvent!)} (${short})`;
  const earliest = silent[0];
  const ends = earliest === undefined ? '' : ` Dotted: nothing is coded after ${silent.length > FEW ? `the last event of each, ${last(earliest)} to ${last(silent.at(-1)!)}` : listed(silent.map(last))}, which is absence of events, not peace.`;
  const ordered = lines.map(({ short }, i) => ({ short, events: counts[i]! })).toSorted((p, q) => q.events - p.events);
  const most = ordered[0]!;
  const fewest = ordered.at(-1)!;
  return `Coded events in this window: ${lines.length > FEW ? `from ${fewest.events} (${fewest.short}) to ${most.events} (${most.short})` : listed(ordered.map(({ short, events }) => `${events} of ${short}`))}.${ends}`;
}

function caution(lines: readonly CompareLine[], scale: Scale): string {
  const [first] = lines;
  if (first?.method) return scale === 'level' ? '' : 'Each method stands on its own history (the whole of it, later periods too), turned so that up is tenser: what is compared is when each calls a time tense, not how tense.';
  if (areOneDyad(lines)) return '';
  return scale === 'level'
    ? 'Levels of different dyads compare only with this coverage in mind: coding density differs, and what nobody coded does not count. Percentiles hold each against its own history.'
    : `Each line is held against its own history, from its first to its last coded event (the whole of it, later days too): ${scale === 'percentile' ? '90 means as tense as, or tenser than, nine tenths of its days' : '0 is its mean day, 1 a standard deviation above'}.`;
}

const areOneDyad = (lines: readonly CompareLine[]): boolean => new Set(lines.map(({ dyad }) => dyad)).size === 1;

/** A day in one sentence, as the keyboard cursor reads it out. */
export function sayCompared({ lines, arrangement, scale }: CompareWords, day: number): string {
  const first = lines[0];
  const shown = arrangement === 'difference' ? lines.slice(1) : lines;
  const parts = shown.map((line) => {
    const value = arrangement === 'difference' && first ? differenceOn(line, first, day, scale) : line.standingOn(day, scale);
    const state = stateInWords(line.styleOn(day));
    const said = Number.isNaN(value) ? 'no value' : arrangement === 'difference' ? signed(value, digitsOf(line, scale)) : saidValue(line, value, scale);
    return `${line.short} ${said}${state === '' || Number.isNaN(value) ? '' : `, ${state}`}`;
  });
  return `${longDate(day)}: ${parts.join('; ')}.`;
}

/** @example listed(['a', 'b', 'c']) // 'a, b and c' */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
