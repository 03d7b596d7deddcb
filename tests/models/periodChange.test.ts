import { describe, expect, it } from 'vitest';
import { eventsWithin, changeSeries, flagOn } from '../../models/flag.ts';
import {
  type Change,
  changeBetween,
  flagAfter,
  largestFirst,
  PERIOD_DAYS,
  PERIODS,
  type BandedIndex,
} from '../../models/periodChange.ts';
import { baseline, columnsOf, dyads, shippedScore } from './shipped.ts';

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

describe('the flag by the changes of a stretch', () => {
  it.each<[what: string, changes: number[], events: number, flag: string | undefined]>([
    ['raised on the last day', [0, 5], 5, 'deteriorated'],
    ['lowered on the last day', [0, -5], 5, 'improved'],
    ['kept until it is cleared', [5, 4.9, 2.5], 5, 'deteriorated'],
    ['cleared', [5, 2.49], 5, 'unchanged'],
    ['not raised between the thresholds', [0, 4.99], 5, 'unchanged'],
    ['given up where the change turns its sign', [5, -3], 5, 'unchanged'],
    ['too few events', [9], 4, 'sparse'],
    ['nothing in the stretch tells', [3, 4, 3], 5, undefined],
  ])('%s', (_what, changes, events, flag) => {
    expect(flagAfter(baseline, changes, events)).toBe(flag);
  });

  it('is the flag of the whole history wherever it tells one, which is nearly always, on every week of the shipped dyads', () => {
    let asked = 0;
    let told = 0;
    for (const columns of dyads.map(columnsOf)) {
      const first = columns.day[0]!;
      const last = columns.day[columns.day.length - 1]!;
      const score = shippedScore(columns.dyad, last);
      const changes = changeSeries(score, baseline, baseline.flag.windowDays);
      for (let day = last; day >= Math.max(first, last - 365 * 6); day -= 7) {
        asked++;
        const at = day - first;
        const flag = flagAfter(
          baseline,
          changes.subarray(Math.max(0, at - 32), at + 1),
          eventsWithin(columns, day, baseline.flag.minEventsDays),
        );
        if (flag === undefined) continue;
        told++;
        expect(flag).toBe(flagOn(score, columns, baseline, day));
      }
    }
    expect(asked).toBeGreaterThan(2000);
    expect(told / asked).toBeGreaterThan(0.97);
  });
});

it('the periods are a day, a week and the thirty days of the board', () => {
  expect(PERIODS.map((period) => PERIOD_DAYS[period])).toEqual([1, 7, 30]);
});
