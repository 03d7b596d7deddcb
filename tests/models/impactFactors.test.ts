import { expect, test } from 'vitest';
import { unitImpacts } from '../../models/basis.ts';
import { impactFactorsOf } from '../../models/impactFactors.ts';
import { baseline, columnsOf, dyads } from './shipped.ts';

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

test('a position without an event is refused', () => {
  const columns = columnsOf('CHN-LTU');
  expect(() => impactFactorsOf(columns, columns.ids.length, baseline)).toThrow('CHN-LTU has no event at position 23');
});
