/** Basis x weights -> tension -> index, with its conflict and cooperation parts. */
import type { Basis } from './basis.ts';
import type { ModelDefinition } from './model.ts';

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

/** The score of a basis under a model's weights. O(days x types). */
export function scoreOf(basis: Basis, model: ModelDefinition): Score {
  const length = basis.lastDay - basis.firstDay + 1;
  const conflict = new Float64Array(length);
  const cooperation = new Float64Array(length);
  const variance = new Float64Array(length);
  for (const { type, raising, easing, codingVariance } of basis.types) {
    const weight = model.types[type]!.weight;
    if (weight === 0) continue;
    const weightVariance = (model.weightSd * weight) ** 2;
    const squared = weight ** 2;
    for (let i = 0; i < length; i++) {
      const net = raising[i]! - easing[i]!;
      conflict[i] = conflict[i]! + weight * raising[i]!;
      cooperation[i] = cooperation[i]! + weight * easing[i]!;
      variance[i] = variance[i]! + weightVariance * net * net + squared * codingVariance[i]!;
    }
  }
  const tension = new Float64Array(length);
  const sd = variance;
  for (let i = 0; i < length; i++) {
    tension[i] = model.base + conflict[i]! - cooperation[i]!;
    sd[i] = Math.sqrt(variance[i]!);
  }
  return { dyad: basis.dyad, firstDay: basis.firstDay, lastDay: basis.lastDay, tension, conflict, cooperation, sd };
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
