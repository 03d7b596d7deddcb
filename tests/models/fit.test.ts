import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/random.ts';
import { type Comparison, DEFAULT_FIT, fitToJudgements, fitWeights } from '../../models/fit.ts';
import { randomWeights } from '../../models/naive.ts';
import { finish, runTask } from '../../models/task.ts';
import { changeUnits, dot, typesOf, weightsOf, withWeights } from '../../models/weights.ts';
import { baseline, columnsOf, dyads, judgements } from './shipped.ts';

const types = typesOf(baseline);
const columns = new Map(dyads.map((dyad) => [dyad, columnsOf(dyad)]));
const comparison = (differences: Record<string, number>): Comparison =>
  Float64Array.from(types, (type) => differences[type] ?? 0);
const weightOf = (weights: Float64Array, type: string): number => weights[types.indexOf(type)]!;

describe('fitted weights', () => {
  it('without comparisons are the prior', () => {
    expect(fitWeights([], baseline)).toMatchObject({ weights: weightsOf(baseline), logLikelihood: 0 });
  });

  it('by hand: one comparison of one weight moves it to where the pull of the ridge is the push of the miss', () => {
    // Summons 3 (unit 3), x = 10: minimise ln(1 + exp(-w)) + (w/3 - 1)^2 / 2; w = 3 + 9 / (1 + e^w), so w = 3.2823 (R: uniroot).
    const { weights } = fitWeights([comparison({ summons: 10 })], baseline);
    const w = weightOf(weights, 'summons');
    expect(w).toBeCloseTo(3 + 9 / (1 + Math.exp(w)), 8);
    expect(w).toBeGreaterThan(3.25);
    expect(w).toBeLessThan(3.35);
    expect(weightOf(weights, 'sanction')).toBe(6);
  });

  it('are never below 0, and stay where they are locked', () => {
    const against = Array.from({ length: 50 }, () => comparison({ summons: -10, sanction: -10 }));
    const { weights } = fitWeights(against, baseline, { ...DEFAULT_FIT, ridge: 1e-3, locked: new Set(['sanction']) });
    expect(weightOf(weights, 'summons')).toBe(0);
    expect(weightOf(weights, 'sanction')).toBe(6);
  });

  it('meet the conditions of the minimum: no slope where a weight is above 0, none downwards where it is 0', () => {
    const chance = seededRandom(5);
    const comparisons = Array.from({ length: 30 }, () => Float64Array.from(types, () => 6 * chance() - 3));
    const { weights } = fitWeights(comparisons, baseline);
    const units = changeUnits(baseline);
    const prior = weightsOf(baseline);
    types.forEach((_, k) => {
      let slope = (DEFAULT_FIT.ridge * (weights[k]! - prior[k]!)) / units[k]!;
      for (const difference of comparisons)
        slope -=
          (difference[k]! * units[k]!) /
          DEFAULT_FIT.pointsPerLogit /
          (1 + Math.exp(dot(difference, weights) / DEFAULT_FIT.pointsPerLogit));
      expect(weights[k]! > 0 ? Math.abs(slope) : -slope).toBeLessThan(1e-7);
    });
  });

  it('find the weights that answers were given by, when there are many and the ridge is weak', () => {
    const chance = seededRandom(9);
    const truth = Float64Array.from(types, () => 10 * chance());
    const comparisons = Array.from({ length: 6000 }, () => {
      const difference = Float64Array.from(types, () => 4 * chance() - 2);
      const sure = 1 / (1 + Math.exp(-dot(difference, truth) / DEFAULT_FIT.pointsPerLogit));
      return chance() < sure ? difference : difference.map((value) => -value);
    });
    const { weights } = fitWeights(
      comparisons,
      withWeights(
        baseline,
        truth.map(() => 5),
      ),
      { ...DEFAULT_FIT, ridge: 0.01 },
    );
    const error = Math.sqrt(weights.reduce((sum, weight, k) => sum + (weight - truth[k]!) ** 2, 0) / types.length);
    expect(error).toBeLessThan(0.7); // a weight's standard error here is about 0.5; the prior is off by 2.9
  });

  it('come closer to the prior the stronger the ridge', () => {
    const comparisons = [comparison({ summons: -20 }), comparison({ summit: 30 })];
    const distance = (ridge: number): number =>
      Math.hypot(
        ...fitWeights(comparisons, baseline, { ...DEFAULT_FIT, ridge }).weights.map(
          (weight, k) => weight - weightsOf(baseline)[k]!,
        ),
      );
    expect(distance(0.1)).toBeGreaterThan(distance(1));
    expect(distance(1)).toBeGreaterThan(distance(100));
  });
});

describe('a fit to the shipped judgements', () => {
  const fit = finish(fitToJudgements(judgements, columns, baseline));

  it('from the baseline still orders all 27, and its cross-validated score stands beside', () => {
    expect(fit.priorAgrees).toBe(27);
    expect(fit.agrees).toBe(27);
    expect(fit.crossValidated).toBeGreaterThanOrEqual(21);
    expect(fit.judgements.map(({ id }) => id)).toEqual(judgements.map(({ id }) => id));
  });

  it('from random weights orders more than they do, and its cross-validated score is not better than that of what it has seen', () => {
    let [before, after] = [0, 0];
    for (const seed of [1, 2, 3]) {
      const random = finish(fitToJudgements(judgements, columns, randomWeights(baseline, seededRandom(seed))));
      before += random.priorAgrees;
      after += random.agrees;
      expect(random.crossValidated).toBeLessThanOrEqual(random.agrees);
    }
    expect(after).toBeGreaterThanOrEqual(before);
  });

  it('tells how far it is, and can be stopped', () => {
    const seen: number[] = [];
    expect(
      runTask(
        fitToJudgements(judgements, columns, baseline),
        ({ done, total }) => seen.push(done / total),
        () => seen.length === 2,
      ),
    ).toBeUndefined();
    expect(seen).toEqual([1 / 28, 2 / 28]);
  });
});
