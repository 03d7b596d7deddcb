/** The flag of a dyad: has its relation deteriorated or improved over the last weeks? With hysteresis, so that it does not flutter. */
import type { EventColumns } from './eventColumns.ts';
import { indexOf, type Score } from './score.ts';
import type { ModelDefinition } from './model.ts';

/** `sparse`: too few events to say. */
export type Flag = 'deteriorated' | 'unchanged' | 'improved' | 'sparse';

/** Change of the index over the `windowDays` before each day of the score; days before the score count as neutral. */
export function changeSeries(score: Score, model: ModelDefinition, windowDays: number): Float64Array {
  const index = score.tension.map((tension) => indexOf(tension, model.scale));
  const neutral = indexOf(model.base, model.scale);
  return index.map((value, i) => value - (index[i - windowDays] ?? neutral));
}

/** Number of events in the `windowDays` that end on `day`. */
export function eventsWithin(columns: EventColumns, day: number, windowDays: number): number {
  let count = 0;
  for (const eventDay of columns.day) if (eventDay <= day && eventDay > day - windowDays) count++;
  return count;
}

/**
 * The flag on `day`: raised where the change over the window reaches `raiseAt` index points, kept until it falls below
 * `clearAt`; `sparse` where the dyad has fewer than `minEvents` events in `minEventsDays`. O(days).
 *
 * @throws RangeError when `day` lies outside the score.
 */
export function flagOn(score: Score, columns: EventColumns, model: ModelDefinition, day: number): Flag {
  if (day < score.firstDay || day > score.lastDay)
    throw new RangeError(`Day ${day} lies outside the score of ${score.dyad} (${score.firstDay} to ${score.lastDay}).`);
  const { windowDays, raiseAt, clearAt, minEvents, minEventsDays } = model.flag;
  if (eventsWithin(columns, day, minEventsDays) < minEvents) return 'sparse';
  const change = changeSeries(score, model, windowDays);
  let flag: Flag = 'unchanged';
  for (let i = 0; i <= day - score.firstDay; i++) {
    if (change[i]! >= raiseAt) flag = 'deteriorated';
    else if (change[i]! <= -raiseAt) flag = 'improved';
    else if (Math.abs(change[i]!) < clearAt) flag = 'unchanged';
    else if (flag !== 'unchanged' && Math.sign(change[i]!) !== (flag === 'deteriorated' ? 1 : -1)) flag = 'unchanged';
  }
  return flag;
}
