/** Bins of the lower pane: calendar periods, each with what the events of every category make of the index on its last day. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Basis } from '../../models/basis.ts';
import { CATEGORIES, type Category, type Codebook } from '../../models/codebook.ts';
import { secantSlope } from '../../models/contribution.ts';
import { indexOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';
import { type DailySeries, lieWithin } from './dailySeries.ts';

/** More bars than this are no longer bars, and cost more than the line; 36 years of quarters still fit. */
export const MAX_BINS = 150;

export const BIN_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type BinUnit = (typeof BIN_UNITS)[number];

export interface Bin {
  /** epoch days of the whole calendar period, which may reach beyond the window */
  readonly from: number;
  readonly to: number;
  /** the day that the bar shows: the last of the period, or of the window */
  readonly day: number;
}

/** The finest calendar unit with at most `maxBins` periods between two days. */
export function binUnit(from: number, to: number, maxBins = MAX_BINS): BinUnit {
  const days = to - from + 1;
  if (days <= maxBins) return 'day';
  if (days / 7 <= maxBins) return 'week';
  if (days / 30.4 <= maxBins) return 'month';
  if (days / 91.3 <= maxBins) return 'quarter';
  return 'year';
}

/** The periods that the window touches. A week ends on Sunday. */
export function binsOf(from: number, to: number, unit: BinUnit = binUnit(from, to)): Bin[] {
  const bins: Bin[] = [];
  for (let day = from; day <= to;) {
    const period = periodOf(day, unit);
    bins.push({ ...period, day: Math.min(period.to, to) });
    day = period.to + 1;
  }
  return bins;
}

function periodOf(day: number, unit: BinUnit): { from: number; to: number } {
  if (unit === 'day') return { from: day, to: day };
  if (unit === 'week') {
    const to = day + ((((3 - day) % 7) + 7) % 7); // 1970-01-01 was a Thursday
    return { from: to - 6, to };
  }
  const [year, month] = toIsoDate(day).split('-').map(Number);
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12;
  const first = Math.floor((month! - 1) / months) * months;
  return { from: Date.UTC(year!, first, 1) / 86_400_000, to: Date.UTC(year!, first + months, 0) / 86_400_000 };
}

/** Index points of the categories on one day; both arrays in the order of CATEGORIES. */
export interface CategoryStack {
  readonly day: number;
  /** what raises the index, >= 0 */
  readonly raising: readonly number[];
  /** what lowers it, <= 0 */
  readonly easing: readonly number[];
  readonly index: number;
  readonly neutral: number;
}

/**
 * A day's index as neutral + what each category adds and takes away: the sums of the events' own shares (contribution.ts), so
 * that the bars add up to the line. A category has both parts where its events pull both ways. O(types).
 *
 * @throws RangeError when the day lies outside the basis.
 */
export function stackOn(basis: Basis, model: ModelDefinition, categoryOf: CategoryOf, day: number): CategoryStack {
  const at = day - basis.firstDay;
  if (at < 0 || day > basis.lastDay)
    throw new RangeError(`Day ${day} lies outside the basis of ${basis.dyad} (${basis.firstDay} to ${basis.lastDay}).`);
  const raising = CATEGORIES.map(() => 0);
  const easing = CATEGORIES.map(() => 0);
  let tension = model.base;
  for (const column of basis.types) {
    const { weight } = typeParametersOf(model, column.type);
    const category = categoryOf(column.type);
    raising[category] = raising[category]! + weight * column.raising[at]!;
    easing[category] = easing[category]! - weight * column.easing[at]!;
    tension += weight * (column.raising[at]! - column.easing[at]!);
  }
  const gain = secantSlope(model.base, tension, model.scale);
  return {
    day,
    raising: raising.map((x) => untraced(gain * x)),
    easing: easing.map((x) => untraced(gain * x)),
    index: indexOf(tension, model.scale),
    neutral: indexOf(model.base, model.scale),
  };
}

/** Index points: an act that faded this far is gone, and no file needs to carry what is left of it. */
const TRACE = 1e-12;
const untraced = (points: number): number => (Math.abs(points) < TRACE ? 0 : points);

/** Position in CATEGORIES of a type. */
export type CategoryOf = (type: string) => number;

export function categoryPositions(codebook: Codebook): CategoryOf {
  const positions = new Map([...codebook.values()].map(({ type, category }) => [type, CATEGORIES.indexOf(category)]));
  return (type) => positions.get(type) ?? CATEGORIES.indexOf('other');
}

/** What the contributions are computed from; missing while it loads: the line does not wait for it. */
export interface Explained {
  readonly basis: Basis;
  readonly model: ModelDefinition;
  readonly categoryOf: CategoryOf;
}

export interface StackedBin extends Bin {
  readonly stack: CategoryStack;
  /** nothing is coded there: drawn faded */
  readonly covered: boolean;
}

/** The bars of a window. O(bins x types) */
export function stackedBins(
  { coverage }: Pick<DailySeries, 'coverage'>,
  { basis, model, categoryOf }: Explained,
  from: number,
  to: number,
): StackedBin[] {
  return binsOf(from, to)
    .filter((bin) => bin.day >= basis.firstDay && bin.day <= basis.lastDay)
    .map((bin) => ({
      ...bin,
      stack: stackOn(basis, model, categoryOf, bin.day),
      covered: !lieWithin(coverage.uncovered, bin.day),
    }));
}

/** Index points that print as more than 0.0. */
const SEEN = 0.05;

/** The share of the pane of bars that is a pixel of it, about. */
const PIXEL = 1 / 60;

/** The categories that are drawn, and that a legend names: those that have a bar of a pixel somewhere. */
export function visibleCategories(bins: readonly StackedBin[]): Category[] {
  const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
  const highest = Math.max(...bins.map(({ stack }) => sum(stack.raising)));
  const lowest = Math.min(...bins.map(({ stack }) => sum(stack.easing)));
  const least = Math.max(SEEN, PIXEL * (highest - lowest));
  return CATEGORIES.filter((_, c) =>
    bins.some(({ stack }) => stack.raising[c]! >= least || stack.easing[c]! <= -least),
  );
}

/** The categories of a legend as the stack has them at the end of a window, from its top down, with their values there. */
export function stackedCategories(
  bins: readonly StackedBin[],
): { readonly category: Category; readonly points: number }[] {
  const last = bins.at(-1);
  if (!last) return [];
  const { raising, easing } = last.stack;
  const seen = visibleCategories(bins).map((category) => {
    const c = CATEGORIES.indexOf(category);
    return { category, points: raising[c]! + easing[c]!, isAbove: raising[c]! >= -easing[c]! };
  });
  return [...seen.filter(({ isAbove }) => isAbove).toReversed(), ...seen.filter(({ isAbove }) => !isAbove)];
}

/** Index points exchanged that fill a pane. */
const FULL_MOVEMENT = 30;

/** How much of the level the causes exchange within the window, as a share of what fills a pane: 0 where the bars stay as they are. */
export function movement(bins: readonly StackedBin[]): number {
  const first = bins[0]?.stack;
  if (!first) return 0;
  const exchanged = bins.map(({ stack }) =>
    CATEGORIES.reduce(
      (sum, _, c) =>
        sum + Math.abs(stack.raising[c]! - first.raising[c]!) + Math.abs(stack.easing[c]! - first.easing[c]!),
      0,
    ),
  );
  return Math.min(Math.max(...exchanged) / FULL_MOVEMENT, 1);
}
