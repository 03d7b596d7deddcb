/** Where the level of a dyad's index changed, as stretches that a chart can draw over the line. */
import { levelChanges } from '../../models/changepoint.ts';
import type { Score } from '../../models/score.ts';
import { type DailySeries, judgedSpan } from './dailySeries.ts';

/** A stretch of one level; epoch days, both included. */
export interface LevelSegment {
  readonly from: number;
  readonly to: number;
  /** mean index of its months */
  readonly level: number;
}

/**
 * The stretches between the changes that PELT finds on the monthly means, in the days by which a line is judged: later it only fades, and the level of
 * fading is no finding. Empty where no change is found. O(days + changes x months).
 */
export function levelSegments(
  series: Pick<DailySeries, 'coverage' | 'scale' | 'firstDay' | 'lastDay'> & Score,
): LevelSegment[] {
  const span = judgedSpan(series);
  if (!span) return [];
  const { from, to } = span;
  const changes = levelChanges(
    { ...series, firstDay: from, lastDay: to, tension: series.tension.subarray(from - series.firstDay) },
    series.scale,
  );
  if (changes.length === 0) return [];
  return [
    ...changes.map(({ day, before }, i) => ({ from: changes[i - 1]?.day ?? from, to: day - 1, level: before })),
    { from: changes.at(-1)!.day, to, level: changes.at(-1)!.after },
  ];
}
