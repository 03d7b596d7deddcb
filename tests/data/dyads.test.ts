import { describe, expect, it } from 'vitest';
import { cell, column, dyadsWithEvents, eventsOf, header, repeated, table, type Row } from './table.ts';

const dyads = table('data/dyads.csv');
const names = new Map(table('data/countries.csv').map((row) => [cell(row, 'iso3'), cell(row, 'name')]));
const each = dyads.map((row) => [cell(row, 'dyad'), row] as const);

/**
 * The counts that a coverage note claims, as [claimed, years]: "27 events in 1993–2012" or "0 events in 2011, 2013 and 2015".
 */
function claims(note: string): [number, number[]][] {
  return [...note.matchAll(/(\d+) events? in (\d{4}(?:–\d{4})?(?:(?:, | and )\d{4}(?:–\d{4})?)*)/g)].map((match) => {
    const years = (match[2] ?? '').split(/, | and /).flatMap((span) => {
      const [from = NaN, to = from] = span.split('–').map(Number);
      return Array.from({ length: to - from + 1 }, (_, place) => from + place);
    });
    return [Number(match[1]), years];
  });
}

const countIn = (events: readonly Row[], years: readonly number[]): number =>
  events.filter((row) => years.includes(Number(cell(row, 'date').slice(0, 4)))).length;

describe('the table of dyads', () => {
  it('has nine columns', () => {
    expect(header('data/dyads.csv')).toEqual([
      'dyad',
      'side_a',
      'side_b',
      'title',
      'indirect_note',
      'coded_from',
      'coded_through',
      'coverage_note',
      'watched',
    ]);
  });

  it('describes each dyad that has an event file, once', () => {
    expect(column(dyads, 'dyad')).toEqual(dyadsWithEvents);
    expect(repeated(column(dyads, 'dyad'))).toEqual([]);
  });

  it.each(each)('%s names its sides as the table of countries does, in the order of the codes', (dyad, row) => {
    const [a = '', b = ''] = dyad.split('-');
    expect([cell(row, 'side_a'), cell(row, 'side_b')]).toEqual([names.get(a), names.get(b)]);
    expect(cell(row, 'title')).toBe(`${names.get(a)} – ${names.get(b)}`);
  });

  it.each(each)('%s is coded from its first event through its last', (dyad, row) => {
    const dates = column(eventsOf(dyad), 'date').sort();
    expect([cell(row, 'coded_from'), cell(row, 'coded_through')]).toEqual([dates[0], dates.at(-1)]);
  });

  it.each(each)('%s has a coverage note of one sentence whose every count is true', (dyad, row) => {
    const note = cell(row, 'coverage_note');
    expect(note).toMatch(/^[A-Z][^.]*\.$/);
    const events = eventsOf(dyad);
    const made = claims(note);
    expect(made.length).toBeGreaterThan(0);
    expect(made.map(([, years]) => [countIn(events, years), years])).toEqual(made);
  });

  it.each(each)(
    '%s says in one sentence what an indirect act is, and says none only where none is coded',
    (dyad, row) => {
      const note = cell(row, 'indirect_note');
      expect(note).toMatch(/^[A-Z][^.]*\.$/);
      const indirect = eventsOf(dyad).filter((event) => cell(event, 'role') === 'indirect');
      expect(note.startsWith('No indirect act')).toBe(indirect.length === 0);
    },
  );

  it('marks each dyad as watched or not', () => {
    expect(column(dyads, 'watched').every((value) => value === 'yes' || value === 'no')).toBe(true);
  });
});

describe('a count in a coverage note', () => {
  it('is read over one year, a span and a list of years', () => {
    expect(
      claims('Thin (27 events in 1993–1995, 0 events in 2001, 2003 and 2005), 1 event in 2010 and 5 events in 2012.'),
    ).toEqual([
      [27, [1993, 1994, 1995]],
      [0, [2001, 2003, 2005]],
      [1, [2010]],
      [5, [2012]],
    ]);
  });
});
