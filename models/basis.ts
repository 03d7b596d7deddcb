/**
 * Events -> unit exposures. The *unit exposure* of a type is the decayed sum of its events before weighting; tension is
 * linear in the weights over it, so everything a modeller does with weights is arithmetic on this small matrix.
 */
import type { Direction } from './dyad.ts';
import type { EventColumns } from './eventColumns.ts';
import { exposureOf, exposureOfSpans } from './exposure.ts';
import { codingVarianceOf, unitImpacts } from './impacts.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';
import { endDaysOf, holdOf } from './remaining.ts';
import { type UnobservedColumn, unobservedColumns } from './unobserved.ts';

/** Unit exposures by day. Every series has one entry a day from `firstDay` to `lastDay`. */
export interface Basis {
  readonly dyad: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly types: readonly BasisColumn[];
  /** variance from days that nobody looked at, by type; left out where the model takes every day as looked at */
  readonly unobserved?: readonly UnobservedColumn[];
}

export interface BasisColumn {
  readonly type: string;
  /** exposure to acts that raise tension, >= 0 */
  readonly raising: Float64Array;
  /** exposure to acts that lower tension, >= 0 */
  readonly easing: Float64Array;
  /** variance of the exposure because events may not be as coded: sum of u^2 K^2 (1 - q + s^2)/q */
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
  const ends = endsUnder(columns, model);
  const types = eventsByType(columns).map((events, index) =>
    columnOf({ columns, impacts, ends, model, firstDay, lastDay }, events, columns.types[index]!),
  );
  const unobserved = unobservedColumns(columns, model, impacts, firstDay, lastDay, direction);
  return { dyad: columns.dyad, firstDay, lastDay, types, ...(unobserved && { unobserved }) };
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
  const { firstDay, lastDay } = basis;
  if (!basis.types.some(({ type }) => types.has(type)) && !basis.unobserved?.some(({ type }) => types.has(type)))
    return basis;
  const impacts = unitImpacts(columns, model, direction);
  const ends = endsUnder(columns, model);
  const groups = eventsByType(columns);
  const unobserved = unobservedColumns(columns, model, impacts, firstDay, lastDay, direction);
  return {
    ...basis,
    ...(unobserved && { unobserved }),
    types: basis.types.map((column, index) =>
      types.has(column.type)
        ? columnOf({ columns, impacts, ends, model, firstDay, lastDay }, groups[index]!, column.type)
        : column,
    ),
  };
}

/** The day on which each event was undone; undefined where the model, or no event, knows of acts that end or last. */
const endsUnder = (columns: EventColumns, { ended }: ModelDefinition): Int32Array | undefined =>
  ended && (columns.lastDay || columns.ends) ? endDaysOf(columns) : undefined;

/** What the columns of all types are made from. */
interface Material {
  readonly columns: EventColumns;
  readonly impacts: Float64Array;
  readonly ends: Int32Array | undefined;
  readonly model: ModelDefinition;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The exposures of one type, from the positions of its events. */
function columnOf(
  { columns, impacts, ends, model, firstDay, lastDay }: Material,
  events: Int32Array,
  type: string,
): BasisColumn {
  const days = new Int32Array(events.length);
  const raised = new Float64Array(events.length);
  const eased = new Float64Array(events.length);
  const unsure = new Float64Array(events.length);
  for (let i = 0; i < events.length; i++) {
    const e = events[i]!;
    const impact = impacts[e]!;
    days[i] = columns.day[e]!;
    if (impact > 0) raised[i] = impact;
    if (impact < 0) eased[i] = -impact;
    unsure[i] = codingVarianceOf(columns, e, model, impact);
  }
  const parameters = typeParametersOf(model, type);
  const { ended } = model;
  const spans = ends && Array.from(events, (e) => ({ hold: holdOf(columns, e, parameters.holdDays), end: ends[e]! }));
  const exposure = (amounts: Float64Array, power: 1 | 2): Float64Array =>
    ended && spans
      ? exposureOfSpans(days, spans, amounts, power, parameters, ended.halfLifeDays, firstDay, lastDay)
      : exposureOf(days, amounts, power, parameters, firstDay, lastDay);
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
