import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../server/csv.ts';

const text = [{ name: 'note', of: (row: string) => row }];

test('a text that a spreadsheet would run has an apostrophe in front', () => {
  expect(csvOf(text, ['=1+1'])).toBe("note\r\n'=1+1\r\n");
  expect(csvOf(text, ['+a', '-a', '@a', '\ta', "'a"])).toBe("note\r\n'+a\r\n'-a\r\n'@a\r\n\"'\ta\"\r\n'a\r\n");
});

test.each(['\n=1+1', '\r=1+1', '＝1+1', '＋1', '－1', '＠SUM(1)'])('%j is no formula either', (formula) => {
  const [[read]] = parse(csvOf(text, [formula]), { from_line: 2, record_delimiter: '\r\n' }) as [[string]];
  expect(read).toBe(`'${formula}`);
});

test.each([',', ';', '\t'])('a text is one cell where %j separates', (delimiter) => {
  const rows: string[][] = parse(csvOf(text, [`a${delimiter}=1+1${delimiter}b`]), { from_line: 2, delimiter });
  expect(rows).toEqual([[`a${delimiter}=1+1${delimiter}b`]]);
});

test('a negative number is a number', () => {
  expect(csvOf([{ name: 'points', of: (row: number) => row }], [-1.5, 1e-12])).toBe('points\r\n-1.5\r\n1e-12\r\n');
});

test('what is missing is empty, not zero', () => {
  expect(
    csvOf(
      [
        { name: 'a', of: () => null },
        { name: 'b', of: () => false },
      ],
      ['row'],
    ),
  ).toBe('a,b\r\n,false\r\n');
});

test('any text comes back as it was, but for that apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (texts) => {
      const read: string[][] = parse(csvOf(text, texts), { from_line: 2, record_delimiter: '\r\n' });
      expect(read.map(([cell]) => cell)).toEqual(
        texts.map((written) => (/^[=+\-@\t\r\n＝＋－＠]/.test(written) ? `'${written}` : written)),
      );
    }),
  );
});
