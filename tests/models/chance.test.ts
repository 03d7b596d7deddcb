import { expect, test } from 'vitest';
import { seededChance } from '../../models/chance.ts';

test('the same seed gives the same sequence, another seed another', () => {
  const take = (seed: number): number[] => Array.from({ length: 5 }, seededChance(seed));
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
});

test('the first number of seed 1 is that of the reference implementation', () => {
  // mulberry32(1)() of https://github.com/cprosche/mulberry32, run in Node 20
  expect(seededChance(1)()).toBe(0.6270739405881613);
});

test('numbers are spread evenly over [0, 1)', () => {
  const chance = seededChance(3);
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
