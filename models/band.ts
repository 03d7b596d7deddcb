/**
 * How sure a point is. Weights are judgement and coding is fallible; with independent errors the variance of tension is
 * sum_k (s_w w_k U_k)^2 + sum_e a_e^2 K^2 (1 - q_e + s_c^2)/q_e (computed by score.ts), and the band is its normal interval put through the index.
 */
import { indexOf } from './score.ts';

/** Half-widths in standard deviations: quantiles of the standard normal at 0.75 and 0.95. */
export const Z50 = 0.6744897501960817;
export const Z90 = 1.6448536269514722;

/** Lower and upper index of the band `z` standard deviations wide on either side. */
export function bandOf(tension: number, sd: number, scale: number, z: number): { low: number; high: number } {
  return { low: indexOf(tension - z * sd, scale), high: indexOf(tension + z * sd, scale) };
}
