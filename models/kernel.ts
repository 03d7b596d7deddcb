/** How an act fades. */
import type { TypeParameters } from './model.ts';

export type Fading = Pick<TypeParameters, 'holdDays' | 'halfLifeDays'>;

/**
 * The kernel K(u): how much of an act is left `ageDays` after its day. 0 before, 1 while it holds, then halving every half-life.
 *
 * @example kernel(45, { holdDays: 0, halfLifeDays: 45 }) // 0.5
 */
export function kernel(ageDays: number, { holdDays, halfLifeDays }: Fading): number {
  if (ageDays < 0) return 0;
  return ageDays <= holdDays ? 1 : 2 ** (-(ageDays - holdDays) / halfLifeDays);
}
