/** Where a value stands in the history of its own line: what makes lines of different units, or of differently coded dyads, comparable in kind. */
import { mean, quantileRankSorted, standardDeviation } from 'simple-statistics';

/** `level`: as it is. `percentile`: 0 to 100 within its own history. `z`: standard deviations from its own mean. */
export type Scale = 'level' | 'percentile' | 'z';

/**
 * Turns values into standings. The history is the whole of it, before and after each value, not the window shown: so a percentile does not move when
 * the window does, but it knows what came later. Percentile: the share of the history at or below the value; where several are equal, the mean of
 * their ranks (simple-statistics' quantileRank). O(n log n) once, O(log n) a value.
 *
 * @param history the values that count, in any order; NaN are left out
 * @returns NaN stays NaN; without a history, or without spread for `z`, everything is NaN: where a value stands in nothing is not known
 * @example standingIn([1, 2, 3, 4], 'percentile')(3) // 75
 */
export function standingIn(history: readonly number[], scale: Scale): (value: number) => number {
  if (scale === 'level') return (value) => value;
  const known = Array.from(Float64Array.from(history.filter((value) => !Number.isNaN(value))).sort()); // as numbers
  if (known.length === 0) return () => Number.NaN;
  if (scale === 'percentile') return (value) => (Number.isNaN(value) ? value : 100 * quantileRankSorted(known, value));
  const centre = mean(known);
  const spread = standardDeviation(known);
  return (value) => (spread > 0 ? (value - centre) / spread : Number.NaN);
}
