/** Which events a chart numbers: those that moved the index most when they happened. */
import type { EventColumns } from '../../models/eventColumns.ts';
import { unitImpacts } from '../../models/basis.ts';
import { secantSlope } from '../../models/contribution.ts';
import type { Direction } from '../../models/dyad.ts';
import type { Score } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';

/** More numbers than this are no longer read. */
const MAX_NUMBERED = 5;

/** Every event's contribution in index points on its own day (contribution.ts), by position; NaN outside the score. O(events). */
export function peakPoints(
  columns: EventColumns,
  model: ModelDefinition,
  score: Score,
  direction: Direction,
): Float64Array {
  const impacts = unitImpacts(columns, model, direction);
  return Float64Array.from(columns.day, (day, e) => {
    const tension = score.tension[day - score.firstDay];
    if (tension === undefined) return Number.NaN;
    return (
      secantSlope(model.base, tension, model.scale) *
      impacts[e]! *
      typeParametersOf(model, columns.types[columns.type[e]!]!).weight
    );
  });
}

/** Positions of the events to number between two days, inclusive, in order of date: at most five, by |points| on their own day. */
export function numberedEvents(
  days: ArrayLike<number>,
  peaks: ArrayLike<number>,
  from: number,
  to: number,
  most = MAX_NUMBERED,
): number[] {
  const within: number[] = [];
  for (let e = 0; e < days.length; e++)
    if (days[e]! >= from && days[e]! <= to && Math.abs(peaks[e]!) > 0) within.push(e);
  return within
    .sort((a, b) => Math.abs(peaks[b]!) - Math.abs(peaks[a]!) || a - b)
    .slice(0, most)
    .sort((a, b) => days[a]! - days[b]! || a - b);
}
