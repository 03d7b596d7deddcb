import { describe, expect, it } from 'vitest';
import { epochDay } from '../../../models/calendar.ts';
import { countSeries, logRatioOf } from '../../../models/methods/counts.ts';

const event = (date: string, polarity: 1 | -1) => ({ day: epochDay(date), polarity });

describe('the log-ratio of counts', () => {
  it('by hand: 3 to 0 is ln 7 with an error of sqrt(2/7 + 2)', () => {
    const { logRatio, error } = logRatioOf(3, 0);
    expect(logRatio).toBeCloseTo(1.9459101490553132, 12); // R: log(7)
    expect(error).toBeCloseTo(1.5118578920369088, 12); // R: sqrt(1/3.5 + 1/0.5)
  });

  it('is symmetric, and 0 with its widest error where there is nothing', () => {
    expect(logRatioOf(2, 7).logRatio).toBeCloseTo(-logRatioOf(7, 2).logRatio, 14);
    expect(logRatioOf(0, 0)).toEqual({ logRatio: 0, error: 2 });
    expect(logRatioOf(100, 100).error).toBeLessThan(logRatioOf(1, 1).error);
  });
});

describe('the count series', () => {
  it('by hand', () => {
    const events = [
      event('2024-01-05', 1),
      event('2024-01-20', 1),
      event('2024-01-31', 1),
      event('2024-01-01', -1),
      event('2024-03-01', -1),
    ];
    const [january, february, march] = countSeries(events, epochDay('2024-01-01'), epochDay('2024-03-31'), 'month');
    expect(january).toMatchObject({ conflict: 3, cooperation: 1, conflictShare: 0.75 });
    expect(january!.logRatio).toBeCloseTo(Math.log(3.5 / 1.5), 12);
    expect(february).toMatchObject({
      conflict: 0,
      cooperation: 0,
      conflictShare: undefined,
      logRatio: 0,
      logRatioError: 2,
    });
    expect(march).toMatchObject({ conflict: 0, cooperation: 1, conflictShare: 0 });
  });
});
