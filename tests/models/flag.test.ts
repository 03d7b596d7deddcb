import { describe, expect, it } from 'vitest';
import { eventColumns } from '../../models/eventColumns.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { changeSeries, eventsWithin, eventsWithinOfDays, flagAfter, flagOn } from '../../models/flag.ts';
import { type Score, indexOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { DYAD, codebook } from './arbitrary.ts';
import { baseline, columnsOf, dyads, shippedScore } from './shipped.ts';

const model: ModelDefinition = {
  ...baseline,
  flag: { windowDays: 3, raiseAt: 5, clearAt: 2.5, minEvents: 2, minEventsDays: 10 },
};

/** The score whose index runs through these values from day 0 on. */
function scoreThrough(...index: number[]): Score {
  const tension = Float64Array.from(index, (value) => baseline.scale * Math.log(value / (100 - value)));
  const nothing = new Float64Array(index.length);
  return {
    dyad: DYAD,
    firstDay: 0,
    lastDay: index.length - 1,
    tension,
    conflict: nothing,
    cooperation: nothing,
    sd: nothing,
  };
}

const act = (day: number): ScoredEvent => ({
  id: `e${day}`,
  day,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'summons',
  polarity: 1,
  severity: 3,
  verified: true,
});
const acts = (...days: number[]) => eventColumns(DYAD, days.map(act), codebook);
const busy = acts(0, 1, 2, 5, 8, 11, 14);

const flagsOf = (...index: number[]) =>
  index.map((_, day) => flagOn(scoreThrough(...index), acts(0, 0, 1, 1, 2, 5, 8, 11, 14), model, day));

describe('the change over a window', () => {
  it('is against the day that long before, and against the neutral index before the score begins', () => {
    const change = changeSeries(scoreThrough(50, 52, 54, 58, 60), model, 3);
    expect([...change].map((value) => Number(value.toFixed(9)))).toEqual([0, 2, 4, 8, 8]);
  });

  it('is 0 throughout for a line that does not move', () => {
    const level = indexOf(0, baseline.scale);
    expect([...changeSeries(scoreThrough(level, level, level, level, level), model, 3)]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the flag', () => {
  it('is raised where the change reaches the threshold, and kept until it falls below the lower one', () => {
    //             change: 0   0   0   6   6   6   3   2   0
    expect(flagsOf(50, 50, 50, 56, 56, 56, 59, 58, 56)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
      'deteriorated',
      'deteriorated',
      'deteriorated',
      'deteriorated',
      'unchanged',
      'unchanged',
    ]);
  });

  it('is raised by a change of exactly the threshold', () => {
    const score = scoreThrough(50, 50, 50, 57);
    const raiseAt = changeSeries(score, model, 3)[3]!;
    expect(flagOn(score, busy, { ...model, flag: { ...model.flag, raiseAt } }, 3)).toBe('deteriorated');
  });

  it('is kept by a change of exactly the lower threshold', () => {
    const score = scoreThrough(50, 50, 50, 56, 53, 53, 58.5);
    const clearAt = changeSeries(score, model, 3)[6]!;
    expect(clearAt).toBeCloseTo(2.5, 9);
    expect(flagOn(score, busy, { ...model, flag: { ...model.flag, clearAt } }, 6)).toBe('deteriorated');
  });

  it('is not raised by a change between the two thresholds', () => {
    expect(flagsOf(50, 50, 50, 53, 53, 53)).toEqual(Array.from({ length: 6 }, () => 'unchanged'));
  });

  it('turns round at once when the change does', () => {
    //             change: 0   0   0   6   6   6  -3  -6
    expect(flagsOf(50, 50, 50, 56, 56, 56, 53, 50)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
      'deteriorated',
      'deteriorated',
      'deteriorated',
      'unchanged',
      'improved',
    ]);
  });

  it('is improved where the index falls', () => {
    expect(flagsOf(50, 50, 50, 44)).toEqual(['unchanged', 'unchanged', 'unchanged', 'improved']);
  });

  it('does not flutter on a change that swings about the threshold', () => {
    expect(new Set(flagsOf(50, 50, 50, 55.5, 54.6, 55.4, 60, 59.5, 60.2).slice(3))).toEqual(new Set(['deteriorated']));
  });

  it('is sparse with too few events, whatever the line does', () => {
    expect(flagOn(scoreThrough(50, 50, 50, 90), acts(0), model, 3)).toBe('sparse');
    expect(flagOn(scoreThrough(50, 50, 50, 90), acts(), model, 3)).toBe('sparse');
    expect(flagOn(scoreThrough(50, 50, 50, 90), acts(100, 101, 102), model, 3)).toBe('sparse');
    expect(flagOn(scoreThrough(50, 50, 50, 90), acts(0, 1), model, 3)).toBe('deteriorated');
  });

  it('is asked for a day of the score', () => {
    expect(() => flagOn(scoreThrough(50), busy, model, 1)).toThrow('Day 1 lies outside the score of AAA-BBB (0 to 0)');
  });
});

describe('the events within a window', () => {
  it('count its last day and not the day before its first', () => {
    expect(eventsWithin(busy, 5, 3)).toBe(1); // days 3, 4, 5
    expect(eventsWithin(busy, 5, 4)).toBe(2); // day 2 too
    expect(eventsWithin(busy, -1, 30)).toBe(0);
  });

  it.each([
    [-5, 40, 3],
    [4, 12, 10],
    [30, 60, 400],
    [5, 4, 3],
  ])('are the same counted for all days at once (%i to %i, %i days)', (from, through, windowDays) => {
    const counts = eventsWithinOfDays(busy, from, through, windowDays);
    expect([...counts]).toEqual(
      Array.from({ length: Math.max(0, through - from + 1) }, (_, i) => eventsWithin(busy, from + i, windowDays)),
    );
  });
});

describe('the flag by its last changes alone', () => {
  it.each<[what: string, changes: number[], flag: string | undefined]>([
    ['raised on the last day', [0, 5], 'deteriorated'],
    ['lowered on the last day', [0, -5], 'improved'],
    ['kept until it is cleared', [5, 4.9, 2.5], 'deteriorated'],
    ['cleared', [5, 2.49], 'unchanged'],
    ['not raised between the thresholds', [0, 4.99], 'unchanged'],
    ['given up where the change turns its sign', [5, -3], 'unchanged'],
    ['no change tells', [3, 4, 3], undefined],
  ])('%s', (_what, changes, flag) => {
    expect(flagAfter(changes, baseline, undefined)).toBe(flag);
  });

  it('is the flag of the whole history wherever it tells one, which is nearly always, on every week of the shipped dyads', () => {
    let asked = 0;
    let told = 0;
    for (const columns of dyads.map(columnsOf)) {
      const first = columns.day[0]!;
      const last = columns.day[columns.day.length - 1]!;
      const score = shippedScore(columns.dyad, last);
      const changes = changeSeries(score, baseline, baseline.flag.windowDays);
      for (let day = last; day >= Math.max(first, last - 365 * 6); day -= 7) {
        const at = day - first;
        if (eventsWithin(columns, day, baseline.flag.minEventsDays) < baseline.flag.minEvents) continue;
        asked++;
        const flag = flagAfter(changes.subarray(Math.max(0, at - 32), at + 1), baseline, undefined);
        if (flag === undefined) continue;
        told++;
        expect(flag).toBe(flagAfter(changes.subarray(0, at + 1), baseline, 'unchanged'));
      }
      // which is how flagOn reads it; it computes all changes of the history for each day, so it is asked once a dyad
      const atLast = flagAfter(changes, baseline, 'unchanged');
      if (eventsWithin(columns, last, baseline.flag.minEventsDays) >= baseline.flag.minEvents)
        expect(flagOn(score, columns, baseline, last)).toBe(atLast);
    }
    expect(asked).toBeGreaterThan(2000);
    expect(told / asked).toBeGreaterThan(0.97);
  });
});
