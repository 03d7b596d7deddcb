/**
 * How much of an act is left on a day. An act holds, then halves; one that lasted holds at least to its last day; one that a later act
 * undid (a sanction lifted, an accord torn up) no longer holds from that day on, and what was left of it then fades faster.
 */
import type { EventColumns } from './eventColumns.ts';
import { kernel } from './kernel.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';

/** The day of an act that nothing undoes. */
export const NEVER = 0x7fffffff;

/** The share of an event that is left on an epoch day: 0 before its day, at most 1. */
export type Remaining = (event: number, day: number) => number;

/**
 * What is left of each event under a model. A model without `ended` knows neither undone acts nor acts that last.
 *
 *     K(t) = K_k(t - t_e) before the end;  K_k(end - t_e) * 2^(-(t - end) / min(halfLife_k, ended.halfLifeDays)) from the end on
 *
 * Building it is O(events), each call O(1).
 */
export function remainingOf(columns: EventColumns, model: ModelDefinition): Remaining {
  const parameters = columns.types.map((type) => typeParametersOf(model, type));
  const { ended } = model;
  if (!ended) return (event, day) => kernel(day - columns.day[event]!, parameters[columns.type[event]!]!);
  const ends = endDaysOf(columns);
  return (event, day) => {
    const { holdDays, halfLifeDays } = parameters[columns.type[event]!]!;
    const begin = columns.day[event]!;
    const own = { holdDays: holdOf(columns, event, holdDays), halfLifeDays };
    const end = ends[event]!;
    if (day <= end) return kernel(day - begin, own);
    return kernel(end - begin, own) * 2 ** (-(day - end) / Math.min(halfLifeDays, ended.halfLifeDays));
  };
}

/** For how many days an act holds: as its type does, and at least as long as it lasted. */
export function holdOf({ day, lastDay }: EventColumns, event: number, holdDays: number): number {
  return lastDay ? Math.max(holdDays, lastDay[event]! - day[event]!) : holdDays;
}

/** The day on which each event was first undone, `NEVER` where none undoes it. O(events + ends). */
export function endDaysOf({ day, ends }: EventColumns): Int32Array {
  const days = new Int32Array(day.length).fill(NEVER);
  if (!ends) return days;
  for (const [i, ended] of ends.ended.entries()) {
    const end = day[ends.by[i]!]!;
    if (end >= day[ended]!) days[ended] = Math.min(days[ended]!, end);
  }
  return days;
}
