import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { spreadLabels } from '../../client/charts/places.ts';

describe('labels beside the bars', () => {
  it('stay where they want to be when they have room', () => {
    expect(spreadLabels([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]);
  });

  it('are pushed apart in their order', () => {
    expect(spreadLabels([50, 51, 52], 15, 0, 100)).toEqual([50, 65, 80]);
  });

  it('are pushed back from the lower end', () => {
    expect(spreadLabels([95, 96], 15, 0, 100)).toEqual([85, 100]);
  });

  it('keep their distance, whatever they want', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 7 }), (wanted) => {
        const placed = spreadLabels(wanted, 14, 0, 100).toSorted((a, b) => a - b);
        for (let i = 1; i < placed.length; i++) expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
      }),
    );
  });
});
