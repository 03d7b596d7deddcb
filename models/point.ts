/** One day of a score, as answers give it. */
import { bandOf, Z90 } from './band.ts';
import { firstDayOf } from './coverage.ts';
import type { EventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';
import { indexOf, type Score } from './score.ts';

export interface Point {
  readonly index: number;
  /** 90 % band */
  readonly low: number;
  readonly high: number;
  readonly tension: number;
  readonly conflict: number;
  readonly cooperation: number;
  readonly sd: number;
}

/** A day before the first that somebody looked at. */
type NoPoint = Readonly<Record<keyof Point, null>>;
const NO_POINT: NoPoint = {
  index: null,
  low: null,
  high: null,
  tension: null,
  conflict: null,
  cooperation: null,
  sd: null,
};

/** The point of a day (epoch), without values before the first day that has one. @throws RangeError after the last day of the score */
export const pointOrNone = (
  score: Score,
  model: ModelDefinition,
  columns: EventColumns,
  day: number,
): Point | NoPoint => (day < (firstDayOf(columns, model) ?? -Infinity) ? NO_POINT : pointOn(score, model, day));

/** The point of a day (epoch); before the first event it is neutral. @throws RangeError after the last day of the score */
export function pointOn(score: Score, model: ModelDefinition, day: number): Point {
  if (day > score.lastDay)
    throw new RangeError(`The score of ${score.dyad} ends on day ${score.lastDay}, before day ${day}.`);
  const at = day - score.firstDay;
  const tension = score.tension[at] ?? model.base;
  const sd = score.sd[at] ?? 0;
  const { low, high } = bandOf(tension, sd, model.scale, Z90);
  return {
    index: rounded(indexOf(tension, model.scale)),
    low: rounded(low),
    high: rounded(high),
    tension: rounded(tension),
    conflict: rounded(score.conflict[at] ?? 0),
    cooperation: rounded(score.cooperation[at] ?? 0),
    sd: rounded(sd),
  };
}

/** To 1e-10, a tenth of what sums are held to: further digits are rounding noise, and a quarter of what goes over the wire. */
export const rounded = (value: number): number => Math.round(value * 1e10) / 1e10;
