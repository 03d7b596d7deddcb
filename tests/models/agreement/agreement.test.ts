import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldAgreement } from '../../../models/agreement/agreement.ts';
import { type CodedPair, confusionOf, shareAgreed } from '../../../models/agreement/confusion.ts';
import { bootstrapInterval } from '../../../models/agreement/interval.ts';
import { cohenKappa, fleissKappa } from '../../../models/agreement/kappa.ts';
import { krippendorffAlpha } from '../../../models/agreement/krippendorff.ts';
import { agreementOfFile, scaleOf, shippedCodesFile } from '../../../server/codedTwice.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = resolve(process.env['REAL_DATA_DIR'] ?? resolve(root, '../shared/data'), 'text-coding');
const isThere = existsSync(folder);

describe.skipIf(!isThere)(`answers of other programs${isThere ? '' : ` (skipped: ${folder} is not there)`}`, () => {
  test('kappa, alpha and shares are the known ones to 1e-9', async () => {
    interface Known {
      readonly coders: number;
      readonly krippendorffAlphaNominal: number;
      readonly fleissKappa: number;
      readonly pairs: Readonly<Record<string, { readonly cohenKappa: number; readonly agreement: number }>>;
    }
    const known = JSON.parse(readFileSync(resolve(folder, 'agreement-known-answers.json'), 'utf8')) as Record<
      string,
      Known
    >;
    const found = await agreementOfFile(resolve(folder, 'agreement-rounds.csv'));
    expect(Object.keys(found).sort()).toEqual(Object.keys(known).sort());
    for (const [key, answer] of Object.entries(known)) {
      const ours = found[key]!;
      expect(ours.coders).toHaveLength(answer.coders);
      expect(Math.abs(ours.krippendorffAlphaNominal! - answer.krippendorffAlphaNominal)).toBeLessThan(1e-9);
      expect(Math.abs(ours.fleissKappa! - answer.fleissKappa)).toBeLessThan(1e-9);
      expect(ours.pairs.map(({ first, second }) => `${first}-${second}`)).toEqual(Object.keys(answer.pairs));
      for (const pair of ours.pairs) {
        const { cohenKappa: kappa, agreement } = answer.pairs[`${pair.first}-${pair.second}`]!;
        expect(Math.abs(pair.cohenKappa! - kappa)).toBeLessThan(1e-9);
        expect(Math.abs(pair.agreement! - agreement)).toBeLessThan(1e-9);
      }
    }
  });
});

describe('published examples', () => {
  test('Krippendorff’s four observers with missing values (2011): nominal 0.743, ordinal 0.815, interval 0.849', () => {
    const observers = [
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    ].map((row) => row.split(' ').map((code) => (code === '.' ? undefined : code)));
    const units = observers[0]!.map((_, unit) => observers.map((row) => row[unit]));
    const values = ['1', '2', '3', '4', '5'];
    expect(krippendorffAlpha(units, 'nominal', values)).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(units, 'ordinal', values)).toBeCloseTo(0.815, 3);
    expect(krippendorffAlpha(units, 'interval', values)).toBeCloseTo(0.849, 3);
  });

  test('Fleiss’ fourteen raters of ten subjects (1971 layout): 0.210', () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const units = counts.map((row) =>
      row.flatMap((count, value) => Array.from({ length: count }, () => String(value))),
    );
    expect(fleissKappa(units)).toBeCloseTo(0.21, 3);
  });
});

const table = fc
  .integer({ min: 2, max: 5 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(9), { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  );
const grades = ['1', '2', '3', '4', '5'];
const grade = fc.constantFrom(...grades);

describe('what must hold', () => {
  test('kappa is at most 1, is 1 where all agree, and does not ask who is first', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('none', 'linear', 'quadratic'), (counts, weights) => {
        const kappa = cohenKappa(counts, weights);
        const turned = counts.map((_, i) => counts.map((row) => row[i]!));
        if (kappa === undefined) return;
        expect(kappa).toBeLessThanOrEqual(1);
        expect(cohenKappa(turned, weights)).toBeCloseTo(kappa, 12);
        const agreed = counts.map((row, i) => row.map((count, j) => (i === j ? count : 0)));
        const all = cohenKappa(agreed, weights);
        if (all !== undefined) expect(all).toBe(1);
      }),
    );
  });

  test('weighted kappa compares with every pair of codes that might have met', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 2, maxLength: 30 }), (pairs) => {
        const counts = grades.map((_, i) => grades.map((__, j) => pairs.filter(([a, b]) => a === i && b === j).length));
        const met = pairs.reduce((sum, [a, b]) => sum + Math.abs(a - b), 0) / pairs.length;
        const might =
          pairs.reduce((sum, [a]) => sum + pairs.reduce((inner, [, b]) => inner + Math.abs(a - b), 0), 0) /
          pairs.length ** 2;
        const kappa = cohenKappa(counts, 'linear');
        if (might === 0) expect(kappa).toBeUndefined();
        else expect(kappa).toBeCloseTo(1 - met / might, 10);
      }),
    );
  });

  test('alpha does not change with the order of coders or units, nor by a unit that only one has coded', () => {
    const units = fc.array(fc.array(fc.option(grade, { nil: undefined }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(units, fc.constantFrom('nominal', 'ordinal', 'interval'), grade, (rows, level, lone) => {
        const alpha = krippendorffAlpha(rows, level, grades);
        const again = krippendorffAlpha(
          [...rows.toReversed().map((row) => row.toReversed()), [lone, undefined, undefined]],
          level,
          grades,
        );
        if (alpha === undefined) expect(again).toBeUndefined();
        else expect(again).toBeCloseTo(alpha, 10);
      }),
    );
  });

  test('every unit stands in one cell, and the cells add up', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(grade, grade), { maxLength: 40 }), (codes) => {
        const pairs = codes.map(([first, second], i) => ({ unit: `u${i}`, first, second }));
        const { counts, units } = confusionOf(pairs, grades);
        expect(units.flat(2).sort()).toEqual(pairs.map(({ unit }) => unit).sort());
        expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
      }),
    );
    expect(() => confusionOf([{ unit: 'u', first: '6', second: '1' }], grades)).toThrow(
      '"6" is none of 1, 2, 3, 4, 5.',
    );
  });

  test('the interval is the same for the same seed, holds the coefficient, and is missing where nothing varies', () => {
    const pairs = Array.from({ length: 60 }, (_, i) => ({
      unit: `${i}`,
      first: grades[i % 5]!,
      second: grades[(i + (i % 7 === 0 ? 1 : 0)) % 5]!,
    }));
    const kappa = (drawn: readonly CodedPair[]) => cohenKappa(confusionOf(drawn, grades).counts);
    const interval = bootstrapInterval(pairs, kappa)!;
    expect(bootstrapInterval(pairs, kappa)).toEqual(interval);
    expect(interval.low).toBeLessThan(kappa(pairs)!);
    expect(interval.high).toBeGreaterThan(kappa(pairs)!);
    expect(
      bootstrapInterval(
        pairs.map((pair) => ({ ...pair, first: '1', second: '1' })),
        kappa,
      ),
    ).toBeUndefined();
  });

  test('two codes of one unit by one coder are refused, and a coder without a unit is no disagreement', () => {
    const code = (unit: string, coder: string, value: string) => ({ unit, coder, value });
    expect(() => fieldAgreement([code('a', 'x', '1'), code('a', 'x', '2')], scaleOf('type'))).toThrow(
      'x has coded a twice',
    );
    const some = fieldAgreement([code('a', 'x', '1'), code('a', 'y', '1'), code('b', 'x', '2')], scaleOf('type'));
    expect([some.n, some.pairs[0]!.n, some.pairs[0]!.agreement]).toEqual([1, 1, 1]);
  });
});

describe('the shipped 120', () => {
  test('agree as data/README.md says', async () => {
    const { type, polarity, role, severity } = await agreementOfFile(shippedCodesFile());
    expect(type!.pairs[0]!.n).toBe(120);
    expect(type!.pairs[0]!.cohenKappa).toBeCloseTo(0.86, 2);
    expect(polarity!.pairs[0]!.cohenKappa).toBe(1);
    expect(role!.pairs[0]!.cohenKappa).toBeCloseTo(0.93, 2);
    expect(severity!.pairs[0]!.linearKappa).toBeCloseTo(0.61, 2);
    const { low, high } = severity!.pairs[0]!.linearKappaInterval!;
    expect([low, high].map((value) => Number(value.toFixed(1)))).toEqual([0.5, 0.7]);
    expect(shareAgreed(severity!.pairs[0]!.confusion)).toBe(severity!.pairs[0]!.agreement);
    expect(severity!.pairs[0]!.drift.map(({ units }) => units)).toEqual([30, 30, 30, 30]);
  });
});
