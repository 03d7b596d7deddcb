/** Basis x weights -> tension -> index, with its conflict and cooperation parts. */
import type { Basis, BasisColumn } from './basis.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';

/** A scored dyad. Every series has one entry a day from `firstDay` on. */
export interface Score {
  readonly dyad: string;
  readonly firstDay: number;
  readonly lastDay: number;
  /** L = base + conflict - cooperation, in tension points */
  readonly tension: Float64Array;
  /** C, the sum of what raises tension, >= 0 */
  readonly conflict: Float64Array;
  /** K, the sum of what lowers tension, >= 0 */
  readonly cooperation: Float64Array;
  /** standard deviation of L from uncertain weights and uncertain coding (see band.ts) */
  readonly sd: Float64Array;
}

/** A type on its way into the sums. */
interface Term extends BasisColumn {
  readonly weight: number;
}

/**
 * The score of a basis under a model's weights. O(days x types): this is what runs while a weight is dragged, so types are
 * added two at a time (a third less traffic through the sums), and one that never eases, or never raises, costs half.
 */
export function scoreOf(basis: Basis, model: ModelDefinition): Score {
  const length = basis.lastDay - basis.firstDay + 1;
  const conflict = new Float64Array(length);
  const cooperation = new Float64Array(length);
  const variance = new Float64Array(length);
  const terms = basis.types
    .map((column): Term => ({ ...column, weight: typeParametersOf(model, column.type).weight }))
    .filter(({ weight }) => weight > 0);
  const weightVariance = model.weightSd ** 2;
  for (const pair of pairs(terms.filter(({ raises, eases }) => raises && !eases)))
    addOneSided(conflict, variance, pair, 'raising', weightVariance);
  for (const pair of pairs(terms.filter(({ raises, eases }) => eases && !raises)))
    addOneSided(cooperation, variance, pair, 'easing', weightVariance);
  for (const pair of pairs(terms.filter(({ raises, eases }) => raises && eases)))
    addTwoSided(conflict, cooperation, variance, pair, weightVariance);
  for (const column of basis.unobserved ?? []) {
    const squaredWeight = (model.types[column.type]?.weight ?? 0) ** 2;
    if (squaredWeight > 0)
      for (let i = 0; i < length; i++) variance[i] = variance[i]! + squaredWeight * column.variance[i]!;
  }
  const tension = new Float64Array(length);
  const sd = variance;
  for (let i = 0; i < length; i++) {
    tension[i] = model.base + conflict[i]! - cooperation[i]!;
    sd[i] = Math.sqrt(variance[i]!);
  }
  return { dyad: basis.dyad, firstDay: basis.firstDay, lastDay: basis.lastDay, tension, conflict, cooperation, sd };
}

/** Two by two; an odd one out is paired with itself at weight 0. */
function pairs(terms: readonly Term[]): [Term, Term][] {
  return Array.from({ length: Math.ceil(terms.length / 2) }, (_, i) => {
    const a = terms[2 * i]!;
    return [a, terms[2 * i + 1] ?? { ...a, weight: 0 }];
  });
}

/** Adds types that only raise, or only ease: w x to the part, and w^2 (s^2 x^2 + coding variance) to the variance. */
function addOneSided(
  part: Float64Array,
  variance: Float64Array,
  [a, b]: [Term, Term],
  side: 'raising' | 'easing',
  weightVariance: number,
): void {
  const exposureA = a[side];
  const exposureB = b[side];
  const codingA = a.codingVariance;
  const codingB = b.codingVariance;
  const [wa, wb, wa2, wb2] = [a.weight, b.weight, a.weight ** 2, b.weight ** 2];
  for (let i = 0; i < part.length; i++) {
    const x = exposureA[i]!;
    const y = exposureB[i]!;
    part[i] = part[i]! + (wa * x + wb * y);
    variance[i] =
      variance[i]! + (wa2 * (weightVariance * x * x + codingA[i]!) + wb2 * (weightVariance * y * y + codingB[i]!));
  }
}

/** Adds types that both raise and ease: a type has one weight, so its variance is that of the net exposure. */
function addTwoSided(
  conflict: Float64Array,
  cooperation: Float64Array,
  variance: Float64Array,
  [a, b]: [Term, Term],
  weightVariance: number,
): void {
  const { raising: raisingA, easing: easingA, codingVariance: codingA } = a;
  const { raising: raisingB, easing: easingB, codingVariance: codingB } = b;
  const [wa, wb, wa2, wb2] = [a.weight, b.weight, a.weight ** 2, b.weight ** 2];
  for (let i = 0; i < conflict.length; i++) {
    const upA = raisingA[i]!;
    const upB = raisingB[i]!;
    const downA = easingA[i]!;
    const downB = easingB[i]!;
    const netA = upA - downA;
    const netB = upB - downB;
    conflict[i] = conflict[i]! + (wa * upA + wb * upB);
    cooperation[i] = cooperation[i]! + (wa * downA + wb * downB);
    variance[i] =
      variance[i]! +
      (wa2 * (weightVariance * netA * netA + codingA[i]!) + wb2 * (weightVariance * netB * netB + codingB[i]!));
  }
}

/**
 * The index of a tension: 100 / (1 + exp(-L/S)), from 0 to 100; 50 is neither tense nor warm.
 *
 * @param tension tension points, any finite number
 * @param scale S > 0
 * @example indexOf(0, 40) // 50
 */
export function indexOf(tension: number, scale: number): number {
  return 100 / (1 + Math.exp(-tension / scale));
}

/** The slope of the index at a tension, in index points per tension point. */
export function indexSlope(tension: number, scale: number): number {
  const share = indexOf(tension, scale) / 100;
  return (100 * share * (1 - share)) / scale;
}

/** The index of a dyad without any event. */
export function neutralIndex(model: ModelDefinition): number {
  return indexOf(model.base, model.scale);
}
