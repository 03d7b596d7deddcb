import { describe, expect, test } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { seededRandom } from '../../models/random.ts';
import { judge } from '../../models/judgement.ts';
import { equalWeights, eventCount, judgeWeights, randomWeights } from '../../models/naive.ts';
import { baseline, columnsOf, dyads, judgements, shippedScore } from './shipped.ts';
import { indexOf } from '../../models/score.ts';

const columns = new Map(dyads.map((dyad) => [dyad, columnsOf(dyad)]));
const judgeWith = judgeWeights(judgements, columns, baseline);
const ordered = (results: ReturnType<typeof judge>): number => results.filter(({ agrees }) => agrees).length;

describe('judging weights again and again', () => {
  test('gives what judging the full series gives', () => {
    const scores = new Map(dyads.map((dyad) => [dyad, shippedScore(dyad, epochDay('2026-06-30'))]));
    const full = judge(judgements, (dyad, day) =>
      indexOf(scores.get(dyad)!.tension[day - scores.get(dyad)!.firstDay]!, baseline.scale),
    );
    judgeWith(baseline).forEach((result, i) => expect(result.margin).toBeCloseTo(full[i]!.margin, 9));
    expect(ordered(judgeWith(baseline))).toBe(27);
  });

  test('a judgement of a dyad without events says what to do', () => {
    expect(() => judgeWeights(judgements, new Map(), baseline)).toThrow(/has no events: import them/);
  });
});

describe('naive rules', () => {
  test('all weights 1 keeps everything but the weights', () => {
    const equal = equalWeights(baseline);
    expect(new Set(Object.values(equal.types).map(({ weight }) => weight))).toEqual(new Set([1]));
    expect(equal.types['sanction']).toEqual({ ...baseline.types['sanction'], weight: 1 });
    expect({ ...equal, types: {} }).toEqual({ ...baseline, types: {} });
  });

  test('random weights lie between 0 and twice the mean weight, and are the same for the same seed', () => {
    const weights = (seed: number): number[] =>
      Object.values(randomWeights(baseline, seededRandom(seed)).types).map(({ weight }) => weight);
    const given = Object.values(baseline.types).map(({ weight }) => weight);
    const mean = given.reduce((sum, weight) => sum + weight, 0) / given.length;
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
    for (const weight of weights(1)) expect(weight >= 0 && weight <= 2 * mean).toBe(true);
  });

  test('the event count of a day is the number of events in the year that ends on it', () => {
    const rows = columns.get('KOR-RUS')!;
    const day = epochDay('2024-04-05');
    const expected = rows.day.filter((eventDay) => eventDay <= day && eventDay > day - 365).length;
    expect(expected).toBeGreaterThan(10);
    expect(eventCount(columns)('KOR-RUS', day)).toBe(expected);
  });

  test('order most of the judgements where the coding is kept, and fewer where it is not: weights alone explain little', () => {
    const chance = seededRandom(22);
    const draws = Array.from({ length: 50 }, () => ordered(judgeWith(randomWeights(baseline, chance))));
    const mean = draws.reduce((sum, count) => sum + count, 0) / draws.length;
    const count = ordered(judge(judgements, eventCount(columns)));
    expect(mean).toBeLessThan(27);
    expect(count).toBeGreaterThan(13); // a busy year is a tense one more often than not
    expect(count).toBeLessThan(mean);
  });
});
