import { describe, expect, it } from 'vitest';
import { epochDay, toIsoDate } from '../../../models/calendar.ts';
import { indexOf } from '../../../models/score.ts';
import { goldsteinSeries } from '../../../models/methods/goldstein.ts';
import { METHOD_NAMES, methodSeries, type MethodInput } from '../../../models/methods/method.ts';
import { baseline, columnsOf, dyads, eventRows, goldsteinRows, shippedScore } from '../shipped.ts';

const TO = epochDay('2026-08-31');
const gdelt = new Map(
  goldsteinRows.filter((row) => row['gdelt'] !== '').map((row) => [row['code']!, Number(row['gdelt'])]),
);

function inputOf(dyad: string): MethodInput {
  const columns = columnsOf(dyad);
  const byId = new Map(eventRows.get(dyad)!.map((row) => [row['id']!, row['cameo']!]));
  return {
    columns,
    cameo: columns.ids.map((id) => byId.get(id)!),
    model: baseline,
    goldstein: gdelt,
    score: shippedScore(dyad, TO),
  };
}
const korea = inputOf('KOR-RUS');

describe('the methods side by side', () => {
  it('stand on the same whole periods, from that of the first event on', () => {
    for (const step of ['week', 'month'] as const) {
      const [index, ...others] = METHOD_NAMES.map((name) =>
        methodSeries(name, korea, TO, step).map(({ from, to, events }) => [from, to, events]),
      );
      for (const other of others) expect(other).toEqual(index);
    }
    const months = methodSeries('index', korea, TO, 'month');
    expect([toIsoDate(months[0]!.from), toIsoDate(months[0]!.to)]).toEqual(['1990-06-01', '1990-06-30']); // the first event is of 4 June 1990
    expect(toIsoDate(methodSeries('index', korea, TO, 'week')[0]!.from)).toBe('1990-06-04'); // a Monday
  });

  it('count every event once', () => {
    for (const dyad of dyads) {
      const input = inputOf(dyad);
      expect(methodSeries('log-ratio', input, TO, 'month').reduce((sum, { events }) => sum + events, 0)).toBe(
        input.columns.day.length,
      );
    }
  });

  it('say of silence what they are: a sum is 0, a mean and a share are nothing, a level stays', () => {
    const silent = methodSeries('index', korea, TO, 'month').findIndex(({ events }) => events === 0);
    const at = (name: (typeof METHOD_NAMES)[number]) => methodSeries(name, korea, TO, 'month')[silent]!;
    expect(at('goldstein-sum').value).toBe(0);
    expect(at('goldstein-mean').value).toBeUndefined();
    expect(at('conflict-share').value).toBeUndefined();
    expect(at('log-ratio')).toMatchObject({ value: 0, error: 2 });
    expect(at('yan').value).toBe(methodSeries('yan', korea, TO, 'month')[silent - 1]!.value);
  });

  it('are the methods’ own functions: the Goldstein sums, and the index on the last day', () => {
    const months = methodSeries('goldstein-sum', korea, TO, 'month');
    const events = korea.cameo.map((cameo, e) => ({ cameo, day: korea.columns.day[e]! }));
    expect(months.map(({ value }) => value)).toEqual(
      goldsteinSeries(events, gdelt, months[0]!.from, TO, 'month').map(({ sum }) => sum),
    );
    const april = methodSeries('index', korea, TO, 'month').find(({ to }) => to === epochDay('2024-04-30'))!;
    expect(april.value).toBe(indexOf(korea.score.tension[april.to - korea.score.firstDay]!, baseline.scale));
    expect(april.value).toBeCloseTo(77.8, 1); // as the dyad page prints it
  });

  it('have nothing to say of a dyad without events, and refuse days that are not scored', () => {
    const nobody = columnsOf('FRA-MLI');
    expect(methodSeries('yan', { ...korea, columns: nobody, cameo: [] }, TO, 'month')).toEqual([]);
    expect(() => methodSeries('index', korea, TO + 40, 'month')).toThrow(/is asked for/);
  });
});
