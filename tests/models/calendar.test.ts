import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { dayOfMs, epochDay, parseDay, stepDays, stepEnd, toIsoDate } from '../../models/calendar.ts';

describe('an epoch day', () => {
  it('counts from 1970-01-01, and below zero before it', () => {
    expect(parseDay('1970-01-02')).toBe(1); // the example of the doc block
    expect(toIsoDate(0)).toBe('1970-01-01');
    expect(parseDay('1969-12-31')).toBe(-1);
    expect(epochDay('2000-03-01')).toBe(11_017); // `date -ud 2000-03-01 +%s` / 86400
    expect(epochDay('1900-03-01')).toBe(-25_508); // 1900 had no 29 February; GNU date
  });

  it('comes back as the date it was made from', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (day) => {
        expect(parseDay(toIsoDate(day))).toBe(day);
      }),
    );
  });

  it.each([
    '2023-02-29',
    '2100-02-29',
    '2024-02-30',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-01-00',
    '2024-4-5',
    '24-04-05',
    '2024-04-05 ',
    ' 2024-04-05',
    '2024-04-05T00:00:00Z',
    '20240405',
    '+02024-04-05',
    '٢٠٢٤-04-05',
    '',
  ])('is not made from %j, which is no calendar date', (text) => {
    expect(parseDay(text)).toBeUndefined();
    expect(() => epochDay(text)).toThrow(`"${text}" is not a calendar date`);
  });

  it('knows the leap days', () => {
    expect(parseDay('2024-02-29')).toBe(19_782);
    expect(parseDay('2000-02-29')).toBe(11_016);
  });

  it('of a moment is its day in UTC, also before 1970', () => {
    expect(dayOfMs(Date.UTC(2024, 3, 5, 23, 59, 59, 999))).toBe(epochDay('2024-04-05'));
    expect(dayOfMs(-1)).toBe(-1);
    expect(dayOfMs(0)).toBe(0);
  });
});

describe('a step', () => {
  it('of a week ends on its Sunday (ISO 8601)', () => {
    expect(toIsoDate(stepEnd(epochDay('2024-04-05'), 'week'))).toBe('2024-04-07'); // a Friday
    expect(toIsoDate(stepEnd(epochDay('2024-04-07'), 'week'))).toBe('2024-04-07');
    expect(toIsoDate(stepEnd(epochDay('2024-04-08'), 'week'))).toBe('2024-04-14');
    expect(toIsoDate(stepEnd(epochDay('2026-12-31'), 'week'))).toBe('2027-01-03'); // ISO week 53 of 2026 runs into 2027
    expect(toIsoDate(stepEnd(-1, 'week'))).toBe('1970-01-04');
    expect(toIsoDate(stepEnd(epochDay('1969-12-28'), 'week'))).toBe('1969-12-28');
  });

  it('of a week ends on a Sunday at most six days on, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
        const end = stepEnd(day, 'week');
        expect(new Date(end * 86_400_000).getUTCDay()).toBe(0);
        expect(end - day).toBeGreaterThanOrEqual(0);
        expect(end - day).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('of a month ends on its last day', () => {
    expect(toIsoDate(stepEnd(epochDay('2024-02-10'), 'month'))).toBe('2024-02-29');
    expect(toIsoDate(stepEnd(epochDay('2023-02-28'), 'month'))).toBe('2023-02-28');
    expect(toIsoDate(stepEnd(epochDay('2025-12-01'), 'month'))).toBe('2025-12-31');
    expect(toIsoDate(stepEnd(epochDay('1968-02-01'), 'month'))).toBe('1968-02-29');
  });
});

describe('the days of a series', () => {
  const dates = (from: string, to: string, step: 'day' | 'week' | 'month') =>
    stepDays(epochDay(from), epochDay(to), step).map(toIsoDate);

  it('are every period that the range touches, the unfinished one read at its end', () => {
    expect(dates('2024-01-31', '2024-03-15', 'month')).toEqual(['2024-01-31', '2024-02-29', '2024-03-15']);
    expect(dates('2024-04-05', '2024-04-16', 'week')).toEqual(['2024-04-07', '2024-04-14', '2024-04-16']);
    expect(dates('1969-12-31', '1970-01-02', 'day')).toEqual(['1969-12-31', '1970-01-01', '1970-01-02']);
  });

  it('are none for a range that ends before it begins', () => {
    expect(dates('2024-04-06', '2024-04-05', 'day')).toEqual([]);
  });
});
