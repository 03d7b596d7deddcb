import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { indexOf } from '../../models/score.ts';
import { isTested, judge } from '../../models/judgement.ts';
import { baseline, baseline2, columnsOf, dyads, judgements, shippedScore } from './shipped.ts';

describe.each([
  ['1', baseline],
  ['2', baseline2],
])('on the shipped events version %s of the baseline', (_version, model) => {
  const scores = new Map(dyads.map((dyad) => [dyad, shippedScore(dyad, epochDay('2026-06-30'), model)]));
  const results = judge(judgements, (dyad, day) => {
    const score = scores.get(dyad)!;
    return indexOf(score.tension[day - score.firstDay]!, model.scale);
  });

  it('is held against 27 judgements', () => {
    expect(results).toHaveLength(27);
  });

  it.each(results.map((result) => [result.judgement.id, result] as const))(
    'orders judgement %s',
    (_id, { judgement, higher, lower, margin, agrees }) => {
      expect(agrees, `${judgement.statement}: ${higher} should lie above ${lower}`).toBe(true);
      expect(margin).toBeGreaterThan(0);
    },
  );
});

describe('a judgement about days that nobody looked at', () => {
  const untested = (model: typeof baseline): string[] =>
    judgements.filter((one) => !isTested(one, columnsOf(one.dyad), model)).map(({ id }) => id);

  it('is not tested by version 2, which asks for declared coverage: CJ1 rests on ten months of 2014', () => {
    expect(untested(baseline2)).toEqual(['CJ1']);
  });

  it('is tested by version 1, which takes the days between two events as covered', () => {
    expect(untested(baseline)).toEqual([]);
  });

  it('is tested as soon as one day of each period was looked at', () => {
    const columns = columnsOf('CHN-JPN');
    const cj1 = judgements.find(({ id }) => id === 'CJ1')!;
    const day = epochDay(cj1.higher.from);
    const coverage = [...(columns.coverage ?? []), { from: day, to: day, density: 'crises' as const }];
    expect(isTested(cj1, { ...columns, coverage }, baseline2)).toBe(true);
  });
});

describe('on the shipped events the baseline', () => {
  it('takes KOR-RUS from 70.9 on 1 March to 80.1 on 5 April 2024', () => {
    const columns = columnsOf('KOR-RUS');
    expect(explainPoint(columns, baseline, epochDay('2024-03-01')).index.toFixed(1)).toBe('70.9');
    expect(explainPoint(columns, baseline, epochDay('2024-04-05')).index.toFixed(1)).toBe('80.1');
  });

  it('has the sanctions, the veto and the summons of spring 2024 among the ten largest contributions of 5 April', () => {
    const largest = explainPoint(columnsOf('KOR-RUS'), baseline, epochDay('2024-04-05'))
      .contributions.slice(0, 10)
      .map(({ eventId }) => eventId);
    expect(largest).toContain('kor-rus-2024-04-02-sanction');
    expect(largest).toContain('kor-rus-2024-03-28-unsc-1718-panel-veto');
    expect(largest).toContain('kor-rus-2024-04-05-summons-lee-do-hoon');
  });
});
