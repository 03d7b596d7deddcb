import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { eventColumns } from '../../../models/eventColumns.ts';
import { epochDay } from '../../../models/calendar.ts';
import { yanSeries, yanStep } from '../../../models/methods/yan.ts';
import { DYAD, arbitrary, codebook } from '../arbitrary.ts';
import { baseline, columnsOf } from '../shipped.ts';

describe('a step on the scale of Yan', () => {
  it('by hand: half-way up, a good event counts half and a bad one one and a half times', () => {
    expect(yanStep(4.5, 2)).toBe(5.5); // the example of the doc block
    expect(yanStep(4.5, -2)).toBe(1.5);
    expect(yanStep(0, 2)).toBe(2);
    expect(yanStep(9, 3)).toBe(9);
    expect(yanStep(-9, -3)).toBe(-9);
  });

  it('never leaves -9..9, whatever the events', () => {
    const points = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), fc.array(points), (start, list) => {
        expect(Math.abs(list.reduce(yanStep, start))).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('depends on the order of events: a quarrel after a feast is not a feast after a quarrel', () => {
    expect(yanStep(yanStep(0, 6), -6)).toBe(-4); // 6, then 15/9 of -6
    expect(yanStep(yanStep(0, -6), 6)).toBe(4);
  });
});

describe('the series of Yan', () => {
  it('by hand: a sanction of 6 tension points is 1.2 points, and nothing fades', () => {
    const columns = eventColumns(
      DYAD,
      [
        {
          id: 'a',
          day: 10,
          actor: 'AAA',
          target: 'BBB',
          role: 'direct',
          type: 'sanction',
          polarity: 1,
          severity: 3,
          verified: true,
        },
      ],
      codebook,
    );
    const series = yanSeries(columns, baseline, 0, 400, 'month', 3);
    expect(series[0]!.score).toBeCloseTo(3 - 1.2 * (12 / 9), 12);
    expect(series.at(-1)!.score).toBe(series[0]!.score);
  });

  it('of KOR-RUS is friendlier in 2013 than in 2024', () => {
    const series = yanSeries(columnsOf('KOR-RUS'), baseline, epochDay('1990-06-01'), epochDay('2024-12-31'), 'month');
    expect(series.find(({ day }) => day === epochDay('2013-12-31'))!.score).toBeGreaterThan(series.at(-1)!.score + 3);
  });

  it('stays on the scale for any model', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.anyModel, (events, model) => {
        for (const { score } of yanSeries(eventColumns(DYAD, events, codebook), model, -200, 1200, 'month'))
          expect(Math.abs(score)).toBeLessThanOrEqual(9);
      }),
    );
  });
});
