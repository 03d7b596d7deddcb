/** The extreme that a day is of its line: the highest, or the lowest, since a day long before. */

/** Days: a value that is the highest for less than a year is no news of its own. */
const RECORD_DAYS = 365;

export interface RecordSince {
  /** the last day that was as high (or as low); the first day of the line where there is none */
  readonly day: number;
  /** no earlier day of the line was */
  readonly isWholeRecord: boolean;
}

/**
 * The record that the last day of a window sets; `undefined` where a day of the window exceeds it, or one in the year before was as high.
 * O(days).
 *
 * @param heightOn of an epoch day, the higher the more extreme, as exactly as it is printed; -Infinity leaves a day out
 * @param begin first day of the line
 * @param from first day of the window, `to` its last; equal for a single day
 */
export function recordSince(
  heightOn: (day: number) => number,
  begin: number,
  from: number,
  to: number,
): RecordSince | undefined {
  const last = heightOn(to);
  for (let day = from; day < to; day++) if (heightOn(day) > last) return undefined;
  for (let day = from - 1; day >= begin; day--)
    if (heightOn(day) >= last) return from - day >= RECORD_DAYS ? { day, isWholeRecord: false } : undefined;
  return from - begin >= RECORD_DAYS ? { day: begin, isWholeRecord: true } : undefined;
}
