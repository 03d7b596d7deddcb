import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { basisOf } from '../../models/basis.ts';
import { unitImpacts, confidenceOf } from '../../models/impacts.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { kernel } from '../../models/kernel.ts';
import { epochDay } from '../../models/calendar.ts';
import type { Direction } from '../../models/dyad.ts';
import { indexOf, indexSlope, neutralIndex, scoreOf } from '../../models/score.ts';
import { DYAD, FIRST_DAY, LAST_DAY, arbitrary, codebook } from './arbitrary.ts';
import { baseline, shippedScore } from './shipped.ts';

describe('the index of a tension', () => {
  it('is 50 where the relation is neither tense nor warm, and 100 / (1 + 1/e) one scale above', () => {
    expect(indexOf(0, 40)).toBe(50); // the example of the doc block
    expect(indexOf(40, 40)).toBeCloseTo(73.10585786300049, 12); // R: 100 * plogis(1)
    expect(indexOf(-40, 40)).toBeCloseTo(26.89414213699951, 12); // R: 100 * plogis(-1)
  });

  it('stays in 0..100 and finite for any tension and scale, and never falls as tension rises', () => {
    const tension = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(tension, tension, fc.double({ min: 0.1, max: 10_000, noNaN: true }), (a, b, scale) => {
        const [low, high] = [indexOf(Math.min(a, b), scale), indexOf(Math.max(a, b), scale)];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
    expect(indexOf(Number.MAX_VALUE, 0.1)).toBe(100);
    expect(indexOf(-Number.MAX_VALUE, 0.1)).toBe(0);
  });

  it('has the slope that its differences have', () => {
    for (const tension of [-90, -3, 0, 12.5, 60]) {
      const h = 1e-4;
      expect(indexSlope(tension, 40)).toBeCloseTo((indexOf(tension + h, 40) - indexOf(tension - h, 40)) / (2 * h), 8);
    }
    expect(indexSlope(0, 40)).toBe(0.625); // 100 / (4 S)
    expect(indexSlope(1e6, 40)).toBe(0);
  });

  it('of a dyad without events is that of the base', () => {
    expect(neutralIndex(baseline)).toBe(50);
    expect(neutralIndex({ ...baseline, base: 40 })).toBeCloseTo(73.10585786300049, 12);
  });
});

describe('a score', () => {
  it('is base + conflict - cooperation, with the variance of weights and coding, by the definition', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.model,
        fc.constantFrom<Direction>('both', 'AAA>BBB'),
        arbitrary.day,
        (events, model, direction, day) => {
          const columns = eventColumns(DYAD, events, codebook);
          const score = scoreOf(basisOf(columns, model, day, day, direction), model);
          const impacts = unitImpacts(columns, model, direction);
          const net = new Map<string, number>();
          let [conflict, cooperation, variance] = [0, 0, 0];
          impacts.forEach((impact, e) => {
            const type = columns.types[columns.type[e]!]!;
            const parameters = model.types[type]!;
            const left = impact * kernel(day - columns.day[e]!, parameters);
            const q = confidenceOf(columns, e, model);
            net.set(type, (net.get(type) ?? 0) + left);
            if (left > 0) conflict += parameters.weight * left;
            else cooperation -= parameters.weight * left;
            variance += (parameters.weight * left) ** 2 * ((1 - q + (model.codingSd ?? 0) ** 2) / q);
          });
          for (const [type, exposure] of net) variance += (model.weightSd * model.types[type]!.weight * exposure) ** 2;
          const tolerance = 1e-9 * Math.max(1, conflict, cooperation);
          expect(Math.abs(score.conflict[0]! - conflict)).toBeLessThanOrEqual(tolerance);
          expect(Math.abs(score.cooperation[0]! - cooperation)).toBeLessThanOrEqual(tolerance);
          expect(Math.abs(score.tension[0]! - (model.base + conflict - cooperation))).toBeLessThanOrEqual(tolerance);
          expect(Math.abs(score.sd[0]! ** 2 - variance)).toBeLessThanOrEqual(1e-9 * Math.max(1, variance));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a model whose weights are all 0 is its base, and sure of it', () => {
    const model = {
      ...baseline,
      base: 7,
      types: Object.fromEntries(
        Object.entries(baseline.types).map(([type, parameters]) => [type, { ...parameters, weight: 0 }]),
      ),
    };
    const score = shippedScore('KOR-RUS', epochDay('2024-04-05'), model);
    expect(new Set(score.tension)).toEqual(new Set([7]));
    expect(new Set(score.sd)).toEqual(new Set([0]));
  });

  it('of a dyad without events is the base on every day', () => {
    const score = scoreOf(basisOf(eventColumns(DYAD, [], codebook), baseline, 0, 2), { ...baseline, base: -3 });
    expect(score).toEqual({
      dyad: DYAD,
      firstDay: 0,
      lastDay: 2,
      tension: Float64Array.of(-3, -3, -3),
      conflict: new Float64Array(3),
      cooperation: new Float64Array(3),
      sd: new Float64Array(3),
    });
  });

  it('is finite, its parts are not negative and its index stays in 0..100 under any model that the schema lets through', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.anyModel, (events, model) => {
        const score = scoreOf(basisOf(eventColumns(DYAD, events, codebook), model, FIRST_DAY, LAST_DAY), model);
        const index = score.tension.map((tension) => indexOf(tension, model.scale));
        for (const part of [score.tension, score.conflict, score.cooperation, score.sd, index])
          expect(part.every(Number.isFinite)).toBe(true);
        for (const part of [score.conflict, score.cooperation, score.sd, index])
          expect(Math.min(...part)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...index)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
