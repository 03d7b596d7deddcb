/** What has changed since yesterday, last week, last month, over all dyads: which changes are clear, and in which order they are told. */
import { isLittleChanged } from './changeBand.ts';

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
  /** a rise or a fall by the rule of changeBand.ts */
  readonly isClear: boolean;
}

/** @param band the 90% band of the change */
export function changeBetween(
  dyad: string,
  from: BandedIndex,
  to: BandedIndex,
  band: { readonly low: number; readonly high: number },
): Change {
  const change = to.index - from.index;
  return { dyad, from, to, change, isClear: !isLittleChanged({ change, ...band }) };
}

/** Clear changes first, the larger ones before the smaller; where two are equal, by the name of the dyad. */
export function largestFirst(changes: readonly Change[]): Change[] {
  return changes.toSorted(
    (a, b) =>
      Number(b.isClear) - Number(a.isClear) || Math.abs(b.change) - Math.abs(a.change) || (a.dyad < b.dyad ? -1 : 1),
  );
}
