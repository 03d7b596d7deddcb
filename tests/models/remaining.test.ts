import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { basisOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { unitImpacts } from '../../models/impacts.ts';
import { actorsOf, explainMove, groupsOf, MOVE_KINDS } from '../../models/move.ts';
import { packColumns, unpackColumns } from '../../models/packedColumns.ts';
import { remainingOf } from '../../models/remaining.ts';
import { scoreOf } from '../../models/score.ts';
import { applyWhatIf, AS_CODED } from '../../models/whatIf.ts';
import { arbitrary, codebook, DYAD, FIRST_DAY, LAST_DAY } from './arbitrary.ts';
import { baseline, baseline2, columnsOf, dyads } from './shipped.ts';

const act = (fields: Partial<ScoredEvent>): ScoredEvent => ({
  id: 'a',
  day: 0,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'sanction',
  polarity: 1,
  severity: 3,
  verified: true,
  ...fields,
});
const directions = ['both', 'AAA>BBB', 'BBB>AAA'] as const;

describe('an act that another undoes', () => {
  const sanction = act({ id: 'sanction' });
  const relief = act({ id: 'relief', day: 14, type: 'sanction_relief', polarity: -1, ends: ['sanction'] });
  const columns = eventColumns(
    DYAD,
    [sanction, relief],
    new Map([...codebook, ['sanction_relief', codebook.get('summit')!]]),
  );

  it('holds to its last day, then halves every 30 days in place of 365', () => {
    const left = remainingOf(columns, baseline2);
    expect([-1, 0, 13, 14, 44, 74].map((day) => left(0, day))).toEqual([0, 1, 1, 1, 0.5, 0.25]);
  });

  it('goes on as before under a version that knows no end', () => {
    expect(remainingOf(columns, baseline)(0, 44)).toBe(1);
  });

  it('never fades slower than by its own half-life', () => {
    const short = {
      ...baseline2,
      types: { ...baseline2.types, sanction: { weight: 6, holdDays: 0, halfLifeDays: 7 } },
    };
    expect(remainingOf(columns, short)(0, 21) / remainingOf(columns, short)(0, 14)).toBeCloseTo(0.5, 12);
  });

  it('never rises above where it stood when it was undone', () => {
    const { tension } = scoreOf(basisOf(columns, baseline2, 0, 1000), baseline2);
    for (let day = 15; day <= 1000; day++) expect(tension[day]!).toBeLessThanOrEqual(tension[14]!);
  });

  it('is a cause of its own in a move, and the whole stays the sum', () => {
    const move = explainMove(columns, baseline2, 10, 60);
    expect(move.ended.map(({ eventId }) => eventId)).toEqual(['sanction']);
    expect(move.new.map(({ eventId }) => eventId)).toEqual(['relief']);
    expect(move.fading).toEqual([]);
    expect(Math.abs(move.residual)).toBeLessThan(1e-9);
  });

  it('holds again where the act that undoes it is left out', () => {
    const without = applyWhatIf(columns, { ...AS_CODED, withoutEvents: ['relief'] });
    expect(remainingOf(without, baseline2)(0, 44)).toBe(1);
  });
});

describe('an act that lasts', () => {
  it('holds at least to its last day', () => {
    const war = eventColumns(DYAD, [act({ type: 'summons', lastDay: 40 })], codebook);
    const left = remainingOf(war, baseline2);
    expect([0, 40, 40 + 45].map((day) => left(0, day))).toEqual([1, 1, 0.5]);
    expect(remainingOf(war, baseline)(0, 45)).toBe(0.5);
  });
});

describe('with acts that end and last', () => {
  it('a score is the sum of what is left of each act, day by day', () => {
    fc.assert(
      fc.property(
        arbitrary.eventsThatEnd,
        arbitrary.secondModel,
        arbitrary.day,
        fc.constantFrom(...directions),
        (events, model, firstDay, direction) => {
          const columns = eventColumns(DYAD, events, codebook);
          const { tension } = scoreOf(basisOf(columns, model, firstDay, LAST_DAY, direction), model);
          const impacts = unitImpacts(columns, model, direction);
          const left = remainingOf(columns, model);
          for (const day of [firstDay, firstDay + 1, Math.floor((firstDay + LAST_DAY) / 2), LAST_DAY]) {
            if (day > LAST_DAY) continue;
            let sum = model.base;
            let size = 1;
            for (let e = 0; e < impacts.length; e++) {
              const points = impacts[e]! * model.types[columns.types[columns.type[e]!]!]!.weight;
              sum += points * left(e, day);
              size += Math.abs(points);
            }
            expect(Math.abs(tension[day - firstDay]! - sum)).toBeLessThan(1e-9 * size);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('points, moves, groups and actors still sum to the whole to 1e-9', () => {
    fc.assert(
      fc.property(
        arbitrary.eventsThatEnd,
        arbitrary.secondModel,
        arbitrary.day,
        arbitrary.day,
        fc.constantFrom(...directions),
        (events, model, a, b, direction) => {
          const columns = eventColumns(DYAD, events, codebook);
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          expect(Math.abs(explainPoint(columns, model, to, direction).residual)).toBeLessThan(1e-9);
          const move = explainMove(columns, model, from, to, direction);
          expect(Math.abs(move.residual)).toBeLessThan(1e-9);
          const sum = (parts: readonly { readonly indexPoints: number }[]) =>
            parts.reduce((whole, { indexPoints }) => whole + indexPoints, 0);
          expect(Math.abs(sum(groupsOf(move, codebook)) - move.change)).toBeLessThan(1e-9);
          expect(Math.abs(sum(actorsOf(move, codebook)) + move.rescaling - move.change)).toBeLessThan(1e-9);
          expect(MOVE_KINDS.flatMap((kind) => move[kind]).length).toBeLessThanOrEqual(events.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('columns travel as plain arrays', () => {
    fc.assert(
      fc.property(arbitrary.eventsThatEnd, arbitrary.coverage, (events, coverage) => {
        const columns = eventColumns(DYAD, events, codebook, coverage);
        expect(unpackColumns(DYAD, JSON.parse(JSON.stringify(packColumns(columns))))).toEqual(columns);
      }),
      { numRuns: 50 },
    );
  });

  it('the shipped sums hold on every day of 2024 and 2025', () => {
    for (const dyad of dyads) {
      const columns = columnsOf(dyad);
      const [from, to] = [epochDay('2024-01-01'), epochDay('2025-12-31')];
      const { tension } = scoreOf(basisOf(columns, baseline2, from, to), baseline2);
      for (let day = from; day <= to; day += 29)
        expect(Math.abs(explainPoint(columns, baseline2, day).tension - tension[day - from]!)).toBeLessThan(1e-9);
    }
  });

  it('version 1 does not notice them', () => {
    fc.assert(
      fc.property(arbitrary.eventsThatEnd, arbitrary.coverage, arbitrary.model, (events, coverage, model) => {
        const plain = events.map(({ id, day, actor, target, role, type, polarity, severity, verified }) => ({
          id,
          day,
          actor,
          target,
          role,
          type,
          polarity,
          severity,
          verified,
        }));
        const score = (columns: ReturnType<typeof eventColumns>) =>
          scoreOf(basisOf(columns, model, FIRST_DAY, LAST_DAY), model);
        expect(score(eventColumns(DYAD, events, codebook, coverage))).toEqual(
          score(eventColumns(DYAD, plain, codebook)),
        );
      }),
      { numRuns: 50 },
    );
  });
});
