/**
 * Measures that count acts and do not weigh them. C is the number of acts that raise tension, K of those that lower it, by the coder's polarity.
 *
 * *Log-ratio*: ln((C + .5) / (K + .5)), with the standard error sqrt(1 / (C + .5) + 1 / (K + .5)) (Lowe, Benoit, Mikhaylov and Laver 2011,
 * Legislative Studies Quarterly 36, for counts of opposed categories). Symmetric, unbounded, and honest about few events.
 * *Conflict share*: C / (C + K), the share of conflict in the volume.
 */
import type { Step } from '../calendar.ts';
import { eventsByPeriod, type Period } from './period.ts';

export interface CountPoint extends Period {
  readonly conflict: number;
  readonly cooperation: number;
  /** above 0: more conflict than cooperation. 0 without events, with its widest error */
  readonly logRatio: number;
  readonly logRatioError: number;
  /** 0..1; `undefined` without events */
  readonly conflictShare: number | undefined;
}

/** @example logRatioOf(3, 0) // { logRatio: 1.945..., error: 1.511... } */
export function logRatioOf(conflict: number, cooperation: number): { logRatio: number; error: number } {
  return {
    logRatio: Math.log((conflict + 0.5) / (cooperation + 0.5)),
    error: Math.sqrt(1 / (conflict + 0.5) + 1 / (cooperation + 0.5)),
  };
}

/** The counts of each week or month, and what is made of them. */
export function countSeries(
  events: readonly { readonly day: number; readonly polarity: 1 | -1 }[],
  from: number,
  to: number,
  step: Step,
): CountPoint[] {
  return eventsByPeriod(events, from, to, step).map((period) => {
    const conflict = period.events.filter(({ polarity }) => polarity === 1).length;
    const cooperation = period.events.length - conflict;
    const { logRatio, error } = logRatioOf(conflict, cooperation);
    return {
      from: period.from,
      to: period.to,
      conflict,
      cooperation,
      logRatio,
      logRatioError: error,
      conflictShare: period.events.length === 0 ? undefined : conflict / period.events.length,
    };
  });
}
