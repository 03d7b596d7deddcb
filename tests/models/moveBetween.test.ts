import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import {
  explainMove,
  explainMoveBetween,
  foldSmaller,
  groupsOf,
  MOVE_KINDS,
  type MoveExplanation,
} from '../../models/move.ts';
import { arbitrary, codebook, day, DYAD } from './arbitrary.ts';
import { baseline, columnsOf, codebook as shippedCodebook } from './shipped.ts';

const sumOf = (move: MoveExplanation): number =>
  MOVE_KINDS.flatMap((kind) => move[kind]).reduce((sum, cause) => sum + cause.indexPoints, move.rescaling);
const direction = fc.constantFrom('both' as const, 'AAA>BBB' as const, 'BBB>AAA' as const);

describe('a move between two states', () => {
  it('is the sum of its parts to 1e-9, for any events, revisions, days, models and directions', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.events,
        day,
        day,
        arbitrary.model,
        arbitrary.model,
        direction,
        (known, recorded, a, b, oldModel, newModel, side) => {
          const from = { day: Math.min(a, b), columns: eventColumns(DYAD, known, codebook), model: oldModel };
          const to = { day: Math.max(a, b), columns: eventColumns(DYAD, recorded, codebook), model: newModel };
          const move = explainMoveBetween(from, to, side);
          expect(Math.abs(sumOf(move) - move.change)).toBeLessThan(1e-9);
          expect(Math.abs(move.residual)).toBeLessThan(1e-9);
          expect(move.from.index).toBeCloseTo(explainPoint(from.columns, oldModel, from.day, side).index, 9);
          expect(move.to.index).toBeCloseTo(explainPoint(to.columns, newModel, to.day, side).index, 9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('groups into bars that add up to the change', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        arbitrary.events,
        day,
        day,
        arbitrary.model,
        arbitrary.model,
        (known, recorded, a, b, oldModel, newModel) => {
          const move = explainMoveBetween(
            { day: Math.min(a, b), columns: eventColumns(DYAD, known, codebook), model: oldModel },
            { day: Math.max(a, b), columns: eventColumns(DYAD, recorded, codebook), model: newModel },
          );
          const total = groupsOf(move, codebook).reduce((sum, group) => sum + group.indexPoints, 0);
          expect(Math.abs(total - move.change)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('has no revised and no model part while data and model stay the same', () => {
    const columns = columnsOf('KOR-RUS');
    const move = explainMove(columns, baseline, epochDay('2024-03-01'), epochDay('2024-04-05'));
    expect(move.revised).toEqual([]);
    expect(move.model).toEqual([]);
    expect(move.rescaling).toBe(0);
    expect(move.change).toBeCloseTo(9.2, 1); // 70.9 -> 80.1: the veto is coded as grave as it was
    expect(move.new).toHaveLength(7); // the seven rows dated 11 March to 5 April 2024
  });

  it('gives a recorded event of the past to revised, and the same event of the period to new', () => {
    const columns = columnsOf('KOR-RUS');
    const veto = columns.ids.indexOf('kor-rus-2024-03-28-unsc-1718-panel-veto');
    const ids = columns.ids.filter((_, i) => i !== veto);
    const rows = ids.map((id) => columns.ids.indexOf(id));
    const pick = <A extends Int32Array | Uint16Array | Int8Array | Uint8Array | Float64Array>(array: A): A =>
      array.filter((_, i) => rows.includes(i)) as A;
    const without = {
      ...columns,
      ids,
      day: pick(columns.day),
      type: pick(columns.type),
      actor: pick(columns.actor),
      polarity: pick(columns.polarity),
      severity: pick(columns.severity),
      indirect: pick(columns.indirect),
      unverified: pick(columns.unverified),
      firstSideShare: pick(columns.firstSideShare),
    };
    const kindOfVeto = (from: string): string[] => {
      const move = explainMoveBetween(
        { day: epochDay(from), columns: without, model: baseline },
        { day: epochDay('2024-04-05'), columns, model: baseline },
      );
      return MOVE_KINDS.filter((kind) => move[kind].some((cause) => cause.eventId.endsWith('unsc-1718-panel-veto')));
    };
    expect(kindOfVeto('2024-04-05')).toEqual(['revised']);
    expect(kindOfVeto('2024-03-01')).toEqual(['new']);
    expect(kindOfVeto('2024-04-01')).toEqual(['fading', 'revised']);
  });

  it('refuses to run backwards, naming the remedy', () => {
    const columns = columnsOf('CHN-LTU');
    expect(() => explainMove(columns, baseline, 20_000, 19_999)).toThrow('give the earlier day first');
  });

  it('folds small causes without losing a point', () => {
    const move = explainMove(columnsOf('CHN-USA'), baseline, epochDay('2025-01-01'), epochDay('2025-06-30'));
    const { shown, smaller } = foldSmaller(move.new, 5);
    expect(shown).toHaveLength(5);
    expect(smaller!.events).toBe(move.new.length - 5);
    const whole = move.new.reduce((sum, cause) => sum + cause.indexPoints, 0);
    expect(shown.reduce((sum, cause) => sum + cause.indexPoints, 0) + smaller!.indexPoints).toBeCloseTo(whole, 12);
    expect(groupsOf(move, shippedCodebook)[0]!.kind).toBe('new');
  });
});
