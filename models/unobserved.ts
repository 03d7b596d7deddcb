/**
 * What may have happened while nobody looked: the variance V(t) of tension from days that no declared stretch covers. Acts come at the
 * dyad's own pace, so the band opens from the day on which somebody last looked, and closes again as the stretch is coded.
 *
 *     V(t) = sum_k w_k^2 lambda_k m2_k sum_{uncovered days s <= t} K_k(t - s)^2
 */
import { unitImpacts } from './impacts.ts';
import { uncoveredStretches } from './coverage.ts';
import { type CoveredStretch, DENSITIES, type Density, type Stretch } from './stretch.ts';
import type { Direction } from './dyad.ts';
import type { EventColumns } from './eventColumns.ts';
import { type Fading, kernel } from './kernel.ts';
import type { ModelDefinition } from './model.ts';

const DAYS_PER_YEAR = 365.25;
/** Of K^2 this many half-lives before nothing is left that a double would notice beside the rest: 2^-80. */
const HALF_LIVES_REMEMBERED = 40;

export interface UnobservedColumn {
  readonly type: string;
  /** variance of the unit exposure, one entry a day */
  readonly variance: Float64Array;
}

/** How often acts of a type come where people looked, and how much one weighs. */
export interface ActRate {
  /** acts a covered day */
  readonly perDay: number;
  /** mean square of the unit impact */
  readonly meanSquare: number;
}

/**
 * Rates of the acts of each type of the model on days of one density: the dyad's own where it has `minActs` acts or more there, else
 * drawn towards the mean of all dyads as if that had been seen for as long as it takes to bring `minActs` acts.
 */
export function actRates(
  columns: EventColumns,
  model: ModelDefinition,
  impacts: Float64Array,
  density: Density,
  direction: Direction = 'both',
): ReadonlyMap<string, ActRate> {
  const { unobserved } = model;
  if (!unobserved) return new Map();
  const stretches = (columns.coverage ?? []).filter((stretch) => stretch.density === density);
  const days = stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const counts = new Float64Array(columns.types.length);
  const squares = new Float64Array(columns.types.length);
  for (let e = 0; e < impacts.length; e++) {
    const day = columns.day[e]!;
    if (impacts[e] === 0 || !stretches.some(({ from, to }) => day >= from && day <= to)) continue;
    const k = columns.type[e]!;
    counts[k] = counts[k]! + 1;
    squares[k] = squares[k]! + impacts[e]! ** 2;
  }
  const sides = direction === 'both' ? 1 : 2; // one side acts half as often as both
  const { minActs } = unobserved;
  return new Map(
    Object.entries(unobserved.types).map(([type, { perYear, meanSquare }]) => {
      const k = columns.types.indexOf(type);
      const acts = counts[k] ?? 0;
      const square = squares[k] ?? 0;
      const usual = perYear[density] / DAYS_PER_YEAR / sides;
      if (acts >= minActs && acts > 0) return [type, { perDay: acts / days, meanSquare: square / acts }];
      const perDay = usual > 0 ? (acts + minActs) / (days + minActs / usual) : days > 0 ? acts / days : 0;
      const weighed = acts + minActs;
      return [type, { perDay, meanSquare: weighed > 0 ? (square + minActs * meanSquare) / weighed : 0 }];
    }),
  );
}

/**
 * V(t) by type, before the weight; undefined where the model takes every day as looked at. One recursion a type: a day that nobody looked at
 * holds, then joins a sum that shrinks by one factor a day. O(types x days), and little of that where nothing changes from day to day.
 */
export function unobservedColumns(
  columns: EventColumns,
  model: ModelDefinition,
  impacts: Float64Array,
  firstDay: number,
  lastDay: number,
  direction: Direction,
): UnobservedColumn[] | undefined {
  if (!model.unobserved) return undefined;
  const uncovered = uncoveredStretches(columns.coverage ?? [], lastDay);
  if (uncovered.length === 0) return [];
  const rates = ratesByDensity(columns, model, impacts, uncovered, direction);
  const types = modelledTypes(model);
  const eve = firstDay - 1;
  const daysBefore = Math.max(...types.map((type) => Math.floor(model.types[type]!.holdDays))) + 1;
  const densities = densitiesOn(uncovered, firstDay - daysBefore, lastDay);
  const turns = uncovered.flatMap(({ from, to }) => [from, to + 1]);
  return types.map((type) => {
    const parameters = model.types[type]!;
    const perDensity = Float64Array.from([...DENSITIES, undefined], (density) => {
      const rate = density && rates.get(density)?.get(type);
      return rate ? rate.perDay * rate.meanSquare : 0;
    });
    const fullDays = Math.floor(parameters.holdDays) + 1;
    const onFirstFadingDay = kernel(fullDays, parameters) ** 2;
    const daily = 4 ** (-1 / parameters.halfLifeDays);
    const variance = new Float64Array(lastDay - firstDay + 1);
    const amountOn = (day: number): number => perDensity[densities[day - firstDay + daysBefore]!]!;
    let held = 0; // of the days that are still held on the eve
    for (let day = firstDay - fullDays; day <= eve; day++) held += amountOn(day);
    let fading = 0;
    for (const { from, to, density } of uncovered)
      fading +=
        perDensity[DENSITIES.indexOf(density)]! * squaredKernels(from, Math.min(to, eve - fullDays), eve, parameters);
    // Between two turns each day begins with the same amounts.
    const days = [...turns, ...turns.map((day) => day + fullDays)].filter((day) => day > firstDay && day <= lastDay);
    let begin = firstDay;
    for (const end of [...days.sort((a, b) => a - b), lastDay + 1]) {
      if (begin === end) continue;
      const beginsToFade = amountOn(begin - fullDays);
      const change = amountOn(begin) - beginsToFade;
      const joins = beginsToFade * onFirstFadingDay;
      for (let i = begin - firstDay; i < end - firstDay; i++) {
        const before = fading;
        held += change;
        fading = fading * daily + joins;
        variance[i] = Math.max(0, held) + fading;
        if (change !== 0 || fading !== before) continue;
        variance.fill(variance[i]!, i, end - firstDay); // as much joins as is lost: so it stays
        break;
      }
      begin = end;
    }
    return { type, variance };
  });
}

/** The density (its place among DENSITIES) that each uncovered day takes; past the last place for a covered day. */
function densitiesOn(uncovered: readonly CoveredStretch[], firstDay: number, lastDay: number): Uint8Array {
  const densities = new Uint8Array(lastDay - firstDay + 1).fill(DENSITIES.length);
  for (const { from, to, density } of uncovered)
    densities.fill(DENSITIES.indexOf(density), Math.max(0, from - firstDay), Math.max(0, to - firstDay + 1));
  return densities;
}

const modelledTypes = ({ types, unobserved }: ModelDefinition): string[] =>
  Object.keys(unobserved?.types ?? {}).filter((type) => types[type] !== undefined);

function ratesByDensity(
  columns: EventColumns,
  model: ModelDefinition,
  impacts: Float64Array,
  uncovered: readonly CoveredStretch[],
  direction: Direction,
): ReadonlyMap<Density, ReadonlyMap<string, ActRate>> {
  const densities = DENSITIES.filter((density) => uncovered.some((stretch) => stretch.density === density));
  return new Map(densities.map((density) => [density, actRates(columns, model, impacts, density, direction)]));
}

/** A stretch of uncovered days with the rate of acts of a type there; `from` is finite. */
export interface UnobservedStretch extends Stretch, ActRate {
  readonly type: string;
}

/** Where acts of each type may have been missed up to `lastDay`, as far back as they are felt on `firstDay` or later. */
export function unobservedStretches(
  columns: EventColumns,
  model: ModelDefinition,
  firstDay: number,
  lastDay: number,
): UnobservedStretch[] {
  const uncovered = uncoveredStretches(columns.coverage ?? [], lastDay);
  const rates = ratesByDensity(columns, model, unitImpacts(columns, model), uncovered, 'both');
  return modelledTypes(model).flatMap((type) =>
    uncovered.flatMap(({ from, to, density }) => {
      const felt = { from: Math.max(from, earliestFelt(firstDay, model.types[type]!)), to };
      return felt.from <= to ? [{ type, ...felt, ...rates.get(density)!.get(type)! }] : [];
    }),
  );
}

/** The first day of which an act may still be felt on `day`. */
const earliestFelt = (day: number, { holdDays, halfLifeDays }: Fading): number =>
  Math.floor(day - holdDays - HALF_LIVES_REMEMBERED * halfLifeDays);

/**
 * V(A, B): the variance of the change of tension between two days, in squared tension points. An act on an uncovered day s that is
 * felt on both days counts with K(B - s) - K(A - s). O(types x stretches x days of hold): sums over fading days are geometric.
 */
export function unobservedChange(
  columns: EventColumns,
  model: ModelDefinition,
  impacts: Float64Array,
  fromDay: number,
  toDay: number,
  direction: Direction,
): number {
  if (!model.unobserved) return 0;
  const uncovered = uncoveredStretches(columns.coverage ?? [], toDay);
  const rates = ratesByDensity(columns, model, impacts, uncovered, direction);
  let variance = 0;
  for (const type of modelledTypes(model)) {
    const parameters = model.types[type]!;
    let sum = 0;
    for (const { from, to, density } of uncovered) {
      const { perDay, meanSquare } = rates.get(density)!.get(type)!;
      if (perDay * meanSquare > 0)
        sum += perDay * meanSquare * squaredDifferences(from, to, fromDay, toDay, parameters);
    }
    variance += parameters.weight ** 2 * sum;
  }
  return variance;
}

/** The sum of (K(B - s) - K(A - s))^2 over the days s of a stretch; `from` may be -Infinity. */
function squaredDifferences(from: number, to: number, a: number, b: number, parameters: Fading): number {
  const fadesBy = a - Math.floor(parameters.holdDays) - 1; // acts up to this day fade on A already
  const fading = squaredKernels(from, Math.min(to, fadesBy), a, parameters);
  let sum = fading * (1 - 2 ** (-(b - a) / parameters.halfLifeDays)) ** 2;
  for (let s = Math.max(from, fadesBy + 1); s <= Math.min(to, a); s++) sum += (1 - kernel(b - s, parameters)) ** 2;
  return sum + squaredKernels(Math.max(from, a + 1), Math.min(to, b), b, parameters);
}

/** The sum of K(t - s)^2 over the days s of a stretch that ends on `t` or before; `from` may be -Infinity. */
function squaredKernels(from: number, to: number, t: number, parameters: Fading): number {
  if (from > to) return 0;
  const fadesBy = t - Math.floor(parameters.holdDays) - 1;
  const held = Math.max(0, to - Math.max(from, fadesBy + 1) + 1);
  const newest = Math.min(to, fadesBy);
  if (from > newest) return held;
  const daily = 4 ** (-1 / parameters.halfLifeDays);
  const days = newest - from + 1;
  return held + (kernel(t - newest, parameters) ** 2 * (1 - daily ** days)) / (1 - daily);
}
