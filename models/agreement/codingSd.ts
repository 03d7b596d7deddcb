/**
 * How far the severity of one coding is off, for the band of the index (`codingSd` of a model). Two codings of an act show it: half the
 * squared difference of their multipliers is the variance of one. It is taken relative to what the model multiplies it with, the squared multiplier:
 *
 *     codingSd^2 = mean((m1 - m2)^2 / 2) / mean((m1^2 + m2^2) / 2)
 */

/** @param pairs the two severities (1 to 5) of each act @param severity the model's multipliers. @throws RangeError without acts */
export function codingSdOf(
  pairs: readonly (readonly [first: number, second: number])[],
  severity: readonly number[],
): number {
  if (pairs.length === 0) throw new RangeError('No act was coded twice: give at least one.');
  let difference = 0;
  let square = 0;
  for (const [first, second] of pairs) {
    const [a, b] = [severity[first - 1]!, severity[second - 1]!];
    difference += (a - b) ** 2;
    square += a ** 2 + b ** 2;
  }
  return Math.sqrt(difference / square);
}
