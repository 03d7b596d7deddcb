/** Which events a chart numbers: those whose day they moved most, up or down. */
import type { EventColumns } from '../../models/eventColumns.ts';
import { unitImpacts } from '../../models/impacts.ts';
import { secantSlope } from '../../models/contribution.ts';
import type { Direction } from '../../models/dyad.ts';
import type { Score } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';

/** More numbers than this are no longer read. */
export const MAX_NUMBERED = 5;
/** Index points: a smaller step prints as 0.0 and moved nothing. */
export const SMALLEST_STEP = 0.05;

/**
 * The *step* of every event, by position: what it adds to the change of the index from the eve to its day, g a_e with g of that one day.
 * NaN outside the score. O(events).
 */
export function stepPoints(
  columns: EventColumns,
  model: ModelDefinition,
  score: Score,
  direction: Direction,
): Float64Array {
  const impacts = tensionSteps(columns, model, direction);
  return Float64Array.from(columns.day, (day, e) => {
    const after = score.tension[day - score.firstDay];
    if (after === undefined) return Number.NaN;
    const eve = score.tension[day - 1 - score.firstDay] ?? model.base;
    return secantSlope(eve, after, model.scale) * impacts[e]!;
  });
}

/** a_e, the tension points of every event on its day, by position. O(events). */
export function tensionSteps(columns: EventColumns, model: ModelDefinition, direction: Direction): Float64Array {
  return unitImpacts(columns, model, direction).map(
    (impact, e) => impact * typeParametersOf(model, columns.types[columns.type[e]!]!).weight,
  );
}

/** Positions of the events to number between two days, inclusive: at most five, the largest |step| first, which has number 1. So a picture with less room shows the first of the same numbers. */
export function numberedEvents(
  days: ArrayLike<number>,
  steps: ArrayLike<number>,
  from: number,
  to: number,
  most = MAX_NUMBERED,
): number[] {
  const within: number[] = [];
  for (let e = 0; e < days.length; e++)
    if (days[e]! >= from && days[e]! <= to && Math.abs(steps[e]!) >= SMALLEST_STEP) within.push(e);
  return within
    .sort((a, b) => Math.abs(steps[b]!) - Math.abs(steps[a]!) || days[a]! - days[b]! || a - b)
    .slice(0, most);
}
