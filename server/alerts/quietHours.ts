/** Quiet hours: what is told in them waits until they end. */
import type { AlertRule } from '../../models/alerts/rule.ts';
import { zonedTime } from '../../models/timeZone.ts';

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;

const minutesOf = (time: string): number => 60 * Number(time.slice(0, 2)) + Number(time.slice(3));

/** The moment itself, or the end of the quiet hours that it lies in. */
export function afterQuiet(moment: Date, quiet: AlertRule['quietHours']): Date {
  if (!quiet) return moment;
  const clockOf = (at: Date): number => minutesOf(zonedTime(at, quiet.timeZone).time);
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = (at: Date): boolean => {
    const clock = clockOf(at);
    return from < to ? clock >= from && clock < to : clock >= from || clock < to;
  };
  if (!isQuiet(moment)) return moment;
  const rest = (to - clockOf(moment) + MINUTES_A_DAY) % MINUTES_A_DAY;
  const whole = Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS;
  const end = new Date(whole + rest * MINUTE_MS);
  // Where a clock is set by an hour between, it is not the end yet, and each minute is looked at.
  for (
    let later = end;
    later.getTime() < whole + 2 * MINUTES_A_DAY * MINUTE_MS;
    later = new Date(later.getTime() + MINUTE_MS)
  )
    if (!isQuiet(later)) return later;
  return end;
}
