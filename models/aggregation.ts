/**
 * Ways to fold several numbers into one, as composite indicators do (OECD and JRC, Handbook on Constructing Composite Indicators,
 * 2008). Tension is a weighted sum, in which calm on one side makes up for strain on another; the other means compensate less. The R
 * package COINr computes the same.
 */

/** `power` is the weighted power mean of an exponent: 1 the arithmetic, -1 the harmonic mean, towards 0 the geometric. */
export type Aggregation =
  | { readonly kind: 'arithmetic' | 'geometric' | 'harmonic' }
  | { readonly kind: 'power'; readonly exponent: number };

/**
 * The weighted mean of some values; weights need not sum to 1.
 *
 * @returns `undefined` without values, or when the weights sum to 0
 * @throws RangeError for a negative weight, and for a value that is not above 0 where a mean is defined above 0 only (all but the arithmetic).
 * @example weightedMean([1, 4], [1, 1], { kind: 'geometric' }) // 2
 */
export function weightedMean(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  aggregation: Aggregation,
): number | undefined {
  const exponent = exponentOf(aggregation);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (weights[i]! < 0)
      throw new RangeError(`The weight ${weights[i]} is negative: weights of a mean are at least 0.`);
    if (exponent !== 1 && !(value > 0))
      throw new RangeError(
        `The value ${value} has no ${aggregation.kind} mean: normalise to a range above 0, such as 1..100.`,
      );
    sum += weights[i]! * (exponent === 0 ? Math.log(value) : exponent === 1 ? value : value ** exponent);
    weight += weights[i]!;
  }
  if (weight === 0) return undefined;
  return exponent === 0 ? Math.exp(sum / weight) : (sum / weight) ** (1 / exponent);
}

/** The exponent of the power mean; that of 0 is the geometric. */
function exponentOf(aggregation: Aggregation): number {
  if (aggregation.kind === 'power') return aggregation.exponent;
  return { arithmetic: 1, geometric: 0, harmonic: -1 }[aggregation.kind];
}

/**
 * Values brought to a range by their own least and greatest (min-max normalisation). What does not vary has no place in a range:
 * `undefined` for all. Missing values stay missing.
 *
 * @param direction -1 where more is less: the greatest value becomes `low`
 * @example normalise([2, 3, 4], 0, 100) // [0, 50, 100]
 */
export function normalise(
  values: readonly (number | undefined)[],
  low: number,
  high: number,
  direction: 1 | -1 = 1,
): (number | undefined)[] {
  const known = values.filter((value) => value !== undefined);
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = known.reduce((a, b) => Math.max(a, b), -Infinity);
  return values.map((value) => {
    if (value === undefined || !(greatest > least)) return undefined;
    const share = direction === 1 ? (value - least) / (greatest - least) : (greatest - value) / (greatest - least);
    return low + (high - low) * share;
  });
}

/** Ranks, 1 for the greatest; equal values share the best rank, and the next one counts on (1, 2, 2, 4). O(n log n). */
export function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => b - a);
  const first = new Map<number, number>();
  for (const [i, value] of sorted.entries()) if (!first.has(value)) first.set(value, i + 1);
  return values.map((value) => first.get(value)!);
}

/** How far ranks move from one set of values to another. */
export interface RankShift {
  /** rank after - rank before; below 0: it rose */
  readonly shifts: readonly number[];
  /** mean of |shift| */
  readonly meanAbsolute: number;
}

/** @throws RangeError when the lists differ in length or are empty. */
export function rankShift(before: readonly number[], after: readonly number[]): RankShift {
  if (before.length === 0 || before.length !== after.length)
    throw new RangeError(
      `Ranks are compared over the same things: there are ${before.length} before and ${after.length} after.`,
    );
  const ranksBefore = ranks(before);
  const shifts = ranks(after).map((rank, i) => rank - ranksBefore[i]!);
  return { shifts, meanAbsolute: shifts.reduce((sum, shift) => sum + Math.abs(shift), 0) / shifts.length };
}
