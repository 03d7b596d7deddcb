/** Random numbers with a seed: the same seed gives the same draws on every machine, so that what was drawn can be drawn again. */

/** The next number of a sequence that looks random: at least 0, below 1. */
export type Random = () => number;

/**
 * The sequence of a seed (mulberry32, public domain, by Tommy Ettinger): 32 bits of state,
 * period 2^32. Good for simulation, not for secrets.
 *
 * @param seed a whole number; only its lowest 32 bits count
 * @example seededRandom(1)() // 0.6270739405881613
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A draw from the standard normal distribution (Box and Muller 1958, the cosine half).
 *
 * @example normalDraw(seededRandom(1)) // a number, the same on every machine to the last digits
 */
export function normalDraw(random: Random): number {
  // 1 - random lies above 0, so that the logarithm is finite.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * A draw from the log-normal distribution of mean 1: what a weight is multiplied by when its relative standard deviation is
 * `relativeSd`. Always above 0, so that a weight never turns its sign.
 */
export function logNormalFactor(random: Random, relativeSd: number): number {
  const variance = Math.log(1 + relativeSd ** 2);
  return Math.exp(Math.sqrt(variance) * normalDraw(random) - variance / 2);
}
