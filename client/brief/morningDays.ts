/** Days as the morning brief shows and says them. */
import { epochDay } from '../../models/calendar.ts';
import { knownDate } from '../state/language.ts';

/** Long enough to see where a change comes from. */
export const SHOWN_DAYS = 90;

export const dateWords = (date: string, precision: 'day' | 'month' = 'day'): string =>
  knownDate(epochDay(date), precision);
