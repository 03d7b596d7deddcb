import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { isTimeZone, zonedTime } from '../../models/timeZone.ts';

describe('a moment by the clock of a time zone', () => {
  it.each([
    ['2026-11-26T21:14:00Z', 'Asia/Seoul', '2026-11-27', '06:14'],
    ['2026-11-26T21:14:00Z', 'UTC', '2026-11-26', '21:14'],
    ['2026-11-26T03:00:00Z', 'America/New_York', '2026-11-25', '22:00'],
    ['2026-07-01T00:30:00Z', 'Europe/London', '2026-07-01', '01:30'],
    ['2026-11-26T15:00:00Z', 'Asia/Seoul', '2026-11-27', '00:00'],
  ])('%s in %s is %s, %s', (moment, zone, date, time) => {
    expect(zonedTime(new Date(moment), zone)).toEqual({ day: epochDay(date), time });
  });

  it('knows the zones that there are', () => {
    expect(['UTC', 'Asia/Seoul', 'Europe/Kyiv'].map(isTimeZone)).toEqual([true, true, true]);
    expect(['', 'Seoul', 'Mars/Olympus', '<script>'].map(isTimeZone)).toEqual([false, false, false, false]);
  });
});
