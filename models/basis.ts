/**
 * Events -> unit exposures. The *unit exposure* of a type is the decayed sum of its events before weighting; tension is
 * linear in the weights over it, so everything a modeller does with weights is arithmetic on this small matrix.
 */
import type { Codebook } from './codebook.ts';
import { type Direction, directionActor, sidesOf } from './dyad.ts';
import type { ScoredEvent } from './event.ts';
import type { ModelDefinition, TypeParameters } from './model.ts';

/** The events of one dyad as columns, in order of day, then id: the compact input of scoring. All arrays have one entry an event. */
export interface EventColumns {
  readonly dyad: string;
  readonly ids: readonly string[];
  /** the types that occur, in the codebook's order; `type` points into it */
  readonly types: readonly string[];
  /** the actors that occur; `actor` points into it */
  readonly actors: readonly string[];
  /** epoch days, ascending */
  readonly day: Int32Array;
  readonly type: Uint16Array;
  readonly actor: Uint16Array;
  readonly polarity: Int8Array;
  /** 1..5 */
  readonly severity: Uint8Array;
  /** 1 for an indirect act */
  readonly indirect: Uint8Array;
  /** 1 for an event whose source does not confirm it */
  readonly unverified: Uint8Array;
  /** 1 where the first side of the dyad acts, 0 where the second does, 0.5 for a mutual act */
  readonly firstSideShare: Float64Array;
  /** how much of each act counts; left out where each counts in full */
  readonly amount?: Float64Array;
  /** sources behind each act; left out where none are counted */
  readonly sources?: Int32Array;
}

/**
 * The columns of the events of one dyad; `events` may come in any order. An actor outside the dyad (the EU towards China in
 * CHN-LTU) acts on the side that is not the target's; where neither is a side, the act counts half on each. O(n log n).
 *
 * @throws RangeError for an event of a type that the codebook does not have.
 */
export function eventColumns(dyad: string, events: readonly ScoredEvent[], codebook: Codebook): EventColumns {
  const sorted = inOrder(events);
  const count = sorted.length;
  const occurring = new Set<string>();
  const acting = new Set<string>();
  for (const event of sorted) {
    occurring.add(event.type);
    acting.add(actingOf(event));
  }
  for (const type of occurring)
    if (!codebook.has(type))
      throw new RangeError(
        `The type "${type}" of an event of ${dyad} is not in the codebook: add it to data/codebook.csv and to the models.`,
      );
  const types = [...codebook.keys()].filter((type) => occurring.has(type));
  const actors = [...acting].sort();
  const mutual = types.map((type) => codebook.get(type)!.mutual);
  const typeAt = new Map(types.map((type, i) => [type, i]));
  const actorAt = new Map(actors.map((actor, i) => [actor, i]));
  const [first, second] = sidesOf(dyad) ?? [];
  const firstSideShareOf = ({ actor, target }: ScoredEvent): number => {
    if (actor === first || actor === second) return actor === first ? 1 : 0;
    if (target === first || target === second) return target === first ? 0 : 1;
    return 0.5;
  };
  const day = new Int32Array(count);
  const type = new Uint16Array(count);
  const actor = new Uint16Array(count);
  const polarity = new Int8Array(count);
  const severity = new Uint8Array(count);
  const indirect = new Uint8Array(count);
  const unverified = new Uint8Array(count);
  const firstSideShare = new Float64Array(count);
  for (let e = 0; e < count; e++) {
    const event = sorted[e]!;
    day[e] = event.day;
    type[e] = typeAt.get(event.type)!;
    actor[e] = actorAt.get(actingOf(event))!;
    polarity[e] = event.polarity;
    severity[e] = event.severity;
    indirect[e] = event.role === 'indirect' ? 1 : 0;
    unverified[e] = event.verified ? 0 : 1;
    firstSideShare[e] = mutual[type[e]!] ? 0.5 : firstSideShareOf(event);
  }
  const amounts = sorted.some((event) => event.amount !== undefined) && {
    amount: Float64Array.from(sorted, (event) => event.amount ?? 1),
  };
  const sources = sorted.some((event) => event.sources !== undefined) && {
    sources: Int32Array.from(sorted, (event) => event.sources ?? 1),
  };
  return {
    dyad,
    ids: sorted.map((event) => event.id),
    types,
    actors,
    day,
    type,
    actor,
    polarity,
    severity,
    indirect,
    unverified,
    firstSideShare,
    ...amounts,
    ...sources,
  };
}

/** Who acts, for repetition: an act inherited from another dyad makes no act of this one a repetition. */
function actingOf({ actor, coupledFrom }: ScoredEvent): string {
  return coupledFrom === undefined ? actor : `${actor} in ${coupledFrom}`;
}

/**
 * Events by day, then by id. A million events are ordered by one sort of numbers (the day with the event's place behind it)
 * and short sorts of ids within a day, four times as fast as one sort that compares events.
 */
function inOrder(events: readonly ScoredEvent[]): ScoredEvent[] {
  const count = events.length;
  const keys = new Float64Array(count); // exact: 40,000 days x a million events is far below 2^53
  for (let e = 0; e < count; e++) keys[e] = events[e]!.day * count + e;
  keys.sort();
  const sorted = Array.from(keys, (key) => events[key - Math.floor(key / count) * count]!);
  for (let start = 0, end: number; start < count; start = end) {
    end = start + 1;
    while (end < count && sorted[end]!.day === sorted[start]!.day) end++;
    if (end - start === 1) continue;
    const sameDay = sorted.slice(start, end).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    for (let e = start; e < end; e++) sorted[e] = sameDay[e - start]!;
  }
  return sorted;
}

/**
 * The kernel K(u): how much of an act is left `ageDays` after its day. 0 before, 1 while it holds, then halving every half-life.
 *
 * @example kernel(45, { weight: 3, holdDays: 0, halfLifeDays: 45 }) // 0.5
 */
export function kernel(ageDays: number, { holdDays, halfLifeDays }: TypeParameters): number {
  if (ageDays < 0) return 0;
  return ageDays <= holdDays ? 1 : 2 ** (-(ageDays - holdDays) / halfLifeDays);
}

/** Chance that an event is as coded: 1 when verified, the model's `unverified` when not. */
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
    exposureOf(days, amounts, power, model.types[type]!, firstDay, lastDay);
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

/** What is left of an exposure below this is nothing; without a floor it would linger as subnormal numbers, which are slow to add. */
const NOTHING_LEFT = 1e-100;

/**
 * The sum over events of amount x K(t - t_e)^power, for every day t. An event is held at full strength until its hold ends,
 * then joins a sum that shrinks by one factor a day. O(events + days).
 *
 * @param days of the events, ascending
 * @param amounts one an event, >= 0
 */
function exposureOf(
  days: Int32Array,
  amounts: Float64Array,
  power: 1 | 2,
  parameters: TypeParameters,
  firstDay: number,
  lastDay: number,
): Float64Array {
  const exposure = new Float64Array(lastDay - firstDay + 1);
  if (!amounts.some(isPositive)) return exposure;
  const { holdDays, halfLifeDays } = parameters;
  const fullDays = Math.floor(holdDays) + 1; // days at full strength, the event's own day included
  const onFirstFadingDay = kernel(fullDays, parameters) ** power;
  const daily = 2 ** (-power / halfLifeDays);
  let fading = 0;
  let fades = 0; // the next event to begin to fade
  for (; fades < days.length && days[fades]! + fullDays < firstDay; fades++) {
    // Fading before the first day already: what is left of it on the eve.
    fading += amounts[fades]! * kernel(firstDay - 1 - days[fades]!, parameters) ** power;
  }
  let held = 0;
  let begins = fades; // the next event to begin
  for (let i = 0; i < exposure.length; i++) {
    const today = firstDay + i;
    fading *= daily;
    if (fading < NOTHING_LEFT) fading = 0;
    for (; begins < days.length && days[begins]! <= today; begins++) held += amounts[begins]!;
    for (; fades < begins && days[fades]! + fullDays <= today; fades++) {
      held -= amounts[fades]!;
      fading += amounts[fades]! * onFirstFadingDay;
    }
    // Rounding must not linger: with nothing held the sum is exactly 0, and it is never below.
    if (fades === begins || held < 0) held = 0;
    exposure[i] = held + fading;
  }
  return exposure;
}
