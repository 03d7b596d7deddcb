/** Where the level of a series changed: PELT (Killick, Fearnhead and Eckley 2012, JASA 107) with an L2 cost and a BIC penalty. */
import { sum, variance } from 'simple-statistics';
import { stepEnd } from './calendar.ts';
import { indexOf, type Score } from './score.ts';

/** A stretch of one level; positions in the series, both ends included. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly mean: number;
}

export interface ChangePoints {
  /** in order, without gaps; one more than there are changes. Empty for an empty series */
  readonly segments: readonly Segment[];
  /** segment costs that were computed: about linear in the length where changes are spread over it, at worst quadratic */
  readonly evaluations: number;
}

/**
 * Splits a series into stretches of constant mean so that the sum of squares about the means plus `penalty` for each change is least:
 * the exact optimum, found by dynamic programming that drops starts which can never be best again.
 *
 * @param penalty in squared units of the series; see `bicPenalty`
 * @param minLength fewest values of a stretch
 * @throws RangeError for a negative penalty or a length below 1.
 */
export function changePoints(values: ArrayLike<number>, penalty: number, minLength = 1): ChangePoints {
  if (!(penalty >= 0) || !(minLength >= 1))
    throw new RangeError(
      `PELT needs a penalty of at least 0 and stretches of at least 1: not ${penalty} and ${minLength}.`,
    );
  const n = values.length;
  if (n === 0) return { segments: [], evaluations: 0 };
  // Sums from the mean of the whole, so that squares of a level far from 0 do not swallow what varies.
  let total = 0;
  for (let i = 0; i < n; i++) total += values[i]!;
  const centre = total / n;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const value = values[i]! - centre;
    sums[i + 1] = sums[i]! + value;
    squares[i + 1] = squares[i]! + value * value;
  }
  const cost = (from: number, end: number): number =>
    squares[end]! - squares[from]! - (sums[end]! - sums[from]!) ** 2 / (end - from);

  const best = new Float64Array(n + 1).fill(Infinity); // least cost of the first values; a penalty a stretch, less one
  const startOfLast = new Int32Array(n + 1);
  best[0] = -penalty;
  /** where the last stretch may begin, and from which end on that start need not be looked at any more */
  let starts: { readonly at: number; until: number }[] = [];
  let evaluations = 0;
  for (let end = minLength; end <= n; end++) {
    // A stretch may begin where what lies before it is empty or long enough.
    const newest = end - minLength;
    if (newest === 0 || newest >= minLength) starts.push({ at: newest, until: Infinity });
    starts = starts.filter(({ until }) => end < until);
    const costs = starts.map(({ at }) => best[at]! + cost(at, end));
    evaluations += costs.length;
    for (const [i, { at }] of starts.entries()) {
      if (costs[i]! + penalty < best[end]!) {
        best[end] = costs[i]! + penalty;
        startOfLast[end] = at;
      }
    }
    // A start that is worse than a change right here never becomes best again, once a stretch from here is long enough.
    for (const [i, start] of starts.entries())
      if (costs[i]! > best[end]!) start.until = Math.min(start.until, end + minLength);
  }

  const segments: Segment[] = [];
  // A series shorter than two stretches is one.
  for (let end = n; end > 0;) {
    const start = Number.isFinite(best[end]!) ? startOfLast[end]! : 0;
    let level = 0;
    for (let i = start; i < end; i++) level += values[i]!;
    segments.push({ from: start, to: end - 1, mean: level / (end - start) });
    end = start;
  }
  return { segments: segments.toReversed(), evaluations };
}

/**
 * The penalty of the Bayesian information criterion for a change of mean: 2 parameters (where, and to what) x noise variance x ln n. The noise
 * is half of the variance of the differences of neighbours, which a few changes of level hardly touch.
 *
 * @returns `undefined` for fewer than three values, or when all differences are equal: there is no noise to speak of
 */
export function bicPenalty(values: ArrayLike<number>): number | undefined {
  const n = values.length;
  if (n < 3) return undefined;
  const differences = Array.from({ length: n - 1 }, (_, i) => values[i + 1]! - values[i]!);
  const noise = variance(differences) / 2; // two neighbours, two independent errors
  return noise > 0 ? 2 * noise * Math.log(n) : undefined;
}

export interface LevelChange {
  /** epoch day: first day of the month from which the new level holds */
  readonly day: number;
  /** mean index before and from then on */
  readonly before: number;
  readonly after: number;
}

/**
 * The changes of level of a dyad's index, on its monthly means. Acts fade over months, so that a month's noise is not independent of the last one's, and
 * the plain criterion sees a change in every slope. Hence `noiseFactor`, and no level shorter than half a year.
 *
 * @param noiseFactor times the BIC penalty; higher finds fewer changes. 10 leaves about one in three years on the shipped dyads, among them those that
 *   histories name (KOR-RUS: the spy row of July 1998, the partnership of October 2008, the war of March 2022)
 */
export function levelChanges(score: Score, scale: number, noiseFactor = 10, minMonths = 6): LevelChange[] {
  const months: { firstDay: number; mean: number }[] = [];
  for (let day = score.firstDay; day <= score.lastDay;) {
    const end = Math.min(stepEnd(day, 'month'), score.lastDay);
    const values = Array.from(score.tension.subarray(day - score.firstDay, end - score.firstDay + 1), (tension) =>
      indexOf(tension, scale),
    );
    months.push({ firstDay: day, mean: sum(values) / values.length });
    day = end + 1;
  }
  const means = months.map(({ mean }) => mean);
  const penalty = bicPenalty(means);
  if (penalty === undefined) return [];
  const { segments } = changePoints(means, noiseFactor * penalty, minMonths);
  return segments
    .slice(1)
    .map(({ from, mean }, i) => ({ day: months[from]!.firstDay, before: segments[i]!.mean, after: mean }));
}
