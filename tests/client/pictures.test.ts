import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { binsOf, binUnit } from '../../client/charts/bins.ts';
import { bucketPositions } from '../../client/charts/buckets.ts';
import { dailySeries } from '../../client/charts/dailySeries.ts';
import { effectChart } from '../../client/charts/effectChart.ts';
import { count, grouped, knownDate, longDate, plain, shorten, signed } from '../../client/charts/format.ts';
import { areaPath, linePath } from '../../client/charts/paths.ts';
import { directionName, sayDay, summarise } from '../../client/charts/sentences.ts';
import { THEMES } from '../../client/charts/theme.ts';
import { timeTicks } from '../../client/charts/timeAxis.ts';
import { seriesAnswer, shippedDyad } from './shippedSeries.ts';

describe('numbers and dates', () => {
  it('have a sign where there is one to see', () => {
    expect([signed(1.25), signed(-0.84), signed(0.04), signed(-0.04), signed(0)]).toEqual([
      '+1.3',
      '−0.8',
      '0.0',
      '0.0',
      '0.0',
    ]);
    expect(plain(-3.06)).toBe('−3.1');
  });

  it('name a month where only the month is known', () => {
    const day = epochDay('2024-01-15');
    expect(knownDate(day, 'month')).toBe('Jan 2024');
    expect(knownDate(day, 'day')).toBe('15 Jan 2024');
    expect(longDate(epochDay('2024-04-05'))).toBe('5 Apr 2024');
  });

  it('count in words that fit', () => {
    expect([count(1, 'event'), count(2, 'event'), grouped(60310), grouped(999), grouped(1234567)]).toEqual([
      '1 event',
      '2 events',
      '60,310',
      '999',
      '1,234,567',
    ]);
  });

  it('are cut at a word', () => {
    expect(shorten('Seoul sanctions two Russian ships', 22)).toBe('Seoul sanctions two...');
    expect(shorten('short', 22)).toBe('short');
  });
});

describe('the time axis', () => {
  it.each([
    ['2024-03-01', '2024-03-20', 8],
    ['2024-01-01', '2024-06-30', 12],
    ['2021-11-23', '2026-11-23', 12],
    ['1990-03-06', '2026-11-23', 12],
    ['2024-04-05', '2024-04-05', 12],
  ])('from %s to %s has dates that people name, not more than fit', (from, to, most) => {
    const ticks = timeTicks(epochDay(from), epochDay(to), most);
    expect(ticks.length).toBeLessThanOrEqual(most + 2);
    for (const { day } of ticks) expect(toIsoDate(day) >= from && toIsoDate(day) <= to).toBe(true);
  });

  it('says the year where it begins', () => {
    expect(timeTicks(epochDay('2023-10-15'), epochDay('2024-03-20'), 6).map(({ label }) => label)).toEqual([
      ['Nov', '2023'],
      'Dec',
      ['Jan', '2024'],
      'Feb',
      'Mar',
    ]);
  });
});

describe('bins', () => {
  it('are days, weeks, months, quarters or years, about a hundred of them', () => {
    const to = epochDay('2026-11-23');
    expect([90, 365, 1826, 5000, 13_500].map((days) => binUnit(to - days, to))).toEqual([
      'day',
      'week',
      'month',
      'quarter',
      'quarter',
    ]);
  });

  it('cover the window without a gap, and show the last day of each', () => {
    const from = epochDay('2024-01-10');
    const to = epochDay('2024-03-15');
    const bins = binsOf(from, to, 'month');
    expect(bins.map(({ day }) => toIsoDate(day))).toEqual(['2024-01-31', '2024-02-29', '2024-03-15']);
    for (const [i, bin] of bins.entries()) if (i > 0) expect(bin.from).toBe(bins[i - 1]!.to + 1);
    expect(toIsoDate(binsOf(from, to, 'week')[0]!.to)).toBe('2024-01-14'); // a Sunday
    expect(binsOf(from, to, 'quarter').map((bin) => toIsoDate(bin.from))).toEqual(['2024-01-01']);
  });
});

describe('buckets', () => {
  it('keep the lowest and highest of every stretch, the first and the last, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 60 }),
        (values, buckets) => {
          const all = values.map((_, i) => i);
          const kept = bucketPositions((i) => values[i]!, all, buckets);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(values.length - 1);
          expect(kept.length).toBeLessThanOrEqual(
            Math.max(2 * buckets + 2, values.length <= 2 * buckets ? values.length : 0),
          );
          expect(kept).toEqual([...kept].toSorted((a, b) => a - b));
          expect(Math.max(...kept.map((i) => values[i]!))).toBe(Math.max(...values));
          expect(Math.min(...kept.map((i) => values[i]!))).toBe(Math.min(...values));
        },
      ),
    );
  });
});

describe('small pictures', () => {
  const frame = { width: 10, height: 5, low: 0, high: 1 };
  it('are path data', () => {
    expect(linePath([0, 1], frame)).toBe('M0 5L10 0');
    expect(linePath([0.5], frame)).toBe('M0 2.5');
    expect(linePath([], frame)).toBe('');
    expect(areaPath([0, 1], 0, frame)).toBe('M0 5L0 5L10 0L10 5Z');
    expect(areaPath([], 0, frame)).toBe('');
  });
});

describe('a daily series', () => {
  it('with a day missing is refused: a gap must not be drawn over', () => {
    const answer = seriesAnswer('CHN-LTU');
    expect(() => dailySeries({ ...answer, points: answer.points.toSpliced(5, 1) })).toThrow(
      /should have \d+ days, but has \d+/,
    );
    expect(() => dailySeries({ ...answer, step: 'week' })).toThrow(/has step week/);
    expect(dailySeries({ ...answer, points: [] })).toBeUndefined();
  });
});

describe('the summary', () => {
  const { series, events } = shippedDyad('KOR-RUS');
  const from = epochDay('2024-01-01');
  const to = epochDay('2024-06-30');

  it('says where the index stands and how far it can be trusted; how it came there says the sentence of the move', () => {
    const [stands, trusted, ...more] = summarise({ series, from, to, events });
    expect(more).toEqual([]);
    expect(stands).toBe(
      'Tension between South Korea and Russia stood at 86.3 of 100 on 30 Jun 2024 (90% band 81.5 to 89.9), 36.3 points above neutral.',
    );
    expect(trusted).toBe('24 events are coded in this window, 2 of them unverified.');
  });

  it('does not call silence peace', () => {
    const silent = { from: epochDay('2026-07-05'), to: epochDay('2026-08-30') };
    const text = summarise({ series, ...silent, events }).join(' ');
    expect(text).toMatch(
      /No event is coded between 5 Jul 2026 and 30 Aug 2026; nothing coded since 27 Jun 2026: missing data, not calm/,
    );
  });

  it('names the direction', () => {
    expect(directionName({ ...series, direction: 'KOR>RUS' })).toBe('South Korea towards Russia');
    expect(directionName({ ...series, direction: 'RUS>KOR' })).toBe('Russia towards South Korea');
  });

  it('reads out a day with its events', () => {
    expect(sayDay(series, epochDay('2024-04-02'), events)).toMatch(
      /^2 Apr 2024: 78\.\d, band \d+\.\d to \d+\.\d\. Sanction: Seoul sanctions two Russian ships .*, a step of \+2\.2 points\.$/,
    );
    expect(sayDay(series, epochDay('2026-08-01'), events)).toMatch(/not covered\.$/);
    expect(sayDay(series, 0, events)).toMatch(/outside the series/);
  });
});

describe('the effect of an event', () => {
  it('is the space between the line with it and the line without', () => {
    const effect = Array.from({ length: 40 }, (_, i) => ({ day: i, index: 60 - i / 10, without: 58 - i / 10 }));
    const { data, options } = effectChart({
      effect,
      eventDay: 0,
      polarity: 1,
      theme: THEMES.light,
      width: 800,
      height: 300,
    });
    expect(data.datasets.map((dataset) => dataset.data[0]!.y)).toEqual([60, 58]);
    expect(options?.scales?.['y']).toMatchObject({ min: 50, max: 65 });
  });
});
