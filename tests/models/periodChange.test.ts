import { describe, expect, it } from 'vitest';
import {
  type Change,
  changeBetween,
  largestFirst,
  PERIOD_DAYS,
  PERIODS,
  type BandedIndex,
} from '../../models/periodChange.ts';

const stand = (index: number, half: number): BandedIndex => ({ index, low: index - half, high: index + half });

/** A change between two days whose own bands say nothing of it. */
const changed = (dyad: string, from: number, to: number, half: number): Change =>
  changeBetween(dyad, stand(from, 9), stand(to, 9), { low: to - from - half, high: to - from + half });

describe('a change since an earlier day', () => {
  const CASES: readonly [what: string, from: number, to: number, half: number, isClear: boolean][] = [
    ['up, its band above zero', 60, 65, 4, true],
    ['down, its band below zero', 60, 55, 4, true],
    ['up, its band around zero', 60, 63.9, 4, false],
    ['up, its band beginning at zero', 60, 64, 4, false],
    ['certain, but less than a point', 50, 50.9, 0.2, false],
    ['certain, and a point', 50, 51, 0.2, true],
    ['none at all', 60, 60, 0, false],
  ];
  it.each(CASES)('%s', (_what, from, to, half, isClear) => {
    expect(changed('KOR-RUS', from, to, half)).toMatchObject({ dyad: 'KOR-RUS', change: to - from, isClear });
  });
});

describe('the order in which changes are told', () => {
  it('has what is clear first, whatever its size, then the larger change, then the name', () => {
    const changes = [
      changed('A', 60, 66, 9),
      changed('B', 60, 57, 1),
      changed('D', 60, 68, 1),
      changed('C', 60, 52, 1),
    ];
    expect(largestFirst(changes).map(({ dyad }) => dyad)).toEqual(['C', 'D', 'B', 'A']);
  });
});

it('the periods are a day, a week and the thirty days of the board', () => {
  expect(PERIODS.map((period) => PERIOD_DAYS[period])).toEqual([1, 7, 30]);
});
