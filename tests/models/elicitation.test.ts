import { describe, expect, it } from 'vitest';
import { eventColumns } from '../../models/eventColumns.ts';
import { choleskyOf, solve } from '../../models/cholesky.ts';
import { comparisonOf, nextPair } from '../../models/elicitation.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { fitWeights } from '../../models/fit.ts';
import { typesOf, weightsOf } from '../../models/weights.ts';
import { DYAD, codebook } from './arbitrary.ts';
import { baseline } from './shipped.ts';

const act = (fields: Partial<ScoredEvent>): ScoredEvent => ({
  id: 'a',
  day: 0,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'summons',
  polarity: 1,
  severity: 3,
  verified: true,
  ...fields,
});
const columns = eventColumns(
  DYAD,
  [act({ id: 'a' }), act({ id: 'b', type: 'sanction', severity: 5 }), act({ id: 'c', type: 'summit', polarity: -1 })],
  codebook,
);
const types = typesOf(baseline);
const pair = (a: number, b: number) => comparisonOf({ a: { columns, event: a }, b: { columns, event: b } }, baseline);
const of = (comparison: Float64Array, type: string) => comparison[types.indexOf(type)];

describe('a pair of acts', () => {
  it('compares what each would add to tension on its day', () => {
    const sanctionOverSummons = pair(1, 0);
    expect([
      of(sanctionOverSummons, 'sanction'),
      of(sanctionOverSummons, 'summons'),
      of(sanctionOverSummons, 'veto'),
    ]).toEqual([2.2, -1, 0]);
    expect(of(pair(0, 2), 'summit')).toBe(1); // a summit eases: against it, a summons is worse by both
  });

  it('that was answered "the summons was worse" raises the weight of summonses and lowers that of sanctions', () => {
    const { weights } = fitWeights([pair(0, 1)], baseline);
    expect(weights[types.indexOf('summons')]).toBeGreaterThan(3);
    expect(weights[types.indexOf('sanction')]).toBeLessThan(6);
  });
});

describe('the next pair to ask', () => {
  const weights = weightsOf(baseline);
  const between = (a: string, b: string, size = 1) =>
    Float64Array.from(types, (type) => (type === a ? size : type === b ? -size : 0));

  it('is not the one whose answer is known', () => {
    // Sanction 6 against recall 6 is even; sanction against statement 2, thirty times, is certain.
    expect(
      nextPair([between('sanction', 'statement_hostile', 30), between('sanction', 'recall', 3)], [], weights, baseline),
    ).toBe(1);
  });

  it('is not about what has been asked often', () => {
    const asked = Array.from({ length: 40 }, () => between('sanction', 'recall', 3));
    expect(
      nextPair([between('sanction', 'recall', 3), between('expulsion', 'treaty_exit', 3)], asked, weights, baseline),
    ).toBe(1);
  });

  it('is none where no answer could tell anything', () => {
    expect(nextPair([], [], weights, baseline)).toBeUndefined();
    expect(nextPair([between('sanction', 'sanction', 0)], [], weights, baseline)).toBeUndefined();
  });
});

describe('linear equations', () => {
  it('by hand', () => {
    expect(
      choleskyOf([
        [4, 2],
        [2, 5],
      ]),
    ).toEqual([[2], [1, 2]]);
    expect(solve([[2], [1, 2]], [8, 9])).toEqual(Float64Array.of(1.375, 1.25)); // the examples of the doc blocks
    expect(() =>
      choleskyOf([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow('not positive definite');
  });
});
