import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { type Basis, basisOf, withColumns } from '../../models/basis.ts';
import { confidenceOf, repetitionsOf, unitImpacts } from '../../models/impacts.ts';
import { type EventColumns, eventColumns } from '../../models/eventColumns.ts';
import { kernel } from '../../models/kernel.ts';
import type { Direction } from '../../models/dyad.ts';
import type { ScoredEvent } from '../../models/event.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { DYAD, FIRST_DAY, LAST_DAY, arbitrary, codebook } from './arbitrary.ts';
import { baseline, columnsOf, dyads } from './shipped.ts';

const act = (fields: Partial<ScoredEvent> = {}): ScoredEvent => ({
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
const columnsOfActs = (...events: ScoredEvent[]) => eventColumns(DYAD, events, codebook);
const withType = (type: string, parameters: Partial<ModelDefinition['types'][string]>): ModelDefinition => ({
  ...baseline,
  types: { ...baseline.types, [type]: { ...baseline.types[type]!, ...parameters } },
});

/** The definition of the exposure, event by event and day by day. */
function directSum(columns: EventColumns, model: ModelDefinition, direction: Direction, type: string, day: number) {
  const impacts = unitImpacts(columns, model, direction);
  let raising = 0;
  let easing = 0;
  let codingVariance = 0;
  impacts.forEach((impact, e) => {
    if (columns.types[columns.type[e]!] !== type) return;
    const left = kernel(day - columns.day[e]!, model.types[type]!);
    const q = confidenceOf(columns, e, model);
    if (impact > 0) raising += impact * left;
    else easing -= impact * left;
    codingVariance += (impact * left) ** 2 * ((1 - q + (model.codingSd ?? 0) ** 2) / q);
  });
  return { raising, easing, codingVariance };
}

/** The first place where a basis is not the direct sum, in words. */
function differenceFromDirectSum(
  basis: Basis,
  columns: EventColumns,
  model: ModelDefinition,
  direction: Direction,
  days: readonly number[],
): string | undefined {
  for (const column of basis.types)
    for (const day of days) {
      const expected = directSum(columns, model, direction, column.type, day);
      for (const part of ['raising', 'easing', 'codingVariance'] as const) {
        const value = column[part][day - basis.firstDay]!;
        if (!(Math.abs(value - expected[part]) <= 1e-9 * Math.max(1, expected[part])))
          return `${part} of ${column.type} on day ${day}: ${value}, by the definition ${expected[part]}`;
      }
    }
  return undefined;
}

describe('the kernel', () => {
  it('is 0 before the act, 1 while it holds, and halves every half-life after', () => {
    expect(kernel(45, { holdDays: 0, halfLifeDays: 45 })).toBe(0.5); // the example of the doc block
    const sanction = { holdDays: 180, halfLifeDays: 365 };
    expect([-1, 0, 180, 180 + 365, 180 + 2 * 365].map((age) => kernel(age, sanction))).toEqual([0, 1, 1, 0.5, 0.25]);
  });

  it('begins to fade where a hold of part of a day ends', () => {
    expect(kernel(1, { holdDays: 0.5, halfLifeDays: 0.5 })).toBe(0.5);
  });
});

describe('the columns of a dyad', () => {
  it('stand in order of day, then id, whatever the order of the rows', () => {
    const columns = columnsOfActs(
      act({ id: 'c', day: 5 }),
      act({ id: 'b', day: -5 }),
      act({ id: 'a', day: 5 }),
      act({ id: 'Z', day: 5 }),
    );
    expect(columns.ids).toEqual(['b', 'Z', 'a', 'c']);
    expect([...columns.day]).toEqual([-5, 5, 5, 5]);
  });

  it('are the same for any order of the rows', () => {
    fc.assert(
      fc.property(
        arbitrary.events.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          expect(eventColumns(DYAD, shuffled, codebook)).toEqual(eventColumns(DYAD, events, codebook));
        },
      ),
    );
  });

  it('say which side acts: half each for a mutual act, and for an outsider the side that is not the target', () => {
    const share = (fields: Partial<ScoredEvent>) => columnsOfActs(act(fields)).firstSideShare[0];
    expect(share({ actor: 'AAA', target: 'BBB' })).toBe(1);
    expect(share({ actor: 'BBB', target: 'AAA' })).toBe(0);
    expect(share({ actor: 'BBB', target: 'UN' })).toBe(0);
    expect(share({ actor: 'BBB', target: 'AAA', type: 'summit' })).toBe(0.5);
    expect(share({ actor: 'EU', target: 'BBB' })).toBe(1);
    expect(share({ actor: 'EU', target: 'AAA' })).toBe(0);
    expect(share({ actor: 'EU', target: 'UN' })).toBe(0.5);
  });

  it('are empty for a dyad without events', () => {
    expect(columnsOfActs()).toMatchObject({ ids: [], types: [], actors: [], day: new Int32Array(0) });
  });

  it('are not made of a type that the codebook does not have', () => {
    expect(() => columnsOfActs(act({ type: 'embargo' }))).toThrow(
      'The type "embargo" of an event of AAA-BBB is not in the codebook',
    );
  });
});

describe('the unit impact of an event', () => {
  it('is polarity x severity x role x confidence', () => {
    const impact = (fields: Partial<ScoredEvent>) => unitImpacts(columnsOfActs(act(fields)), baseline)[0];
    expect(impact({})).toBe(1);
    expect(impact({ severity: 1 })).toBe(0.4);
    expect(impact({ severity: 5, polarity: -1 })).toBe(-2.2);
    expect(impact({ role: 'indirect' })).toBe(0.5);
    expect(impact({ verified: false })).toBe(0.7);
    expect(impact({ severity: 4, role: 'indirect', verified: false })).toBeCloseTo(1.5 * 0.5 * 0.7, 15);
  });

  it('shrinks by one factor for each earlier act of the same type and actor within the window', () => {
    const columns = columnsOfActs(
      act({ id: 'a', day: 0 }),
      act({ id: 'b', day: 10 }),
      act({ id: 'c', day: 29 }), // 29 days after a: within 30
      act({ id: 'd', day: 40 }), // 30 days after b: no longer; 11 after c
      act({ id: 'e', day: 40, actor: 'BBB' }),
      act({ id: 'f', day: 40, type: 'other' }),
      act({ id: 'g', day: 40, polarity: -1 }), // polarity does not matter: it repeats c and d
    );
    expect([...repetitionsOf(columns, 30)]).toEqual([0, 1, 2, 1, 0, 0, 2]);
    const impacts = unitImpacts(columns, baseline);
    expect([...impacts].map((impact) => Number(impact.toFixed(12)))).toEqual([1, 0.85, 0.7225, 0.85, 1, 1, -0.7225]);
  });

  it('counts acts of one day by their ids, and none in a window of 0 days', () => {
    const columns = columnsOfActs(act({ id: 'b' }), act({ id: 'a' }));
    expect(columns.ids).toEqual(['a', 'b']);
    expect([...repetitionsOf(columns, 30)]).toEqual([0, 1]);
    expect([...repetitionsOf(columns, 0)]).toEqual([0, 0]);
  });

  it('counts repetitions as the definition says, on random events', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        fc.oneof(fc.integer({ min: 0, max: 90 }), fc.double({ min: 0, max: 90, noNaN: true })),
        (events, windowDays) => {
          const columns = eventColumns(DYAD, events, codebook);
          const { day, type, actor } = columns;
          const expected = columns.ids.map(
            (_, e) =>
              columns.ids.filter(
                (_, j) => j < e && type[j] === type[e] && actor[j] === actor[e] && day[e]! - day[j]! < windowDays,
              ).length,
          );
          expect([...repetitionsOf(columns, windowDays)]).toEqual(expected);
        },
      ),
    );
  });

  it('of the two directions adds up to that of both', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.model, (events, model) => {
        const columns = eventColumns(DYAD, events, codebook);
        const first = unitImpacts(columns, model, 'AAA>BBB');
        const second = unitImpacts(columns, model, 'BBB>AAA');
        unitImpacts(columns, model).forEach((impact, e) => expect(first[e]! + second[e]!).toBeCloseTo(impact, 12));
      }),
    );
  });

  it('is found with the direction that is asked for', () => {
    const columns = columnsOfActs(
      act({ id: 'a' }),
      act({ id: 'b', actor: 'BBB', target: 'AAA' }),
      act({ id: 'c', type: 'summit', polarity: -1 }),
    );
    expect([...unitImpacts(columns, baseline, 'AAA>BBB')]).toEqual([1, 0, -0.5]);
    expect([...unitImpacts(columns, baseline, 'BBB>AAA')]).toEqual([0, 1, -0.5]);
    expect(() => unitImpacts(columns, baseline, 'aaa>bbb')).toThrow('not a direction');
  });
});

describe('the basis', () => {
  it('is the direct sum over events, to 1e-9, on every day: for any events, holds, windows and directions', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.model,
        fc.constantFrom<Direction>('both', 'AAA>BBB', 'BBB>AAA'),
        fc.tuple(arbitrary.day, arbitrary.day).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
        (events, model, direction, [firstDay, lastDay]) => {
          const columns = eventColumns(DYAD, events, codebook);
          const days = [
            ...new Set([
              firstDay,
              firstDay + 1,
              lastDay,
              ...events.flatMap((e) => [e.day - 1, e.day, e.day + 1]),
              ...Array.from({ length: 12 }, (_, i) => firstDay + Math.floor(((lastDay - firstDay) * i) / 12)),
            ]),
          ];
          const shown = days.filter((day) => day >= firstDay && day <= lastDay);
          expect(
            differenceFromDirectSum(
              basisOf(columns, model, firstDay, lastDay, direction),
              columns,
              model,
              direction,
              shown,
            ),
          ).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the direct sum over events for the shipped dyads, day by day through a year', () => {
    for (const dyad of dyads) {
      const columns = columnsOf(dyad);
      const [firstDay, lastDay] = [columns.day[0]!, columns.day[0]! + 9000];
      const days = Array.from({ length: 366 }, (_, i) => lastDay - i);
      expect(
        differenceFromDirectSum(basisOf(columns, baseline, firstDay, lastDay), columns, baseline, 'both', days),
      ).toBeUndefined();
    }
  });

  // The recursion once took a whole day's fading off such an act on the first day.
  it('that begins on the day an act with a hold of half a day begins to fade has the fading of half a day', () => {
    const model = withType('summons', { holdDays: 0.5, halfLifeDays: 1 });
    expect(basisOf(columnsOfActs(act({ day: 0 })), model, 1, 3).types[0]!.raising).toEqual(
      Float64Array.of(2 ** -0.5, 2 ** -1.5, 2 ** -2.5),
    );
  });

  it('with some columns built anew is that of the other model, bit by bit; the rest are the same arrays', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.model,
        arbitrary.model,
        fc.subarray(['sanction', 'summons', 'summit', 'other']),
        (events, before, other, changed) => {
          const columns = eventColumns(DYAD, events, codebook);
          const after: ModelDefinition = {
            ...before,
            types: { ...before.types, ...Object.fromEntries(changed.map((type) => [type, other.types[type]!])) },
          };
          const built = basisOf(columns, before, FIRST_DAY, LAST_DAY);
          const rebuilt = withColumns(built, columns, after, new Set(changed));
          expect(rebuilt).toEqual(basisOf(columns, after, FIRST_DAY, LAST_DAY));
          built.types.forEach((column, k) => expect(rebuilt.types[k] === column).toBe(!changed.includes(column.type)));
        },
      ),
    );
  });

  it('is the same whether it begins early or late', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.model, arbitrary.day, (events, model, day) => {
        const columns = eventColumns(DYAD, events, codebook);
        const late = basisOf(columns, model, day, LAST_DAY);
        const early = basisOf(columns, model, FIRST_DAY, LAST_DAY);
        late.types.forEach((column, k) => {
          const different = column.raising.findIndex(
            (value, i) => Math.abs(value - early.types[k]!.raising[i + day - FIRST_DAY]!) > 1e-9 * Math.max(1, value),
          );
          expect(different).toBe(-1);
        });
      }),
    );
  });

  it('is 0 on the days before the first event, and exactly 0 again when nothing is left', () => {
    const model = withType('summons', { halfLifeDays: 0.1 });
    const { raising } = basisOf(columnsOfActs(act({ day: 10 })), model, 0, 400).types[0]!;
    expect(raising.slice(0, 10)).toEqual(new Float64Array(10));
    expect(raising[10]).toBe(1);
    expect(raising[400]).toBe(0); // 3,900 halvings: below the smallest number there is
  });

  it('is exactly 0 in the end for slow fading too, and does not linger at the smallest number there is', () => {
    const model = withType('summons', { halfLifeDays: 30 });
    expect(basisOf(columnsOfActs(act()), model, 0, 36_000).types[0]!.raising[36_000]).toBe(0);
  });

  it('keeps no rounding of large acts when they end: never below 0, and exactly 0 when none is held', () => {
    const large = 1000;
    const rounded = [0.1, 0.3, 0.7, 1.1].find((amount) => large + amount - large - amount < 0)!; // sums to less than its parts
    const model = {
      ...withType('sanction', { holdDays: 200, halfLifeDays: 0.1 }),
      severity: [1e-20, rounded, 1, 1, large],
      repetition: { windowDays: 0, factor: 1 },
    } satisfies ModelDefinition;
    const held = [
      act({ id: 'a', day: 0, severity: 5 }),
      act({ id: 'b', day: 1, severity: 2 }),
      act({ id: 'c', day: 150, severity: 1 }),
    ];
    const { raising } = basisOf(columnsOfActs(...held.map((event) => ({ ...event, type: 'sanction' }))), model, 0, 500)
      .types[0]!;
    expect(raising[300]).toBeGreaterThanOrEqual(0); // only the 1e-20 is held
    expect(raising[300]).toBeLessThan(1e-12);
    expect(raising[500]).toBe(0);
  });

  it('of events that all lie ahead is 0 throughout', () => {
    const { types } = basisOf(columnsOfActs(act({ day: 100 })), baseline, 0, 99);
    expect(types).toHaveLength(1);
    expect(types[0]!.raising.every((value) => value === 0)).toBe(true);
  });

  it('of a dyad without events has no columns', () => {
    expect(basisOf(columnsOfActs(), baseline, 0, 9)).toEqual({ dyad: DYAD, firstDay: 0, lastDay: 9, types: [] });
  });

  it('says which of its columns have anything in them', () => {
    const [summons, other] = basisOf(
      columnsOfActs(act(), act({ id: 'b', type: 'other' }), act({ id: 'c', type: 'other', polarity: -1 })),
      baseline,
      0,
      1,
    ).types;
    expect([summons!.raises, summons!.eases, other!.raises, other!.eases]).toEqual([true, false, true, true]);
  });

  it('has at least one day', () => {
    expect(() => basisOf(columnsOfActs(), baseline, 5, 4)).toThrow('the last must not lie before the first');
  });
});
