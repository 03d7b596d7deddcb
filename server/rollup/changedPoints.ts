/** What a new score changes in a published series. Pure: which days have another value, not how they are stored. */
import type { Score } from '../../models/score.ts';
import type { PublishedSeries } from './rollup.ts';

export interface ChangedPoints {
  /** positions in the score of the days whose value is new or another, ascending */
  readonly changed: readonly number[];
  /** epoch days that were published and have no value any more (the first event was retracted, or moved to a later day), ascending */
  readonly withdrawn: readonly number[];
}

/**
 * Compares bit by bit: a value that differs in its last digit is another value, because a published point is the exact sum
 * of its events. O(days).
 *
 * @param score the series as it is now; undefined when the dyad has no event that has begun
 * @param published the series as the last complete run serves it; undefined when there is none
 * @param fromDay days before it are known to be the same and are passed over
 */
export function changedPoints(
  score: Score | undefined,
  published: PublishedSeries | undefined,
  fromDay = -Infinity,
): ChangedPoints {
  const changed: number[] = [];
  if (score) {
    for (let i = Math.max(0, fromDay - score.firstDay); i < score.tension.length; i++) {
      const p = published ? score.firstDay + i - published.firstDay : -1;
      const same =
        published !== undefined &&
        Object.is(score.tension[i], published.tension[p]) &&
        Object.is(score.conflict[i], published.conflict[p]) &&
        Object.is(score.cooperation[i], published.cooperation[p]) &&
        Object.is(score.sd[i], published.sd[p]);
      if (!same) changed.push(i);
    }
  }
  const withdrawn: number[] = [];
  if (published) {
    for (let p = 0; p < published.tension.length; p++) {
      const day = published.firstDay + p;
      if (day >= fromDay && (!score || day < score.firstDay || day > score.lastDay)) withdrawn.push(day);
    }
  }
  return { changed, withdrawn };
}
