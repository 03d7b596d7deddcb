import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../models/importing/columns.ts';
import { eventFaults, type KnownCodes } from './eventFaults.ts';
import { cell, column, dyadsWithEvents, eventsOf, header, repeated, table, text, type Row } from './table.ts';

const known: KnownCodes = {
  types: new Set(column(table('data/codebook.csv'), 'type')),
  parties: new Set(column(table('data/countries.csv'), 'iso3')),
};
const everyEvent = dyadsWithEvents.flatMap(eventsOf);

describe('the shipped events', () => {
  it('are 1,286 rows in fourteen dyads', () => {
    // Counted by hand; a new row changes this number on purpose.
    expect(everyEvent).toHaveLength(1286);
    expect(dyadsWithEvents).toEqual([
      'ARM-AZE',
      'AUS-CHN',
      'CHN-JPN',
      'CHN-LTU',
      'CHN-PHL',
      'CHN-USA',
      'IND-PAK',
      'IRN-ISR',
      'IRN-USA',
      'JPN-KOR',
      'KOR-PRK',
      'KOR-RUS',
      'PRK-RUS',
      'RUS-USA',
    ]);
  });

  it('have ids that are unique over all files', () => {
    expect(repeated(column(everyEvent, 'id'))).toEqual([]);
  });

  it.each(dyadsWithEvents)('of %s are sound in every field', (dyad) => {
    const rows = eventsOf(dyad);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap((row) => eventFaults(row, dyad, known))).toEqual([]);
  });

  it.each(dyadsWithEvents)('of %s stand in the order of their dates', (dyad) => {
    const dates = column(eventsOf(dyad), 'date');
    expect(dates).toEqual([...dates].sort());
  });

  it.each(dyadsWithEvents)('of %s are filed under two different known states in alphabetical order', (dyad) => {
    expect(dyad).toMatch(/^[A-Z]{2,4}-[A-Z]{2,4}$/);
    const [first = '', second = ''] = dyad.split('-');
    expect(first < second).toBe(true);
    expect(known.parties).toContain(first);
    expect(known.parties).toContain(second);
  });

  it.each(dyadsWithEvents)('of %s have the same columns as every other file, in one order', (dyad) => {
    expect(header(`data/events/${dyad}.csv`)).toEqual([...COLUMNS]);
  });

  it('without a source address are all marked as not verified', () => {
    const bare = everyEvent.filter((row) => cell(row, 'source_url') === '');
    expect(bare.length).toBeGreaterThan(0);
    expect(new Set(column(bare, 'verified'))).toEqual(new Set(['no']));
  });
});

describe('a planted fault is found and names its field', () => {
  const sound: Row = {
    id: 'kor-rus-2024-06-21-summons',
    dyad: 'KOR-RUS',
    date: '2024-06-21',
    date_precision: 'day',
    actor: 'KOR',
    target: 'RUS',
    others: 'PRK',
    role: 'direct',
    type: 'summons',
    cameo: '0841',
    polarity: '1',
    severity: '4',
    summary: 'Seoul summons the ambassador.',
    source_name: 'A paper',
    source_url: 'https://example.org/a',
    source_date: '2024-06-21',
    verified: 'yes',
    note: '',
    act_id: '',
    ends: '',
    end_date: '',
    headline: 'Seoul summons the Russian ambassador',
    headline_ko: '한국, 러시아 대사 초치',
  };

  it('and the row it was planted in was sound before', () => {
    expect(eventFaults(sound, 'KOR-RUS', known)).toEqual([]);
  });

  it.each([
    ['id', 'Kor Rus 1'],
    ['dyad', 'RUS-KOR'],
    ['date', '2023-02-29'],
    ['date', '2024-6-21'],
    ['date_precision', 'week'],
    ['actor', 'ROK'],
    ['actor', 'JPN'],
    ['target', 'UKR'],
    ['others', 'PRK,USA'],
    ['others', 'RUS'],
    ['role', 'coupling'],
    ['type', 'handshake'],
    ['cameo', '841'],
    ['cameo', '42'],
    ['cameo', '15'],
    ['polarity', '0'],
    ['severity', '6'],
    ['severity', '2.5'],
    ['summary', ''],
    ['source_url', 'example.org/a'],
    ['source_url', 'ftp://example.org/a'],
    ['source_url', ''],
    ['source_date', 'June 2024'],
    ['verified', 'maybe'],
    ['note', ' trailing '],
    ['act_id', 'An act'],
    ['ends', 'one, two'],
    ['ends', 'kor-rus-2024-06-21-summons'],
    ['ends', 'kor-rus-2024-04-02-sanction;kor-rus-2024-04-02-sanction'],
    ['end_date', '2024-06-20'],
    ['end_date', '2024-06-31'],
    ['headline', ''],
    ['headline', 'Seoul summons the Russian ambassador over his remarks on the treaty'],
    ['headline', 'Seoul summons the Russian ambassador…'],
    ['headline', 'Seoul summons the Russian ambassador over his'],
    ['headline_ko', ''],
    ['headline_ko', 'Seoul summons the ambassador'],
    ['headline_ko', '한국, 러시아 대사를 불러 조약에 관한 발언에 강하게 항의하고 해명 요구'],
  ])('%s = "%s"', (field, value) => {
    const faults = eventFaults({ ...sound, [field]: value }, 'KOR-RUS', known);
    expect(faults.map((fault) => fault.field)).toContain(field);
  });

  it('and an indirect act may be addressed to a third party, but both sides must take part', () => {
    const veto = { ...sound, role: 'indirect', actor: 'RUS', target: 'PRK' };
    expect(eventFaults({ ...veto, others: 'KOR;USA' }, 'KOR-RUS', known)).toEqual([]);
    expect(eventFaults({ ...veto, others: 'USA' }, 'KOR-RUS', known).map((fault) => fault.field)).toContain('others');
  });

  it('and an id that stands twice is reported once', () => {
    expect(repeated(['a', 'b', 'a', 'a'])).toEqual(['a']);
  });
});

describe('every CSV file', () => {
  const files = [
    ...dyadsWithEvents.map((dyad) => `data/events/${dyad}.csv`),
    'data/codebook.csv',
    'data/baseline-weights.csv',
    'data/judgements.csv',
    'data/countries.csv',
    'data/dyads.csv',
    'data/coverage.csv',
    'data/changes.csv',
    'data/two-coder.csv',
  ];

  it.each(files)('%s is UTF-8 in composed form, with line feeds only and a last line that ends', (file) => {
    const content = text(file);
    expect(content).not.toContain('\r');
    expect(content).not.toContain('\uFFFD');
    expect(content.startsWith('\uFEFF')).toBe(false);
    expect(content).toBe(content.normalize('NFC'));
    expect(content.endsWith('\n')).toBe(true);
  });
});
