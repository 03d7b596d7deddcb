/**
 * The dyad's picture as numbers: what stands where, before anything is drawn. Pure: the same view of the same series gives
 * the same figure in a browser and on a server.
 */
import { type Step, stepDays } from '../../models/calendar.ts';
import { bandOf, Z50 } from '../../models/band.ts';
import type { Category } from '../../models/codebook.ts';
import type { Stretch } from '../../models/stretch.ts';
import type { ModelDefinition } from '../../models/model.ts';
import {
  binUnit,
  type BinUnit,
  type Explained,
  movement,
  type StackedBin,
  stackedBins,
  visibleCategories,
} from './bins.ts';
import { bucketPositions } from './buckets.ts';
import { blankWords } from './coverageWords.ts';
import { type DailySeries, extremesWithin, lieWithin } from './dailySeries.ts';
import type { LevelSegment } from './levels.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { type Frame, PAGE } from './frame.ts';
import { type FigureNote, MOST_LANES, type NoteLanes, noteLanes } from './notes.ts';
import { type DrawnOverlay, drawnOverlay, isSecond, type Overlay } from './overlay.ts';
import { estimatedWidth } from './marks/text.ts';
import { numberedEvents } from './steps.ts';
import type { Theme } from './theme.ts';
import { type TimeTick, timeTicks } from './timeAxis.ts';
import { roundRange, type ValueRange, valueTicks, withRoom } from './valueAxis.ts';

/** `index`: the index with its bands. `parts`: what raises and what lowers tension, in tension points. */
export type Layer = 'index' | 'parts';

export interface FigureView {
  /** epoch days, inclusive */
  readonly from: number;
  readonly to: number;
  readonly step: Step;
  readonly layer: Layer;
  /** the marked days */
  readonly a?: number | undefined;
  readonly b?: number | undefined;
}

export interface FigureEvent {
  readonly id: string;
  readonly day: number;
  readonly precision: 'day' | 'month';
  /** label of the type, such as Veto */
  readonly title: string;
  readonly summary: string;
  readonly verified: boolean;
  /** in few words, for its caption */
  readonly headline: string;
  /** what it adds to the change from the eve to its day, index points, signed */
  readonly step: number;
  /** the same in tension points, for a picture whose axis counts them */
  readonly tensionStep?: number;
}

/** When a stretch has too few events to judge. */
export type FewEvents = Pick<ModelDefinition['flag'], 'minEvents' | 'minEventsDays'>;

export interface FigureInput {
  readonly series: DailySeries;
  readonly explained: Explained | undefined;
  /** in order of day */
  readonly events: readonly FigureEvent[];
  readonly view: FigureView;
  readonly theme: Theme;
  /** pixels */
  readonly width: number;
  readonly height: number;
  /** in which the chart speaks; English where none are given */
  readonly words?: Words | undefined;
  readonly frame?: Frame | undefined;
  /** other lines beside the index; not shown in the view of parts */
  readonly overlays?: readonly Overlay[] | undefined;
  /** what the index itself is called beside another line */
  readonly lineName?: string | undefined;
  /** stretches of one level, drawn over the index */
  readonly levels?: readonly LevelSegment[] | undefined;
  /** days on which a rule of alerts would have told */
  readonly told?: readonly ToldDay[] | undefined;
  readonly notes?: readonly FigureNote[] | undefined;
  /** the bars, where they are known already */
  readonly bins?: readonly StackedBin[] | undefined;
  /** that of `explained` where none is given */
  readonly few?: FewEvents | undefined;
  /** the days that have a value, where the series lacks some; all in steps of the view where none are given */
  readonly days?: readonly number[] | undefined;
  /** the value on the eve of the first day, where a change is counted from it */
  readonly eve?: number | undefined;
  /** events that get a number, at most; as many as are read where none is given */
  readonly most?: number | undefined;
  /** the window is being moved: the axis keeps at least this range, so that it does not jump, and the line has half the points */
  readonly moving?: ValueRange | undefined;
}

export interface ToldDay {
  readonly day: number;
  /** -1: the index went down, or the flag says improved */
  readonly side: number;
}

export interface NumberedEvent extends FigureEvent {
  readonly number: number;
}

export interface StretchLabel extends Stretch {
  readonly kind: 'uncovered' | 'sparse';
  readonly label: string;
}

export interface Figure {
  readonly input: FigureInput;
  readonly theme: Theme;
  readonly words: Words;
  readonly frame: Frame;
  /** a narrow picture: numbers without captions, labels below instead of beside */
  readonly compact: boolean;
  /** epoch days of the drawn points, ascending */
  readonly days: readonly number[];
  readonly line: readonly number[];
  readonly band50: { readonly low: readonly number[]; readonly high: readonly number[] };
  readonly band90: { readonly low: readonly number[]; readonly high: readonly number[] };
  readonly conflict: readonly number[];
  readonly cooperation: readonly number[];
  readonly overlays: readonly DrawnOverlay[];
  readonly levels: readonly LevelSegment[];
  readonly told: readonly ToldDay[];
  readonly notes: NoteLanes;
  readonly y: ValueRange & { readonly ticks: readonly number[] };
  readonly yc: ValueRange & { readonly ticks: readonly number[] };
  readonly x: ValueRange & { readonly ticks: readonly TimeTick[] };
  readonly unit: BinUnit;
  readonly bins: readonly StackedBin[];
  /** height of the lower pane to that of the upper */
  readonly lower: number;
  /** categories that have a bar in the window that can be seen */
  readonly categories: readonly Category[];
  readonly numbered: readonly NumberedEvent[];
  /** the other events of the window */
  readonly rug: readonly FigureEvent[];
  readonly stretches: readonly StretchLabel[];
  /** right margin, px */
  readonly marginRight: number;
}

/** Narrower than this, a picture has no room for words in its margin. */
const COMPACT_WIDTH = 620;
/** The lower pane is as tall as what happens in it deserves. */
const LOWER_MOST = 0.46;
const LOWER_LEAST = 0.24;

export function dyadFigure(input: FigureInput): Figure {
  const { series, view, theme, explained, words = en, frame = PAGE } = input;
  const from = Math.max(view.from, series.firstDay);
  const to = Math.min(Math.max(view.to, from), series.lastDay);
  const width = input.width - frame.inset.left - frame.inset.right;
  const compact = width < COMPACT_WIDTH * frame.text;
  const marginRight = frame.isCard
    ? cardMargin(width, compact, input.overlays ?? [], frame.text)
    : (compact ? 52 : 182) * frame.text;
  const plotWidth = Math.max(width - marginRight - 40 * frame.text, 60);
  const values = view.layer === 'index' ? series.index : series.conflict;
  // Where a change is counted from the eve, the line begins there.
  const eve = from - 1;
  const hasEve = input.eve !== undefined && !Number.isNaN(values[eve - series.firstDay] ?? Number.NaN);
  const start = hasEve ? eve : from;
  const days = [
    ...(hasEve ? [eve] : []),
    ...bucketPositions(
      (day) => values[day - series.firstDay]!,
      input.days ?? drawnDays(series, { from, to, step: view.step }, frame.isCard && view.layer === 'index'),
      Math.round(input.moving ? plotWidth / 2 : plotWidth),
    ),
  ];
  const read = (column: Float64Array): number[] => days.map((day) => column[day - series.firstDay]!);
  const inner = days.map((day) =>
    bandOf(series.tension[day - series.firstDay]!, series.sd[day - series.firstDay]!, series.scale, Z50),
  );
  const line = read(series.index);
  const band90 = { low: read(series.low), high: read(series.high) };
  const conflict = read(series.conflict);
  const cooperation = read(series.cooperation);

  const unit = binUnit(from, to);
  const bins =
    frame.detail === 'full' ? (input.bins ?? (explained ? stackedBins(series, explained, from, to) : [])) : [];
  const categories = visibleCategories(bins);

  const overlays =
    view.layer === 'index'
      ? (input.overlays ?? []).map((overlay) => drawnOverlay(overlay, series, days, from, to))
      : [];
  const beside = overlays.flatMap((overlay) => overlay.values.filter((value) => !Number.isNaN(value)));
  const upper =
    view.layer === 'index'
      ? withRoom(
          roundRange(
            Math.min(series.neutral, ...band90.low, ...beside),
            Math.max(series.neutral, ...band90.high, ...beside),
            30,
            10,
            input.moving,
            100,
          ),
          { low: Math.min(...line, ...beside), high: Math.max(...line, ...beside) },
          frame.isCard ? { below: 0.12, above: 0.08 } : { below: 0, above: 0.2 },
        )
      : roundRange(0, Math.max(...conflict, ...cooperation), 10, 5, input.moving);
  const sums = bins.map(({ stack }) => ({
    up: stack.raising.reduce((a, b) => a + b, 0),
    down: stack.easing.reduce((a, b) => a + b, 0),
  }));
  const lower = roundRange(Math.min(0, ...sums.map((s) => s.down)), Math.max(0, ...sums.map((s) => s.up)), 4, 2);

  const eventDays = input.events.map((event) => event.day);
  const steps = input.events.map((event) => event.step);
  const numberedAt = numberedEvents(eventDays, steps, from, to, input.most);
  const numbered = numberedAt.map((at, i): NumberedEvent => ({ ...input.events[at]!, number: i + 1 }));
  const taken = new Set(numberedAt);
  // In one direction, the other side's acts count nothing: they are no events of this line.
  const rug = input.events.filter(
    (event, at) =>
      event.day >= from && event.day <= to && !taken.has(at) && (event.step !== 0 || series.direction === 'both'),
  );

  return {
    input: { ...input, view: { ...view, from, to } },
    theme,
    words,
    frame,
    compact,
    days,
    line,
    band50: { low: inner.map((band) => band.low), high: inner.map((band) => band.high) },
    band90,
    conflict,
    cooperation,
    overlays,
    told: (input.told ?? []).filter(({ day }) => day >= from && day <= to),
    notes: noteLanes(input.notes, { from, to }, plotWidth, frame.text, frame.isCard ? Infinity : MOST_LANES),
    levels:
      view.layer === 'index' ? (input.levels ?? []).filter((segment) => segment.to >= from && segment.from <= to) : [],
    y: { ...upper, ticks: valueTicks(upper, compact ? 5 : 6) },
    yc: { ...lower, ticks: valueTicks(lower, 3) },
    x: { min: start - 0.5, max: to + 0.5, ticks: timeTicks(from, to, plotWidth / (64 * frame.text), words) },
    unit,
    bins,
    lower: frame.isCard ? LOWER_LEAST + (LOWER_MOST - LOWER_LEAST) * movement(bins) : LOWER_MOST,
    categories,
    numbered,
    rug,
    stretches: stretchLabels(series, from, to, input.few ?? explained?.model.flag, words),
    marginRight,
  };
}

/** @param hasExtremes also where weeks or months are drawn: their values are told, and the line runs through them */
function drawnDays(
  series: DailySeries,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: Step },
  hasExtremes: boolean,
): readonly number[] {
  const days = stepDays(from, to, step);
  const extremes = hasExtremes && step !== 'day' ? extremesWithin(series, from, to) : undefined;
  if (!extremes) return days;
  return [...new Set([...days, extremes.highest.day, extremes.lowest.day])].sort((p, q) => p - q);
}

/** px beside the plot of a card: its last value with the band, and the name of another line, but for those that are named above the plot. */
function cardMargin(width: number, compact: boolean, overlays: readonly Overlay[], text: number): number {
  if (compact) return 62 * text;
  return Math.min(
    Math.max(100, ...overlays.map((overlay) => (isSecond(overlay) ? 0 : estimatedWidth(overlay.label) + 16))) * text,
    0.3 * width,
  );
}

function stretchLabels(
  series: DailySeries,
  from: number,
  to: number,
  rule: FewEvents | undefined,
  words: Words,
): StretchLabel[] {
  const { charts } = words;
  const { uncovered, sparse } = series.coverage;
  const within = (stretch: Stretch): Stretch[] => {
    const clipped = { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) };
    return clipped.from <= clipped.to ? [clipped] : [];
  };
  const blank = uncovered.flatMap((stretch) =>
    within(stretch).map((part): StretchLabel => ({
      ...part,
      kind: 'uncovered',
      label: blankWords(series, stretch, words),
    })),
  );
  const few = rule ? charts.sparse(charts.sparseRule(rule.minEvents, rule.minEventsDays)) : charts.sparseShort;
  return [
    ...blank,
    ...sparse.flatMap(within).map((stretch): StretchLabel => ({ ...stretch, kind: 'sparse', label: few })),
  ];
}

/** How sure the line is on a day; the line is drawn by it. */
export type LineStyle = 'covered' | 'sparse' | 'provisional' | 'uncovered';

export function lineStyle(series: DailySeries, day: number): LineStyle {
  if (lieWithin(series.coverage.uncovered, day)) return 'uncovered';
  if (series.provisional[day - series.firstDay] === 1) return 'provisional';
  return lieWithin(series.coverage.sparse, day) ? 'sparse' : 'covered';
}
