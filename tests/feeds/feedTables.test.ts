import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import type { Coding } from '../../server/feeds/codings.ts';
import { quadClassOf } from '../../models/quadClass.ts';
import { column, repeated, table } from '../data/table.ts';
import { reference, tables } from './tables.ts';

const codeFiles = ['data/cameo.csv', 'data/feeds/plover.csv', 'data/feeds/acled.csv', 'data/feeds/ucdp.csv'];

describe.each(codeFiles)('%s', (file) => {
  const rows = table(file);

  it('names each code once', () => {
    expect(repeated(column(rows, 'code'))).toEqual([]);
  });

  it('gives a code type, polarity and severity, or none of them', () => {
    for (const { type, polarity, severity } of rows)
      expect([type, polarity, severity].filter((value) => value !== '')).toHaveLength(type === '' ? 0 : 3);
  });
});

describe('the table of CAMEO', () => {
  const codings = column(table('data/cameo.csv'), 'code').map((code) => tables.gdelt.of(code)!);
  const acts = codings.filter(
    (coding): coding is typeof coding & { act: NonNullable<Coding['act']> } => coding.act !== null,
  );

  it('holds the 20 roots and all their codes', () => {
    expect(codings).toHaveLength(312);
    expect(codings.filter(({ code }) => code.length === 2)).toHaveLength(20);
  });

  it('lets tension rise where Goldstein is negative and fall where it is positive: never against it', () => {
    for (const { code, act, intensity } of acts)
      expect([code, Math.sign(intensity ?? 0)]).toEqual([code, intensity === null ? 0 : -act.polarity]);
  });

  it('makes no event of a code whose Goldstein value is below a half, and of asylum, which can be either', () => {
    expect(codings.filter(({ act }) => act === null).map(({ code }) => code)).toEqual(
      codings
        .filter(({ code, intensity }) => code === '075' || (intensity !== null && Math.abs(intensity) < 0.5))
        .map(({ code }) => code),
    );
  });

  it('differs between GDELT and ICEWS on four codes', () => {
    const differing = table('data/cameo.csv').filter(
      (row) => row['goldstein_gdelt'] !== row['goldstein_icews'] && row['goldstein_gdelt'] !== '',
    );
    expect(differing.map((row) => [row['code'], row['goldstein_gdelt'], row['goldstein_icews']])).toEqual([
      ['016', '-2', '-5'],
      ['022', '3.2', '3.4'],
      ['164', '-7', '-6.5'],
      ['165', '-6.5', '-7'],
    ]);
  });

  it('is the one source of Goldstein values: what the comparison with that method reads is what feeds are read by', () => {
    for (const source of ['gdelt', 'icews'] as const) {
      expect(reference.goldstein[source].size).toBeGreaterThan(300);
      for (const [code, value] of reference.goldstein[source])
        expect([code, tables[source].of(code)?.intensity]).toEqual([code, value]);
    }
    expect(existsSync(join(projectRoot(), 'data/goldstein.csv'))).toBe(false);
  });

  it.each([
    ['057', 1],
    ['060', 2],
    ['094', 2],
    ['100', 3],
    ['145', 3],
    ['150', 4],
    ['2042', 4],
  ] as const)('%s is of QuadClass %s', (code, quadClass) => {
    expect(quadClassOf(code)).toBe(quadClass);
  });
});

describe('the table of states', () => {
  it('stands in order of time for each code, without a gap or an overlap', () => {
    const rows = table('data/feeds/states.csv');
    const wrong = rows.filter(({ code, from = '', until = '' }, i) => {
      const next = rows[i + 1];
      return (next?.['code'] === code && next?.['from'] !== until) || (from !== '' && until !== '' && from >= until);
    });
    expect(wrong).toEqual([]);
  });
});
