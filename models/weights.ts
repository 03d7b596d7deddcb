/** Weights as a vector: one entry for each type of a model, in the model's order. What is fitted, flipped or drawn are these. */
import type { ModelDefinition } from './model.ts';

export function typesOf(model: ModelDefinition): readonly string[] {
  return Object.keys(model.types);
}

export function weightsOf(model: ModelDefinition): Float64Array {
  return Float64Array.from(Object.values(model.types), ({ weight }) => weight);
}

/** The model with other weights; everything else stays. */
export function withWeights(model: ModelDefinition, weights: ArrayLike<number>): ModelDefinition {
  const types = Object.entries(model.types).map(
    ([type, parameters], k) => [type, { ...parameters, weight: weights[k]! }] as const,
  );
  return { ...model, types: Object.fromEntries(types) };
}

/**
 * By what a change of each weight is measured: the weight itself, so that 6 to 9 is as far as 2 to 3; a weight below 1 is
 * measured as if it were 1, so that one at 0 can be moved at all. A locked type has 0: it does not move.
 */
export function changeUnits(model: ModelDefinition, locked: ReadonlySet<string> = new Set()): Float64Array {
  return Float64Array.from(Object.entries(model.types), ([type, { weight }]) =>
    locked.has(type) ? 0 : Math.max(weight, 1),
  );
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
