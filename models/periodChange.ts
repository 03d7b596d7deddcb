/** What has changed since yesterday, last week, last month, over all dyads: which changes are clear, and in which order they are told. */
import { isLittleChanged } from './changeBand.ts';
import type { MoveCause, MoveExplanation } from './move.ts';

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

/** What can be new of an act. `new`: dated since; `recorded`, `recoded`, `retracted`: dated earlier; `undone`: an earlier act that another undid since. */
export const NEWS = ['new', 'recorded', 'recoded', 'retracted', 'undone'] as const;
export type News = (typeof NEWS)[number];

type Causes = Pick<MoveExplanation, 'new' | 'ended' | 'revised'>;

/** The causes of a move that are news: acts dated, undone, recorded, recoded or retracted since; the largest share first. */
export function newsCauses(move: Causes): MoveCause[] {
  return [...move.new, ...move.ended, ...move.revised].sort(
    (a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints) || (a.eventId < b.eventId ? -1 : 1),
  );
}

/** How much news there is: the sizes of its shares added up, in index points, so that a sanction and a summit of one day are not nothing. */
export const newsPoints = (move: Causes): number =>
  newsCauses(move).reduce((sum, { indexPoints }) => sum + Math.abs(indexPoints), 0);

/** What earlier acts add to a move by fading, in index points. */
export const fadingPoints = ({ fading }: Pick<MoveExplanation, 'fading'>): number =>
  fading.reduce((sum, { indexPoints }) => sum + indexPoints, 0);
