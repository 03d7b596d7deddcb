import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { bicPenalty, changePoints, levelChanges } from '../../models/changepoint.ts';
import { normalDraw, seededRandom } from '../../models/random.ts';
import { baseline, shippedScore } from './shipped.ts';

/** Levels of `length` values each, with normal noise of standard deviation 1. */
function steps(levels: readonly number[], length: number, seed: number): number[] {
  const chance = seededRandom(seed);
  return levels.flatMap((level) => Array.from({ length }, () => level + normalDraw(chance)));
}

/** The same optimum without dropping starts (Jackson et al. 2005): every end against every start. */
function optimalCost(values: readonly number[], penalty: number, minLength: number): number {
  const cost = (from: number, end: number): number => {
    const part = values.slice(from, end);
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    return part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const best = [-penalty];
  for (let end = 1; end <= values.length; end++) {
    best[end] = Infinity;
    for (let start = 0; start + minLength <= end; start++)
      best[end] = Math.min(best[end]!, best[start]! + cost(start, end) + penalty);
  }
  return best[values.length]!;
}

describe('PELT', () => {
  it('finds a step by hand: two levels, one change', () => {
    expect(changePoints([1, 1, 1, 5, 5], 1).segments).toEqual([
      { from: 0, to: 2, mean: 1 },
      { from: 3, to: 4, mean: 5 },
    ]);
  });

  it('finds no change where its penalty is dearer than the squares it saves: 4 for values 1 1 3 3', () => {
    expect(changePoints([1, 1, 3, 3], 4.01).segments).toHaveLength(1);
    expect(changePoints([1, 1, 3, 3], 3.99).segments).toHaveLength(2);
  });

  it('finds the known breaks of noisy series, exactly or next to them, and hardly any other', () => {
    let others = 0;
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const values = steps([0, 5, 1, -6, 0], 60, seed);
      const { segments } = changePoints(values, bicPenalty(values)!);
      const breaks = segments.slice(1).map(({ from }) => from);
      for (const known of [60, 120, 180, 240]) expect(breaks.some((found) => Math.abs(found - known) <= 1)).toBe(true);
      others += breaks.length - 4;
    }
    expect(others).toBeLessThanOrEqual(3);
  });

  it('finds hardly a break where there is none', () => {
    const found = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((seed) => {
      const values = steps([0], 300, seed);
      return changePoints(values, bicPenalty(values)!).segments.length - 1;
    });
    expect(found.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(4);
  });

  it('is the exact optimum, for any series, penalty and least length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.integer({ min: 1, max: 6 }),
        (values, penalty, minLength) => {
          const { segments } = changePoints(values, penalty, minLength);
          expect(segments[0]!.from).toBe(0);
          expect(segments.at(-1)!.to).toBe(values.length - 1);
          const cost =
            segments.reduce(
              (sum, { from, to, mean }) =>
                sum + values.slice(from, to + 1).reduce((part, value) => part + (value - mean) ** 2, 0),
              0,
            ) +
            penalty * (segments.length - 1);
          expect(cost).toBeCloseTo(optimalCost(values, penalty, Math.min(minLength, values.length)), 6);
          for (const { from, to } of segments)
            expect(to - from + 1).toBeGreaterThanOrEqual(Math.min(minLength, values.length));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('costs about linearly more for a longer series with breaks throughout', () => {
    const evaluations = [1, 2, 4, 8].map((times) => {
      const values = steps(
        Array.from({ length: 10 * times }, (_, i) => (i % 2) * 8),
        50,
        7,
      );
      return changePoints(values, bicPenalty(values)!).evaluations / times;
    });
    for (const perLength of evaluations) expect(perLength / evaluations[0]!).toBeLessThan(1.3);
  });

  it('of nothing is nothing, and refuses a penalty below 0', () => {
    expect(changePoints([], 1)).toEqual({ segments: [], evaluations: 0 });
    expect(() => changePoints([1], -1)).toThrow('a penalty of at least 0');
    expect(bicPenalty([1, 2])).toBeUndefined();
    expect(bicPenalty([3, 3, 3, 3])).toBeUndefined();
  });
});

describe('the level of a dyad', () => {
  it('of KOR-RUS changed at the spy row of 1998, the partnership of 2008, the visit of 2013 and the war of 2022', () => {
    const changes = levelChanges(shippedScore('KOR-RUS', epochDay('2026-06-30')), baseline.scale);
    const on = (date: string) => changes.find(({ day }) => toIsoDate(day) === date)!;
    expect(on('1998-07-01').after).toBeGreaterThan(on('1998-07-01').before);
    expect(on('2008-10-01').after).toBeLessThan(on('2008-10-01').before);
    expect(on('2013-11-01').after).toBeLessThan(on('2013-11-01').before);
    expect(on('2022-03-01').after - on('2022-03-01').before).toBeGreaterThan(20);
    expect(changes.length).toBeLessThanOrEqual(12);
    for (const { day } of changes) expect(toIsoDate(day)).toMatch(/^\d{4}-\d{2}-01$/);
  });

  it('of a dyad without events never changes', () => {
    expect(
      levelChanges(
        {
          dyad: 'AAA-BBB',
          firstDay: 0,
          lastDay: 999,
          tension: new Float64Array(1000),
          conflict: new Float64Array(1000),
          cooperation: new Float64Array(1000),
          sd: new Float64Array(1000),
        },
        40,
      ),
    ).toEqual([]);
  });
});
