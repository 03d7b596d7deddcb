/**
 * Krippendorff's alpha: agreement of any number of coders, of whom some may have left units out (Krippendorff 2011, "Computing
 * Krippendorff's alpha-reliability").
 *
 *     alpha = 1 - (n - 1) sum o(c, k) d(c, k) / sum n_c n_k d(c, k)
 *
 * o: the values that stand together in units, each unit's pairs divided by its codes less one; n_c: how often c stands there; n: their sum.
 */
export type Level = 'nominal' | 'ordinal' | 'interval';

/**
 * @param units for each unit, the values that coders gave; undefined: left out. A unit with fewer than two is passed over
 * @param scale all values in order: needed by the ordinal level
 * @returns undefined where all values are the same, or no unit has two
 */
export function krippendorffAlpha(
  units: readonly (readonly (string | undefined)[])[],
  level: Level,
  scale?: readonly string[],
): number | undefined {
  const paired = units.map((codes) => codes.filter((code) => code !== undefined)).filter(({ length }) => length > 1);
  const values = scale ?? [...new Set(paired.flat())].sort();
  const at = new Map(values.map((value, i) => [value, i]));
  const together = values.map(() => new Float64Array(values.length));
  for (const codes of paired)
    for (const [i, a] of codes.entries())
      for (const [j, b] of codes.entries()) {
        if (i === j) continue;
        const row = together[at.get(a) ?? missing(a, values)]!;
        const column = at.get(b) ?? missing(b, values);
        row[column] = row[column]! + 1 / (codes.length - 1);
      }
  const totals = together.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, count) => sum + count, 0);
  const distance = distances(values, totals, level);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < values.length; c++)
    for (let k = 0; k < values.length; k++) {
      if (c === k) continue;
      observed += together[c]![k]! * distance(c, k);
      expected += totals[c]! * totals[k]! * distance(c, k);
    }
  return expected > 0 ? 1 - ((all - 1) * observed) / expected : undefined;
}

/** The squared difference of two values, by their places. */
function distances(
  values: readonly string[],
  totals: readonly number[],
  level: Level,
): (c: number, k: number) => number {
  if (level === 'nominal') return () => 1;
  if (level === 'interval') return (c, k) => (Number(values[c]) - Number(values[k])) ** 2;
  return (c, k) => {
    let between = -(totals[c]! + totals[k]!) / 2;
    for (let g = Math.min(c, k); g <= Math.max(c, k); g++) between += totals[g]!;
    return between ** 2;
  };
}

function missing(value: string, values: readonly string[]): never {
  throw new RangeError(`"${value}" is none of ${values.join(', ')}.`);
}
