/**
 * How sure a change is. Both days share their weights and most of their acts, so the band of a change is not that of either level:
 *
 *     var dL = sum_k (s_w w_k (U_k(B) - U_k(A)))^2 + sum_e a_e^2 (K_e(B) - K_e(A))^2 (1 - q_e + s_c^2)/q_e + V(A, B)
 *
 * where V(A, B) is the variance from acts that may have happened on days that nobody looked at.
 */
import { codingVarianceOf, unitImpacts } from './impacts.ts';
import type { Direction } from './dyad.ts';
import type { EventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';
import { remainingOf } from './remaining.ts';
import { indexOf } from './score.ts';
import { unobservedChange } from './unobserved.ts';

/** Index points below which a change is never called one. */
export const SMALLEST_CHANGE = 1;

export interface TensionChange {
  /** tension on the first day */
  readonly tension: number;
  /** change of tension to the second */
  readonly change: number;
  /** standard deviation of that change, >= 0 */
  readonly sd: number;
}

/** The change of tension between two epoch days and its standard deviation. O(events + uncovered days x types). */
export function tensionChange(
  columns: EventColumns,
  model: ModelDefinition,
  fromDay: number,
  toDay: number,
  direction: Direction = 'both',
): TensionChange {
  const impacts = unitImpacts(columns, model, direction);
  const remaining = remainingOf(columns, model);
  const exposures = new Float64Array(columns.types.length);
  let tension = model.base;
  let change = 0;
  let variance = 0;
  for (let event = 0; event < impacts.length && columns.day[event]! <= toDay; event++) {
    const k = columns.type[event]!;
    const { weight } = typeParametersOf(model, columns.types[k]!);
    const before = remaining(event, fromDay);
    const difference = remaining(event, toDay) - before;
    tension += impacts[event]! * weight * before;
    change += impacts[event]! * weight * difference;
    exposures[k] = exposures[k]! + impacts[event]! * difference;
    variance += codingVarianceOf(columns, event, model, impacts[event]! * weight * difference);
  }
  for (const [k, exposure] of exposures.entries())
    variance += (model.weightSd * typeParametersOf(model, columns.types[k]!).weight * exposure) ** 2;
  variance += unobservedChange(columns, model, impacts, fromDay, toDay, direction);
  return { tension, change, sd: Math.sqrt(variance) };
}

/** The change in index points with its band, `z` standard deviations to either side. */
export function changeBand(
  { tension, change, sd }: TensionChange,
  scale: number,
  z: number,
): { readonly change: number; readonly low: number; readonly high: number } {
  const from = indexOf(tension, scale);
  const to = (points: number): number => indexOf(tension + points, scale) - from;
  return { change: to(change), low: to(change - z * sd), high: to(change + z * sd) };
}

/**
 * Whether a change is too small, or too unsure, to be called one: less than an index point, or its 90% band includes zero.
 *
 * @param band the 90% band of the change, in index points
 */
export function isLittleChanged(band: {
  readonly change: number;
  readonly low: number;
  readonly high: number;
}): boolean {
  return Math.abs(band.change) < SMALLEST_CHANGE || (band.low <= 0 && band.high >= 0);
}
