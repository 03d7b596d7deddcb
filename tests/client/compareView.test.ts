import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METHOD_NAMES } from '../../models/methods/method.ts';
import { ARRANGEMENTS } from '../../client/charts/comparePanes.ts';
import {
  changedView,
  compareQuery,
  type CompareView,
  parseCompareView,
  SUBJECTS,
} from '../../client/state/compareView.ts';

const parse = (text: string) => parseCompareView(new URLSearchParams(text));
const standard = parse('').view;
const address = (view: CompareView): string =>
  new URLSearchParams(
    Object.entries(compareQuery(view)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();

describe('the address of a comparison', () => {
  it('may be empty: then the page chooses what, and shows five years in one pane', () => {
    expect(parse('')).toEqual({ view: standard, faults: [] });
    expect(standard).toMatchObject({
      by: 'dyads',
      dyads: [],
      arrangement: 'overlay',
      scale: 'level',
      range: '5y',
      step: 'day',
    });
    expect(compareQuery(standard)['view']).toBeUndefined();
  });

  it('gives back any view that it was written from', () => {
    const arbitraryView = fc
      .record({
        by: fc.constantFrom(...SUBJECTS),
        dyads: fc.uniqueArray(fc.constantFrom('KOR-RUS', 'PRK-RUS', 'CHN-USA', 'IND-PAK'), { maxLength: 4 }),
        models: fc.uniqueArray(fc.constantFrom('baseline', 'baseline@1', 'other@0a1b2c3d'), { maxLength: 3 }),
        methods: fc.uniqueArray(fc.constantFrom(...METHOD_NAMES), { minLength: 1, maxLength: 6 }),
        arrangement: fc.constantFrom(...ARRANGEMENTS),
        scale: fc.constantFrom('level' as const, 'percentile' as const, 'z' as const),
        range: fc.oneof(
          fc.constantFrom('90d' as const, '1y' as const, '5y' as const, 'all' as const),
          fc.constant({ from: 19_000, to: 19_500 }),
        ),
        step: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        asOf: fc.constantFrom(undefined, '2026-05-01', '2026-05-01T12:00:00.000Z'),
        table: fc.boolean(),
        levels: fc.boolean(),
        notes: fc.boolean(),
      })
      .map((view): CompareView =>
        view.by === 'methods'
          ? {
              ...view,
              step: view.step === 'day' ? 'month' : view.step,
              scale: view.arrangement !== 'multiples' && view.scale === 'level' ? 'z' : view.scale,
            }
          : { ...view, methods: standard.methods },
      );
    fc.assert(
      fc.property(arbitraryView, (view) => {
        expect(parse(address(view))).toEqual({ view, faults: [] });
      }),
    );
  });

  it('takes dyads in any order and case, once each, six at most, and says what it leaves out', () => {
    expect(parse('dyads=rus-kor,PRK-RUS').view.dyads).toEqual(['KOR-RUS', 'PRK-RUS']);
    expect(parse('dyads=KOR-RUS,XX').faults).toEqual([
      'dyads: “XX” is not a dyad (write two ISO codes, such as KOR-RUS): it is left out.',
    ]);
    expect(parse('dyads=KOR-RUS,RUS-KOR')).toMatchObject({
      view: { dyads: ['KOR-RUS'] },
      faults: ['dyads names the same twice: it is shown once.'],
    });
    const seven = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((letter) => `${letter}AA-ZZZ`).join();
    expect(parse(`dyads=${seven}`).view.dyads).toHaveLength(6);
    expect(parse(`dyads=${seven}`).faults[0]).toMatch(/lists 7 lines, but at most 6 can be told apart/);
  });

  it('tells every fault in a sentence and shows something else', () => {
    const { view, faults } = parse(
      'by=weather&view=pie&scale=log&step=year&from=2024-13-01&asOf=soon&models=a%20b&methods=magic',
    );
    expect(view).toEqual(standard);
    expect(faults).toHaveLength(8);
    for (const fault of faults) expect(fault).toMatch(/^[a-zA-Z]+[:= ].*\.$/);
    expect(parse('from=2024-02-01&to=2024-01-01').faults).toEqual([
      'from=2024-02-01 lies after to=2024-01-01: the last five years are shown.',
    ]);
  });

  it('does not put the levels of different units into one pane', () => {
    expect(parse('by=methods&view=overlay').view.scale).toBe('percentile');
    expect(parse('by=methods').view).toMatchObject({ arrangement: 'multiples', scale: 'level', step: 'month' });
    expect(parse('by=methods&view=overlay&scale=level').faults[0]).toMatch(/different units/);
    expect(parse('by=methods&step=day').faults[0]).toMatch(/a week or a month/);
  });
});

describe('a change of the view', () => {
  it('to methods brings panes of their own and months; back to dyads one pane and days', () => {
    const methods = changedView(standard, { by: 'methods' });
    expect(methods).toMatchObject({ arrangement: 'multiples', scale: 'level', step: 'month' });
    expect(changedView(methods, { by: 'dyads' })).toMatchObject({
      arrangement: 'overlay',
      scale: 'level',
      step: 'day',
    });
  });

  it('to one pane of methods brings percentiles, and keeps a standing that was chosen', () => {
    const methods = changedView(standard, { by: 'methods' });
    expect(changedView(methods, { arrangement: 'overlay' }).scale).toBe('percentile');
    expect(changedView({ ...methods, scale: 'z' }, { arrangement: 'overlay' }).scale).toBe('z');
  });

  it('always can be written and read again without a fault', () => {
    for (const by of SUBJECTS)
      for (const arrangement of ARRANGEMENTS)
        expect(parse(address(changedView(changedView(standard, { by }), { arrangement }))).faults).toEqual([]);
  });
});
