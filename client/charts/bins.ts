/** Bins of the lower pane: calendar periods, each with what the events of every category make of the index on its last day. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Basis } from '../../models/basis.ts';
import { CATEGORIES, type Codebook } from '../../models/codebook.ts';
import { secantSlope } from '../../models/contribution.ts';
import { indexOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';

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
    raising: raising.map((x) => gain * x),
    easing: easing.map((x) => gain * x),
    index: indexOf(tension, model.scale),
    neutral: indexOf(model.base, model.scale),
  };
}

/** Position in CATEGORIES of a type. */
export type CategoryOf = (type: string) => number;

export function categoryPositions(codebook: Codebook): CategoryOf {
  const positions = new Map([...codebook.values()].map(({ type, category }) => [type, CATEGORIES.indexOf(category)]));
  return (type) => positions.get(type) ?? CATEGORIES.indexOf('other');
}
