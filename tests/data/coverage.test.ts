/** Which days somebody looked at: a silent day is only calm where somebody did. */
import { describe, expect, it } from 'vitest';
import { cell, column, dyadsWithEvents, eventsOf, header, isCalendarDate, table, type Row } from './table.ts';

const stretches = table('data/coverage.csv');
const of = (dyad: string): Row[] => stretches.filter((row) => cell(row, 'dyad') === dyad);
const holds = (stretch: Row, date: string): boolean => cell(stretch, 'from') <= date && date <= cell(stretch, 'to');

describe('the declared coverage', () => {
  it('is of seven columns', () => {
    expect(header('data/coverage.csv')).toEqual(['dyad', 'from', 'to', 'density', 'by', 'sources', 'note']);
  });

  it('is declared for each dyad that ships, and for no other', () => {
    expect([...new Set(column(stretches, 'dyad'))].sort()).toEqual(dyadsWithEvents);
  });

  it('is dense to one of three degrees, and says who looked and where', () => {
    expect(new Set(column(stretches, 'density'))).toEqual(new Set(['all', 'major', 'crises']));
    for (const name of ['by', 'sources']) expect(column(stretches, name)).not.toContain('');
  });

  it.each(dyadsWithEvents)('of %s is made of real days, in order and without overlap', (dyad) => {
    let before = '';
    for (const row of of(dyad)) {
      const [from, to] = [cell(row, 'from'), cell(row, 'to')];
      expect([from, to].filter((date) => !isCalendarDate(date))).toEqual([]);
      expect(before < from && from <= to).toBe(true);
      before = to;
    }
  });

  it.each(dyadsWithEvents)('of %s holds each of its events, from the first stretch to the last', (dyad) => {
    const outside = eventsOf(dyad).filter((event) => !of(dyad).some((row) => holds(row, cell(event, 'date'))));
    expect(column(outside, 'id')).toEqual([]);
  });

  it.each(stretches.map((row) => [cell(row, 'dyad'), cell(row, 'from'), row] as const))(
    'of %s from %s counts its rows rightly',
    (dyad, _from, stretch) => {
      const count = eventsOf(dyad).filter((event) => holds(stretch, cell(event, 'date'))).length;
      expect(cell(stretch, 'note')).toMatch(new RegExp(`^${count} row${count === 1 ? '' : 's'}(;|$)`));
    },
  );
});
