/** Unusual days of a pair: ranks among its year, with the world's volume and the day of the week taken out. */
import { describe, expect, test } from 'vitest';
import {
  lookedAt,
  type PairDays,
  UNUSUAL_DAYS,
  UNUSUAL_KNOWN_DAYS,
  type World,
  worldOf,
} from '../../models/unusual.ts';

const DAY = 20_000;
const days = (n: number): number[] => Array.from({ length: n }, (_, i) => DAY - n + i);

/** The world has a thousand reports a day, or as many as are given. */
const world = (n = UNUSUAL_DAYS, rows: (day: number) => number = () => 1000): World => ({
  day: DAY,
  rows: rows(DAY),
  before: days(n).map((day) => ({ day, rows: rows(day) })),
});

/** So many reports on each day, all of one value. */
function pair(rows: (day: number) => number, value: (day: number) => number = () => 0, n = UNUSUAL_DAYS): PairDays {
  const own = [...days(n), DAY].filter((day) => rows(day) > 0);
  return {
    day: own,
    rows: own.map(rows),
    valued: own.map(rows),
    value: own.map((day) => rows(day) * value(day)),
  };
}

/** A chance from 0 to below 1 that is the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the number of reports', () => {
  test('is told when it is higher than on 99 of 100 days, with those that were higher', () => {
    const busy = pair((day) => (day === DAY ? 30 : day === DAY - 40 || day === DAY - 80 ? 50 : 10));
    expect(lookedAt(busy, world())).toMatchObject({
      reports: 30,
      count: { way: 'more', lower: 363, higher: 2, of: 365 },
      chance: 3 / 366,
    });
    const four = pair((day) => (day === DAY ? 30 : day > DAY - 5 ? 50 : 10));
    expect(lookedAt(four, world())!.count).toBeNull();
  });

  test('is told when it is lower, where a pair usually has some', () => {
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 0 : 12)),
        world(),
      ),
    ).toMatchObject({
      reports: 0,
      usual: 12,
      count: { way: 'fewer', lower: 0, higher: 365, of: 365 },
      tone: null,
    });
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 0 : day === DAY - 9 ? 7 : 2)),
        world(),
      )!.count,
    ).toBeNull();
  });

  test('follows the world: twice as many reports of a world of twice as many are usual', () => {
    const twice = world(UNUSUAL_DAYS, (day) => (day === DAY ? 2000 : 1000));
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 20 : 10)),
        twice,
      ),
    ).toMatchObject({ usual: 20, count: null });
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 20 : 10)),
        world(),
      )!.count,
    ).toMatchObject({ way: 'more', lower: 365 });
  });

  test('follows the week: a Monday is held against what Mondays make usual', () => {
    const isMonday = (day: number): boolean => day % 7 === DAY % 7;
    const weekly = pair((day) => (isMonday(day) ? 100 : 10));
    const { usual, count } = lookedAt(weekly, world())!;
    expect(usual).toBeGreaterThan(90);
    expect(count).toBeNull();
    const quiet = pair((day) => (day === DAY ? 10 : isMonday(day) ? 100 : 10));
    expect(lookedAt(quiet, world())!.count).toMatchObject({ way: 'fewer' });
  });

  test('differs by a whole report, and a day of four is never one of many', () => {
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 5 : 5)),
        world(),
      )!.count,
    ).toBeNull();
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 4 : day === DAY - 7 ? 6 : 0)),
        world(),
      )!.count,
    ).toBeNull();
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 5 : 0)),
        world(),
      )!.count,
    ).toMatchObject({ lower: 365 });
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 4 : 1)),
        world(),
      ),
    ).toBeUndefined();
  });

  test('is held against known days alone, and against none where fewer than ninety are known', () => {
    const gaps: World = { ...world(), before: world().before.filter(({ day }) => day % 3 !== 0) };
    const { count } = lookedAt(
      pair((day) => (day === DAY ? 30 : day % 3 === 0 ? 0 : 10)),
      gaps,
    )!;
    expect(count).toMatchObject({ lower: gaps.before.length, of: gaps.before.length });
    const young = world(UNUSUAL_KNOWN_DAYS - 1);
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 30 : 10)),
        young,
      ),
    ).toBeUndefined();
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 30 : 10)),
        world(UNUSUAL_KNOWN_DAYS),
      )!.count,
    ).not.toBeNull();
  });
});

describe('the mean of the reports', () => {
  const wavering = (day: number): number => (day % 2 === 0 ? 1 : 2);

  test('is told when it is harsher, or milder, than on 99 of 100 days with reports', () => {
    const harsh = lookedAt(
      pair(
        () => 20,
        (day) => (day === DAY ? -5 : wavering(day)),
      ),
      world(),
    )!;
    expect(harsh).toMatchObject({
      count: null,
      tone: { way: 'harsher', mean: -5, higher: 365, of: 365 },
      chance: 1 / 366,
    });
    expect(harsh.tone!.usual).toBeCloseTo(1.5, 1);
    const mild = lookedAt(
      pair(
        () => 20,
        (day) => (day === DAY ? 6 : wavering(day)),
      ),
      world(),
    )!;
    expect(mild.tone).toMatchObject({ way: 'milder', mean: 6, lower: 365 });
  });

  test('of few reports counts for less than the same mean of many', () => {
    const rows = (day: number): number => (day === DAY ? 5 : 100);
    const value = (day: number): number => (day === DAY ? -5 : day % 50 === 0 ? -3 : 3);
    expect(lookedAt(pair(rows, value), world())!.tone).toBeNull();
    expect(
      lookedAt(
        pair(() => 100, value),
        world(),
      )!.tone,
    ).toMatchObject({ way: 'harsher' });
  });

  test('is not told of fewer than five reports, nor against fewer than ninety days with reports', () => {
    const value = (day: number): number => (day === DAY ? -9 : wavering(day));
    expect(
      lookedAt(
        pair((day) => (day === DAY ? 4 : 20), value),
        world(),
      )!.tone,
    ).toBeNull();
    expect(
      lookedAt(
        pair((day) => (day > DAY - 89 ? 20 : 0), value),
        world(),
      )!.tone,
    ).toBeNull();
    expect(
      lookedAt(
        pair((day) => (day > DAY - 92 ? 20 : 0), value),
        world(),
      )!.tone,
    ).not.toBeNull();
  });
});

test('where nothing has changed, no more are told than chance makes, and it says how many', () => {
  const chance = random(7);
  let [counts, tones, byCount, byTone] = [0, 0, 0, 0];
  const flat = world();
  for (let i = 0; i < 1500; i++) {
    // Days that differ a hundredfold, and in clusters: nothing of Poisson's.
    const rows = new Map([...days(UNUSUAL_DAYS), DAY].map((day) => [day, Math.floor(40 * chance() ** 4)]));
    const values = new Map([...rows.keys()].map((day) => [day, 10 * chance() - 5]));
    const found = lookedAt(
      pair(
        (day) => rows.get(day)!,
        (day) => values.get(day)!,
      ),
      flat,
    )!;
    if (found.count) counts++;
    if (found.tone) tones++;
    byCount += found.byChance.count;
    byTone += found.byChance.tone;
  }
  const most = (expected: number): number => expected + 4 * Math.sqrt(expected);
  expect(counts).toBeGreaterThan(0);
  expect(tones).toBeGreaterThan(0);
  expect(counts).toBeLessThan(most(byCount));
  expect(tones).toBeLessThan(most(byTone));
});

test('the world of a day is its year before, without unknown days; there is none of an unknown day', () => {
  const all = { day: [DAY - 400, DAY - 365, DAY - 2, DAY - 1, DAY, DAY + 1], rows: [9, 8, 0, 7, 6, 5] };
  expect(worldOf(all, DAY)).toEqual({
    day: DAY,
    rows: 6,
    before: [
      { day: DAY - 365, rows: 8 },
      { day: DAY - 1, rows: 7 },
    ],
  });
  expect(worldOf(all, DAY - 2)).toBeUndefined();
});
