/** Days as the morning brief shows and says them. */
import { epochDay } from '../../models/calendar.ts';
import { zonedTime } from '../../models/timeZone.ts';
import { knownDate, longDate } from '../state/language.ts';

export const dateWords = (date: string, precision: 'day' | 'month' = 'day'): string =>
  knownDate(epochDay(date), precision);

/** A moment by the clock of a time zone, whose place is named. @example '26 Nov 2026, 06:00 (Asia/Seoul)' */
export function zonedWords(moment: string, timeZone: string): string {
  const { day, time } = zonedTime(new Date(moment), timeZone);
  return `${longDate(day)}, ${time} (${timeZone})`;
}
