import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { indexOf } from '../../models/score.ts';
import { judge } from '../../models/judgement.ts';
import { marginOf, statementOf } from '../../models/statement.ts';
import { weightsOf } from '../../models/weights.ts';
import { baseline, columnsOf, dyads, judgements, shippedScore } from './shipped.ts';

const columns = new Map(dyads.map((dyad) => [dyad, columnsOf(dyad)]));

describe('the statement of a judgement', () => {
  const scores = new Map(dyads.map((dyad) => [dyad, shippedScore(dyad, epochDay('2026-06-30'))]));
  const results = judge(judgements, (dyad, day) => {
    const score = scores.get(dyad)!;
    return indexOf(score.tension[day - score.firstDay]!, baseline.scale);
  });

  it.each(results.map((result) => [result.judgement.id, result] as const))(
    '%s has the margin that judging has',
    (_id, { judgement, margin }) => {
      expect(marginOf(statementOf(judgement, columns), baseline).at(weightsOf(baseline))).toBeCloseTo(margin, 9);
    },
  );

  it.each(judgements.map((judgement) => [judgement.id, judgement] as const))(
    '%s has the slopes that its differences have',
    (_id, judgement) => {
      const margin = marginOf(statementOf(judgement, columns), baseline);
      const weights = weightsOf(baseline);
      const slopes = margin.slopes(weights);
      margin.types.forEach((_, k) => {
        const h = 1e-5;
        const difference =
          (margin.at(weights.with(k, weights[k]! + h)) - margin.at(weights.with(k, weights[k]! - h))) / (2 * h);
        expect(Math.abs(slopes[k]! - difference)).toBeLessThan(1e-5);
      });
    },
  );

  it('of a dyad without events is refused', () => {
    expect(() => statementOf({ ...judgements[0]!, dyad: 'AAA-BBB' }, columns)).toThrow(
      'about AAA-BBB, which has no events',
    );
  });
});
