/**
 * Weights fitted to comparisons ("this was worse than that"): a logistic model on differences of unit exposures (Bradley and Terry
 * 1952, with covariates), pulled towards the prior weights by a ridge, never below zero. With 22 judgements and 40 weights the
 * prior carries most of it; so whatever is fitted is shown with its cross-validated score.
 */
import type { Judgement } from './judgement.ts';
import type { ModelDefinition } from './model.ts';
import { type ColumnsByDyad, judgeWeights } from './naive.ts';
import { type Margin, marginOf, statementOf } from './statement.ts';
import type { Task } from './task.ts';
import { changeUnits, dot, weightsOf, withWeights } from './weights.ts';

/** One comparison: the difference of unit exposures, tenser - less tense, one entry for each type of the model. */
export type Comparison = Float64Array;

export interface FitOptions {
  /** How dear it is to leave the prior: a weight moved by its whole self costs half of this, in log-likelihood. */
  readonly ridge: number;
  /** Tension points that make a comparison 73% sure: 1 / (1 + 1/e). The smaller, the more a fit trusts small margins. */
  readonly pointsPerLogit: number;
  /** types whose weights stay */
  readonly locked?: ReadonlySet<string>;
}

/** A ridge of 1 moves a weight by tenths on one clear judgement; 10 tension points are what a grave act brings (baseline). */
export const DEFAULT_FIT: FitOptions = { ridge: 1, pointsPerLogit: 10 };

export interface Fit {
  readonly weights: Float64Array;
  /** mean log-likelihood of a comparison, at most 0; ln 1/2 = -0.69 is a coin */
  readonly logLikelihood: number;
  /** steps that were needed */
  readonly steps: number;
}

/** Enough for a thousandth of a thousandth of a unit on every problem tried; a fit that needs more is returned as far as it came. */
const MAX_STEPS = 20_000;

/**
 * The weights w >= 0 that minimise  sum ln(1 + exp(-w.x / pointsPerLogit)) + ridge / 2 sum ((w - prior) / unit)^2.
 * The problem is strictly convex, so there is one answer; found by accelerated projected gradients (Beck and Teboulle 2009) with
 * restarts, in units of the prior (weights.ts). O(steps x comparisons x types).
 */
export function fitWeights(
  comparisons: readonly Comparison[],
  prior: ModelDefinition,
  options: FitOptions = DEFAULT_FIT,
): Fit {
  const start = weightsOf(prior);
  const units = changeUnits(prior, options.locked);
  // In units of the prior: v = w / unit, z = v . rows[j].
  const rows = comparisons.map((difference) =>
    difference.map((value, k) => (value * units[k]!) / options.pointsPerLogit),
  );
  const offsets = comparisons.map(
    (difference) =>
      difference.reduce((sum, value, k) => sum + (units[k] === 0 ? value * start[k]! : 0), 0) / options.pointsPerLogit,
  );
  const priorPoint = start.map((weight, k) => (units[k] === 0 ? 0 : weight / units[k]!));
  // The curvature is at most ridge + |rows|^2 / 4.
  const stepSize = 1 / (options.ridge + rows.reduce((sum, row) => sum + dot(row, row), 0) / 4);
  let point = priorPoint;
  let ahead = point;
  let momentum = 1;
  let steps = 0;
  for (let largest = Infinity; largest > 1e-10 && steps < MAX_STEPS; steps++) {
    const gradient = ahead.map((value, k) => options.ridge * (value - priorPoint[k]!));
    rows.forEach((row, j) => {
      const miss = 1 / (1 + Math.exp(dot(row, ahead) + offsets[j]!));
      for (let k = 0; k < gradient.length; k++) gradient[k] = gradient[k]! - miss * row[k]!;
    });
    const from = ahead;
    const next = from.map((value, k) => Math.max(0, value - stepSize * gradient[k]!));
    const uphill = next.reduce((sum, value, k) => sum + gradient[k]! * (value - point[k]!), 0) > 0;
    largest = next.reduce((max, value, k) => Math.max(max, Math.abs(value - point[k]!)), 0);
    if (uphill) momentum = 1;
    const nextMomentum = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    const push = uphill ? 0 : (momentum - 1) / nextMomentum;
    const last = point;
    ahead = next.map((value, k) => value + push * (value - last[k]!));
    point = next;
    momentum = nextMomentum;
  }
  const weights = start.map((weight, k) => (units[k] === 0 ? weight : point[k]! * units[k]!));
  const logLikelihood =
    comparisons.length === 0
      ? 0
      : -comparisons.reduce(
          (sum, difference) => sum + Math.log1p(Math.exp(-dot(difference, weights) / options.pointsPerLogit)),
          0,
        ) / comparisons.length;
  return { weights, logLikelihood, steps };
}

export interface JudgementFit {
  readonly model: ModelDefinition;
  /** judgements that the fitted model orders; it has seen them all */
  readonly agrees: number;
  /** judgements that were ordered by a fit to the others: the score to report */
  readonly crossValidated: number;
  /** what the prior orders, for comparison */
  readonly priorAgrees: number;
  /** one a judgement, in their order */
  readonly judgements: readonly {
    readonly id: string;
    readonly agrees: boolean;
    readonly agreesLeftOut: boolean;
    readonly margin: number;
    readonly marginLeftOut: number;
  }[];
}

/**
 * Fits a model to judgements, and once more without each of them (leave-one-out cross-validation): a judgement counts as cross-validated
 * when the fit to all others orders it. Only weights are fitted. A task of 1 + judgements steps.
 */
export function* fitToJudgements(
  judgements: readonly Judgement[],
  columns: ColumnsByDyad,
  prior: ModelDefinition,
  options: FitOptions = DEFAULT_FIT,
): Task<JudgementFit> {
  const total = judgements.length + 1;
  const margins = judgements.map((judgement): Margin => marginOf(statementOf(judgement, columns), prior));
  const priorWeights = weightsOf(prior);
  const comparisons = margins.map((margin) => margin.exposureDifference(priorWeights));
  const judgeModel = judgeWeights(judgements, columns, prior);
  const model = withWeights(prior, fitWeights(comparisons, prior, options).weights);
  const results = judgeModel(model);
  yield { done: 1, total };
  const rows = [];
  for (const [j, { judgement, agrees, margin }] of results.entries()) {
    const others = comparisons.filter((_, i) => i !== j);
    const marginLeftOut = margins[j]!.at(fitWeights(others, prior, options).weights);
    rows.push({ id: judgement.id, agrees, agreesLeftOut: marginLeftOut > 0, margin, marginLeftOut });
    yield { done: j + 2, total };
  }
  return {
    model,
    agrees: rows.filter((row) => row.agrees).length,
    crossValidated: rows.filter((row) => row.agreesLeftOut).length,
    priorAgrees: judgeModel(prior).filter((result) => result.agrees).length,
    judgements: rows,
  };
}
