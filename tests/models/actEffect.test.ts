import { describe, expect, it } from 'vitest';
import { effectOfActs } from '../../models/actEffect.ts';
import { neutralIndex } from '../../models/score.ts';
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { codebook } from './arbitrary.ts';
import { baseline } from './shipped.ts';

const act = (id: string, day: number, severity: ScoredEvent['severity'] = 3): ScoredEvent => ({
  id,
  day,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'sanction',
  polarity: 1,
  severity,
  verified: true,
});

describe('the effect of acts', () => {
  it('is the difference of the index with and without them', () => {
    const [known, added] = [act('a', 100), act('b', 110)];
    const [on] = effectOfActs('AAA-BBB', [known], [known, added], [110], codebook, baseline);
    const score = (events: ScoredEvent[]) =>
      scoreOf(basisOf(eventColumns('AAA-BBB', events, codebook), baseline, 110, 110), baseline).tension[0]!;
    expect(on).toEqual({
      day: 110,
      before: indexOf(score([known]), baseline.scale),
      after: indexOf(score([known, added]), baseline.scale),
    });
  });

  it('begins at the neutral index where nothing was coded', () => {
    const [on] = effectOfActs('AAA-BBB', [], [act('a', 100)], [100], codebook, baseline);
    expect(on!.before).toBe(neutralIndex(baseline));
    expect(on!.after).toBeGreaterThan(on!.before);
  });

  it('makes a repetition of a later act', () => {
    const [later, earlier] = [act('b', 110), act('a', 100)];
    const [, then] = effectOfActs('AAA-BBB', [later], [earlier, later], [100, 110], codebook, baseline);
    const [, alone] = effectOfActs('AAA-BBB', [], [later], [100, 110], codebook, baseline);
    expect(then!.after - then!.before).toBeLessThan(alone!.after - alone!.before);
  });
});
