/**
 * Days as whole numbers. Inside models/ a day is an *epoch day*: the number of days since 1970-01-01 (UTC), so that
 * day arithmetic is subtraction and a series is a typed array. Outside, a day is an ISO date `YYYY-MM-DD`.
 */

const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The first day that can be coded: the Correlates of War data begin in 1816; an earlier year is a slip, and would make a series of a thousand years. */
export const FIRST_DATE = '1816-01-01';

/** How far apart the points of a served series lie. A week ends on Sunday (ISO 8601), a month on its last day. */
export type Step = 'day' | 'week' | 'month';

/**
 * The epoch day of an ISO date, or `undefined` when the text is no real calendar date (wrong form, 30 February, month 13).
 *
 * @example parseDay('1970-01-02') // 1
 */
export function parseDay(isoDate: string): number | undefined {
  const parts = ISO_DATE.exec(isoDate);
  if (!parts) return undefined;
  const [year, month, dayOfMonth] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  // A year below 100 would be taken for one of the 20th century.
  if (year < 100 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysOf(year, month)) return undefined;
  return Date.UTC(year, month - 1, dayOfMonth) / MS_PER_DAY;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * The epoch day of an ISO date that is known to be real.
 *
 * @throws RangeError when it is not: the message names the value.
 */
export function epochDay(isoDate: string): number {
  const day = parseDay(isoDate);
  if (day === undefined)
    throw new RangeError(`"${isoDate}" is not a calendar date: write YYYY-MM-DD, such as 2024-04-05.`);
  return day;
}

/**
 * The ISO date of an epoch day.
 *
 * @example toIsoDate(0) // '1970-01-01'
 */
export function toIsoDate(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The epoch day, in UTC, of a moment given in milliseconds since 1970-01-01. */
export function dayOfMs(ms: number): number {
  return Math.floor(ms / MS_PER_DAY);
}

/** The last day of the week (Sunday) or month that `day` lies in; the day itself for step `day`. */
export function stepEnd(day: number, step: Step): number {
  if (step === 'day') return day;
  if (step === 'week') return day + ((((3 - day) % 7) + 7) % 7); // 1970-01-01 was a Thursday, three days before Sunday
  const date = new Date(day * MS_PER_DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / MS_PER_DAY;
}

/**
 * The days at which a series from `from` to `to` is read: every day, or the last day of every week or month that the
 * range touches. The last, unfinished period is read at `to`.
 */
export function stepDays(from: number, to: number, step: Step): number[] {
  const days: number[] = [];
  for (let day = from; day <= to;) {
    const end = Math.min(stepEnd(day, step), to);
    days.push(end);
    day = end + 1;
  }
  return days;
}
