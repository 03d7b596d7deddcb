import { mean, standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { Z90, bandOf } from '../../models/band.ts';
import { basisOf } from '../../models/basis.ts';
import { codingVarianceOf, unitImpacts } from '../../models/impacts.ts';
import { kernel } from '../../models/kernel.ts';
import { epochDay } from '../../models/calendar.ts';
import { seededRandom } from '../../models/random.ts';
import { scoreOf } from '../../models/score.ts';
import { drawTensions, drawnQuantile, rankRobustness, shareAbove } from '../../models/montecarlo.ts';
import { finish, runTask } from '../../models/task.ts';
import { baseline, columnsOf, dyads } from './shipped.ts';

const DRAWS = 20_000;

describe('the closed-form band', () => {
  const day = epochDay('2024-04-05');
  const models = [
    ['', baseline],
    [' with doubt in severities', { ...baseline, codingSd: 0.177 }],
  ] as const;
  const drawn = models.map(([, model]) =>
    finish(drawTensions(dyads.map(columnsOf), model, [day], DRAWS, seededRandom(1))),
  );

  it.each(
    models.flatMap(([doubt, model], m) => dyads.map((dyad, i) => [dyad, doubt, model, drawn[m]![i]![0]!] as const)),
  )('of %s%s agrees with the simulation', (dyad, _, model, sample) => {
    const columns = columnsOf(dyad);
    const score = scoreOf(basisOf(columns, model, day, day), model);
    const [tension, sd] = [score.tension[0]!, score.sd[0]!];
    // The mean is the model's tension, within five standard errors.
    expect(Math.abs(mean([...sample]) - tension)).toBeLessThan((5 * sd) / Math.sqrt(DRAWS));
    // The variance is the closed form's plus what it leaves out: the product of both errors, s_w^2 of the coding part.
    let both = 0;
    unitImpacts(columns, baseline).forEach((impact, e) => {
      const parameters = model.types[columns.types[columns.type[e]!]!]!;
      const left = impact * parameters.weight * kernel(day - columns.day[e]!, parameters);
      both += model.weightSd ** 2 * codingVarianceOf(columns, e, model, left);
    });
    expect(Math.abs(standardDeviation([...sample]) / Math.sqrt(sd ** 2 + both) - 1)).toBeLessThan(0.03); // five standard errors, with the longer tail of the log-normal
    expect(Math.sqrt(sd ** 2 + both) / sd).toBeLessThan(1.02); // what is left out is small
    // The 90% band ends where 5% and 95% of the draws lie, to a point of the index, but for the skew of log-normal weights, which moves both
    // ends by (z^2 - 1) / 6 of it (Cornish and Fisher): a dyad of wars, where one type weighs most, has the most of it.
    const centre = mean([...sample]);
    const skew = mean([...sample].map((drawnTension) => ((drawnTension - centre) / sd) ** 3));
    const { low, high } = bandOf(tension + (sd * skew * (Z90 ** 2 - 1)) / 6, sd, baseline.scale, Z90);
    expect(Math.abs(drawnQuantile(sample, baseline.scale, 0.05) - low)).toBeLessThan(1);
    expect(Math.abs(drawnQuantile(sample, baseline.scale, 0.95) - high)).toBeLessThan(1);
  });

  it('has a simulation that the same seed draws again', () => {
    const columns = columnsOf('CHN-LTU');
    const draw = () => finish(drawTensions([columns], baseline, [day], 50, seededRandom(4)))[0]![0]!;
    expect(draw()).toEqual(draw());
  });
});

describe('a simulation', () => {
  const [korRus, jpnKor] = [columnsOf('KOR-RUS'), columnsOf('JPN-KOR')];
  const after = epochDay('2024-04-05');

  it('of a model without doubt draws the model', () => {
    const sure = { ...baseline, weightSd: 0, unverified: 1 };
    const [drawn] = finish(drawTensions([korRus], sure, [after], 10, seededRandom(1)));
    const { tension } = scoreOf(basisOf(korRus, sure, after, after), sure);
    for (const value of drawn![0]!) expect(value).toBeCloseTo(tension[0]!, 9);
  });

  it('says how often one dyad ranks above another: each pair sums to 1', () => {
    const drawn = finish(drawTensions([korRus, jpnKor], baseline, [after], 4000, seededRandom(2)));
    const ranks = rankRobustness(drawn, 0);
    expect(ranks[0]![1]! + ranks[1]![0]!).toBeCloseTo(1, 12);
    expect(ranks[0]![0]).toBe(0.5);
    expect(ranks[0]![1]).toBeGreaterThan(0.99); // Seoul and Moscow at 79, Seoul and Tokyo mending
  });

  it('by hand, of draws that are given', () => {
    expect(shareAbove(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 2, 4, 4))).toBe(0.5);
    expect(shareAbove(new Float64Array(0), new Float64Array(0))).toBeUndefined();
    expect(drawnQuantile(Float64Array.of(0, 40, -40), 40, 0.5)).toBe(50);
  });

  it('can be stopped', () => {
    let steps = 0;
    expect(
      runTask(
        drawTensions([korRus], baseline, [after], 1_000_000, seededRandom(1)),
        () => steps++,
        () => steps === 3,
      ),
    ).toBeUndefined();
  });
});
