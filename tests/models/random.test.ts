import { mean, sampleSkewness, standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { seededChance } from '../../models/chance.ts';
import { logNormalFactor, normalDraw } from '../../models/random.ts';

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe('draws', () => {
  it('are the same for the same seed', () => {
    const [a, b] = [seededChance(7), seededChance(7)];
    expect(draws(5, () => normalDraw(a))).toEqual(draws(5, () => normalDraw(b)));
  });

  it('from the normal distribution have mean 0, standard deviation 1 and no skew', () => {
    const chance = seededChance(1);
    const sample = draws(200_000, () => normalDraw(chance));
    expect(Math.abs(mean(sample))).toBeLessThan(0.01); // 4.5 standard errors
    expect(Math.abs(standardDeviation(sample) - 1)).toBeLessThan(0.008);
    expect(Math.abs(sampleSkewness(sample))).toBeLessThan(0.025);
    expect(sample.every(Number.isFinite)).toBe(true);
    // R: pnorm(1.644854) = 0.95
    expect(sample.filter((value) => value < 1.6448536269514722).length / sample.length).toBeCloseTo(0.95, 2);
  });

  it('of a weight keep its mean and have the standard deviation that is asked for, and never turn its sign', () => {
    const chance = seededChance(2);
    for (const sd of [0.1, 0.25, 1]) {
      const sample = draws(200_000, () => logNormalFactor(chance, sd));
      expect(Math.abs(mean(sample) - 1)).toBeLessThan(0.011 * sd);
      expect(Math.abs(standardDeviation(sample) / sd - 1)).toBeLessThan(0.06);
      expect(Math.min(...sample.slice(0, 50_000))).toBeGreaterThan(0);
    }
    expect(logNormalFactor(chance, 0)).toBe(1);
  });
});
