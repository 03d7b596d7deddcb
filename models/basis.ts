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
}

/**
 * The columns of the events of one dyad; `events` may come in any order. An actor outside the dyad (the EU towards China in
 * CHN-LTU) acts on the side that is not the target's. O(n log n).
 *
 * @throws RangeError for an event of a type that the codebook does not have.
 */
export function eventColumns(dyad: string, events: readonly ScoredEvent[], codebook: Codebook): EventColumns {
  const sorted = [...events].sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const sides = sidesOf(dyad);
  const occurring = new Set(sorted.map((event) => event.type));
  const types = [...codebook.keys()].filter((type) => occurring.has(type));
  for (const type of occurring)
    if (!codebook.has(type)) throw new RangeError(`The type "${type}" of an event of ${dyad} is not in the codebook: add it to data/codebook.csv and to the models.`);
  const actors = [...new Set(sorted.map((event) => event.actor))].sort();
  const typeAt = new Map(types.map((type, i) => [type, i]));
  const actorAt = new Map(actors.map((actor, i) => [actor, i]));
  const firstSideShare = (event: ScoredEvent): number => {
    if (codebook.get(event.type)!.mutual) return 0.5;
    if (event.actor === sides?.[0]) return 1;
    if (event.actor === sides?.[1]) return 0;
    return event.target === sides?.[0] ? 0 : 1;
  };
  return {
    dyad,
    ids: sorted.map((event) => event.id),
    types,
    actors,
    day: Int32Array.from(sorted, (event) => event.day),
    type: Uint16Array.from(sorted, (event) => typeAt.get(event.type)!),
    actor: Uint16Array.from(sorted, (event) => actorAt.get(event.actor)!),
    polarity: Int8Array.from(sorted, (event) => event.polarity),
    severity: Uint8Array.from(sorted, (event) => event.severity),
    indirect: Uint8Array.from(sorted, (event) => (event.role === 'indirect' ? 1 : 0)),
    unverified: Uint8Array.from(sorted, (event) => (event.verified ? 0 : 1)),
    firstSideShare: Float64Array.from(sorted, firstSideShare),
  };
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
 * The signed *unit impact* of every event, a_e / w_k: polarity x severity multiplier x role x confidence x repetition, and the
 * share of the direction asked for. Repetition is counted over the whole dyad, so that the two directions add up to both. O(n).
 */
export function unitImpacts(columns: EventColumns, model: ModelDefinition, direction: Direction = 'both'): Float64Array {
  const { day, type, actor, polarity, severity, indirect, firstSideShare } = columns;
  const actorSide = directionActor(direction, columns.dyad);
  const firstSide = sidesOf(columns.dyad)?.[0];
  const impacts = new Float64Array(day.length);
  // For each pair of type and actor, its events so far and the first of them still within the window.
  const runs = new Map<number, { days: number[]; start: number }>();
  for (let e = 0; e < day.length; e++) {
    const key = type[e]! * columns.actors.length + actor[e]!;
    let run = runs.get(key);
    if (!run) runs.set(key, (run = { days: [], start: 0 }));
    while (run.start < run.days.length && day[e]! - run.days[run.start]! >= model.repetition.windowDays) run.start++;
    const earlier = run.days.length - run.start;
    run.days.push(day[e]!);
    const share = actorSide === undefined ? 1 : actorSide === firstSide ? firstSideShare[e]! : 1 - firstSideShare[e]!;
    impacts[e] =
      polarity[e]! *
      model.severity[severity[e]! - 1]! *
      (indirect[e] === 1 ? model.indirect : 1) *
      confidenceOf(columns, e, model) *
      model.repetition.factor ** earlier *
      share;
  }
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
}

/**
 * The basis of a dyad from `firstDay` to `lastDay` (epoch days, inclusive). Events before `firstDay` count with what is left
 * of them. One pass over the events and one recursion a type: O(events + days x types).
 *
 * @throws RangeError when the days are out of order.
 */
export function basisOf(columns: EventColumns, model: ModelDefinition, firstDay: number, lastDay: number, direction: Direction = 'both'): Basis {
  if (lastDay < firstDay) throw new RangeError(`A basis from day ${firstDay} to day ${lastDay} has no day: the last must not lie before the first.`);
  const impacts = unitImpacts(columns, model, direction);
  const types = columns.types.map((type, index): BasisColumn => {
    const parameters = model.types[type]!;
    const build = (amount: (event: number) => number, power: 1 | 2) => exposureOf(columns, index, amount, power, parameters, firstDay, lastDay);
    return {
      type,
      raising: build((e) => Math.max(impacts[e]!, 0), 1),
      easing: build((e) => Math.max(-impacts[e]!, 0), 1),
      codingVariance: build((e) => {
        const q = confidenceOf(columns, e, model);
        return (impacts[e]! ** 2 * (1 - q)) / q;
      }, 2),
    };
  });
  return { dyad: columns.dyad, firstDay, lastDay, types };
}

/**
 * The sum over the events of one type of amount x K(t - t_e)^power, for every day. An event is held at full strength until
 * its hold ends, then joins a sum that shrinks by one factor a day.
 */
function exposureOf(
  columns: EventColumns,
  type: number,
  amount: (event: number) => number,
  power: 1 | 2,
  parameters: TypeParameters,
  firstDay: number,
  lastDay: number,
): Float64Array {
  const length = lastDay - firstDay + 1;
  const fullDays = Math.floor(parameters.holdDays) + 1; // days at full strength, the event's own day included
  const onFirstFadingDay = kernel(fullDays, parameters) ** power;
  const daily = 2 ** (-power / parameters.halfLifeDays);
  // What begins to be held, and what begins to fade, on each day; index 0 is firstDay.
  const begins = new Float64Array(length);
  const fades = new Float64Array(length);
  const ends = new Int32Array(length);
  const starts = new Int32Array(length);
  let fading = 0;
  let held = 0;
  let heldEvents = 0;
  for (let e = 0; e < columns.day.length; e++) {
    if (columns.type[e] !== type) continue;
    const value = amount(e);
    if (value === 0) continue;
    const age = firstDay - columns.day[e]!;
    const start = -age;
    const end = start + fullDays;
    if (start >= length) continue;
    if (start >= 0) {
      begins[start] = begins[start]! + value;
      starts[start] = starts[start]! + 1;
    } else if (end > 0) {
      held += value;
      heldEvents++;
    }
    if (end <= 0) {
      // Faded since before the first day: bring it to the eve of firstDay.
      fading += value * kernel(age - 1, parameters) ** power;
    } else if (end < length) {
      fades[end] = fades[end]! + value;
      ends[end] = ends[end]! + 1;
    }
  }
  const exposure = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    heldEvents += starts[i]! - ends[i]!;
    held = heldEvents === 0 ? 0 : held + begins[i]! - fades[i]!; // exactly 0 when nothing is held: rounding must not linger
    fading = fading * daily + fades[i]! * onFirstFadingDay;
    exposure[i] = held + fading;
  }
  return exposure;
}
