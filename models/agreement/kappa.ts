/**
 * Agreement of two coders beyond chance (Cohen 1960; with weights 1968), and of many who all coded every unit (Fleiss 1971).
 *
 *     kappa = 1 - sum d(i, j) observed(i, j) / sum d(i, j) expected(i, j)      expected(i, j) = row i x column j / n
 *
 * d is 0 on the diagonal; off it 1 (unweighted), |i - j| (linear) or (i - j)^2 (quadratic), by places on the scale.
 */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

const DISTANCE: Readonly<Record<KappaWeights, (i: number, j: number) => number>> = {
  none: (i, j) => (i === j ? 0 : 1),
  linear: (i, j) => Math.abs(i - j),
  quadratic: (i, j) => (i - j) ** 2,
};

/** Cohen's kappa of a square table of counts; undefined where chance alone would agree always, or nothing was coded. */
export function cohenKappa(counts: readonly (readonly number[])[], weights: KappaWeights = 'none'): number | undefined {
  const distance = DISTANCE[weights];
  const rows = counts.map(sum);
  const columns = counts.map((_, j) => sum(counts.map((row) => row[j]!)));
  const total = sum(rows);
  let observed = 0;
  let expected = 0;
  for (const [i, row] of counts.entries())
    for (const [j, count] of row.entries()) {
      observed += distance(i, j) * count;
      expected += (distance(i, j) * rows[i]! * columns[j]!) / total;
    }
  return expected > 0 ? 1 - observed / expected : undefined;
}

/**
 * Fleiss' kappa.
 *
 * @param units for each unit, the values that its coders gave; each must have as many, at least two
 * @returns undefined where units have different numbers of codes, or chance alone would agree always
 */
export function fleissKappa(units: readonly (readonly string[])[]): number | undefined {
  const coders = units[0]?.length ?? 0;
  if (coders < 2 || units.some(({ length }) => length !== coders)) return undefined;
  const shares = new Map<string, number>();
  let agreed = 0;
  for (const codes of units) {
    const counts = new Map<string, number>();
    for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
    for (const [code, count] of counts) {
      shares.set(code, (shares.get(code) ?? 0) + count / (units.length * coders));
      agreed += (count * (count - 1)) / (coders * (coders - 1) * units.length);
    }
  }
  const byChance = sum([...shares.values()].map((share) => share ** 2));
  return shares.size > 1 ? (agreed - byChance) / (1 - byChance) : undefined;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
