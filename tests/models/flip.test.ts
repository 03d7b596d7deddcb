import { describe, expect, it } from 'vitest';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { flipDistances, targetModel } from '../../models/flip.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { type Statement, marginOf } from '../../models/statement.ts';
import { weightsOf } from '../../models/weights.ts';
import { DYAD, codebook } from './arbitrary.ts';
import { baseline, columnsOf } from './shipped.ts';

const holdsUnder = (statement: Statement, model: ModelDefinition): boolean =>
  marginOf(statement, model).at(weightsOf(model)) > 0;

const act = (fields: Partial<ScoredEvent>): ScoredEvent => ({
  id: 'a',
  day: 0,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'summons',
  polarity: 1,
  severity: 3,
  verified: true,
  ...fields,
});
/** Acts that stay at full strength, so that exposures are whole numbers. */
const lasting: ModelDefinition = {
  ...baseline,
  types: Object.fromEntries(
    Object.entries(baseline.types).map(([type, { weight }]) => [type, { weight, holdDays: 1000, halfLifeDays: 1 }]),
  ),
};
const columns = eventColumns(
  DYAD,
  [
    act({ id: 'a', day: 10, type: 'summons' }),
    act({ id: 'b', day: 20, type: 'summit', polarity: -1 }),
    act({ id: 'c', day: 20, type: 'sanction' }),
  ],
  codebook,
);
const onDay = (day: number) => ({ columns, from: day, to: day, statistic: 'mean' as const });
const tenser = (higher: number, lower: number, byPoints = 0): Statement => ({
  higher: onDay(higher),
  lower: onDay(lower),
  byPoints,
});

describe('the flip distance', () => {
  // Day 10: L = summons 3. Day 20: L = 3 - 6 + 6 = 3. So day 20 is tenser by w(sanction) - w(summit).
  const model: ModelDefinition = {
    ...lasting,
    types: { ...lasting.types, sanction: { weight: 8, holdDays: 1000, halfLifeDays: 1 } },
  };

  it('by hand: day 20 is tenser than day 10 as long as a sanction (8) weighs more than a summit (6)', () => {
    const flips = flipDistances(tenser(20, 10), model);
    const flip = (type: string) => flips.find((one) => one.type === type)!;
    expect(flip('sanction').flipsAt).toBeCloseTo(6, 9);
    expect(flip('sanction').relativeChange).toBeCloseTo(-0.25, 9);
    expect(flip('summit').flipsAt).toBeCloseTo(8, 9);
    expect(flip('summit').relativeChange).toBeCloseTo(1 / 3, 9);
    expect(flip('summons')).toEqual({ type: 'summons', weight: 3, flipsAt: undefined, relativeChange: undefined });
    expect(flips.slice(0, 2).map(({ type }) => type)).toEqual(['sanction', 'summit']); // 25% is nearer than 33%
  });

  it('reverses the statement, just there', () => {
    for (const { type, flipsAt } of flipDistances(tenser(20, 10), model).filter((one) => one.flipsAt !== undefined)) {
      const at = (weight: number) =>
        holdsUnder(tenser(20, 10), { ...model, types: { ...model.types, [type]: { ...model.types[type]!, weight } } });
      expect(at(flipsAt! - 1e-6)).not.toBe(at(flipsAt! + 1e-6));
    }
  });

  it('of what is false is the way to make it true, also for a weight of 0', () => {
    const zero = { ...model, types: { ...model.types, sanction: { ...model.types['sanction']!, weight: 0 } } };
    const sanction = flipDistances(tenser(20, 10), zero).find(({ type }) => type === 'sanction')!;
    expect(sanction.flipsAt).toBeCloseTo(6, 9);
    expect(sanction.relativeChange).toBeUndefined();
  });

  it('of "KOR-RUS rose by 8 points from 1 March to 5 April 2024" hangs on the weight of sanctions most', () => {
    const korRus = columnsOf('KOR-RUS');
    const reading = (date: string) => ({
      columns: korRus,
      from: epochDay(date),
      to: epochDay(date),
      statistic: 'mean' as const,
    });
    const statement: Statement = { higher: reading('2024-04-05'), lower: reading('2024-03-01'), byPoints: 8 };
    expect(holdsUnder(statement, baseline)).toBe(true);
    const [nearest] = flipDistances(statement, baseline);
    expect(nearest!.type).toBe('sanction');
    expect(nearest!.flipsAt!).toBeLessThan(6);
    expect(nearest!.flipsAt!).toBeGreaterThan(0);
  });
});

describe('target mode', () => {
  it('by hand: the smallest change that makes day 20 no less tense than day 10 moves sanction and summit by 3 x 4 / 5', () => {
    // Sanction 2, summit 5, units 2 and 5: least (ds/2)^2 + (dm/5)^2 with ds - dm = 3. Lagrange: ds = 4 t, dm = -25 t, 29 t = 3.
    const model: ModelDefinition = {
      ...lasting,
      types: {
        ...lasting.types,
        sanction: { weight: 2, holdDays: 1000, halfLifeDays: 1 },
        summit: { weight: 5, holdDays: 1000, halfLifeDays: 1 },
      },
    };
    const target = targetModel(tenser(20, 10), model)!;
    expect(target.model.types['sanction']!.weight).toBeCloseTo(2 + 12 / 29, 5);
    expect(target.model.types['summit']!.weight).toBeCloseTo(5 - 75 / 29, 5);
    expect(target.distance).toBeCloseTo(Math.hypot(6 / 29, 15 / 29), 5);
    expect(target.changes.map(({ type }) => type)).toEqual(['summit', 'sanction']);
    expect(holdsUnder(tenser(20, 10), target.model)).toBe(true);
  });

  it('reaches a change in index points, though the index bends, and only just', () => {
    const statement = tenser(20, 10, 12);
    const target = targetModel(statement, lasting)!;
    const margin = marginOf(statement, lasting).at(weightsOf(target.model));
    expect(margin).toBeGreaterThan(0);
    expect(margin).toBeLessThan(1e-6);
  });

  it('of what holds already is the model as it is', () => {
    expect(targetModel(tenser(10, 5), lasting)).toEqual({ model: lasting, distance: 0, changes: [] });
  });

  it('leaves locked weights alone, and never goes below 0', () => {
    const target = targetModel(tenser(20, 10, 3), lasting, new Set(['sanction']))!;
    expect(target.model.types['sanction']!.weight).toBe(6);
    expect(target.model.types['summit']!.weight).toBeGreaterThanOrEqual(0);
    expect(holdsUnder(tenser(20, 10, 3), target.model)).toBe(true);
  });

  it('is undefined where no weights make it true', () => {
    expect(targetModel(tenser(5, 10), lasting)).toBeUndefined(); // nothing happened before day 10, and weights are not below 0
    expect(targetModel(tenser(20, 10, 5), lasting, new Set(Object.keys(lasting.types)))).toBeUndefined();
  });

  it('turns a judgement round on the shipped data with weights near the baseline', () => {
    const korRus = columnsOf('KOR-RUS');
    const year = (from: string, to: string) => ({
      columns: korRus,
      from: epochDay(from),
      to: epochDay(to),
      statistic: 'mean' as const,
    });
    const reversed: Statement = {
      higher: year('2023-01-01', '2023-06-30'),
      lower: year('2024-06-01', '2024-12-31'),
      byPoints: 0,
    };
    expect(holdsUnder(reversed, baseline)).toBe(false);
    const target = targetModel(reversed, baseline)!;
    expect(holdsUnder(reversed, target.model)).toBe(true);
    // Nothing nearer does: a step back towards the baseline makes it false again.
    const back = weightsOf(target.model).map((weight, k) => weight - 0.001 * (weight - weightsOf(baseline)[k]!));
    expect(marginOf(reversed, baseline).at(back)).toBeLessThan(0);
  });
});
