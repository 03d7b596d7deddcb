/**
 * What has changed since yesterday, last week, last month, over all dyads: which changes are more than noise, in which order they
 * are told, and whose flag has turned. By the same rules as the sentence of a move (moveFinding.ts) and the flag (flag.ts).
 */
import type { Flag } from './flag.ts';
import type { ModelDefinition } from './model.ts';
import { isLittleChanged } from './moveFinding.ts';

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Length of the periods; a month is the 30 days of the board. */
export const PERIOD_DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 };

/** Where a dyad stands on a day: index and 90% band. */
export interface BandedIndex {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

export interface Change {
  readonly dyad: string;
  readonly from: BandedIndex;
  readonly to: BandedIndex;
  /** index points */
  readonly change: number;
  /** the end lies outside the 90% band of the beginning, and a point or more away from it */
  readonly isBeyondNoise: boolean;
}

export function changeBetween(dyad: string, from: BandedIndex, to: BandedIndex): Change {
  const change = to.index - from.index;
  return { dyad, from, to, change, isBeyondNoise: !isLittleChanged({ change, to }, from) };
}

/** Changes beyond noise first, the larger ones before the smaller; where two are equal, by the name of the dyad. */
export function largestFirst(changes: readonly Change[]): Change[] {
  return changes.toSorted(
    (a, b) =>
      Number(b.isBeyondNoise) - Number(a.isBeyondNoise) ||
      Math.abs(b.change) - Math.abs(a.change) ||
      (a.dyad < b.dyad ? -1 : 1),
  );
}

/**
 * The flag after a stretch of days, told by its changes alone: by the last one that reaches `raiseAt` or falls below `clearAt`, and
 * what came after it, as flag.ts `flagOn` has it from the whole history.
 *
 * @param changes of the index over the model's `windowDays`, in order of day, the last one on the day of the flag
 * @param events in the model's `minEventsDays`
 * @returns undefined where no change of the stretch tells: then the flag hangs on what was before it
 */
export function flagAfter(
  { flag: { raiseAt, clearAt, minEvents } }: Pick<ModelDefinition, 'flag'>,
  changes: ArrayLike<number>,
  events: number,
): Flag | undefined {
  if (events < minEvents) return 'sparse';
  let flag: Flag | undefined;
  for (let i = 0; i < changes.length; i++) {
    const change = changes[i]!;
    if (Math.abs(change) >= raiseAt) flag = change > 0 ? 'deteriorated' : 'improved';
    else if (Math.abs(change) < clearAt) flag = 'unchanged';
    else if (flag !== undefined && flag !== 'unchanged' && change > 0 !== (flag === 'deteriorated')) flag = 'unchanged';
  }
  return flag;
}
