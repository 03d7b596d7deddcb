import { describe, expect, it } from 'vitest';
import { recordSince } from '../../models/record.ts';

const DAYS = 1000;
/** 50 on every day but some. */
const line =
  (others: Readonly<Record<number, number>>): ((day: number) => number) =>
  (day) =>
    others[day] ?? 50;

describe('the record of the last day', () => {
  it('is since the last day that was as high, where that is a year ago', () => {
    expect(recordSince(line({ 100: 90, [DAYS]: 80 }), 0, DAYS, DAYS)).toEqual({ day: 100, isWholeRecord: false });
  });
  it('is of the whole line where no day was', () => {
    expect(recordSince(line({ [DAYS]: 80 }), 0, DAYS, DAYS)).toEqual({ day: 0, isWholeRecord: true });
  });
  it('is none where a day of the year before was as high, or the line is younger', () => {
    expect(recordSince(line({ 900: 80, [DAYS]: 80 }), 0, DAYS, DAYS)).toBeUndefined();
    expect(recordSince(line({ [DAYS]: 80 }), 800, DAYS, DAYS)).toBeUndefined();
  });
  it('is none where a day of the window is higher', () => {
    expect(recordSince(line({ 950: 85, [DAYS]: 80 }), 0, 900, DAYS)).toBeUndefined();
  });
  it('passes over days that are left out', () => {
    const left = { 900: -Infinity, 100: 90, [DAYS]: 80 };
    expect(recordSince(line(left), 0, DAYS, DAYS)).toEqual({ day: 100, isWholeRecord: false });
  });
});
