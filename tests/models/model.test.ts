import { describe, expect, it } from 'vitest';
import { type ModelFault, checkModel, modelHash } from '../../models/model.ts';
import { baseline, baselineFile, baselineWeights, codebook } from './shipped.ts';

/** The faults of the baseline after a change by hand. */
function faultsAfter(change: (file: Record<string, never>) => unknown): readonly ModelFault[] {
  const file = baselineFile() as unknown as Record<string, never>;
  change(file);
  const check = checkModel(file, codebook);
  return 'faults' in check ? check.faults : [];
}

type Loose = Record<string, Record<string, Record<string, unknown>>>;
const sanction = (field: string, value: unknown) => (file: unknown) =>
  ((file as Loose)['types']!['sanction']![field] = value);
const top = (field: string, value: unknown) => (file: unknown) => ((file as Record<string, unknown>)[field] = value);

describe('a definition is refused, with the place and the remedy, when it has', () => {
  it.each<[string, (file: Record<string, never>) => unknown, string, string]>([
    ['NaN for a weight', sanction('weight', NaN), 'types.sanction.weight', 'is NaN: give a finite number'],
    ['infinity for a base', top('base', Infinity), 'base', 'is Infinity: give a finite number'],
    ['a negative weight', sanction('weight', -1), 'types.sanction.weight', 'is -1: give at least 0'],
    ['a text for a weight', sanction('weight', '6'), 'types.sanction.weight', 'is "6": give a finite number'],
    [
      'a huge half-life',
      sanction('halfLifeDays', 1e9),
      'types.sanction.halfLifeDays',
      'is 1000000000: give at most 36525',
    ],
    ['no half-life', sanction('halfLifeDays', 0), 'types.sanction.halfLifeDays', 'is 0: give at least 0.01'],
    ['a negative hold', sanction('holdDays', -1), 'types.sanction.holdDays', 'is -1: give at least 0'],
    ['a scale of 0', top('scale', 0), 'scale', 'is 0: give at least 0.1'],
    ['no scale', (file) => delete file['scale'], 'scale', 'is missing: give a finite number'],
    [
      'an unknown type',
      (file) => ((file as Loose)['types']!['embargo'] = { weight: 1, holdDays: 0, halfLifeDays: 9 }),
      'types.embargo',
      'is no type of the codebook: remove it, or add the type to the codebook',
    ],
    [
      'a name that objects have anyway',
      (file) => ((file as Loose)['types']!['constructor'] = { weight: 1, holdDays: 0, halfLifeDays: 9 }),
      'types.constructor',
      'is no type of the codebook: remove it, or add the type to the codebook',
    ],
    [
      'a misspelt parameter',
      sanction('wieght', 6),
      'types.sanction.wieght',
      'is no parameter of a model: remove it, or correct its name',
    ],
    [
      'a parameter that no formula reads',
      top('temperature', 1),
      'temperature',
      'is no parameter of a model: remove it, or correct its name',
    ],
    [
      'no changelog line for its version',
      top('version', 2),
      'changelog',
      'has no line for version 2: add one that says why scores move',
    ],
    ['an empty changelog', top('changelog', []), 'changelog', 'holds 0 values: give at least 1 of them'],
    ['a version that is no whole number', top('version', 1.5), 'version', 'is 1.5: give a whole number'],
    [
      'a changelog line of an impossible day',
      top('changelog', [{ version: 1, date: '2026-02-30', text: 'x' }]),
      'changelog.0.date',
      'is "2026-02-30": give a calendar date, YYYY-MM-DD',
    ],
    ['four severities', top('severity', [1, 2, 3, 4]), 'severity', 'holds 4 values: give at least 5 of them'],
    ['six severities', top('severity', [1, 2, 3, 4, 5, 6]), 'severity', 'holds 6 values: give at most 5 of them'],
    ['no confidence in what is unverified', top('unverified', 0), 'unverified', 'is 0: give more than 0'],
    [
      'a name with a blank',
      top('name', 'my model'),
      'name',
      'is "my model": lower-case letters, digits and hyphens, at most 40',
    ],
    [
      'a flag that is cleared above where it is raised',
      (file) => ((file as unknown as Loose['x'])['flag']!['clearAt'] = 9),
      'flag.clearAt',
      'must not exceed raiseAt',
    ],
    [
      'a flag window of part of a day',
      (file) => ((file as unknown as Loose['x'])['flag']!['windowDays'] = 30.5),
      'flag.windowDays',
      'is 30.5: give a whole number',
    ],
  ])('%s', (_what, change, path, message) => {
    expect(faultsAfter(change)).toEqual([{ path, message }]);
  });

  it('a type that a parser would drop without a word', () => {
    const file: unknown = JSON.parse(
      JSON.stringify(baselineFile()).replace(
        '"sanction":',
        '"__proto__":{"weight":1,"holdDays":0,"halfLifeDays":9},"sanction":',
      ),
    );
    expect(checkModel(file, codebook)).toEqual({
      faults: [
        {
          path: 'types.__proto__',
          message: 'is no type of the codebook: remove it, or add the type to the codebook',
        },
      ],
    });
  });

  it('several faults: all of them are told at once, of the schema and of the codebook', () => {
    const faults = faultsAfter((file) => {
      const types = (file as Loose)['types']!;
      types['summons']!['weight'] = -3;
      types['embargo'] = { weight: 1, holdDays: 0, halfLifeDays: 9 };
      top('scale', NaN)(file);
    });
    expect(faults.map((fault) => fault.path).sort()).toEqual(['scale', 'types.embargo', 'types.summons.weight']);
  });

  it.each([
    [null, 'is null: give an object'],
    [[], 'holds 0 values: give an object'],
    ['{}', 'is "{}": give an object'],
    [7, 'is 7: give an object'],
  ])('no members at all: %j', (file, message) => {
    expect(checkModel(file, codebook)).toEqual({ faults: [{ path: '', message }] });
  });
});

describe('the hash of a model', () => {
  it('does not depend on the order in which its file was written', () => {
    const file = baselineFile();
    const reversed = Object.fromEntries(
      Object.entries({ ...file, types: Object.fromEntries(Object.entries(file.types).toReversed()) }).toReversed(),
    );
    const check = checkModel(reversed, codebook);
    expect('model' in check && modelHash(check.model)).toBe(modelHash(baseline));
  });

  it('is the first 8 hex digits of the SHA-256 of its canonical JSON', () => {
    expect(modelHash(baseline)).toMatch(/^[0-9a-f]{8}$/);
  });

  it('moves with every number', () => {
    const hashes = new Set([modelHash(baseline)]);
    for (const type of Object.keys(baseline.types))
      for (const field of ['weight', 'holdDays', 'halfLifeDays'] as const) {
        const file = baselineFile();
        file.types[type]![field] += 1;
        hashes.add(modelHash(file));
      }
    expect(hashes.size).toBe(1 + 3 * Object.keys(baseline.types).length);
  });

  it('of a file without a flag is that of one with the flag written out', () => {
    const { flag: _, ...file } = baselineFile();
    const check = checkModel(file, codebook);
    expect('model' in check && modelHash(check.model)).toBe(modelHash(baseline));
  });
});

describe('the baseline', () => {
  it('has the weights, holds and half-lives of data/baseline-weights.csv and the parameters of the published formulas', () => {
    const inFile = baselineWeights.map((row) => [
      row['type'],
      {
        weight: Number(row['weight']),
        holdDays: Number(row['hold_days']),
        halfLifeDays: Number(row['half_life_days']),
      },
    ]);
    expect(baseline.types).toEqual(Object.fromEntries(inFile));
    expect(baseline).toMatchObject({
      base: 0,
      scale: 40,
      severity: [0.4, 0.7, 1, 1.5, 2.2],
      indirect: 0.5,
      unverified: 0.7,
      repetition: { windowDays: 30, factor: 0.85 },
      weightSd: 0.25,
    });
  });
});
