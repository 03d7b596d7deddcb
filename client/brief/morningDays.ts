/** Days as the morning brief shows and says them. */
import { epochDay } from '../../models/calendar.ts';
import { zonedMoment } from '../charts/format.ts';
import { knownDate, words } from '../state/language.ts';

export const dateWords = (date: string, precision: 'day' | 'month' = 'day'): string =>
  knownDate(epochDay(date), precision);

/** A moment by the clock of a time zone, in the reader's words. */
export const zonedWords = (moment: string, timeZone: string): string => zonedMoment(moment, timeZone, words.value);
