/**
 * What has changed since yesterday, last week, last month, over all dyads: which changes are more than noise, and in which order
 * they are told. The rule is that of the sentence of a move (moveFinding.ts).
 */
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
