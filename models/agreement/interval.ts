/**
 * How sure a coefficient is: the 95% interval of the bootstrap. Units are drawn anew, with replacement, as many as there are; the
 * coefficient of each draw is computed; the interval holds the middle 95% of them (percentile method). The same seed gives the same interval.
 */
import { quantileSorted } from 'simple-statistics';
import { seededRandom } from '../random.ts';

/** Draws: the ends then wander by less than 0.01 from seed to seed on the shipped 120. */
export const DRAWS = 1000;
/** Any number will do, if it stays. */
export const SEED = 11;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * @param coefficient undefined where it cannot be computed; such draws are left out
 * @returns undefined where fewer than half of the draws have a coefficient
 */
export function bootstrapInterval<T>(
  units: readonly T[],
  coefficient: (drawn: readonly T[]) => number | undefined,
  draws = DRAWS,
  seed = SEED,
): Interval | undefined {
  if (units.length < 2) return undefined;
  const random = seededRandom(seed);
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const value = coefficient(units.map(() => units[Math.floor(random() * units.length)]!));
    if (value !== undefined) found.push(value);
  }
  if (found.length < draws / 2) return undefined;
  found.sort((a, b) => a - b);
  return { low: quantileSorted(found, 0.025), high: quantileSorted(found, 0.975) };
}
