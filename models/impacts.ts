/** What each event weighs before its type's weight: polarity, severity, role, confidence, repetition. */
import { type Direction, directionActor, sidesOf } from './dyad.ts';
import type { EventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';

/** Probability that an event is as coded: 1 when verified, the model's `unverified` when not. */
export function confidenceOf(columns: EventColumns, event: number, model: ModelDefinition): number {
  return columns.unverified[event] === 1 ? model.unverified : 1;
}

/**
 * The variance of an event's impact because it may not be as coded: it is there with confidence q, and its severity is off by the
 * model's `codingSd`. The two are independent: (1 + (1-q)/q) (1 + s^2) - 1 = (1 - q + s^2) / q, times the squared impact.
 */
export function codingVarianceOf(columns: EventColumns, event: number, model: ModelDefinition, impact: number): number {
  const q = confidenceOf(columns, event, model);
  return (impact * impact * (1 - q + (model.codingSd ?? 0) ** 2)) / q;
}

/**
 * For every event, n: how many acts of the same type by the same actor lie before it (by day, then by id) and less than
 * `windowDays` back. Counted over the whole dyad, whatever their polarity, weight or direction. O(n).
 */
export function repetitionsOf(columns: EventColumns, windowDays: number): Uint32Array {
  const { day, type, actor } = columns;
  const count = day.length;
  const repetitions = new Uint32Array(count);
  // A run is a pair of type and actor: its oldest event within the window, its newest, and how many there are between.
  const runs = columns.types.length * columns.actors.length;
  const oldest = new Int32Array(runs).fill(-1);
  const newest = new Int32Array(runs);
  const within = new Uint32Array(runs);
  const next = new Int32Array(count).fill(-1);
  for (let e = 0; e < count; e++) {
    const run = type[e]! * columns.actors.length + actor[e]!;
    while (oldest[run]! >= 0 && day[e]! - day[oldest[run]!]! >= windowDays) {
      oldest[run] = next[oldest[run]!]!;
      within[run] = within[run]! - 1;
    }
    repetitions[e] = within[run]!;
    if (oldest[run]! < 0) oldest[run] = e;
    else next[newest[run]!] = e;
    newest[run] = e;
    within[run] = within[run]! + 1;
  }
  return repetitions;
}

/**
 * The signed *unit impact* of every event, a_e / w_k: polarity x severity multiplier x role x confidence x repetition x amount, and
 * the share of the direction asked for. Repetition is counted over the whole dyad, so that the two directions add up to both. O(n).
 */
export function unitImpacts(
  columns: EventColumns,
  model: ModelDefinition,
  direction: Direction = 'both',
): Float64Array {
  const { day, polarity, severity, indirect, firstSideShare } = columns;
  const actorSide = directionActor(direction, columns.dyad);
  const firstSideActs = actorSide === sidesOf(columns.dyad)?.[0];
  const repetitions = repetitionsOf(columns, model.repetition.windowDays);
  const damping: number[] = []; // factor^n by n: the same few powers for every event
  const impacts = new Float64Array(day.length);
  for (let e = 0; e < day.length; e++) {
    const share = actorSide === undefined ? 1 : firstSideActs ? firstSideShare[e]! : 1 - firstSideShare[e]!;
    impacts[e] =
      polarity[e]! *
      model.severity[severity[e]! - 1]! *
      (indirect[e] === 1 ? model.indirect : 1) *
      confidenceOf(columns, e, model) *
      (damping[repetitions[e]!] ??= model.repetition.factor ** repetitions[e]!) *
      share;
  }
  const { amount } = columns;
  if (amount) for (let e = 0; e < impacts.length; e++) impacts[e] = impacts[e]! * amount[e]!;
  return impacts;
}

/** Whether every event has the same unit impact, and is as sure, under both models, whatever their weights, holds and half-lives. */
export function haveSameImpacts(a: ModelDefinition, b: ModelDefinition): boolean {
  return (
    a.indirect === b.indirect &&
    a.unverified === b.unverified &&
    a.codingSd === b.codingSd &&
    a.repetition.windowDays === b.repetition.windowDays &&
    a.repetition.factor === b.repetition.factor &&
    a.severity.every((multiplier, i) => multiplier === b.severity[i])
  );
}
