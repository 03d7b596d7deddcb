/** Draws from distributions, made of a seeded chance (chance.ts): the same seed gives the same draws. */
import type { Chance } from './chance.ts';

/**
 * A draw from the standard normal distribution (Box and Muller 1958, the cosine half).
 *
 * @example normalDraw(seededChance(1)) // a number, the same on every machine to the last digits
 */
export function normalDraw(chance: Chance): number {
  // 1 - chance lies above 0, so that the logarithm is finite.
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/**
 * A draw from the log-normal distribution of mean 1: what a weight is multiplied by when its relative standard deviation is
 * `relativeSd`. Always above 0, so that a weight never turns its sign.
 */
export function logNormalFactor(chance: Chance, relativeSd: number): number {
  const variance = Math.log(1 + relativeSd ** 2);
  return Math.exp(Math.sqrt(variance) * normalDraw(chance) - variance / 2);
}
