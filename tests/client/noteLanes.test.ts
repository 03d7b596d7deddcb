/** Where notes stand above a plot: none on another, and no more lanes than a page gives them. */
import { describe, expect, test } from 'vitest';
import { type FigureNote, MOST_LANES, noteLanes } from '../../client/charts/notes.ts';

const DAYS = { from: 1000, to: 1999 };
const note = (from: number, to = from): FigureNote => ({ letter: 'a', from, to });

/** Terms of office, one within the other, and two days. */
const MANY = [
  ...Array.from({ length: 9 }, (_, i) => note(500 + i * 100, i < 6 ? Infinity : 1900 + i)),
  note(1500),
  note(1800),
];

describe('notes above a plot', () => {
  test('that fit are all shown', () => {
    const { notes, more, height } = noteLanes(
      [note(1100, 1200), note(1150, 1400), note(1500)],
      DAYS,
      600,
      1,
      MOST_LANES,
    );
    expect([notes.map(({ lane }) => lane), more]).toEqual([[0, 1, 0], 0]);
    expect(height).toBe(33);
  });

  test('take no more lanes than they may, and one for the words of how many more there are', () => {
    const whole = noteLanes(MANY, DAYS, 600, 1);
    const capped = noteLanes(MANY, DAYS, 600, 1, MOST_LANES);
    expect([whole.notes.length, whole.more]).toEqual([MANY.length, 0]);
    expect(Math.max(...capped.notes.map(({ lane }) => lane))).toBe(MOST_LANES - 1);
    expect(capped.notes.length + capped.more).toBe(MANY.length);
    expect(capped.more).toBeGreaterThan(0);
    expect(capped.height).toBeLessThan(whole.height);
    // What lies behind all of the days says nothing about any of them.
    const isBehindAll = ({ from, to }: FigureNote): boolean => from <= DAYS.from && to >= DAYS.to;
    const left = MANY.filter((one) => !capped.notes.some(({ from, to }) => from === one.from && to === one.to));
    expect(left.every(isBehindAll)).toBe(true);
    expect(capped.notes.filter(({ from, to }) => from === to)).toHaveLength(2);
  });
});
