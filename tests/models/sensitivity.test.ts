import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { seededRandom } from '../../models/random.ts';
import { explainPoint } from '../../models/contribution.ts';
import { indexSlope } from '../../models/score.ts';
import type { Parameter } from '../../models/parameter.ts';
import { parametersOf } from '../../models/parameter.ts';
import { indexOnDay, sobol, sobolIndices, tornado } from '../../models/sensitivity.ts';
import { finish, runTask } from '../../models/task.ts';
import { coinrIsThere, coinrNote, coinrTable } from './knownAnswers.ts';
import { baseline, columnsOf } from './shipped.ts';

const columns = columnsOf('KOR-RUS');
const day = epochDay('2024-04-05');
const outcome = indexOnDay(columns, day);

/** A parameter that stands for an input of a test function: the base of a model carries nothing else here. */
const input = (name: string): Parameter => ({
  path: name,
  of: () => 0.5,
  set: (model, value) => ({
    ...model,
    description: JSON.stringify({
      ...(model.description.startsWith('{') ? (JSON.parse(model.description) as object) : {}),
      [name]: value,
    }),
  }),
});
const inputsOf = (description: string) => JSON.parse(description) as Record<string, number>;

describe('Sobol indices', () => {
  it.skipIf(!coinrIsThere)(`of the sample of the R package COINr are its indices, to 1e-9${coinrNote}`, () => {
    const y = coinrTable('sobol_sample.csv').map((row) => Number(row['y']));
    const n = y.length / 5; // A, B, and A with each of three columns of B
    const block = (i: number): number[] => y.slice(i * n, (i + 1) * n);
    const { first, total } = sobolIndices(block(0), block(1), [block(2), block(3), block(4)]);
    coinrTable('sobol_indices.csv').forEach((row, i) => {
      expect(Math.abs(first[i]! - Number(row['Si']))).toBeLessThan(1e-9);
      expect(Math.abs(total[i]! - Number(row['STi']))).toBeLessThan(1e-9);
    });
  });

  it('by hand, of two samples of a sum', () => {
    // A = (0,0),(1,1); B = (1,0),(0,1); y = x1 + x2: yA 0 2, yB 1 1, with x1 of B: 1 1, with x2 of B: 0 2. V of (0,2,1,1) is 2/3.
    const { first, total } = sobolIndices(
      [0, 2],
      [1, 1],
      [
        [1, 1],
        [0, 2],
      ],
    );
    expect(first).toEqual([0, 0]);
    expect(total).toEqual([1 / (2 * (2 / 3)), 0]);
  });

  it('of a function with known shares are found: y = x1 + 2 x2 + 3 x1 x3 about the middle', () => {
    // Inputs even on 0..1, in deviations u from 1/2 (variance 1/12): y = 2.5 u1 + 2 u2 + 1.5 u3 + 3 u1 u3 + constant.
    const parts = { x1: 2.5 ** 2 / 12, x2: 4 / 12, x3: 1.5 ** 2 / 12, x1x3: 9 / 144 };
    const variance = parts.x1 + parts.x2 + parts.x3 + parts.x1x3;
    const analysis = finish(
      sobol(
        baseline,
        ({ description }) => {
          const { x1, x2, x3 } = inputsOf(description);
          return x1! + 2 * x2! + 3 * x1! * x3!;
        },
        ['x1', 'x2', 'x3'].map(input),
        20_000,
        seededRandom(3),
        1,
      ),
    );
    const found = new Map(analysis.parameters.map((parameter) => [parameter.path, parameter]));
    expect(Math.abs(found.get('x1')!.first - parts.x1 / variance)).toBeLessThan(0.03);
    expect(Math.abs(found.get('x2')!.first - parts.x2 / variance)).toBeLessThan(0.03);
    expect(Math.abs(found.get('x3')!.first - parts.x3 / variance)).toBeLessThan(0.03);
    expect(Math.abs(found.get('x1')!.total - (parts.x1 + parts.x1x3) / variance)).toBeLessThan(0.03);
    expect(Math.abs(found.get('x3')!.total - (parts.x3 + parts.x1x3) / variance)).toBeLessThan(0.03);
    expect(analysis.sd).toBeCloseTo(Math.sqrt(variance), 1);
    expect(analysis.mean).toBeCloseTo(0.5 + 1 + 0.75, 1);
  });

  it('of the index on 5 April 2024 are drawn again by the same seed, and name the weights that its largest contributions have', () => {
    const weights = parametersOf(baseline, ['weights']);
    const [a, b] = [1, 2].map(() => finish(sobol(baseline, outcome, weights, 200, seededRandom(11))));
    expect(a).toEqual(b);
    expect(a!.parameters[0]!.path).toBe('types.sanction.weight');
    // Weights act nearly alone: the index bends little over a quarter of each.
    const sumOfTotals = a!.parameters.reduce((sum, { total }) => sum + total, 0);
    expect(sumOfTotals).toBeGreaterThan(0.9);
    expect(sumOfTotals).toBeLessThan(1.15);
  });

  it('are refused for samples of different lengths, and for an outcome that does not vary', () => {
    expect(() => sobolIndices([1, 2], [1], [[1, 2]])).toThrow('A has 2, B 1');
    expect(() => sobolIndices([1, 1], [1, 1], [[1, 1]])).toThrow('no input explains it');
  });

  it('can be stopped', () => {
    let steps = 0;
    expect(
      runTask(
        sobol(baseline, outcome, parametersOf(baseline, ['weights']), 100_000, seededRandom(1)),
        () => steps++,
        () => steps === 3,
      ),
    ).toBeUndefined();
  });
});

describe('the index on a day', () => {
  it('is that of its explanation, whichever parameter was changed since the last call', () => {
    const asked = indexOnDay(columns, day);
    for (const { of, set } of [...parametersOf(baseline), ...parametersOf(baseline).toReversed()]) {
      const changed = set(baseline, of(baseline) * 0.8);
      expect(asked(changed)).toBeCloseTo(explainPoint(columns, changed, day).index, 10);
    }
  });
});

describe('the tornado', () => {
  const bars = finish(tornado(baseline, outcome, parametersOf(baseline)));

  it('has the outcome with each parameter lowered and raised, widest first', () => {
    expect(bars.map(({ span }) => span)).toEqual(bars.map(({ span }) => span).toSorted((a, b) => b - a));
    const sanction = bars.find(({ path }) => path === 'types.sanction.weight')!;
    const raised = {
      ...baseline,
      types: { ...baseline.types, sanction: { ...baseline.types['sanction']!, weight: 7.5 } },
    };
    expect(sanction.high).toBeCloseTo(explainPoint(columns, raised, day).index, 10);
    expect(sanction.high).toBeGreaterThan(sanction.low);
    expect(bars.find(({ path }) => path === 'scale')!.high).toBeLessThan(explainPoint(columns, baseline, day).index); // a wider scale flattens the line
  });

  it('has no bar for what changes nothing', () => {
    expect(bars.find(({ path }) => path === 'types.nuclear_test.weight')).toBeUndefined(); // no such act between Seoul and Moscow
  });

  it('has the elasticity of the slope, for a small share', () => {
    const fine = finish(tornado(baseline, outcome, parametersOf(baseline, ['weights']), 1e-4)).find(
      ({ path }) => path === 'types.sanction.weight',
    )!;
    const { tension, index, contributions } = explainPoint(columns, baseline, day);
    const fromSanctions = contributions
      .filter(({ event }) => columns.types[columns.type[event]!] === 'sanction')
      .reduce((sum, { tensionPoints }) => sum + tensionPoints, 0);
    expect(fine.perRelativeChange).toBeCloseTo(indexSlope(tension, baseline.scale) * fromSanctions, 6);
    expect(fine.elasticity).toBeCloseTo((indexSlope(tension, baseline.scale) * fromSanctions) / index, 8);
  });
});

describe('parameters', () => {
  it('read what they set, and leave the rest of the model alone', () => {
    for (const { path, of, set } of parametersOf(baseline)) {
      const changed = set(baseline, of(baseline) * 0.9);
      expect([path, of(changed)]).toEqual([path, of(baseline) * 0.9]);
      expect(set(changed, of(baseline))).toEqual(baseline);
    }
  });

  it('are cut to what a definition may hold', () => {
    const parameter = (path: string) => parametersOf(baseline).find((one) => one.path === path)!;
    expect(parameter('unverified').set(baseline, 1.3).unverified).toBe(1);
    expect(parameter('repetition.factor').set(baseline, 1.1).repetition.factor).toBe(1);
    expect(parameter('types.sanction.halfLifeDays').set(baseline, 0).types['sanction']!.halfLifeDays).toBe(0.01);
    expect(parameter('types.sanction.weight').set(baseline, -1).types['sanction']!.weight).toBe(0);
  });
});
