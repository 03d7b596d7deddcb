/** Numbers and dates as a reader sees them, in given words: a chart must not change with the machine that draws it. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { zonedTime } from '../../models/timeZone.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';

export interface DateParts {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly dayOfMonth: number;
}

export function dateParts(day: number): DateParts {
  const [year, month, dayOfMonth] = toIsoDate(day).split('-').map(Number);
  return { year: year!, month: month!, dayOfMonth: dayOfMonth! };
}

/** @example longDate(19818) // '5 Apr 2024' */
export function longDate(day: number, words: Words = en): string {
  const { year, month, dayOfMonth } = dateParts(day);
  return words.dates.long(year, month, dayOfMonth);
}

/** @example shortDate(19818) // '5 Apr' */
export function shortDate(day: number, words: Words = en): string {
  const { month, dayOfMonth } = dateParts(day);
  return words.dates.short(month, dayOfMonth);
}

/** @param moment ISO @example '31 Aug 2026, 12:00 UTC' */
export function momentText(moment: string, { dates }: Words): string {
  return dates.moment(dateParts(epochDay(moment.slice(0, 10))), moment.slice(11, 16));
}

/** A date as well as it is known: a row of precision `month` carries a placeholder day, which nobody should read as a date. */
export function knownDate(day: number, precision: 'day' | 'month', words: Words = en): string {
  if (precision === 'day') return longDate(day, words);
  const { year, month } = dateParts(day);
  return words.dates.month(year, month);
}

/** A moment by the clock of a time zone, whose place is named. @example '26 Nov 2026, 06:00 (Asia/Seoul)' */
export function zonedMoment(moment: string, timeZone: string, words: Words = en): string {
  const { day, time } = zonedTime(new Date(moment), timeZone);
  return `${longDate(day, words)}, ${time} (${timeZone})`;
}

/** @example plain(79.04) // '79.0' */
export function plain(value: number, digits = 1): string {
  const text = value.toFixed(digits);
  const isZero = Number(text) === 0;
  return isZero ? text.replace('-', '') : text.replace('-', '−');
}

/** With its sign; a value that rounds to nothing has none. @example signed(-0.8) // '−0.8' */
export function signed(value: number, digits = 1): string {
  const text = plain(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

/** The change between two values as they are printed: what a reader gets who subtracts one from the other. @example printedChange(71.76, 86.26) // 14.5 */
export const printedChange = (from: number, to: number): number =>
  Number((Number(to.toFixed(1)) - Number(from.toFixed(1))).toFixed(1));

/** The change to a value as a reader subtracts it. @param change exact @example changeTo(14.49, 86.26) // 14.5 */
export const changeTo = (to: number, change: number): number => printedChange(to - change, to);

/** A share of a change or of a level, in index points: what would print as 0.0 says that it is less than that. @example sharePoints(0.02) // 'less than 0.05' */
export function sharePoints(value: number, words: Words = en): string {
  return value !== 0 && Number(value.toFixed(1)) === 0 ? words.move.lessThan('0.05') : signed(value);
}

/** The same beside a bar. @example shareLabel(0.02) // '<0.05' */
export const shareLabel = (value: number): string =>
  value !== 0 && Number(value.toFixed(1)) === 0 ? '<0.05' : signed(value);

/** Whole numbers with thousands apart. @example grouped(60310) // '60,310' */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @example count(1, 'event') // '1 event' */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** At most about `length` characters, cut at a word where there is one. Three full stops: the font sets an ellipsis at half height. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.(–-]+$/, '')}...`;
}
