/** Pairwise elicitation: a modeller says which of two acts was worse, and the weights follow; the next pair asked is the one that tells most. */
import type { EventColumns } from './eventColumns.ts';
import { unitImpacts } from './impacts.ts';
import { choleskyOf, solve } from './cholesky.ts';
import { type Comparison, DEFAULT_FIT, type FitOptions } from './fit.ts';
import type { ModelDefinition } from './model.ts';
import { changeUnits, dot, typesOf } from './weights.ts';

/** An act, by its place in the columns of its dyad. */
export interface Act {
  readonly columns: EventColumns;
  readonly event: number;
}

export interface Pair {
  readonly a: Act;
  readonly b: Act;
}

/**
 * What "a was worse than b" says about weights: the unit impact of a on its own day less that of b. How tense an act was is compared,
 * so that an easing act counts below zero.
 */
export function comparisonOf({ a, b }: Pair, model: ModelDefinition): Comparison {
  const types = typesOf(model);
  const difference = new Float64Array(types.length);
  const add = ({ columns, event }: Act, sign: number): void => {
    const k = types.indexOf(columns.types[columns.type[event]!]!);
    if (k < 0) return; // a type that the model does not name
    difference[k] = difference[k]! + sign * unitImpacts(columns, model)[event]!;
  };
  add(a, 1);
  add(b, -1);
  return difference;
}

/**
 * The pair whose answer would tell most about the weights: p (1 - p) x'Vx, the Fisher information of the answer times what is unknown
 * about the weights (V, the inverse curvature of the fit's objective at `weights`: a Laplace approximation; see Chaloner and
 * Verdinelli 1995 on such designs). A pair that is certain, or about weights known well, tells little.
 *
 * @param answered comparisons given so far
 * @param weights fitted to them
 * @returns position in `candidates`, or `undefined` when none could tell anything. O(types^3 + (answers + candidates) types^2)
 */
export function nextPair(
  candidates: readonly Comparison[],
  answered: readonly Comparison[],
  weights: ArrayLike<number>,
  prior: ModelDefinition,
  options: FitOptions = DEFAULT_FIT,
): number | undefined {
  const units = changeUnits(prior, options.locked);
  const scaled = (comparison: Comparison): Float64Array =>
    comparison.map((value, k) => (value * units[k]!) / options.pointsPerLogit);
  const uncertainty = (comparison: Comparison): number => {
    const p = 1 / (1 + Math.exp(-dot(comparison, weights) / options.pointsPerLogit));
    return p * (1 - p);
  };
  const curvature = Array.from(units, (_, k) => Float64Array.from(units, (_, l) => (k === l ? options.ridge : 0)));
  for (const comparison of answered) {
    const row = scaled(comparison);
    const amount = uncertainty(comparison);
    for (const [k, line] of curvature.entries())
      for (let l = 0; l < line.length; l++) line[l] = line[l]! + amount * row[k]! * row[l]!;
  }
  const factor = choleskyOf(curvature);
  let best: number | undefined;
  let most = 0;
  for (const [i, candidate] of candidates.entries()) {
    const row = scaled(candidate);
    const information = uncertainty(candidate) * dot(row, solve(factor, row));
    if (information > most) [best, most] = [i, information];
  }
  return best;
}
