/** Chance with a seed: the same seed gives the same numbers on every machine, so that what is drawn can be drawn again. */

/** The next number of a sequence that looks random: at least 0, below 1. */
export type Chance = () => number;

/**
 * The sequence of a seed (mulberry32, public domain, by Tommy Ettinger): 32 bits of state, period 2^32. Good for simulation, not for secrets.
 *
 * @param seed a whole number; only its lowest 32 bits count
 * @example seededChance(1)() // 0.6270739405881613
 */
export function seededChance(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
