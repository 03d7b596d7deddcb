/**
 * What a number hangs on: one parameter at a time (tornado, elasticities), and all together (Sobol indices: the share of the variance
 * that a parameter explains alone, and with all its interactions).
 */
import type { EventColumns } from './eventColumns.ts';
import { haveSameImpacts, unitImpacts } from './impacts.ts';
import { remainingOf } from './remaining.ts';
import type { Random } from './random.ts';
import { indexOf } from './score.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';
import type { Parameter } from './parameter.ts';
import type { Task } from './task.ts';

/** A number that a model gives: the index of a dyad on a day, the change between two, the margin of a judgement. */
export type Outcome = (model: ModelDefinition) => number;

/**
 * The index of a dyad on a day, as a function of the model. O(events) a call, and O(types) where only weights, base or scale differ from the
 * model of the last call: the unit exposures are kept.
 */
export function indexOnDay(columns: EventColumns, day: number): Outcome {
  let last: ModelDefinition | undefined;
  let exposures = new Float64Array(columns.types.length);
  return (model) => {
    if (!last || !haveSameExposures(last, model, columns.types)) exposures = exposuresOn(columns, model, day);
    last = model;
    let tension = model.base;
    for (const [k, type] of columns.types.entries()) tension += typeParametersOf(model, type).weight * exposures[k]!;
    return indexOf(tension, model.scale);
  };
}

/** Net unit exposure of each type of the columns on one day. */
function exposuresOn(columns: EventColumns, model: ModelDefinition, day: number): Float64Array<ArrayBuffer> {
  const impacts = unitImpacts(columns, model);
  const exposures = new Float64Array(columns.types.length);
  const remaining = remainingOf(columns, model);
  for (let event = 0; event < impacts.length && columns.day[event]! <= day; event++) {
    const k = columns.type[event]!;
    exposures[k] = exposures[k]! + impacts[event]! * remaining(event, day);
  }
  return exposures;
}

/** Whether two models agree in all that unit exposures depend on: everything but weights, base and scale. */
function haveSameExposures(a: ModelDefinition, b: ModelDefinition, types: readonly string[]): boolean {
  return (
    haveSameImpacts(a, b) &&
    a.ended?.halfLifeDays === b.ended?.halfLifeDays &&
    types.every((type) => {
      const [before, after] = [typeParametersOf(a, type), typeParametersOf(b, type)];
      return before.holdDays === after.holdDays && before.halfLifeDays === after.halfLifeDays;
    })
  );
}

export interface TornadoBar {
  readonly path: string;
  readonly value: number;
  /** the outcome with the parameter lowered, and raised, by the share asked for */
  readonly low: number;
  readonly high: number;
  /** |high - low| */
  readonly span: number;
  /** (high - low) / (2 share): outcome points for one per cent of the parameter, times 100 */
  readonly perRelativeChange: number;
  /** per cent of the outcome for one per cent of the parameter; `undefined` where the outcome is 0 */
  readonly elasticity: number | undefined;
}

/**
 * One parameter at a time, down and up by a share of itself; widest bar first. Parameters that are 0 stay 0, and have no bar.
 * A step of the task is one parameter, two outcomes.
 */
export function* tornado(
  model: ModelDefinition,
  outcome: Outcome,
  parameters: readonly Parameter[],
  share = 0.25,
): Task<TornadoBar[]> {
  const now = outcome(model);
  const bars: TornadoBar[] = [];
  for (const [i, { path, of, set }] of parameters.entries()) {
    const value = of(model);
    const low = outcome(set(model, value * (1 - share)));
    const high = outcome(set(model, value * (1 + share)));
    const perRelativeChange = (high - low) / (2 * share);
    if (low !== high)
      bars.push({
        path,
        value,
        low,
        high,
        span: Math.abs(high - low),
        perRelativeChange,
        elasticity: now === 0 ? undefined : perRelativeChange / now,
      });
    yield { done: i + 1, total: parameters.length };
  }
  return bars.sort((a, b) => b.span - a.span);
}

/** First and total order index of each input. */
export interface SobolIndices {
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/**
 * Sobol indices from the outcomes of a sample of Saltelli's design: first order by Saltelli et al. 2010 (Computer Physics
 * Communications 181, table 2, b), mean(yB (yABi - yA)) / V, total order by Jansen 1999, mean((yA - yABi)^2) / (2 V); V is the variance of yA
 * and yB together, divided by n - 1. The R package COINr computes the same. Estimates of small indices may lie below 0.
 *
 * @param yA,yB outcomes of the two independent samples
 * @param yAB for each input, outcomes of A with that input's column from B
 * @throws RangeError when the lists differ in length, or the outcome does not vary.
 */
export function sobolIndices(
  yA: ArrayLike<number>,
  yB: ArrayLike<number>,
  yAB: readonly ArrayLike<number>[],
): SobolIndices {
  const n = yA.length;
  if (n === 0 || yB.length !== n || yAB.some((list) => list.length !== n))
    throw new RangeError(
      `Sobol indices need samples of one length, above 0: A has ${n}, B ${yB.length}, the others ${yAB.map((list) => list.length).join(', ')}.`,
    );
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yA[i]! + yB[i]!;
  const mean = sum / (2 * n);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (yA[i]! - mean) ** 2 + (yB[i]! - mean) ** 2;
  const variance = squares / (2 * n - 1);
  if (!(variance > 0))
    throw new RangeError(
      'The outcome is the same for every sample, so that no input explains it: choose another outcome or wider ranges.',
    );
  const average = (term: (i: number) => number): number => {
    let total = 0;
    for (let i = 0; i < n; i++) total += term(i);
    return total / n;
  };
  return {
    first: yAB.map((y) => average((i) => yB[i]! * (y[i]! - yA[i]!)) / variance),
    total: yAB.map((y) => average((i) => (yA[i]! - y[i]!) ** 2) / (2 * variance)),
  };
}

export interface SobolAnalysis {
  /** one a parameter, by total order, largest first. `first` near `total`: it acts alone; far below: through others */
  readonly parameters: readonly { readonly path: string; readonly first: number; readonly total: number }[];
  /** of the outcome, over the sample */
  readonly mean: number;
  readonly sd: number;
}

/**
 * Sobol indices of an outcome, each parameter drawn evenly between (1 - share) and (1 + share) of itself, independently. Costs
 * samples x (parameters + 2) outcomes; the error of an index shrinks with the root of `samples` (of the largest among 40 weights: 0.07 at
 * 200, 0.03 at 1,000). Outcomes are counted from their mean: this leaves what is estimated, and without it an index that varies little
 * about a large mean (79 +- 3) has a first order with an error of 2 and more at 1,000 samples. A step of the task is one sample.
 *
 * @throws RangeError when the outcome does not vary.
 */
export function* sobol(
  model: ModelDefinition,
  outcome: Outcome,
  parameters: readonly Parameter[],
  samples: number,
  chance: Random,
  share = 0.25,
): Task<SobolAnalysis> {
  const values = parameters.map(({ of }) => of(model));
  const draw = (): number[] => values.map((value) => value * (1 - share + 2 * share * chance()));
  const modelAt = (point: readonly number[]): ModelDefinition =>
    parameters.reduce((changed, { set }, i) => set(changed, point[i]!), model);
  const yA = new Float64Array(samples);
  const yB = new Float64Array(samples);
  const yAB = parameters.map(() => new Float64Array(samples));
  for (let s = 0; s < samples; s++) {
    const [a, b] = [draw(), draw()];
    const modelA = modelAt(a);
    yA[s] = outcome(modelA);
    yB[s] = outcome(modelAt(b));
    for (const [i, { set }] of parameters.entries()) yAB[i]![s] = outcome(set(modelA, b[i]!));
    yield { done: s + 1, total: samples };
  }
  let sum = 0;
  for (let s = 0; s < samples; s++) sum += yA[s]! + yB[s]!;
  const mean = sum / (2 * samples);
  const centred = (list: Float64Array): Float64Array => list.map((y) => y - mean);
  const { first, total } = sobolIndices(centred(yA), centred(yB), yAB.map(centred));
  const squares = [yA, yB].reduce((all, list) => all + list.reduce((part, y) => part + (y - mean) ** 2, 0), 0);
  return {
    parameters: parameters
      .map(({ path }, i) => ({ path, first: first[i]!, total: total[i]! }))
      .sort((a, b) => b.total - a.total),
    mean,
    sd: Math.sqrt(squares / (2 * samples - 1)),
  };
}
