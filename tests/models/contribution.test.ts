import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint, secantSlope } from '../../models/contribution.ts';
import type { Direction } from '../../models/dyad.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { indexOf, indexSlope, scoreOf } from '../../models/score.ts';
import { DYAD, arbitrary, codebook } from './arbitrary.ts';
import { baseline, columnsOf, dyads, shippedScore } from './shipped.ts';

const act = (fields: Partial<ScoredEvent> = {}): ScoredEvent => ({
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
const explain = (events: ScoredEvent[], model = baseline, day = 0) =>
  explainPoint(eventColumns(DYAD, events, codebook), model, day);

describe('a point', () => {
  it('is the neutral index plus the contributions of its events, to 1e-9, and the same as on the line', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.model,
        arbitrary.day,
        fc.constantFrom<Direction>('both', 'AAA>BBB', 'BBB>AAA'),
        (events, model, day, direction) => {
          const columns = eventColumns(DYAD, events, codebook);
          const point = explainPoint(columns, model, day, direction);
          const sum = point.contributions.reduce((total, { indexPoints }) => total + indexPoints, 0);
          expect(Math.abs(point.neutral + sum - point.index)).toBeLessThanOrEqual(1e-9);
          expect(Math.abs(point.residual)).toBeLessThanOrEqual(1e-9);
          const score = scoreOf(basisOf(columns, model, day, day, direction), model);
          expect(Math.abs(indexOf(score.tension[0]!, model.scale) - point.index)).toBeLessThanOrEqual(1e-9);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of every shipped dyad is the sum of its events in every month', () => {
    for (const dyad of dyads) {
      const columns = columnsOf(dyad);
      const score = shippedScore(dyad, epochDay('2026-06-30'));
      for (let day = score.firstDay; day <= score.lastDay; day += 30) {
        const { index, neutral, contributions } = explainPoint(columns, baseline, day);
        const sum = contributions.reduce((total, { indexPoints }) => total + indexPoints, neutral);
        expect(Math.abs(sum - index)).toBeLessThanOrEqual(1e-9);
        expect(Math.abs(index - indexOf(score.tension[day - score.firstDay]!, baseline.scale))).toBeLessThanOrEqual(
          1e-9,
        );
      }
    }
  });

  it('gives each event the sign that its coder gave it', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.model, arbitrary.day, (events, model, day) => {
        const columns = eventColumns(DYAD, events, codebook);
        for (const { event, tensionPoints, indexPoints } of explainPoint(columns, model, day).contributions) {
          expect(Math.sign(tensionPoints)).toBe(columns.polarity[event]);
          expect(indexPoints * columns.polarity[event]!).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('lists its events largest first, and none that lies ahead, has faded to nothing or weighs nothing', () => {
    const events = [
      act({ id: 'small', severity: 1 }),
      act({ id: 'large', type: 'summit', polarity: -1 }),
      act({ id: 'ahead', day: 1, actor: 'BBB' }),
    ];
    expect(explain(events).contributions.map(({ eventId }) => eventId)).toEqual(['large', 'small']);
    const weightless = {
      ...baseline,
      types: { ...baseline.types, summit: { ...baseline.types['summit']!, weight: 0 } },
    };
    expect(explain(events, weightless).contributions.map(({ eventId }) => eventId)).toEqual(['small']);
    const fleeting = {
      ...baseline,
      types: { ...baseline.types, summons: { weight: 3, holdDays: 0, halfLifeDays: 0.1 } },
    };
    expect(explain(events, fleeting, 2000).contributions.map(({ eventId }) => eventId)).toEqual(['large']);
  });

  it('before the first event is the neutral index, with nothing to explain', () => {
    expect(explain([act({ day: 5 })], { ...baseline, base: 20 }, 4)).toEqual({
      index: indexOf(20, 40),
      neutral: indexOf(20, 40),
      tension: 20,
      contributions: [],
      residual: 0,
    });
  });

  it('shares the index by hand: a raise of 40 and an ease of 20 at base 0', () => {
    // L = 20, I(20) - 50 = 12.2459331...; R: 100 * plogis(0.5) - 50. Shares: 40/20 and -20/20 of it.
    const model = {
      ...baseline,
      types: {
        ...baseline.types,
        summons: { weight: 40, holdDays: 0, halfLifeDays: 9 },
        summit: { weight: 20, holdDays: 0, halfLifeDays: 9 },
      },
    };
    const { contributions, index } = explain([act(), act({ id: 'b', type: 'summit', polarity: -1 })], model);
    expect(index - 50).toBeCloseTo(12.24593312018546, 12);
    expect(contributions.map(({ indexPoints }) => indexPoints)).toEqual([
      expect.closeTo(24.49186624037092, 11),
      expect.closeTo(-12.24593312018546, 11),
    ]);
  });

  it('where conflict and cooperation cancel has the shares of the slope at the base', () => {
    const model = {
      ...baseline,
      types: {
        ...baseline.types,
        summons: { weight: 8, holdDays: 0, halfLifeDays: 9 },
        summit: { weight: 8, holdDays: 0, halfLifeDays: 9 },
      },
    };
    const point = explain([act(), act({ id: 'b', type: 'summit', polarity: -1 })], model);
    expect(point.index).toBe(50);
    expect(point.contributions.map(({ indexPoints }) => indexPoints)).toEqual([8 * 0.625, -8 * 0.625]); // I'(0) = 100 / (4 x 40)
  });

  it('on a saturated line still adds up, and still orders its events by their tension points', () => {
    const model = {
      ...baseline,
      scale: 0.1,
      base: 100,
      types: {
        ...baseline.types,
        summons: { weight: 1000, holdDays: 0, halfLifeDays: 9 },
        other: { weight: 1, holdDays: 0, halfLifeDays: 9 },
      },
    };
    const point = explain([act({ id: 'a', type: 'other' }), act({ id: 'b' })], model);
    expect([point.index, point.neutral, point.residual]).toEqual([100, 100, 0]);
    expect(point.contributions.map(({ eventId, indexPoints }) => [eventId, indexPoints])).toEqual([
      ['b', 0],
      ['a', 0],
    ]);
  });
});

describe('the mean slope between two tensions', () => {
  it('joins the limit without a step where the two come close', () => {
    for (const tension of [-100, -7, 0, 33, 180]) {
      for (const gap of [0, 1e-12, 3.9e-5, 4.1e-5, 1e-3]) {
        const slope = secantSlope(tension, tension + gap, 40);
        expect(Math.abs(slope / indexSlope(tension + gap / 2, 40) - 1)).toBeLessThan(1e-7);
      }
    }
  });
});
