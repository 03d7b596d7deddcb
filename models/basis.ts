/**
 * Events -> unit exposures. The *unit exposure* of a type is the decayed sum of its events before weighting; tension is
 * linear in the weights over it, so everything a modeller does with weights is arithmetic on this small matrix.
 */
import { type Direction, directionActor, sidesOf } from './dyad.ts';
import type { EventColumns } from './eventColumns.ts';
import { exposureOf } from './exposure.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';

/** Probability that an event is as coded: 1 when verified, the model's `unverified` when not. */
export function confidenceOf(columns: EventColumns, event: number, model: ModelDefinition): number {
  return columns.unverified[event] === 1 ? model.unverified : 1;
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

/** Unit exposures by day. Every series has one entry a day from `firstDay` to `lastDay`. */
export interface Basis {
  readonly dyad: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly types: readonly BasisColumn[];
}

/** Whether every event has the same unit impact under both models, whatever their weights, holds and half-lives. */
export function haveSameImpacts(a: ModelDefinition, b: ModelDefinition): boolean {
  return (
    a.indirect === b.indirect &&
    a.unverified === b.unverified &&
    a.repetition.windowDays === b.repetition.windowDays &&
    a.repetition.factor === b.repetition.factor &&
    a.severity.every((multiplier, i) => multiplier === b.severity[i])
  );
}

export interface BasisColumn {
  readonly type: string;
  /** exposure to acts that raise tension, >= 0 */
  readonly raising: Float64Array;
  /** exposure to acts that lower tension, >= 0 */
  readonly easing: Float64Array;
  /** variance of the exposure because unverified events may not be as coded: sum of u^2 K^2 (1-q)/q */
  readonly codingVariance: Float64Array;
  /** whether `raising` has anything but zeros: most types raise or ease and seldom do both, and scoring passes over the rest */
  readonly raises: boolean;
  /** whether `easing` has anything but zeros */
  readonly eases: boolean;
}

/**
 * The basis of a dyad from `firstDay` to `lastDay` (epoch days, inclusive). Events before `firstDay` count with what is left
 * of them. One pass over the events and one recursion a type: O(events + days x types).
 *
 * @throws RangeError when the days are out of order.
 */
export function basisOf(
  columns: EventColumns,
  model: ModelDefinition,
  firstDay: number,
  lastDay: number,
  direction: Direction = 'both',
): Basis {
  if (lastDay < firstDay)
    throw new RangeError(
      `A basis from day ${firstDay} to day ${lastDay} has no day: the last must not lie before the first.`,
    );
  const impacts = unitImpacts(columns, model, direction);
  const types = eventsByType(columns).map((events, index) =>
    columnOf(columns, impacts, events, columns.types[index]!, model, firstDay, lastDay),
  );
  return { dyad: columns.dyad, firstDay, lastDay, types };
}

/**
 * The basis after the hold or half-life of some types has changed: their columns are built anew, all others are the same
 * arrays. For any other change of a model than those (and of weights, which are not in a basis) build it whole.
 *
 * @param types those that changed; a type without events is passed over
 * @returns what `basisOf` gives for `model`, bit by bit. O(events + days x changed types)
 */
export function withColumns(
  basis: Basis,
  columns: EventColumns,
  model: ModelDefinition,
  types: ReadonlySet<string>,
  direction: Direction = 'both',
): Basis {
  if (!basis.types.some(({ type }) => types.has(type))) return basis;
  const impacts = unitImpacts(columns, model, direction);
  const groups = eventsByType(columns);
  return {
    ...basis,
    types: basis.types.map((column, index) =>
      types.has(column.type)
        ? columnOf(columns, impacts, groups[index]!, column.type, model, basis.firstDay, basis.lastDay)
        : column,
    ),
  };
}

/** The exposures of one type, from the positions of its events. */
function columnOf(
  columns: EventColumns,
  impacts: Float64Array,
  events: Int32Array,
  type: string,
  model: ModelDefinition,
  firstDay: number,
  lastDay: number,
): BasisColumn {
  const days = new Int32Array(events.length);
  const raised = new Float64Array(events.length);
  const eased = new Float64Array(events.length);
  const unsure = new Float64Array(events.length);
  for (let i = 0; i < events.length; i++) {
    const e = events[i]!;
    const impact = impacts[e]!;
    const q = confidenceOf(columns, e, model);
    days[i] = columns.day[e]!;
    if (impact > 0) raised[i] = impact;
    if (impact < 0) eased[i] = -impact;
    unsure[i] = (impact * impact * (1 - q)) / q;
  }
  const exposure = (amounts: Float64Array, power: 1 | 2): Float64Array =>
    exposureOf(days, amounts, power, typeParametersOf(model, type), firstDay, lastDay);
  return {
    type,
    raising: exposure(raised, 1),
    easing: exposure(eased, 1),
    codingVariance: exposure(unsure, 2),
    raises: raised.some(isPositive),
    eases: eased.some(isPositive),
  };
}

const isPositive = (amount: number): boolean => amount > 0;

/** The positions of the events of each type, in their order. O(events). */
function eventsByType({ type, types }: EventColumns): Int32Array[] {
  const counts = new Int32Array(types.length);
  for (const k of type) counts[k] = counts[k]! + 1;
  const groups = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let e = 0; e < type.length; e++) {
    const k = type[e]!;
    groups[k]![counts[k]!] = e;
    counts[k] = counts[k]! + 1;
  }
  return groups;
}
