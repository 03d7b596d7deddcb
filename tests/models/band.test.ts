import { describe, expect, it } from 'vitest';
import { Z50, Z90, bandOf } from '../../models/band.ts';
import { indexOf } from '../../models/score.ts';

describe('the band', () => {
  it('has the half-widths of the standard normal: R, qnorm(0.75) and qnorm(0.95)', () => {
    expect(Z50).toBeCloseTo(0.674489750196082, 14);
    expect(Z90).toBeCloseTo(1.64485362695147, 13);
  });

  it('is the interval of tension put through the index, so it is narrow near 0 and 100', () => {
    expect(bandOf(40, 10, 40, 2)).toEqual({ low: indexOf(20, 40), high: indexOf(60, 40) });
    const middle = bandOf(0, 10, 40, Z90);
    const edge = bandOf(150, 10, 40, Z90);
    expect(edge.high - edge.low).toBeLessThan(middle.high - middle.low);
  });

  it('is the point itself where nothing is uncertain, and everything where all is', () => {
    expect(bandOf(12, 0, 40, Z90)).toEqual({ low: indexOf(12, 40), high: indexOf(12, 40) });
    expect(bandOf(0, 1e300, 40, Z90)).toEqual({ low: 0, high: 100 });
  });
});
