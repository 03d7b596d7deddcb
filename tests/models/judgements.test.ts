import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { indexOf } from '../../models/score.ts';
import { judge } from '../../models/judgement.ts';
import { baseline, columnsOf, dyads, judgements, shippedScore } from './shipped.ts';

describe('on the shipped events the baseline', () => {
  const scores = new Map(dyads.map((dyad) => [dyad, shippedScore(dyad, epochDay('2026-06-30'))]));
  const results = judge(judgements, (dyad, day) => {
    const score = scores.get(dyad)!;
    return indexOf(score.tension[day - score.firstDay]!, baseline.scale);
  });

  it('is held against 22 judgements', () => {
    expect(results).toHaveLength(22);
  });

  it.each(results.map((result) => [result.judgement.id, result] as const))(
    'orders judgement %s',
    (_id, { judgement, higher, lower, margin, agrees }) => {
      expect(agrees, `${judgement.statement}: ${higher} should lie above ${lower}`).toBe(true);
      expect(margin).toBeGreaterThan(0);
    },
  );

  it('takes KOR-RUS from 70.3 on 1 March to 79.0 on 5 April 2024', () => {
    const columns = columnsOf('KOR-RUS');
    expect(explainPoint(columns, baseline, epochDay('2024-03-01')).index.toFixed(1)).toBe('70.3');
    expect(explainPoint(columns, baseline, epochDay('2024-04-05')).index.toFixed(1)).toBe('79.0');
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
