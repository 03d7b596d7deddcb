/**
 * The score of Yan Xuetong and Qi Haixia's yearbooks of China's relations with great powers (after Yan and Zhou 2004): a relation stands
 * between -9 (enmity) and 9 (friendship), and an event moves it the less, the closer it stands to the end that the event pushes to:
 *
 *     score' = score + (9 - score) / 9 x points     for points > 0
 *     score' = score + (9 + score) / 9 x points     for points < 0
 *
 * There is no fading: what nobody undoes stays. So the order of events matters, and a point is not a sum of its events; this is what the index
 * gives up to be explained. The authors' own table of points per kind of event is not part of the method here: points are what the caller gives.
 */
import type { EventColumns } from '../eventColumns.ts';
import { unitImpacts } from '../impacts.ts';
import { type Step, stepDays } from '../calendar.ts';
import type { ModelDefinition } from '../model.ts';
import { typeParametersOf } from '../typeParameters.ts';

/** The end of the scale. */
export const YAN_END = 9;

/**
 * The score after an event.
 *
 * @param points what the event is worth at the middle of the scale; above 0 eases. Held to -9..9, so that no event overshoots the end
 * @example yanStep(4.5, 2) // 5.5: half of the way to the end is left, so it counts half
 */
export function yanStep(score: number, points: number): number {
  const held = Math.max(-YAN_END, Math.min(YAN_END, points));
  const room = held > 0 ? (YAN_END - score) / YAN_END : (YAN_END + score) / YAN_END;
  return Math.max(-YAN_END, Math.min(YAN_END, score + room * held));
}

export interface YanPoint {
  readonly day: number;
  /** -9..9; above 0 is friendly, the opposite sign of tension */
  readonly score: number;
}

/**
 * The score at the end of each week or month.
 *
 * @param initial score before the first event: 0, or where a historian puts the relation
 * @param pointsPerTension points of a tension point of impact (weight x severity x role x confidence x repetition). Ours, not the authors': at 0.2 a grave
 *   act of the baseline (5 to 15 tension points) moves a relation in the middle of the scale by one to three of its nine steps.
 */
export function yanSeries(
  columns: EventColumns,
  model: ModelDefinition,
  from: number,
  to: number,
  step: Step,
  initial = 0,
  pointsPerTension = 0.2,
): YanPoint[] {
  const impacts = unitImpacts(columns, model);
  let score = initial;
  let next = 0;
  return stepDays(from, to, step).map((day) => {
    for (; next < impacts.length && columns.day[next]! <= day; next++)
      score = yanStep(
        score,
        -pointsPerTension * impacts[next]! * typeParametersOf(model, columns.types[columns.type[next]!]!).weight,
      );
    return { day, score };
  });
}
