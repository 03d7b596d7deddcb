/** English: dates and counts. */
import { many } from './phrasing.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const FULL_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A calendar day in its parts; `month` is 1 to 12. */
interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

const shortOf = ({ year, month, dayOfMonth }: DateParts, hasYear = true): string =>
  `${dayOfMonth} ${MONTHS[month - 1]}${hasYear ? ` ${year}` : ''}`;
const fullOf = ({ year, month, dayOfMonth }: DateParts, hasYear = true): string =>
  `${dayOfMonth} ${FULL_MONTHS[month - 1]}${hasYear ? ` ${year}` : ''}`;

export const dates = {
  long: (year: number, month: number, day: number) => `${day} ${MONTHS[month - 1]} ${year}`,
  short: (month: number, day: number) => `${day} ${MONTHS[month - 1]}`,
  month: (year: number, month: number) => `${MONTHS[month - 1]} ${year}`,
  /** in titles and sentences */
  full: (date: DateParts) => fullOf(date),
  fullMonth: (year: number, month: number) => `${FULL_MONTHS[month - 1]} ${year}`,
  between: (from: DateParts, to: DateParts) => `between ${fullOf(from, from.year !== to.year)} and ${fullOf(to)}`,
  on: (date: DateParts) => `on ${fullOf(date)}`,
  range: (from: DateParts, to: DateParts) => `${shortOf(from, from.year !== to.year)} to ${shortOf(to)}`,
  /** `time` is of a clock, UTC */
  moment: (date: DateParts, time: string) => `${shortOf(date)}, ${time} UTC`,
  /** on the axis of a chart */
  axisDay: (day: number) => String(day),
  axisMonth: (month: number) => String(MONTHS[month - 1]),
  axisYear: (year: number) => String(year),
};

export const counts = {
  events: (n: number) => many(n, 'event'),
  days: (n: number) => many(n, 'day'),
};
