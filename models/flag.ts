/** The flag of a dyad: has its relation deteriorated or improved over the last weeks? With hysteresis, so that it does not flutter. */
import type { EventColumns } from './eventColumns.ts';
import { indexOf, type Score } from './score.ts';
import type { ModelDefinition } from './model.ts';

/** `sparse`: too few events to say. */
export type Flag = RaisedFlag | 'sparse';
type RaisedFlag = 'deteriorated' | 'unchanged' | 'improved';

/** Change of the index over the `windowDays` before each day of the score; days before the score count as neutral. */
export function changeSeries(score: Pick<Score, 'tension'>, model: ModelDefinition, windowDays: number): Float64Array {
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

/** The same for each day of a stretch. O(days + events) */
export function eventsWithinOfDays(
  columns: EventColumns,
  from: number,
  through: number,
  windowDays: number,
): Int32Array {
  const counts = new Int32Array(Math.max(0, through - from + 1));
  // On the day of an event it is one more, and one less when the window has left it.
  for (const day of columns.day) {
    if (day > through || day + windowDays <= from) continue;
    counts[Math.max(day, from) - from]!++;
    if (day + windowDays <= through) counts[day + windowDays - from]!--;
  }
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
  return counts;
}

/**
 * The flag that is raised where the change over the window reaches `raiseAt` index points, and kept until it falls below `clearAt`
 * or turns its sign.
 *
 * @param changes index points over the model's `windowDays`, one a day, the last one of the day of the flag
 * @param before the flag on the eve of the first day; left out where it is not known
 * @returns undefined where no change tells: the flag is then that of the unknown eve. O(days)
 */
export function flagAfter<Before extends RaisedFlag | undefined>(
  changes: ArrayLike<number>,
  model: Pick<ModelDefinition, 'flag'>,
  before: Before,
): RaisedFlag | Before {
  let flag: RaisedFlag | Before = before;
  for (let i = 0; i < changes.length; i++) flag = flagAfterDay(changes[i]!, model, flag);
  return flag;
}

/** The same for one day. */
export function flagAfterDay<Before extends RaisedFlag | undefined>(
  change: number,
  { flag: { raiseAt, clearAt } }: Pick<ModelDefinition, 'flag'>,
  before: Before,
): RaisedFlag | Before {
  if (Math.abs(change) >= raiseAt) return change > 0 ? 'deteriorated' : 'improved';
  if (Math.abs(change) < clearAt) return 'unchanged';
  return before !== undefined && Math.sign(change) !== (before === 'deteriorated' ? 1 : -1) ? 'unchanged' : before;
}

/**
 * The flag on `day`; `sparse` where the dyad has fewer than `minEvents` events in `minEventsDays`. O(days).
 *
 * @throws RangeError when `day` lies outside the score.
 */
export function flagOn(score: Score, columns: EventColumns, model: ModelDefinition, day: number): Flag {
  if (day < score.firstDay || day > score.lastDay)
    throw new RangeError(`Day ${day} lies outside the score of ${score.dyad} (${score.firstDay} to ${score.lastDay}).`);
  const { windowDays, minEvents, minEventsDays } = model.flag;
  if (eventsWithin(columns, day, minEventsDays) < minEvents) return 'sparse';
  const changes = changeSeries(score, model, windowDays).subarray(0, day - score.firstDay + 1);
  return flagAfter(changes, model, 'unchanged');
}
