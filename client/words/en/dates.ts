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
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

/** Days as one says them. */
export type Period =
  | { readonly kind: 'day'; readonly day: DateParts }
  | { readonly kind: 'days'; readonly from: DateParts; readonly to: DateParts }
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  /** whole months, more than one, that make no quarter, half-year or year */
  | { readonly kind: 'months'; readonly from: DateParts; readonly to: DateParts }
  | { readonly kind: 'quarter' | 'half'; readonly year: number; readonly place: number }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'years'; readonly from: number; readonly to: number };

const ORDINALS = ['first', 'second', 'third', 'fourth'] as const;

/** What the last day or month says too is not said of the first. */
function duringWords(period: Period): string {
  switch (period.kind) {
    case 'day':
      return `on ${fullOf(period.day)}`;
    case 'days': {
      const { from, to } = period;
      const isOneMonth = from.year === to.year && from.month === to.month;
      return `from ${isOneMonth ? from.dayOfMonth : fullOf(from, from.year !== to.year)} to ${fullOf(to)}`;
    }
    case 'month':
      return `in ${monthOf(period.year, period.month)}`;
    case 'months': {
      const { from, to } = period;
      const first = from.year === to.year ? FULL_MONTHS[from.month - 1] : monthOf(from.year, from.month);
      return `from ${first} to ${monthOf(to.year, to.month)}`;
    }
    case 'quarter':
    case 'half':
      return `in the ${ORDINALS[period.place - 1]} ${period.kind} of ${period.year}`;
    case 'year':
      return `in ${period.year}`;
    case 'years':
      return `from ${period.from} to ${period.to}`;
  }
}

const monthOf = (year: number, month: number): string => `${FULL_MONTHS[month - 1]} ${year}`;
const shortOf = ({ year, month, dayOfMonth }: DateParts, hasYear = true): string =>
  `${dayOfMonth} ${MONTHS[month - 1]}${hasYear ? ` ${year}` : ''}`;
const fullOf = ({ year, month, dayOfMonth }: DateParts, hasYear = true): string =>
  `${dayOfMonth} ${FULL_MONTHS[month - 1]}${hasYear ? ` ${year}` : ''}`;

export const dates = {
  long: (year: number, month: number, day: number) => `${day} ${MONTHS[month - 1]} ${year}`,
  short: (month: number, day: number) => `${day} ${MONTHS[month - 1]}`,
  month: (year: number, month: number) => `${MONTHS[month - 1]} ${year}`,
  /** in titles and sentences */
  full: fullOf,
  fullMonth: monthOf,
  inMonth: (year: number, month: number) => `in ${monthOf(year, month)}`,
  /** of a window, whose first day is inside */
  during: duringWords,
  between: (from: DateParts, to: DateParts) => `between ${fullOf(from, from.year !== to.year)} and ${fullOf(to)}`,
  on: (date: DateParts, hasYear = true) => `on ${fullOf(date, hasYear)}`,
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
