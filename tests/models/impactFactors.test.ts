import { expect, test } from 'vitest';
import { unitImpacts } from '../../models/impacts.ts';
import { impactAlone, impactFactorsOf } from '../../models/impactFactors.ts';
import { eventOfRow } from './rows.ts';
import { baseline, columnsOf, dyads, eventRows } from './shipped.ts';

test.each(dyads)('the impact of every event of %s is its polarity times the product of its factors', (dyad) => {
  const columns = columnsOf(dyad);
  const impacts = unitImpacts(columns, baseline);
  columns.ids.forEach((_id, event) => {
    const { weight, severityMultiplier, roleMultiplier, confidence, repetition, impact } = impactFactorsOf(
      columns,
      event,
      baseline,
    );
    expect(impact).toBeCloseTo(
      columns.polarity[event]! * weight * severityMultiplier * roleMultiplier * confidence * repetition,
      12,
    );
    expect(impact).toBe(impacts[event]! * weight);
  });
});

test.each(dyads)(
  'the impact of an event of %s alone is its impact where it repeats none, whichever way it points',
  (dyad) => {
    const columns = columnsOf(dyad);
    for (const event of eventRows.get(dyad)!.map(eventOfRow)) {
      const { impact, repetition } = impactFactorsOf(columns, columns.ids.indexOf(event.id), baseline);
      expect(impactAlone(event, baseline)).toBeCloseTo(Math.abs(impact) / repetition, 12);
    }
  },
);

test('a position without an event is refused', () => {
  const columns = columnsOf('CHN-LTU');
  expect(() => impactFactorsOf(columns, columns.ids.length, baseline)).toThrow(
    `CHN-LTU has no event at position ${columns.ids.length}`,
  );
});
