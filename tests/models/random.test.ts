import { mean, sampleSkewness, standardDeviation } from 'simple-statistics';
import { describe, expect, it, test } from 'vitest';
import { logNormalFactor, normalDraw, seededRandom } from '../../models/random.ts';

test('the same seed gives the same sequence, another seed another', () => {
  const take = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
});

test('the first number of seed 1 is that of the reference implementation', () => {
  // mulberry32(1)() of https://github.com/cprosche/mulberry32, run in Node 20
  expect(seededRandom(1)()).toBe(0.6270739405881613);
});

test('numbers are spread evenly over [0, 1)', () => {
  const chance = seededRandom(3);
  const bins = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i++) {
    const value = chance();
    expect(value >= 0 && value < 1).toBe(true);
    bins[Math.floor(value * 10)]!++;
  }
  // Chi-squared with 9 degrees of freedom stays below 27.9 in 999 of 1,000 cases.
  const chiSquared = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquared).toBeLessThan(27.9);
});

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe('draws', () => {
  it('are the same for the same seed', () => {
    const [a, b] = [seededRandom(7), seededRandom(7)];
    expect(draws(5, () => normalDraw(a))).toEqual(draws(5, () => normalDraw(b)));
  });

  it('from the normal distribution have mean 0, standard deviation 1 and no skew', () => {
    const chance = seededRandom(1);
    const sample = draws(200_000, () => normalDraw(chance));
    expect(Math.abs(mean(sample))).toBeLessThan(0.01); // 4.5 standard errors
    expect(Math.abs(standardDeviation(sample) - 1)).toBeLessThan(0.008);
    expect(Math.abs(sampleSkewness(sample))).toBeLessThan(0.025);
    expect(sample.every(Number.isFinite)).toBe(true);
    // R: pnorm(1.644854) = 0.95
    expect(sample.filter((value) => value < 1.6448536269514722).length / sample.length).toBeCloseTo(0.95, 2);
  });

  it('of a weight keep its mean and have the standard deviation that is asked for, and never turn its sign', () => {
    const chance = seededRandom(2);
    for (const sd of [0.1, 0.25, 1]) {
      const sample = draws(200_000, () => logNormalFactor(chance, sd));
      expect(Math.abs(mean(sample) - 1)).toBeLessThan(0.011 * sd);
      expect(Math.abs(standardDeviation(sample) / sd - 1)).toBeLessThan(0.06);
      expect(Math.min(...sample.slice(0, 50_000))).toBeGreaterThan(0);
    }
    expect(logNormalFactor(chance, 0)).toBe(1);
  });
});
