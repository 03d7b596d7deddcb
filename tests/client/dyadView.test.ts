import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import {
  changedQuery,
  type DyadView,
  heldRange,
  parseDyadView,
  SORTS,
  viewQuery,
  windowOf,
} from '../../client/state/dyadView.ts';

const parse = (text: string) => parseDyadView(new URLSearchParams(text), 'KOR-RUS');

describe('a change of the address', () => {
  it('writes what it changes and nothing else, also from a view that is a moment old', () => {
    const { view } = parse('from=2024-01-01&to=2024-06-30&model=baseline@416c0292');
    expect(changedQuery(view, { b: epochDay('2024-04-05') })).toEqual({ b: '2024-04-05' });
    expect(changedQuery(view, { range: '1y' })).toEqual({ range: '1y', from: undefined, to: undefined });
    expect(changedQuery(view, { step: 'day' })).toEqual({});
  });
});

describe('the address of a dyad page', () => {
  it('without parameters is the last five years by day', () => {
    const { view, faults } = parse('');
    expect(faults).toEqual([]);
    expect(view).toMatchObject({
      range: '5y',
      step: 'day',
      layer: 'index',
      direction: 'both',
      table: false,
      sort: 'date',
      descending: true,
    });
  });

  it('can pin a range, marks, a model and a moment', () => {
    const { view, faults } = parse(
      'from=2024-01-01&to=2024-06-30&a=2024-03-01&b=2024-04-05&model=baseline@416c0292&asOf=2026-11-23T18:54:56.449Z&direction=KOR>RUS',
    );
    expect(faults).toEqual([]);
    expect(view).toMatchObject({
      range: { from: epochDay('2024-01-01'), to: epochDay('2024-06-30') },
      a: epochDay('2024-03-01'),
      b: epochDay('2024-04-05'),
      model: 'baseline@416c0292',
      asOf: '2026-11-23T18:54:56.449Z',
      direction: 'KOR>RUS',
    });
  });

  it.each([
    ['from=2024-13-01&to=2024-06-30', /from=2024-13-01 is not a calendar date/],
    ['from=2024-06-30&to=2024-01-01', /lies after/],
    ['from=2024-01-01', /both from and to/],
    ['range=2y', /range=2y is not one of 90d, 1y, 5y, all/],
    ['step=hour', /step=hour is not one of/],
    ['direction=USA>RUS', /direction=USA>RUS is not one of both, KOR>RUS, RUS>KOR/],
    ['asOf=yesterday', /asOf=yesterday is not a moment/],
    ['b=2024-02-30', /b=2024-02-30 is not a calendar date/],
  ])('says what is wrong with %s and shows the default', (text, sentence) => {
    const { view, faults } = parse(text);
    expect(faults.join(' ')).toMatch(sentence);
    expect(view.range).toBe('5y');
  });

  it('says any view, and means it again', () => {
    const day = fc.option(fc.integer({ min: 0, max: 25_000 }), { nil: undefined });
    const view: fc.Arbitrary<DyadView> = fc.record({
      range: fc.oneof(
        fc.constantFrom('90d' as const, '1y' as const, '5y' as const, 'all' as const),
        fc
          .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 5000 }))
          .map(([from, length]) => ({ from, to: from + length })),
      ),
      step: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      layer: fc.constantFrom('index' as const, 'parts' as const),
      direction: fc.constantFrom('both' as const, 'KOR>RUS' as const, 'RUS>KOR' as const),
      model: fc.option(fc.constantFrom('baseline', 'baseline@416c0292'), { nil: undefined }),
      asOf: fc.option(fc.constantFrom('2026-05-01', '2026-05-01T12:00:00Z'), { nil: undefined }),
      a: day,
      b: day,
      table: fc.boolean(),
      allEvents: fc.boolean(),
      search: fc.string(),
      type: fc.constantFrom('', 'sanction'),
      sort: fc.constantFrom(...SORTS),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(view, (shown) => {
        const text = new URLSearchParams(
          Object.entries(viewQuery(shown)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ).toString();
        expect(parse(text)).toEqual({ view: shown, faults: [] });
      }),
    );
  });
});

describe('the window', () => {
  const first = epochDay('1990-03-06');
  const last = epochDay('2026-11-23');
  const firstEvent = epochDay('1990-06-04');

  it('of a named range ends on the last day of the series', () => {
    expect(windowOf('1y', first, last, firstEvent)).toEqual({ from: last - 365, to: last });
    expect(windowOf('all', first, last, firstEvent)).toEqual({ from: first, to: last });
  });

  it('of an address that lies outside the line is named and defaulted, one that leaves it is named and held', () => {
    expect(heldRange({ from: last + 10, to: last + 20 }, first, last)).toEqual({
      range: '5y',
      faults: [
        'from=2026-12-03 to=2026-12-13 lies outside the line, which has days from 1990-03-06 to 2026-11-23: the last five years are shown.',
      ],
    });
    const across = { from: first - 1, to: last + 1 };
    expect(heldRange(across, first, last)).toEqual({
      range: across,
      faults: [
        'from=1990-03-05 lies before the line begins: it is shown from 1990-03-06.',
        'to=2026-11-24 lies after the last day of the line: it is shown to 2026-11-23.',
      ],
    });
    expect(heldRange({ from: first, to: last }, first, last).faults).toEqual([]);
    expect(heldRange('1y', first, last)).toEqual({ range: '1y', faults: [] });
  });

  it('never leaves the series', () => {
    expect(windowOf({ from: 0, to: 99_999 }, first, last, firstEvent)).toEqual({ from: first, to: last });
    expect(windowOf({ from: last + 10, to: last + 20 }, first, last, firstEvent)).toEqual({ from: last, to: last });
  });
});
