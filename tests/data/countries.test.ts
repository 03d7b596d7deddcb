import { describe, expect, it } from 'vitest';
import { cell, column, header, repeated, table, type Row } from './table.ts';

const countries = table('data/countries.csv');
const of = (kind: string): Row[] => countries.filter((row) => cell(row, 'kind') === kind);
const named = (iso3: string): Row => countries.find((row) => cell(row, 'iso3') === iso3) ?? {};

describe('the table of countries', () => {
  it('has seven columns', () => {
    expect(header('data/countries.csv')).toEqual(['iso3', 'iso2', 'name', 'name_ko', 'fips', 'cameo', 'kind']);
  });

  it('holds the 249 entries of ISO 3166-1, Kosovo, three organisations and four former states that none continues', () => {
    expect(countries).toHaveLength(249 + 1 + 3 + 4);
    expect(column(of('former'), 'iso3')).toEqual(['CSK', 'DDR', 'YMD', 'YUG']);
    expect(column(of('organisation'), 'iso3')).toEqual(['EU', 'NATO', 'UN']);
  });

  it('counts as states the 193 members and the two observer states of the United Nations', () => {
    expect(of('state')).toHaveLength(193 + 2);
    expect(of('territory')).toHaveLength(249 + 1 - 195);
  });

  it('is sorted by code', () => {
    const codes = column(countries, 'iso3');
    expect(codes).toEqual([...codes].sort());
  });

  it.each(['iso3', 'iso2', 'name', 'name_ko', 'fips', 'cameo'])('never gives one %s to two entries', (name) => {
    expect(repeated(column(countries, name).filter((value) => value !== ''))).toEqual([]);
  });

  it('names every entry in English and in Korean', () => {
    expect(column(countries, 'name')).not.toContain('');
    for (const name of column(countries, 'name_ko')) expect(name).toMatch(/^[가-힣]+( [가-힣]+)*$/);
  });

  it('has well-formed codes for every state and territory', () => {
    for (const row of [...of('state'), ...of('territory')]) {
      expect(cell(row, 'iso3')).toMatch(/^[A-Z]{3}$/);
      expect(cell(row, 'iso2')).toMatch(/^[A-Z]{2}$/);
      expect(cell(row, 'cameo')).toMatch(/^[A-Z]{3}$/);
      expect(cell(row, 'fips')).toMatch(/^([A-Z]{2})?$/);
    }
  });

  it('knows a FIPS code for every state', () => {
    expect(column(of('state'), 'fips')).not.toContain('');
  });

  it('differs from CAMEO for exactly three entries, and never takes a region of CAMEO for a country', () => {
    // CAMEO kept the codes that ISO gave up: ROM until 2002, TMP until 2002; KSV is its own.
    const differing = [...of('state'), ...of('territory')].filter((row) => cell(row, 'cameo') !== cell(row, 'iso3'));
    expect(differing.map((row) => `${cell(row, 'iso3')} ${cell(row, 'cameo')}`)).toEqual([
      'ROU ROM',
      'TLS TMP',
      'XKX KSV',
    ]);
    const regions = ['EUR', 'WST', 'AFR', 'NMR', 'MEA', 'SEA', 'ASA', 'SAS', 'CAS', 'SAF', 'WAF', 'PGS'];
    expect(column(countries, 'cameo').filter((code) => regions.includes(code))).toEqual([]);
  });

  it('keeps Namibia, whose ISO code NA some programs read as a missing value', () => {
    expect(cell(named('NAM'), 'iso2')).toBe('NA');
  });

  it('agrees, for every two-letter code, with the names that Unicode CLDR gives', () => {
    // An independent check that no row slipped: the first letters of our name stand in the name that ICU knows for the code.
    // Names that we chose differently on purpose are listed.
    const ours = new Set(['COD', 'CPV', 'NATO', 'UMI', 'VAT', 'VIR']);
    const cldr = new Intl.DisplayNames(['en'], { type: 'region' });
    const plain = (name: string): string =>
      name
        .normalize('NFD')
        .replace(/[^A-Za-z]/g, '')
        .toLowerCase();
    const slipped = countries.filter((row) => {
      if (ours.has(cell(row, 'iso3')) || cell(row, 'iso2') === '') return false;
      const known = plain((cldr.of(cell(row, 'iso2')) ?? '').replace(/^St\. /, 'Saint '));
      return !known.startsWith(plain(cell(row, 'name')).slice(0, 4));
    });
    expect(column(slipped, 'name')).toEqual([]);
  });
});
