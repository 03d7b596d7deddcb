/** Where a series can be believed: no events is not calm, it may mean that nobody looked. */
import type { EventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';
import type { CoveredStretch, Stretch } from './stretch.ts';

/** Declared stretches as far as their days have come: what is declared of later days counts when they are there. */
export const throughDay = (coverage: readonly CoveredStretch[], day: number): CoveredStretch[] =>
  coverage.flatMap(({ from, to, density }) => (from <= day ? [{ from, to: Math.min(to, day), density }] : []));

/** Fewer covered days make no history to rank in; a line of acts coded by machine has no level before, either. */
export const MIN_COVERED_DAYS = 365;

/** Days of a line, from its first one on, that no stretch takes out. */
export const coveredDaysOf = (firstDay: number, lastDay: number, uncovered: readonly Stretch[]): number =>
  Math.max(0, lastDay - firstDay + 1) -
  uncovered.reduce((days, { from, to }) => days + Math.max(0, Math.min(to, lastDay) - Math.max(from, firstDay) + 1), 0);

export interface Coverage {
  readonly firstEvent: number | null;
  readonly lastEvent: number | null;
  /** the first day that has a value; null where every day has one, or none has */
  readonly firstDay: number | null;
  /** whether somebody declared which days were looked at, and the model asks */
  readonly isDeclared: boolean;
  /** fewer than `minEvents` events in the `minEventsDays` that end there */
  readonly sparse: readonly Stretch[];
  /** nobody looked: outside the declared stretches, or of a model that does not ask, before the first event and after the last */
  readonly uncovered: readonly Stretch[];
}

/**
 * The days up to `lastDay` that no stretch covers, in order; the first reaches back without end (`from` is -Infinity). They take the
 * density of the stretch before them, or of the first where none lies before.
 *
 * @param coverage stretches in any order; where two overlap, a day is covered
 */
export function uncoveredStretches(coverage: readonly CoveredStretch[], lastDay: number): CoveredStretch[] {
  const sorted = coverage.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const uncovered: CoveredStretch[] = [];
  let from = -Infinity;
  let density = sorted[0]?.density ?? 'crises';
  for (const stretch of sorted) {
    const to = Math.min(stretch.from - 1, lastDay);
    if (from <= to) uncovered.push({ from, to, density });
    if (stretch.to + 1 > from) {
      from = stretch.to + 1;
      density = stretch.density;
    }
  }
  if (from <= lastDay) uncovered.push({ from, to: lastDay, density });
  return uncovered;
}

/**
 * The first day that has a value (epoch): the first declared one, or that of the first event where it lies before; null where every day has
 * one, because the model does not ask who looked, or none has.
 */
export function firstDayOf(
  { day, coverage = [] }: Pick<EventColumns, 'day' | 'coverage'>,
  { unobserved }: Pick<ModelDefinition, 'unobserved'>,
): number | null {
  if (!unobserved) return null;
  const first = Math.min(day[0] ?? Infinity, ...coverage.map(({ from }) => from));
  return first === Infinity ? null : first;
}

const clippedTo =
  (from: number, to: number) =>
  (stretch: Stretch): Stretch[] => {
    const clipped = { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) };
    return clipped.from <= clipped.to ? [clipped] : [];
  };

/** The days between two on which nobody looked, as in {@link coverageOf}. @param day of the events, ascending; the first and the last are enough */
export function uncoveredBetween(
  { day, coverage = [] }: Pick<EventColumns, 'day' | 'coverage'>,
  { unobserved }: Pick<ModelDefinition, 'unobserved'>,
  from: number,
  to: number,
): Stretch[] {
  const clip = clippedTo(from, to);
  if (unobserved) return uncoveredStretches(coverage, to).flatMap(clip);
  const [first, last] = [day[0], day[day.length - 1]];
  if (first === undefined || last === undefined) return [{ from, to }];
  return [...clip({ from: -Infinity, to: first - 1 }), ...clip({ from: last + 1, to: Infinity })];
}

/**
 * Coverage of a dyad between two days (epoch days, inclusive). A day is never both: uncovered wins. O(events log events).
 *
 * A model with `unobserved` asks for declared coverage: an event does not cover the days around it, and where nobody has declared any, no
 * day is covered. Without it the days from the first event to the last count as covered.
 */
export function coverageOf(
  columns: EventColumns,
  { flag: { minEvents, minEventsDays }, unobserved }: Pick<ModelDefinition, 'flag' | 'unobserved'>,
  from: number,
  to: number,
): Coverage {
  const { day } = columns;
  const first = day[0];
  const last = day[day.length - 1];
  const isDeclared = unobserved !== undefined && (columns.coverage ?? []).length > 0;
  const firstDay = firstDayOf(columns, { unobserved });
  const clip = clippedTo(from, to);
  const uncovered = uncoveredBetween(columns, { unobserved }, from, to);
  if (first === undefined || last === undefined)
    return { firstEvent: null, lastEvent: null, firstDay, isDeclared, sparse: [], uncovered };

  // Between two neighbours the count only falls, when an event leaves the window; so it is enough to look at both kinds of days.
  const turns = [...new Set([...day, ...Array.from(day, (d) => d + minEventsDays)])]
    .filter((d) => d >= first && d <= last)
    .sort((a, b) => a - b);
  const sparse: Stretch[] = [];
  let entered = 0;
  let left = 0;
  turns.forEach((turn, i) => {
    while (entered < day.length && day[entered]! <= turn) entered++;
    while (left < day.length && day[left]! <= turn - minEventsDays) left++;
    if (entered - left >= minEvents) return;
    const end = i + 1 < turns.length ? turns[i + 1]! - 1 : last;
    const open = sparse[sparse.length - 1];
    if (open && open.to === turn - 1) sparse[sparse.length - 1] = { from: open.from, to: end };
    else sparse.push({ from: turn, to: end });
  });
  return {
    firstEvent: first,
    lastEvent: last,
    firstDay,
    isDeclared,
    sparse: sparse.flatMap(clip).flatMap((stretch) => without(stretch, uncovered)),
    uncovered,
  };
}

/** What is left of a stretch when others, in order, are taken out. */
function without(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let { from } = stretch;
  for (const other of others) {
    if (other.to < from || other.from > stretch.to) continue;
    if (other.from > from) left.push({ from, to: other.from - 1 });
    from = Math.max(from, other.to + 1);
  }
  if (from <= stretch.to) left.push({ from, to: stretch.to });
  return left;
}
