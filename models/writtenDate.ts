/** Dates as people and spreadsheets write them, in a form, a cell, a row. What can be read in two ways is said to be so, and never guessed. */
import { parseDay, toIsoDate } from './calendar.ts';
import { monthNamed } from './monthNames.ts';

export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/**
 * - `day`: one day; `order`, where only that order of day and month makes it one
 * - `month`: no day is named; `date` is the middle of the month, as a placeholder
 * - `year`: no month is named
 * - `either`: two days, by the order of day and month
 */
export type CellDate =
  | { readonly kind: 'day'; readonly date: string; readonly order?: DateOrder }
  | { readonly kind: 'month'; readonly date: string }
  | { readonly kind: 'year' }
  | { readonly kind: 'either'; readonly dates: Readonly<Record<DateOrder, string>> };

/** Serial numbers of spreadsheets from 1927 to 2099: shorter ones look like years. */
const SERIAL = /^([1-7]\d{4})(?:[.,]\d+)?$/;
/** Day 0 of spreadsheets, counted so that every day after February 1900 is right. */
const SERIAL_ZERO = parseDay('1899-12-30')!;
const LAST_SERIAL = 73_050;
/** Years of two digits below this belong to this century, as spreadsheets have it. */
const CENTURY_PIVOT = 30;
const TIME = /[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i;
const WEEKDAY = /^(?:\p{L}{2,12}\.?,\s*|\p{L}*(?:day|tag|di|요일)\s+)(?=.*\d)/iu;
/** No date is longer, with its weekday, hour and what stands in brackets. */
const MAX_CHARACTERS = 100;
const MID_MONTH = '15';

/**
 * The date that a text is; `undefined` where it is none.
 *
 * @example readDate('5/4/2024') // { kind: 'either', dates: { 'day-first': '2024-04-05', 'month-first': '2024-05-04' } }
 */
export function readDate(cell: string): CellDate | undefined {
  if (cell.length > MAX_CHARACTERS) return undefined;
  const text = cell
    .normalize('NFKC')
    .trim()
    .replace(/\s*\([^()]*\)$/, '')
    .replace(TIME, '')
    .replace(WEEKDAY, '')
    .trim();
  return text === '' ? undefined : (numbered(text) ?? named(text));
}

/** The order that a column of dates is written in, and the first cells that leave it open. */
export interface ColumnOrder {
  /** undefined: nothing in the column decides, or it has both */
  readonly order: DateOrder | undefined;
  readonly isMixed: boolean;
  /** cells that are read by the order */
  readonly open: readonly string[];
}

/** One cell that can only be day first, such as 13/04/2024, decides its column. */
export function orderOf(cells: Iterable<string>): ColumnOrder {
  const orders = new Set<DateOrder>();
  const open = new Set<string>();
  for (const cell of cells) {
    const read = readDate(cell);
    if (read?.kind === 'either') open.add(cell.trim());
    else if (read?.kind === 'day' && read.order) orders.add(read.order);
  }
  const [order] = orders;
  return { order: orders.size === 1 ? order : undefined, isMixed: orders.size > 1, open: [...open] };
}

function numbered(text: string): CellDate | undefined {
  const serial = SERIAL.exec(text);
  if (serial) {
    const days = Number(serial[1]);
    return days <= LAST_SERIAL ? { kind: 'day', date: toIsoDate(SERIAL_ZERO + days) } : undefined;
  }
  if (/^(?:1[89]|20|21)\d{2}\s*년?$/.test(text)) return { kind: 'year' };
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return dayOf(compact[1]!, compact[2]!, compact[3]!);
  const yearFirst = /^(\d{4})\s*[-/.년年]\s*(\d{1,2})\s*[-/.월月]\s*(\d{1,2})\s*[.일日]?$/.exec(text);
  if (yearFirst) return dayOf(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const month = /^(\d{4})\s*[-/.년年]\s*(\d{1,2})\s*[.월月]?$/.exec(text);
  if (month) return monthOf(month[1]!, month[2]!);
  const monthBefore = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (monthBefore) return monthOf(monthBefore[2]!, monthBefore[1]!);
  const yearLast = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?$/.exec(text);
  if (!yearLast) return undefined;
  const [, one = '', separator, two = '', year = ''] = yearLast;
  const dayFirst = dayOf(year, two, one);
  // Nobody writes the month first with dots.
  const monthFirst = separator === '.' ? undefined : dayOf(year, one, two);
  if (dayFirst && monthFirst)
    return dayFirst.date === monthFirst.date
      ? dayFirst
      : { kind: 'either', dates: { 'day-first': dayFirst.date, 'month-first': monthFirst.date } };
  if (dayFirst) return separator === '.' ? dayFirst : { ...dayFirst, order: 'day-first' };
  return monthFirst && { ...monthFirst, order: 'month-first' };
}

function named(text: string): CellDate | undefined {
  const parts = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const words = parts.filter((part) => /^\p{L}/u.test(part) && !ORDINALS.has(part));
  const numbers = parts.filter((part) => /^\d/.test(part));
  const month = words.length === 1 ? monthNamed(words[0]!) : undefined;
  if (month === undefined) return undefined;
  const [one, two, ...more] = numbers;
  if (one === undefined || more.length > 0) return undefined;
  if (two === undefined) return one.length === 4 ? monthOf(one, String(month)) : undefined;
  // Of "5 Apr 24" and "24 Apr 05" the year stands last; a year of four digits may stand anywhere.
  return one.length === 4 ? dayOf(one, String(month), two) : dayOf(two, String(month), one);
}

/** Letters behind the number of a day, and words between it and its month. */
const ORDINALS = new Set(['st', 'nd', 'rd', 'th', 'er', 'de', 'del', 'of', 'the', 'd', 'el', 'le', 'den', 'am']);

function dayOf(year: string, month: string, day: string): { readonly kind: 'day'; readonly date: string } | undefined {
  const date = `${fullYear(year)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDay(date) === undefined ? undefined : { kind: 'day', date };
}

function monthOf(year: string, month: string): CellDate | undefined {
  const read = dayOf(year, month, MID_MONTH);
  return read && { kind: 'month', date: read.date };
}

const fullYear = (year: string): string =>
  year.length === 2 ? `${Number(year) < CENTURY_PIVOT ? '20' : '19'}${year}` : year;
