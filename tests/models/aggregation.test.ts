import { describe, expect, it } from 'vitest';
import { type Aggregation, normalise, ranks, rankShift, weightedMean } from '../../models/aggregation.ts';
import { coinrIsThere, coinrNote, coinrTable } from './knownAnswers.ts';
import type { Row } from './rows.ts';

describe('a weighted mean', () => {
  it('by hand', () => {
    expect(weightedMean([1, 4], [1, 1], { kind: 'geometric' })).toBe(2); // the example of the doc block
    expect(weightedMean([1, 4], [3, 1], { kind: 'arithmetic' })).toBe(1.75);
    expect(weightedMean([1, 4], [1, 1], { kind: 'harmonic' })).toBe(1.6);
    expect(weightedMean([1, 9], [1, 1], { kind: 'power', exponent: 0.5 })).toBe(4); // ((1 + 3) / 2)^2
    expect(weightedMean([-2, 4], [1, 1], { kind: 'arithmetic' })).toBe(1);
  });

  it('is bounded by the order of means: harmonic, geometric, power of a half, arithmetic', () => {
    const kinds: Aggregation[] = [
      { kind: 'harmonic' },
      { kind: 'geometric' },
      { kind: 'power', exponent: 0.5 },
      { kind: 'arithmetic' },
    ];
    const means = kinds.map((kind) => weightedMean([3, 7, 50], [1, 2, 0.5], kind)!);
    expect(means).toEqual(means.toSorted((a, b) => a - b));
  });

  it('of nothing is nothing', () => {
    expect(weightedMean([], [], { kind: 'arithmetic' })).toBeUndefined();
    expect(weightedMean([3], [0], { kind: 'geometric' })).toBeUndefined();
  });

  it('is refused for a negative weight, and for values that have none', () => {
    expect(() => weightedMean([1], [-1], { kind: 'arithmetic' })).toThrow('The weight -1 is negative');
    expect(() => weightedMean([0], [1], { kind: 'geometric' })).toThrow('The value 0 has no geometric mean');
    expect(() => weightedMean([-1], [1], { kind: 'power', exponent: 0.5 })).toThrow('has no power mean');
  });
});

describe('normalisation', () => {
  it('brings the least to the one end and the greatest to the other, and keeps what is missing', () => {
    expect(normalise([2, 3, 4], 0, 100)).toEqual([0, 50, 100]); // the example of the doc block
    expect(normalise([2, undefined, 4], 1, 100, -1)).toEqual([100, undefined, 1]);
    expect(normalise([5, 5], 0, 100)).toEqual([undefined, undefined]);
    expect(normalise([], 0, 1)).toEqual([]);
  });
});

describe('ranks', () => {
  it('begin with the greatest; equal values share the best', () => {
    expect(ranks([10, 30, 20, 20, 5])).toEqual([4, 1, 2, 2, 5]);
    expect(rankShift([3, 2, 1], [1, 2, 3])).toEqual({ shifts: [2, 0, -2], meanAbsolute: 4 / 3 });
    expect(() => rankShift([1], [1, 2])).toThrow('1 before and 2 after');
  });
});

describe.skipIf(!coinrIsThere)(`the ASEM example of the R package COINr 1.1.14${coinrNote}`, () => {
  const meta = coinrIsThere ? coinrTable('asem_iMeta.csv').filter((row) => row['Level'] !== '') : [];
  const parentOf = new Map(meta.map((row) => [row['iCode']!, row['Parent']!]));
  const weightOf = new Map(meta.map((row) => [row['iCode']!, Number(row['Weight'])]));
  const childrenOf = (code: string): string[] =>
    meta.filter((row) => row['Parent'] === code).map((row) => row['iCode']!);
  const aggregates = meta.filter((row) => row['Type'] === 'Aggregate').map((row) => row['iCode']!);
  const normalised = coinrIsThere ? coinrTable('coin_normalised.csv') : [];
  const byCode = (rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [row['uCode']!, row]));

  /** The value of an aggregate of one country, from its indicators up; `without` drops one element. */
  function valueOf(
    code: string,
    values: (indicator: string) => number,
    aggregation: Aggregation,
    without?: string,
  ): number {
    const children = childrenOf(code).filter((child) => child !== without);
    if (children.length === 0) return values(code);
    return weightedMean(
      children.map((child) => valueOf(child, values, aggregation, without)),
      children.map((child) => weightOf.get(child)!),
      aggregation,
    )!;
  }

  it('is aggregated by the arithmetic mean as COINr does, to 1e-9', () => {
    const answers = byCode(coinrTable('coin_aggregated.csv'));
    for (const row of normalised)
      for (const code of aggregates)
        expect(
          Math.abs(
            valueOf(code, (indicator) => Number(row[indicator]), { kind: 'arithmetic' }) -
              Number(answers.get(row['uCode']!)![code]),
          ),
        ).toBeLessThan(1e-9);
  });

  it.each<[string, Aggregation]>([
    ['amean', { kind: 'arithmetic' }],
    ['gmean', { kind: 'geometric' }],
    ['hmean', { kind: 'harmonic' }],
    ['genmean', { kind: 'power', exponent: 0.5 }],
  ])('on the range 1..100 is aggregated by a_%s as COINr does, to 1e-9', (name, aggregation) => {
    const answers = byCode(coinrTable(`agg_minmax1_100_a_${name}.csv`));
    const onRange = new Map(
      meta
        .filter((row) => row['Type'] === 'Indicator')
        .map(({ iCode }) => {
          const values = normalise(
            normalised.map((row) => Number(row[iCode!])),
            1,
            100,
          );
          return [iCode!, new Map(normalised.map((row, i) => [row['uCode']!, values[i]!]))];
        }),
    );
    for (const { uCode } of normalised)
      for (const code of aggregates)
        expect(
          Math.abs(
            valueOf(code, (indicator) => onRange.get(indicator)!.get(uCode!)!, aggregation) -
              Number(answers.get(uCode!)![code]),
          ),
        ).toBeLessThan(1e-9);
  });

  it('is ranked as COINr does', () => {
    const answers = byCode(coinrTable('results_table.csv'));
    const rank = ranks(
      normalised.map((row) => valueOf('Index', (indicator) => Number(row[indicator]), { kind: 'arithmetic' })),
    );
    normalised.forEach((row, i) => expect(rank[i]).toBe(Number(answers.get(row['uCode']!)!['Rank'])));
  });

  it('shifts its ranks without one of the pillars as COINr does, to 1e-9', () => {
    const index = (without?: string): number[] =>
      normalised.map((row) => valueOf('Index', (indicator) => Number(row[indicator]), { kind: 'arithmetic' }, without));
    for (const { k, MeanAbsDiff } of coinrTable('remove_elements_level2_meanabsrankdiff.csv'))
      expect(
        Math.abs(rankShift(index(), index(k === 'Nominal' ? undefined : k)).meanAbsolute - Number(MeanAbsDiff)),
      ).toBeLessThan(1e-9);
  });

  it('has indicators that COINr normalised from raw values that it had not treated: ours are the same, to 1e-9', () => {
    const raw = coinrTable('asem_iData.csv');
    const answers = byCode(normalised);
    let same = 0;
    for (const row of meta.filter(({ Type }) => Type === 'Indicator')) {
      const values = normalise(
        raw.map((country) =>
          country[row['iCode']!] === 'NA' || country[row['iCode']!] === '' ? undefined : Number(country[row['iCode']!]),
        ),
        0,
        100,
        row['Direction'] === '-1' ? -1 : 1,
      );
      if (
        raw.every(
          (country, i) => Math.abs((values[i] ?? NaN) - Number(answers.get(country['uCode']!)![row['iCode']!])) < 1e-9,
        )
      )
        same++;
    }
    expect(parentOf.size).toBe(meta.length);
    expect(same).toBe(18); // of 49; COINr had divided the others by their denominators, or drawn in their outliers
  });
});
