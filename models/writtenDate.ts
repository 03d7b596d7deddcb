/** A date as people write it. What may be two days is told as both: the order of day and month is never guessed. */
import { parseDay } from './calendar.ts';

/** Which comes first where both are numbers: 05/04/2024. */
export type DateOrder = 'dayFirst' | 'monthFirst';

export type WrittenDate =
  | { readonly day: number }
  /** no number is above 12, and the reader's order is not known */
  | { readonly dayFirst: number; readonly monthFirst: number };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/**
 * The epoch day of a written date: ISO, year first with any signs (2024/4/5, 2024. 4. 5., 2024년 4월 5일, 20240405), with an English
 * month (5 Apr 2024, April 5, 2024), or two numbers and a year (5/4/2024). A year has four digits.
 *
 * @param order where it is known which number is the day
 * @returns undefined for anything else, and for a day that no calendar has
 * @example writtenDate('5/4/2024') // { dayFirst: 19818, monthFirst: 19848 }
 */
export function writtenDate(text: string, order?: DateOrder): WrittenDate | undefined {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const yearFirst =
    /^(\d{4}) ?[-/.년] ?(\d{1,2}) ?[-/.월] ?(\d{1,2}) ?[.일]?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (yearFirst) return one(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const dayMonth = /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]+)\.?,?[ -](\d{4})$/.exec(plain);
  if (dayMonth) return one(dayMonth[3]!, monthOf(dayMonth[2]!), dayMonth[1]!);
  const monthDay = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(plain);
  if (monthDay) return one(monthDay[3]!, monthOf(monthDay[1]!), monthDay[2]!);
  const numbers = /^(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4})\.?$/.exec(plain);
  if (!numbers) return undefined;
  const [, a = '', b = '', year = ''] = numbers;
  const dayFirst = one(year, b, a);
  const monthFirst = one(year, a, b);
  if (order !== undefined) return order === 'dayFirst' ? dayFirst : monthFirst;
  if (!dayFirst || !monthFirst) return dayFirst ?? monthFirst;
  return dayFirst.day === monthFirst.day ? dayFirst : { dayFirst: dayFirst.day, monthFirst: monthFirst.day };
}

function one(year: string, month: string, dayOfMonth: string): { readonly day: number } | undefined {
  const day = parseDay(`${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`);
  return day === undefined ? undefined : { day };
}

/** The number of an English month, by its name or the first letters of it; no month: no number. */
function monthOf(name: string): string {
  const at = MONTHS.findIndex((short) => name.startsWith(short));
  return at >= 0 && (MONTH_NAMES[at]!.startsWith(name) || name === 'sept') ? String(at + 1) : '';
}
