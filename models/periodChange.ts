/** What is new of a dyad in a period, apart from what only fades; and the periods in which a morning brief tells of it. */
import type { MoveCause, MoveExplanation } from './move.ts';

/** Since the reader's last brief, in the week, in the 30 days of the board. */
export const PERIODS = ['since', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Length of the periods that have one. */
export const PERIOD_DAYS: Readonly<Record<Exclude<Period, 'since'>, number>> = { week: 7, month: 30 };

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
