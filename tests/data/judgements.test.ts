import { describe, expect, it } from 'vitest';
import { cell, column, header, isCalendarDate, isWebAddress, repeated, table } from './table.ts';

const judgements = table('data/judgements.csv');
const spans = new Map(table('data/dyads.csv').map((row) => [cell(row, 'dyad'), row]));
const each = judgements.map((row) => [cell(row, 'id'), row] as const);

describe('the judgements', () => {
  it('are 27, with ids that are unique', () => {
    expect(judgements).toHaveLength(27);
    expect(repeated(column(judgements, 'id'))).toEqual([]);
  });

  it('have eleven columns', () => {
    expect(header('data/judgements.csv')).toEqual([
      'id',
      'dyad',
      'higher_from',
      'higher_to',
      'higher_stat',
      'lower_from',
      'lower_to',
      'lower_stat',
      'statement',
      'source_name',
      'source_url',
    ]);
  });

  it.each(each)('%s compares two periods that are real and begin before they end', (_id, row) => {
    for (const side of ['higher', 'lower']) {
      const [from, to] = [cell(row, `${side}_from`), cell(row, `${side}_to`)];
      expect(isCalendarDate(from)).toBe(true);
      expect(isCalendarDate(to)).toBe(true);
      expect(from <= to).toBe(true);
      expect(['mean', 'max']).toContain(cell(row, `${side}_stat`));
    }
  });

  it.each(each)('%s compares two periods that do not overlap', (_id, row) => {
    const disjoint =
      cell(row, 'higher_to') < cell(row, 'lower_from') || cell(row, 'lower_to') < cell(row, 'higher_from');
    expect(disjoint).toBe(true);
  });

  it.each(each)('%s is about a known dyad, inside the years that are coded for it', (_id, row) => {
    const span = spans.get(cell(row, 'dyad')) ?? {};
    for (const side of ['higher', 'lower']) {
      expect(cell(row, `${side}_from`) >= cell(span, 'coded_from')).toBe(true);
      expect(cell(row, `${side}_to`) <= cell(span, 'coded_through')).toBe(true);
    }
  });

  it.each(each)('%s states its claim and names who made it', (_id, row) => {
    expect(cell(row, 'statement')).not.toBe('');
    expect(cell(row, 'source_name')).not.toBe('');
    expect(cell(row, 'source_url') === '' || isWebAddress(cell(row, 'source_url'))).toBe(true);
  });

  it('have a source address each, but for K6, which quotes the press of a month', () => {
    expect(
      column(
        judgements.filter((row) => cell(row, 'source_url') === ''),
        'id',
      ),
    ).toEqual(['K6']);
  });
});

describe('a date of the calendar', () => {
  it.each(['2024-02-29', '1990-06-04'])('is %s', (value) => expect(isCalendarDate(value)).toBe(true));
  it.each(['2023-02-29', '2024-13-01', '2024-00-10', '2024-6-1', '20240601', '', '2024-06-31'])(
    'is not "%s"',
    (value) => expect(isCalendarDate(value)).toBe(false),
  );
});
