/** What a conclusion hangs on: how far one weight must move to reverse it, and the smallest change of all weights that makes it true. */
import { MAX_WEIGHT, type ModelDefinition } from './model.ts';
import { type Margin, marginOf, type Statement } from './statement.ts';
import { changeUnits, dot, weightsOf, withWeights } from './weights.ts';

export interface FlipDistance {
  readonly type: string;
  readonly weight: number;
  /** the nearest weight at which the statement turns from true to false or back; `undefined` when none from 0 to 1000 does */
  readonly flipsAt: number | undefined;
  /** flipsAt / weight - 1: -0.4 means "40% less". `undefined` without a flip, and for a weight of 0 */
  readonly relativeChange: number | undefined;
}

/**
 * How far each weight, moved alone, must go to reverse a statement; nearest first, by what changes are measured in (weights.ts).
 * A turn is looked for on a grid (64 steps down to 0, 160 steps of 5% up) and then found to the last digits; a statement that
 * turns twice within one step of the grid can be missed. O(types x 224 x days x types).
 */
export function flipDistances(statement: Statement, model: ModelDefinition): FlipDistance[] {
  const margin = marginOf(statement, model);
  const weights = weightsOf(model);
  const units = changeUnits(model);
  const distance = ({ flipsAt, weight }: FlipDistance, k: number): number =>
    flipsAt === undefined ? Infinity : Math.abs(flipsAt - weight) / units[k]!;
  return margin.types
    .map((type, k) => {
      const weight = weights[k]!;
      const flipsAt = flipOf(margin, weights, k);
      const found: FlipDistance = {
        type,
        weight,
        flipsAt,
        relativeChange: flipsAt === undefined || weight === 0 ? undefined : flipsAt / weight - 1,
      };
      return { found, distance: distance(found, k) };
    })
    .sort((a, b) => (a.distance === b.distance ? 0 : a.distance - b.distance)) // two infinities differ by NaN
    .map(({ found }) => found);
}

function flipOf(margin: Margin, weights: Float64Array, k: number): number | undefined {
  const moved = Float64Array.from(weights);
  const holdsAt = (weight: number): boolean => {
    moved[k] = weight;
    return margin.at(moved) > 0;
  };
  const start = weights[k]!;
  const holds = holdsAt(start);
  const down = Array.from({ length: 64 }, (_, i) => (start * (63 - i)) / 64);
  const up = Array.from({ length: 160 }, (_, i) => Math.min(MAX_WEIGHT, Math.max(start, 0.5) * 1.05 ** (i + 1)));
  const found = [down, up].flatMap((grid) => {
    let before = start;
    for (const weight of grid) {
      if (holdsAt(weight) !== holds) return [bisect(before, weight, (candidate) => holdsAt(candidate) === holds)];
      before = weight;
    }
    return [];
  });
  return found.sort((a, b) => Math.abs(a - start) - Math.abs(b - start))[0];
}

/** The point between `inside`, where `holds` is true, and `outside`, where it is not, at which it turns: to the last digits. */
function bisect(inside: number, outside: number, holds: (x: number) => boolean): number {
  let [a, b] = [inside, outside];
  for (let i = 0; i < 200; i++) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break;
    if (holds(middle)) a = middle;
    else b = middle;
  }
  return b;
}

export interface TargetModel {
  readonly model: ModelDefinition;
  /** root of the sum of squares of the changes, each in its own unit (weights.ts): 0.5 is, say, one weight by half of itself */
  readonly distance: number;
  /** the weights that moved by more than a thousandth of their unit, farthest first */
  readonly changes: readonly { readonly type: string; readonly from: number; readonly to: number }[];
}

/** How many steps the way to the target is walked in. */
const STAGES = 24;

/**
 * *Target mode*: the smallest change of weights that makes a statement true, none below 0 or above 1000, locked ones not at all.
 * The index bends with tension, so the way is walked in steps: at each, the nearest point of the half-space that the slopes there make
 * is found until it stays. For one day in each period and no points to gain this is the nearest point of all; else it is the nearest
 * about the way, which a far target (both periods near 100, say) need not share with the best.
 *
 * @returns the model as it is when the statement holds already; `undefined` when no weights on the way make it true
 */
export function targetModel(
  statement: Statement,
  model: ModelDefinition,
  locked: ReadonlySet<string> = new Set(),
): TargetModel | undefined {
  const margin = marginOf(statement, model);
  const start = weightsOf(model);
  const units = changeUnits(model, locked);
  const miss = margin.at(start);
  if (miss > 0) return targetOf(model, margin.types, start, units);
  let weights: Float64Array | undefined = start;
  for (let stage = 1; stage <= STAGES && weights; stage++) {
    // Aim a hair inside, so that "true" is not a matter of rounding.
    weights = nearestWith(margin, stage === STAGES ? 5e-7 : miss * (1 - stage / STAGES), start, weights, units);
  }
  return weights && margin.at(weights) > 0 ? targetOf(model, margin.types, weights, units) : undefined;
}

/** The point near `from`, as near to `start` as can be, at which the margin is `goal`. */
function nearestWith(
  margin: Margin,
  goal: number,
  start: Float64Array,
  from: Float64Array,
  units: Float64Array,
): Float64Array | undefined {
  let weights = from;
  for (let round = 0; round < 200; round++) {
    const now = margin.at(weights);
    const slopes = margin.slopes(weights);
    const next = nearestInHalfSpace(start, units, slopes, dot(slopes, weights) - now + goal);
    if (!next) return undefined;
    // Half a step damps the swing between two points whose slopes point at each other.
    const damped: Float64Array = round < 20 ? next : next.map((weight, k) => (weight + weights[k]!) / 2);
    const moved = damped.reduce((most, weight, k) => Math.max(most, Math.abs(weight - weights[k]!)), 0);
    weights = damped;
    if (moved < 1e-10) break;
  }
  return weights;
}

/** The point nearest to `start`, in `units`, with slopes . w >= bound and every weight from 0 to 1000; `undefined` when there is none. */
function nearestInHalfSpace(
  start: Float64Array,
  units: Float64Array,
  slopes: Float64Array,
  bound: number,
): Float64Array | undefined {
  const along = (multiplier: number): Float64Array =>
    start.map((weight, k) =>
      units[k] === 0 ? weight : Math.min(MAX_WEIGHT, Math.max(0, weight + multiplier * units[k]! ** 2 * slopes[k]!)),
    );
  const reached = (multiplier: number): boolean => dot(slopes, along(multiplier)) >= bound;
  if (reached(0)) return along(0);
  let high = 1;
  while (!reached(high)) {
    high *= 2;
    if (high > 1e30) return undefined;
  }
  return along(bisect(0, high, (multiplier) => !reached(multiplier)));
}

function targetOf(
  model: ModelDefinition,
  types: readonly string[],
  weights: Float64Array,
  units: Float64Array,
): TargetModel {
  const before = weightsOf(model);
  const moves = types.map((type, k) => ({
    type,
    from: before[k]!,
    to: weights[k]!,
    steps: units[k] === 0 ? 0 : (weights[k]! - before[k]!) / units[k]!,
  }));
  return {
    model: withWeights(model, weights),
    distance: Math.sqrt(moves.reduce((sum, { steps }) => sum + steps ** 2, 0)),
    changes: moves
      .filter(({ steps }) => Math.abs(steps) > 1e-3)
      .sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps))
      .map(({ type, from, to }) => ({ type, from, to })),
  };
}
