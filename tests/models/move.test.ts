import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { explainMove } from '../../models/move.ts';
import { arbitrary, codebook, DYAD } from './arbitrary.ts';
import { baseline, columnsOf } from './shipped.ts';

const sum = (causes: readonly { readonly indexPoints: number }[]): number =>
  causes.reduce((total, cause) => total + cause.indexPoints, 0);

describe('a move', () => {
  const columns = columnsOf('KOR-RUS');

  it('from 1 March to 5 April 2024 takes KOR-RUS from 70.9 to 80.1, driven by sanctions, a veto and a summons', () => {
    const move = explainMove(columns, baseline, epochDay('2024-03-01'), epochDay('2024-04-05'));
    expect(move.from.index).toBeCloseTo(70.9, 1);
    expect(move.to.index).toBeCloseTo(80.1, 1);
    const ids = move.new.map((cause) => cause.eventId);
    expect(ids.slice(0, 5)).toContain('kor-rus-2024-03-28-unsc-1718-panel-veto');
    expect(ids.slice(0, 5)).toContain('kor-rus-2024-04-02-sanction');
    expect(ids.slice(0, 5)).toContain('kor-rus-2024-04-05-summons-lee-do-hoon');
    expect(sum(move.new) + sum(move.fading)).toBeCloseTo(move.change, 9);
    expect(sum(move.fading)).toBeLessThan(0);
  });

  it('that nothing makes has no cause and no residual', () => {
    const day = epochDay('1980-01-01');
    expect(explainMove(columns, baseline, day, day + 400)).toMatchObject({
      change: 0,
      new: [],
      fading: [],
      residual: 0,
    });
  });

  it('within one day is none', () => {
    const day = epochDay('2024-04-05');
    const move = explainMove(columns, baseline, day, day);
    expect(move.change).toBe(0);
    expect(move.new).toEqual([]);
    expect(move.fading).toEqual([]);
  });

  it('from before the first event begins at neutral, and all of it is new', () => {
    const move = explainMove(columns, baseline, epochDay('1985-01-01'), epochDay('2024-04-05'));
    const point = explainPoint(columns, baseline, epochDay('2024-04-05'));
    expect(move.from.index).toBe(point.neutral);
    expect(move.fading).toEqual([]);
    expect(move.new.map((cause) => cause.eventId)).toEqual(point.contributions.map((cause) => cause.eventId));
  });

  it('takes an event of its first day as known before, and one of the next day as new', () => {
    const from = epochDay('2024-04-05');
    const ofDay = (day: number): string[] => columns.ids.filter((_, event) => columns.day[event] === day);
    const ids = (causes: readonly { readonly eventId: string }[]): string[] => causes.map(({ eventId }) => eventId);
    const summons = 'kor-rus-2024-04-05-summons-lee-do-hoon';
    expect(ofDay(from)).toContain(summons);
    const move = explainMove(columns, baseline, from, from + 30);
    expect(ids(move.fading)).toContain(summons);
    expect(ids(move.new)).not.toContain(summons);
    expect(ids(explainMove(columns, baseline, from - 1, from + 30).new)).toContain(summons);
  });

  it('names each event once, new ones by their day', () => {
    const from = epochDay('2022-01-01');
    const move = explainMove(columns, baseline, from, epochDay('2023-01-01'));
    const all = [...move.new, ...move.fading].map((cause) => cause.eventId);
    const dayOf = (id: string): number => columns.day[columns.ids.indexOf(id)]!;
    expect(new Set(all).size).toBe(all.length);
    for (const cause of move.new) expect(dayOf(cause.eventId)).toBeGreaterThan(from);
    for (const cause of move.fading) expect(dayOf(cause.eventId)).toBeLessThanOrEqual(from);
  });

  it('that runs backwards is refused', () => {
    expect(() => explainMove(columns, baseline, 10, 9)).toThrow(/give the earlier day first/);
  });

  it('is the sum of its causes, for any events, model, direction and days', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.model,
        arbitrary.day,
        arbitrary.day,
        fc.constantFrom('both' as const, 'AAA>BBB' as const, 'BBB>AAA' as const),
        (events, model, p, q, direction) => {
          const columns = eventColumns(DYAD, events, codebook);
          const [from, to] = p < q ? [p, q] : [q, p];
          const move = explainMove(columns, model, from, to, direction);
          expect(Math.abs(move.residual)).toBeLessThan(1e-9);
          expect(Math.abs(sum(move.new) + sum(move.fading) - move.change)).toBeLessThan(1e-9);
          expect(move.to.index).toBeCloseTo(explainPoint(columns, model, to, direction).index, 9);
          expect(move.from.index).toBeCloseTo(explainPoint(columns, model, from, direction).index, 9);
        },
      ),
    );
  });

  it('from A to C is, event by event, no other than A to B to C where the index is nearly straight', () => {
    // The shares of a curved function do depend on the way; on a scale so wide that it is straight they do not.
    const flat = { ...baseline, scale: 10_000 };
    const [a, b, c] = ['2023-06-01', '2024-01-01', '2024-06-30'].map(epochDay);
    const share = (from: number, to: number): Map<string, number> => {
      const move = explainMove(columns, flat, from, to);
      return new Map([...move.new, ...move.fading].map((cause) => [cause.eventId, cause.indexPoints]));
    };
    const whole = share(a!, c!);
    const first = share(a!, b!);
    const second = share(b!, c!);
    for (const [id, points] of whole) expect((first.get(id) ?? 0) + (second.get(id) ?? 0)).toBeCloseTo(points, 4);
  });
});
