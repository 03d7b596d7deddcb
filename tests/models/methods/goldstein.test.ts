import { describe, expect, it } from 'vitest';
import { epochDay } from '../../../models/calendar.ts';
import { type GoldsteinTable, goldsteinOf, goldsteinSeries } from '../../../models/methods/goldstein.ts';
import { dyads, eventRows, goldsteinRows } from '../shipped.ts';

// A few values of the table that GDELT publishes (CAMEO.goldsteinscale.txt): 042 visit 1.9, 111 criticise -2, 163 sanction -8, 17 coerce -7.
const table = new Map([
  ['042', 1.9],
  ['111', -2],
  ['163', -8],
  ['17', -7],
]);
const event = (date: string, cameo: string) => ({ day: epochDay(date), cameo });

describe('the Goldstein value of a code', () => {
  it('is its own, or that of the nearest shorter code', () => {
    expect(goldsteinOf('042', table)).toBe(1.9);
    expect(goldsteinOf('1712', table)).toBe(-7);
    expect(goldsteinOf('42', table)).toBeUndefined(); // codes are text: 42 is nothing
    expect(goldsteinOf('', table)).toBeUndefined();
  });
});

describe('the Goldstein series', () => {
  const events = [
    event('2024-04-08', '042'),
    event('2024-04-02', '163'),
    event('2024-04-05', '111'),
    event('2024-04-07', '999'),
  ];

  it('by hand: the week of 1 April has -8 and -2, the next 1.9, the third nothing', () => {
    const series = goldsteinSeries(events, table, epochDay('2024-04-01'), epochDay('2024-04-21'), 'week');
    expect(series).toEqual([
      { from: epochDay('2024-04-01'), to: epochDay('2024-04-07'), events: 2, unknown: 1, sum: -10, mean: -5 },
      { from: epochDay('2024-04-08'), to: epochDay('2024-04-14'), events: 1, unknown: 0, sum: 1.9, mean: 1.9 },
      { from: epochDay('2024-04-15'), to: epochDay('2024-04-21'), events: 0, unknown: 0, sum: 0, mean: undefined },
    ]);
  });

  it('counts only what lies in the range', () => {
    const [month] = goldsteinSeries(events, table, epochDay('2024-04-03'), epochDay('2024-04-07'), 'month');
    expect(month).toEqual({
      from: epochDay('2024-04-03'),
      to: epochDay('2024-04-07'),
      events: 1,
      unknown: 1,
      sum: -2,
      mean: -2,
    });
  });
});

describe('the shipped table', () => {
  const gdelt: GoldsteinTable = new Map(
    goldsteinRows.filter((row) => row['gdelt'] !== '').map((row) => [row['code']!, Number(row['gdelt'])]),
  );
  const icews: GoldsteinTable = new Map(
    goldsteinRows.filter((row) => row['icews'] !== '').map((row) => [row['code']!, Number(row['icews'])]),
  );

  it('has values from -10 to 10, and keeps the two sources apart', () => {
    for (const value of [...gdelt.values(), ...icews.values()]) expect(Math.abs(value)).toBeLessThanOrEqual(10);
    expect([gdelt.get('016'), icews.get('016')]).toEqual([-2, -5]); // "deny responsibility": the best known difference
    expect(gdelt.get('190')).toBe(-10); // use conventional military force
  });

  it('values every shipped event', () => {
    for (const dyad of dyads) {
      const events = eventRows.get(dyad)!.map((row) => ({ day: epochDay(row['date']!), cameo: row['cameo']! }));
      const series = goldsteinSeries(events, gdelt, epochDay('1990-01-01'), epochDay('2026-12-31'), 'month');
      expect(series.reduce((sum, { unknown }) => sum + unknown, 0)).toBe(0);
      expect(series.reduce((sum, { events: count }) => sum + count, 0)).toBe(events.length);
    }
  });
});
