/** How long it takes until an act is coded: the days after it are provisional, because acts of those days may still be missing. */
import { median } from 'simple-statistics';
import { parseDay } from './calendar.ts';

/**
 * The *coding lag* of a dyad in days: the median of (date of the source - day of the act) over the events whose source has a
 * full date on or after the act. At least 1, because the day itself is never over; 1 too where no source tells. O(n log n).
 *
 * @param events `sourceDate` as printed: `YYYY-MM-DD` counts, `YYYY-MM`, `YYYY` and empty do not
 * @example codingLagDays([{ day: 0, sourceDate: '1970-01-04' }, { day: 0, sourceDate: '1970' }]) // 3
 */
export function codingLagDays(events: readonly { readonly day: number; readonly sourceDate: string }[]): number {
  const lags = events.flatMap(({ day, sourceDate }) => {
    const sourceDay = parseDay(sourceDate);
    return sourceDay !== undefined && sourceDay >= day ? [sourceDay - day] : [];
  });
  return lags.length === 0 ? 1 : Math.max(1, median(lags));
}
