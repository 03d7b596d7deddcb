import { standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { Z90 } from '../../models/band.ts';
import { basisOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { changeBand, isLittleChanged, tensionChange } from '../../models/changeBand.ts';
import { uncoveredStretches } from '../../models/coverage.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { unitImpacts } from '../../models/impacts.ts';
import { kernel } from '../../models/kernel.ts';
import { drawTensions } from '../../models/montecarlo.ts';
import { seededRandom } from '../../models/random.ts';
import { scoreOf } from '../../models/score.ts';
import { finish } from '../../models/task.ts';
import { actRates } from '../../models/unobserved.ts';
import { arbitrary, codebook, DYAD, LAST_DAY } from './arbitrary.ts';
import { baseline, baseline2, columnsOf } from './shipped.ts';

describe('uncovered days', () => {
  it('lie before, between and after what was declared, and take the density of the stretch before them', () => {
    expect(
      uncoveredStretches(
        [
          { from: 30, to: 40, density: 'all' },
          { from: 0, to: 9, density: 'crises' },
          { from: 5, to: 12, density: 'major' },
        ],
        50,
      ),
    ).toEqual([
      { from: -Infinity, to: -1, density: 'crises' },
      { from: 13, to: 29, density: 'major' },
      { from: 41, to: 50, density: 'all' },
    ]);
  });

  it('are all days where nobody declared any', () => {
    expect(uncoveredStretches([], 3)).toEqual([{ from: -Infinity, to: 3, density: 'crises' }]);
  });

  it('of the future do not count', () => {
    expect(uncoveredStretches([{ from: 0, to: 100, density: 'all' }], 50)).toEqual([
      { from: -Infinity, to: -1, density: 'all' },
    ]);
  });
});

describe('the rate of acts', () => {
  const model = {
    ...baseline2,
    unobserved: { minActs: 2, types: { summons: { perYear: { all: 0, major: 3.6525, crises: 0 }, meanSquare: 4 } } },
  };
  const rateOf = (count: number) => {
    const events = Array.from({ length: count }, (_, i) => ({
      id: `e${i}`,
      day: 100 * i,
      actor: 'AAA',
      target: 'BBB',
      role: 'direct' as const,
      type: 'summons',
      polarity: 1 as const,
      severity: 3 as const,
      verified: true,
    }));
    const columns = eventColumns(DYAD, events, codebook, [{ from: 0, to: 999, density: 'major' }]);
    return actRates(columns, model, unitImpacts(columns, model), 'major').get('summons')!;
  };

  it('is that of the dyad where it has enough acts', () => {
    expect(rateOf(4)).toEqual({ perDay: 4 / 1000, meanSquare: 1 });
  });

  it('is drawn towards the mean of all dyads where it has few', () => {
    // 3.6525 acts a year are one in 100 days: two of them take 200 days more.
    expect(rateOf(1).perDay).toBeCloseTo((1 + 2) / (1000 + 200), 12);
    expect(rateOf(1).meanSquare).toBeCloseTo((1 + 2 * 4) / 3, 12);
    expect(rateOf(0).perDay).toBeCloseTo(2 / 1200, 12);
  });
});

describe('the band', () => {
  it('is as wide as the sum over uncovered days says', () => {
    const columns = columnsOf('JPN-KOR');
    const [from, to] = [epochDay('2020-06-01'), epochDay('2020-06-05')];
    const impacts = unitImpacts(columns, baseline2);
    const uncovered = uncoveredStretches(columns.coverage!, to);
    const { sd } = scoreOf(basisOf(columns, baseline2, from, to), baseline2);
    const { unobserved: _, ...observed } = baseline2;
    const before = scoreOf(basisOf(columns, observed, from, to), observed);
    let variance = 0;
    for (const { density, ...stretch } of uncovered)
      for (const [type, { perDay, meanSquare }] of actRates(columns, baseline2, impacts, density)) {
        const parameters = baseline2.types[type]!;
        for (let day = Math.max(stretch.from, to - 30_000); day <= stretch.to; day++)
          variance += parameters.weight ** 2 * perDay * meanSquare * kernel(to - day, parameters) ** 2;
      }
    expect(variance).toBeGreaterThan(1);
    expect(sd[4]! ** 2 - before.sd[4]! ** 2).toBeCloseTo(variance, 6);
  });

  it('never widens by one more covered stretch in which nothing was found', () => {
    fc.assert(
      fc.property(
        arbitrary.eventsThatEnd,
        arbitrary.secondModel,
        arbitrary.coverage,
        arbitrary.day,
        fc.integer({ min: 0, max: 300 }),
        arbitrary.day,
        arbitrary.day,
        (events, model, coverage, from, days, a, b) => {
          // Of one density, and with no act on the days that are added: an act that is found there may raise the rate.
          const covered = coverage.map((stretch) => ({ ...stretch, density: 'major' as const }));
          const added = { from, to: from + days, density: 'major' as const };
          const outside = events.filter(({ day }) => day < added.from || day > added.to);
          const [before, after] = [covered, [...covered, ...missing(added, covered)]].map((stretches) =>
            eventColumns(DYAD, outside, codebook, stretches),
          );
          const widths = (columns: typeof before) => {
            const { sd } = scoreOf(basisOf(columns!, model, LAST_DAY - 5, LAST_DAY), model);
            return [sd[5]!, tensionChange(columns!, model, Math.min(a, b), Math.max(a, b)).sd];
          };
          const wider = widths(before);
          for (const [i, sd] of widths(after).entries()) expect(sd).toBeLessThanOrEqual(wider[i]! * (1 + 1e-9) + 1e-9);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The days of a stretch that no other has, each as a stretch of a day. */
function missing<S extends { from: number; to: number }>(added: S, covered: readonly S[]): S[] {
  return Array.from({ length: added.to - added.from + 1 }, (_, i) => added.from + i)
    .filter((day) => !covered.some(({ from, to }) => day >= from && day <= to))
    .map((day) => ({ ...added, from: day, to: day }));
}

describe('the band of a change', () => {
  it('is never narrower than zero, and zero from a day to itself', () => {
    fc.assert(
      fc.property(
        arbitrary.eventsThatEnd,
        arbitrary.secondModel,
        arbitrary.coverage,
        arbitrary.day,
        arbitrary.day,
        (events, model, coverage, a, b) => {
          const columns = eventColumns(DYAD, events, codebook, coverage);
          const { low, high, change } = changeBand(
            tensionChange(columns, model, Math.min(a, b), Math.max(a, b)),
            model.scale,
            Z90,
          );
          expect(low).toBeLessThanOrEqual(change);
          expect(high).toBeGreaterThanOrEqual(change);
          expect(tensionChange(columns, model, a, a)).toMatchObject({ change: 0, sd: 0 });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('and that of the level agree with a seeded simulation', () => {
    const columns = columnsOf('JPN-KOR');
    const days = [epochDay('2019-12-01'), epochDay('2020-11-30'), epochDay('2023-03-31')];
    const draws = 4000;
    const [drawn] = finish(drawTensions([columns], baseline2, days, draws, seededRandom(7)));
    const level = scoreOf(basisOf(columns, baseline2, days[1]!, days[1]!), baseline2).sd[0]!;
    // Five standard errors of a standard deviation of 4,000 draws are 6 %; the log-normal has a longer tail, and the product of both errors is left out.
    expect(Math.abs(standardDeviation([...drawn![1]!]) / level - 1)).toBeLessThan(0.08);
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const) {
      const changes = Array.from(drawn![b]!, (tension, i) => tension - drawn![a]![i]!);
      const { sd } = tensionChange(columns, baseline2, days[a]!, days[b]!);
      expect(Math.abs(standardDeviation(changes) / sd - 1)).toBeLessThan(0.08);
    }
  });

  it('does not call a week of war little changed, and does so of a silent year', () => {
    const changed = (dyad: string, from: string, to: string) =>
      changeBand(tensionChange(columnsOf(dyad), baseline2, epochDay(from), epochDay(to)), baseline2.scale, Z90);
    expect(isLittleChanged(changed('IND-PAK', '2025-05-02', '2025-05-10'))).toBe(false);
    expect(isLittleChanged(changed('KOR-RUS', '2024-03-31', '2024-04-05'))).toBe(false);
    expect(isLittleChanged(changed('RUS-USA', '2021-05-31', '2021-06-30'))).toBe(false);
    expect(isLittleChanged(changed('KOR-RUS', '2026-07-30', '2026-11-26'))).toBe(true);
  });

  it('of version 1 has no part for days that nobody looked at', () => {
    const columns = columnsOf('KOR-RUS');
    const [from, to] = [epochDay('2026-07-30'), epochDay('2026-11-26')];
    expect(tensionChange(columns, baseline, from, to).sd).toBeLessThan(tensionChange(columns, baseline2, from, to).sd);
  });
});
