/** Moments as a reader's clock shows them. */
import { epochDay } from './calendar.ts';

/** A name can be written in many ways, small and large. */
const MAX_CLOCKS = 100;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a time zone: making one costs more than reading it. @throws RangeError for a zone that is not known */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  if (!clocks.has(timeZone) && clocks.size >= MAX_CLOCKS) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

/** Whether it is a time zone that is known here. @example isTimeZone('Asia/Seoul') // true */
export function isTimeZone(name: string): boolean {
  try {
    return clockOf(name).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export interface ZonedTime {
  /** epoch day of the calendar there */
  readonly day: number;
  /** of the clock there @example '06:00' */
  readonly time: string;
}

/**
 * @param timeZone a name of the IANA
 * @throws RangeError for a zone that is not known
 * @example zonedTime(new Date('2026-11-26T21:14:00Z'), 'Asia/Seoul') // { day: 20784, time: '06:14' }
 */
export function zonedTime(moment: Date, timeZone: string): ZonedTime {
  const parts = clockOf(timeZone).formatToParts(moment);
  const of = (name: string): string => parts.find(({ type }) => type === name)!.value;
  return { day: epochDay(`${of('year')}-${of('month')}-${of('day')}`), time: `${of('hour')}:${of('minute')}` };
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/**
 * The moment at which a day (epoch) of the calendar there begins, to the minute.
 *
 * @param timeZone a name of the IANA
 * @throws RangeError for a zone that is not known
 * @example startOfDay(20784, 'Asia/Seoul') // 2026-11-26T15:00:00Z
 */
export function startOfDay(day: number, timeZone: string): Date {
  let before = day * DAY - DAY;
  let begun = day * DAY + DAY;
  while (begun - before > MINUTE) {
    const middle = before + Math.floor((begun - before) / 2 / MINUTE) * MINUTE;
    if (zonedTime(new Date(middle), timeZone).day >= day) begun = middle;
    else before = middle;
  }
  return new Date(begun);
}
