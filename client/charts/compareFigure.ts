/**
 * The picture of a comparison as numbers: which panes there are, what each line is in them, which stretches are covered. Pure: the same view of the
 * same lines gives the same figure in a browser and on a server.
 */
import type { Step } from '../../models/calendar.ts';
import { bucketPositions } from './buckets.ts';
import { type CompareLine, eventsWithin } from './compareLines.ts';
import type { LineStyle } from './figure.ts';
import type { LevelSegment } from './levels.ts';
import { type Arrangement, MAX_LINES_TOGETHER } from './comparePanes.ts';
import { type LinePaint, linePaint } from './linePaints.ts';
import type { Scale } from './standing.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { type Frame, PAGE } from './frame.ts';
import { type FigureNote, MOST_LANES, type NoteLanes, noteLanes } from './notes.ts';
import { estimatedWidth, type Ruler, textWidth } from './marks/text.ts';
import type { Theme } from './theme.ts';
import { type TimeTick, timeTicks } from './timeAxis.ts';

export interface CompareInput {
  readonly lines: readonly CompareLine[];
  /** their places among all that are compared, where a picture has some of them: a line keeps its paint */
  readonly positions?: readonly number[] | undefined;
  readonly arrangement: Arrangement;
  readonly scale: Scale;
  readonly step: Step;
  /** epoch days, inclusive */
  readonly from: number;
  readonly to: number;
  /** draws the stretches of one level, where the lines are levels */
  readonly showLevels: boolean;
  readonly theme: Theme;
  /** notes on the days */
  readonly notes?: readonly FigureNote[] | undefined;
  /** pixels */
  readonly width: number;
  readonly height: number;
  /** in which the chart speaks; English where none are given */
  readonly words?: Words | undefined;
  readonly frame?: Frame | undefined;
  /** measures the names of a card, so that none is shortened */
  readonly ink?: Ruler | undefined;
  /** panes side by side, where all are alike; one where none are given */
  readonly columns?: number | undefined;
  /** while the window is dragged: the axes keep at least these ranges, and lines have half the points */
  readonly moving?: readonly AxisRange[] | undefined;
}

interface AxisRange {
  readonly min: number;
  readonly max: number;
}

export interface ComparePane extends AxisRange {
  readonly ticks: readonly number[];
  /** decimals of its tick labels */
  readonly digits: number;
  readonly title: string;
  readonly unit: string;
  /** the low end is the tenser one and stands on top */
  readonly isTurned: boolean;
  /** a line to read the pane against, with its name */
  readonly reference: { readonly at: number; readonly label: string } | undefined;
}

export interface FigureLine {
  readonly line: CompareLine;
  /** its place among all lines: paint and order stay when the arrangement changes */
  readonly position: number;
  readonly pane: number;
  readonly paint: LinePaint;
  readonly days: readonly number[];
  /** NaN is a gap */
  readonly values: readonly number[];
  /** how far each point can be trusted; in a difference the less sure of the two */
  readonly styles: readonly LineStyle[];
  /** low and high of each point; `undefined` where no band is drawn */
  readonly band: { readonly low: readonly number[]; readonly high: readonly number[] } | undefined;
  readonly levels: readonly LevelSegment[];
  /** single observations: marks, no line */
  readonly isFlow: boolean;
  /** coded events in the window; `undefined` while they load */
  readonly events: number | undefined;
}

export interface CompareFigure {
  readonly input: CompareInput;
  readonly theme: Theme;
  readonly words: Words;
  readonly frame: Frame;
  readonly compact: boolean;
  readonly panes: readonly ComparePane[];
  readonly lines: readonly FigureLine[];
  readonly x: AxisRange & { readonly ticks: readonly TimeTick[] };
  readonly notes: NoteLanes;
  readonly marginRight: number;
}

const COMPACT_WIDTH = 620;

/** px: a pane of several lines, and one of many panes */
export function compareHeight(width: number, arrangement: Arrangement, lines: number, areMethods: boolean): number {
  const isCompact = width < COMPACT_WIDTH;
  if (arrangement !== 'multiples') return isCompact ? 380 : Math.min(540, Math.max(430, Math.round(width * 0.42)));
  return 60 + lines * (areMethods ? (isCompact ? 150 : 168) : isCompact ? 128 : 150);
}

export function compareFigure(input: CompareInput): CompareFigure {
  const { lines, arrangement, scale, from, to, theme, words = en, frame = PAGE } = input;
  const width = input.width - frame.inset.left - frame.inset.right;
  const compact = width < COMPACT_WIDTH * frame.text;
  const columns = input.columns ?? 1;
  const usual = (columns > 1 ? 52 : compact ? 84 : 196) * frame.text;
  // A card writes every name in full, as long as the lines keep about half of it.
  const marginRight =
    frame.isCard && columns === 1 && arrangement !== 'multiples'
      ? Math.min(Math.max(usual, ...lines.map(({ label }) => nameWidth(label, input) + 56 * frame.text)), 0.52 * width)
      : usual;
  const plotWidth = Math.max((width - marginRight - 40 * frame.text) / columns - (columns - 1) * 10, 60);
  const drawn = arrangement === 'difference' ? lines.slice(1) : lines;
  const figureLines = drawn.map((line, i) => {
    const at = arrangement === 'difference' ? i + 1 : i;
    return figureLine(input, line, input.positions?.[at] ?? at, arrangement === 'multiples' ? i : 0, plotWidth);
  });
  const shared = (all: readonly FigureLine[]): AxisRange => rangeOf(input, all, lines, 0);
  const panes: ComparePane[] =
    arrangement === 'multiples'
      ? figureLines.map(({ line }, pane) => {
          // Dyads and models are measured alike: one range for all panes, so that heights compare.
          const isAlike = scale !== 'level' || lines.every(({ unit }) => unit === line.unit);
          const range = isAlike ? shared(figureLines) : rangeOf(input, [figureLines[pane]!], [line], pane);
          return paneOf(
            input,
            line,
            range,
            line.label,
            columns > 1 || compact ? 3 : 4,
            columns > 1 || (isAlike && pane > 0),
          );
        })
      : drawn.length === 0
        ? []
        : [
            paneOf(
              input,
              lines[0]!,
              shared(figureLines),
              arrangement === 'difference' ? words.comparison.difference(lines[0]!.label) : titleOf(input),
              compact ? 5 : 6,
            ),
          ];
  return {
    input,
    theme,
    words,
    frame,
    compact,
    panes,
    lines: figureLines,
    notes: noteLanes(input.notes, { from, to }, plotWidth, frame.text, frame.isCard ? Infinity : MOST_LANES),
    x: { min: from - 0.5, max: to + 0.5, ticks: timeTicks(from, to, plotWidth / (64 * frame.text), words) },
    marginRight,
  };
}

const nameWidth = (name: string, { ink, theme, frame = PAGE }: CompareInput): number =>
  ink
    ? textWidth(ink, name, { family: theme.fontFamily, size: 12 * frame.text, weight: 600 })
    : estimatedWidth(name) * frame.text;

function figureLine(
  input: CompareInput,
  line: CompareLine,
  position: number,
  pane: number,
  plotWidth: number,
): FigureLine {
  const { lines, arrangement, scale, step, from, to, theme, frame = PAGE } = input;
  const first = lines[0]!;
  const isDifference = arrangement === 'difference';
  const valueOn = (day: number): number =>
    isDifference ? differenceOn(line, first, day, scale) : line.standingOn(day, scale);
  const all = line.daysWithin(from, to, step).filter((day) => !Number.isNaN(valueOn(day)));
  const days = bucketPositions(valueOn, all, Math.round(input.moving ? plotWidth / 2 : plotWidth));
  const hasBand =
    !isDifference &&
    scale === 'level' &&
    line.bandOn !== undefined &&
    (arrangement === 'multiples' || lines.length <= (frame.isCard ? MAX_LINES_TOGETHER : 2));
  const bands = hasBand ? days.map((day) => line.bandOn!(day) ?? { low: Number.NaN, high: Number.NaN }) : [];
  return {
    line,
    position,
    pane,
    paint: linePaint(theme.name, position),
    days,
    values: days.map(valueOn),
    styles: days.map((day) => (isDifference ? lessSure(line.styleOn(day), first.styleOn(day)) : line.styleOn(day))),
    band: bands.some(({ low }) => !Number.isNaN(low))
      ? { low: bands.map(({ low }) => low), high: bands.map(({ high }) => high) }
      : undefined,
    levels:
      input.showLevels && scale === 'level' && !isDifference
        ? line.levels().filter((segment) => segment.to >= from && segment.from <= to)
        : [],
    isFlow: line.kind === 'flow' || (isDifference && first.kind === 'flow'),
    events: eventsWithin(line, from, to),
  };
}

/** NaN where either has no value. */
export function differenceOn(line: CompareLine, first: CompareLine, day: number, scale: Scale): number {
  return line.standingOn(day, scale) - first.standingOn(day, scale);
}

const SURENESS: readonly LineStyle[] = ['covered', 'provisional', 'sparse', 'uncovered'];
export const lessSure = (a: LineStyle, b: LineStyle): LineStyle =>
  SURENESS[Math.max(SURENESS.indexOf(a), SURENESS.indexOf(b))]!;

function titleOf({ scale, lines, words = en }: CompareInput): string {
  const { percentile, z, methods } = words.comparison;
  const isMethods = lines.some(({ method }) => method !== undefined);
  if (scale === 'percentile') return percentile;
  if (scale === 'z') return z;
  return isMethods ? methods : words.charts.index;
}

/** What a value of a pane is counted in. */
export function unitOf(line: CompareLine, scale: Scale, arrangement: Arrangement, words: Words = en): string {
  const { percentiles, percentileUnit, deviations, zUnit } = words.comparison;
  if (scale === 'percentile') return arrangement === 'difference' ? percentiles : percentileUnit;
  if (scale === 'z') return arrangement === 'difference' ? deviations : zUnit;
  if (line.method) return words.methods[line.method].unit;
  return arrangement === 'difference' ? words.comparison.indexPoints : words.charts.indexScale;
}

function paneOf(
  { scale, arrangement, lines, words = en }: CompareInput,
  line: CompareLine,
  range: AxisRange,
  title: string,
  most: number,
  isRepeated = false,
): ComparePane {
  const isLevel = scale === 'level';
  const isTurned = arrangement === 'multiples' && isLevel && line.tenser === 'low';
  const ticks = valueTicks(range, most);
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : 1;
  const reference =
    arrangement === 'difference'
      ? { at: 0, label: words.comparison.as(lines[0]!.short) }
      : isLevel
        ? line.neutral === undefined
          ? undefined
          : { at: line.neutral, label: words.comparison.neutral }
        : {
            at: scale === 'percentile' ? 50 : 0,
            label: scale === 'percentile' ? words.comparison.median : words.comparison.mean,
          };
  return {
    ...range,
    ticks,
    digits: step < 1 ? (step < 0.1 ? 2 : 1) : 0,
    title,
    unit: isRepeated ? '' : `${unitOf(line, scale, arrangement, words)}${isTurned ? words.comparison.turned : ''}`,
    isTurned,
    reference,
  };
}

/** A range that holds what is drawn and the reference, ends on round numbers, and is no narrower than a change that means something. */
function rangeOf(
  { arrangement, scale, moving }: CompareInput,
  drawn: readonly FigureLine[],
  lines: readonly CompareLine[],
  pane: number,
): AxisRange {
  const held = moving?.[pane];
  const isIndex = lines.every(({ unit }) => unit === 'index');
  if (arrangement !== 'difference' && scale === 'percentile') return { min: 0, max: 100 };
  const values = drawn
    .flatMap(({ values, band }) => [...values, ...(band?.low ?? []), ...(band?.high ?? [])])
    .filter((value) => !Number.isNaN(value));
  const reference = arrangement !== 'difference' && scale === 'level' ? lines[0]?.neutral : 0;
  if (reference !== undefined) values.push(reference);
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (held) {
    low = Math.min(low, held.min);
    high = Math.max(high, held.max);
  }
  if (low > high) [low, high] = [0, 1];
  const isPoints = scale === 'percentile' || (scale === 'level' && isIndex);
  const unit = isPoints ? (high - low > 60 ? 20 : 10) : niceStep((high - low) / 6);
  let min = Math.floor(low / unit) * unit;
  let max = Math.ceil(high / unit) * unit;
  if (max === min) max = min + unit;
  const narrowest = isPoints ? 20 : 0;
  if (max - min < narrowest) [min, max] = arrangement === 'difference' ? [min - unit, max + unit] : [min, max + unit];
  return arrangement !== 'difference' && isPoints ? { min: Math.max(min, 0), max: Math.min(max, 100) } : { min, max };
}

/** The round number (1, 2 or 5 times a power of ten) that is not below a size. */
function niceStep(size: number): number {
  if (!(size > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  return ([1, 2, 5, 10].find((factor) => factor * power >= size * 0.999) ?? 10) * power;
}

function valueTicks({ min, max }: AxisRange, most: number): number[] {
  const step = niceStep((max - min) / most);
  const ticks: number[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}
