import { parseDay } from '../../models/calendar.ts';
import { monthNamed } from '../../models/monthNames.ts';

/**
 * The epoch day of a date as feeds write it, or `undefined` when it is none: `2018-06-01` (a time may follow), `12/1/2017` (month
 * first, as the ICEWS file of 2017 has it), `16 May 2025` (older ACLED files).
 *
 * @example toIsoDate(feedDay('12/1/2017') ?? 0) // '2017-12-01'
 */
export function feedDay(text: string): number | undefined {
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:[ T][\d:.]+Z?)?$/.exec(text) ?? [];
  if (iso !== undefined) return parseDay(iso);
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year !== undefined) return parseDay(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`);
  const [, dayOfMonth, name, yearAfter] = /^(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})$/.exec(text) ?? [];
  if (yearAfter === undefined) return undefined;
  const named = monthNamed(name!);
  return named === undefined
    ? undefined
    : parseDay(`${yearAfter}-${String(named).padStart(2, '0')}-${dayOfMonth!.padStart(2, '0')}`);
}
