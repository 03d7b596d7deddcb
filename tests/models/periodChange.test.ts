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

describe('a change since an earlier day', () => {
  const CASES: readonly [what: string, from: BandedIndex, to: BandedIndex, isBeyondNoise: boolean][] = [
    ['up beyond the band', stand(60, 4), stand(65, 4), true],
    ['down beyond the band', stand(60, 4), stand(55, 4), true],
    ['up within the band', stand(60, 4), stand(63.9, 4), false],
    ['on the edge of the band', stand(60, 4), stand(64, 4), false],
    ['outside a narrow band, but by less than a point', stand(50, 0.2), stand(50.9, 1), false],
    ['outside a narrow band by a point', stand(50, 0.2), stand(51, 1), true],
    ['from neutral without any event, which has no band', { index: 50, low: 50, high: 50 }, stand(56, 5), true],
    ['none at all', stand(60, 0), stand(60, 0), false],
  ];
  it.each(CASES)('%s', (_what, from, to, isBeyondNoise) => {
    expect(changeBetween('KOR-RUS', from, to)).toEqual({
      dyad: 'KOR-RUS',
      from,
      to,
      change: to.index - from.index,
      isBeyondNoise,
    });
  });
});

describe('the order in which changes are told', () => {
  it('has what is beyond noise first, whatever its size, then the larger change, then the name', () => {
    const changes: Change[] = [
      changeBetween('A', stand(60, 9), stand(66, 9)),
      changeBetween('B', stand(60, 1), stand(57, 1)),
      changeBetween('D', stand(60, 1), stand(68, 1)),
      changeBetween('C', stand(60, 1), stand(52, 1)),
    ];
    expect(largestFirst(changes).map(({ dyad }) => dyad)).toEqual(['C', 'D', 'B', 'A']);
  });
});

it('the periods are a day, a week and the thirty days of the board', () => {
  expect(PERIODS.map((period) => PERIOD_DAYS[period])).toEqual([1, 7, 30]);
});
