/**
 * The Goldstein scale (Goldstein 1992, Journal of Conflict Resolution 36): every CAMEO code has a value from -10 (military attack) to +10
 * (military assistance), summed or averaged over a week or a month. What it leaves out: who is meant (an act that eases one dyad may strain another),
 * how grave an act was within its code, and memory. A mean hides how much happened, a sum rises with how much is reported.
 */
import type { Step } from '../calendar.ts';
import { eventsByPeriod, type Period } from './period.ts';

/** Value by CAMEO code. A table belongs to its source: those of GDELT and ICEWS differ. */
export type GoldsteinTable = ReadonlyMap<string, number>;

export interface GoldsteinPoint extends Period {
  /** events with a value */
  readonly events: number;
  /** events whose code the table does not have, nor any shorter form of it */
  readonly unknown: number;
  /** 0 without events: nothing was added */
  readonly sum: number;
  /** `undefined` without events: nothing was observed */
  readonly mean: number | undefined;
}

/** The value of a code, or of the nearest shorter code that the table has (1712 -> 171 -> 17); codes are text, and leading zeros count. */
export function goldsteinOf(cameo: string, table: GoldsteinTable): number | undefined {
  for (let length = cameo.length; length >= 2; length--) {
    const value = table.get(cameo.slice(0, length));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Sum and mean of the Goldstein values of each week or month. The sign is the code's own: positive is cooperation. */
export function goldsteinSeries(
  events: readonly { readonly day: number; readonly cameo: string }[],
  table: GoldsteinTable,
  from: number,
  to: number,
  step: Step,
): GoldsteinPoint[] {
  return eventsByPeriod(events, from, to, step).map((period) => {
    const values = period.events.map(({ cameo }) => goldsteinOf(cameo, table)).filter((value) => value !== undefined);
    const sum = values.reduce((total, value) => total + value, 0);
    return {
      from: period.from,
      to: period.to,
      events: values.length,
      unknown: period.events.length - values.length,
      sum,
      mean: values.length === 0 ? undefined : sum / values.length,
    };
  });
}
