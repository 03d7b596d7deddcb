/** The promise of the dyad page: on every day, the served line is the sum of its events. */
import { describe, expect, it } from 'vitest';
import { dailySeries } from '../../client/charts/dailySeries.ts';
import { largestResidualOf } from '../../client/state/dyadData.ts';
import { scoreOf } from '../../models/score.ts';
import { seriesAnswer, shippedDyad } from './shippedSeries.ts';

describe('the distance of the served line from the sum of its events', () => {
  const { series, explained } = shippedDyad('KOR-RUS');
  const score = scoreOf(explained.basis, explained.model);
  const days = series.index.length;

  it('is none but for the last bits where both are right', () => {
    expect(days).toBeGreaterThan(1000);
    expect(largestResidualOf(score, series)).toBeLessThan(1e-12);
  });

  it.each([
    ['the first day', 0],
    ['a day in the middle', Math.floor(days / 2)],
    ['the last day', days - 1],
  ])('is that of %s where it is wrong there alone, upwards and downwards', (_day, at) => {
    for (const by of [0.5, -0.5]) {
      const index = series.index.slice();
      index[at] = index[at]! + by;
      expect(largestResidualOf(score, { ...series, index })).toBeCloseTo(0.5, 12);
    }
  });

  it('is not a number where the server left a day out', () => {
    const short = dailySeries({ ...seriesAnswer('KOR-RUS'), points: seriesAnswer('KOR-RUS').points.slice(0, -1) })!;
    expect(largestResidualOf(score, short)).toBeNaN();
  });
});
