/** Tables as people write them, read by a mapping: dates, names of states, lists, constants, encodings and headers. */
import { describe, expect, it } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import { readByMapping, checkMapping } from '../../server/feeds/genericCsv.ts';
import { readIcews } from '../../server/feeds/icews.ts';
import { readPlover } from '../../server/feeds/plover.ts';
import { accountedFor, all, bytesOf, reference, tables } from './tables.ts';

const DESK = {
  name: 'desk',
  title: 'Desk',
  states: 'name',
  columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What' },
  codes: { note: { type: 'protest', polarity: 1, severity: 2 } },
};
const HEAD = 'When,Who,Whom,What';

function read(bytes: string | Uint8Array, more: object = {}) {
  const checked = checkMapping({ ...DESK, ...more }, reference.codebook);
  if ('faults' in checked) throw new Error(checked.faults.join(' '));
  return all((tally) => readByMapping(bytesOf(bytes), checked.mapping, checked.codings, tables.states, tally));
}

describe('dates', () => {
  it('01-day-first-dates-silently-swapped: one day that can only be first decides the file', async () => {
    const days = ['5/4/2024', '13/04/2024', '3/5/2024', '31/05/2024'];
    const { rows } = await read([HEAD, ...days.map((day) => `${day},Russia,South Korea,note`)].join('\n'));
    expect(rows.map(({ day }) => toIsoDate(day))).toEqual(['2024-04-05', '2024-04-13', '2024-05-03', '2024-05-31']);
  });

  it('that nothing decides are faults that say how to decide, and are read as the mapping says', async () => {
    const csv = `${HEAD}\n5/4/2024,Russia,South Korea,note\n6/4/2024,Russia,South Korea,note\n`;
    const { rows, tally } = await read(csv);
    expect(rows).toEqual([]);
    expect(tally.faults[0]?.message).toContain('"dates": "day-first"');
    expect((await read(csv, { dates: 'month-first' })).rows.map(({ day }) => toIsoDate(day))).toEqual([
      '2024-05-04',
      '2024-06-04',
    ]);
  });
});

describe('sides', () => {
  const sidesOf = async (cells: readonly string[], more: object = {}) => {
    const { rows, tally } = await read(
      [HEAD, ...cells.map((cell) => `1980-05-01,"${cell}",Fiji,note`)].join('\n'),
      more,
    );
    expect(accountedFor(tally)).toBe(cells.length);
    return { actors: rows.map(({ actor }) => actor), tally };
  };

  it('are former states by the day: continued, or a state of their own', async () => {
    const { actors } = await sidesOf(['USSR', 'Soviet Union', 'Yugoslavia', 'Czechoslovakia', 'East Germany']);
    expect(actors).toEqual(['RUS', 'RUS', 'YUG', 'CSK', 'DDR']);
  });

  it('are forces of a state, with a remark; rebels are none', async () => {
    const { actors, tally } = await sidesOf([
      'Military Forces of France (1958-)',
      'Government of Chile',
      'Rebels (Chile)',
    ]);
    expect(actors).toEqual(['FRA', 'CHL']);
    expect(tally.remarks.get('forcesOfAState')).toBe(2);
    expect([...tally.unknownPlaces.keys()]).toEqual(['Rebels (Chile)']);
  });

  it('are lists: an act in each pair, and what is no state is counted by name', async () => {
    const { actors, tally } = await sidesOf([
      'Chile|Peru',
      'United Kingdom, United States',
      'Korea, Republic of',
      'Chile;Atlantis',
    ]);
    expect(actors).toEqual(['CHL', 'PER', 'GBR', 'USA', 'KOR', 'CHL']);
    expect(tally).toMatchObject({ rows: 4, taken: 4 });
    expect(tally.remarks.get('partOfAList')).toBe(1);
    expect([...tally.unknownPlaces.keys()]).toEqual(['Atlantis']);
  });

  it('are no organisations, which are left out and counted by name, unless a constant says so', async () => {
    const { actors, tally } = await sidesOf(['European Union', 'NATO', 'Chile']);
    expect(actors).toEqual(['CHL']);
    expect(tally.leftOut.organisation).toBe(2);
    const { actor: _actor, ...columns } = DESK.columns;
    const { rows } = await read(`When,Whom,What\n1994-05-01,Fiji,note\n`, { columns, constants: { actor: 'EU' } });
    expect(rows.map(({ actor }) => actor)).toEqual(['EU']);
  });

  it('are what the mapping says of a name; an empty answer leaves the row out', async () => {
    const { actors, tally } = await sidesOf(['The Kremlin crowd', 'Nobody'], {
      names: { 'The Kremlin crowd': 'RUS', Nobody: '' },
    });
    expect(actors).toEqual(['RUS']);
    expect(tally.leftOut.namedOut).toBe(1);
  });
});

describe('how a text is written', () => {
  const rows = ['Türkiye', 'Côte d’Ivoire'].map((name) => `2024-05-01;${name};Fiji;note`);
  const text = ['Kept by the desk', 'sep=;', HEAD.replaceAll(',', ';'), ...rows, ''].join('\r\n');
  const bytesIn: Record<string, Buffer> = {
    'utf-8': Buffer.from(text),
    'utf-16le with its mark': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'utf-16le without': Buffer.from(text, 'utf16le'),
    'windows-1252': Buffer.from(text.replace('’', '\x92'), 'latin1'),
  };
  it.each(Object.keys(bytesIn))('%s is found by trial, with its separator and below a title', async (encoding) => {
    const { rows: taken, tally } = await read(bytesIn[encoding]!);
    expect(tally.refused).toBeNull();
    expect(taken.map(({ actor }) => actor)).toEqual(['TUR', 'CIV']);
  });

  it('what happened, in words, tells the type where there is no code', async () => {
    const { code: _code, ...columns } = DESK.columns;
    const { rows: taken, tally } = await read(
      'When,Who,Whom,Story\n2024-05-01,Chile,Peru,Santiago expels two diplomats\n2024-05-02,Chile,Peru,Rain falls\n',
      { columns: { ...columns, text: 'Story' } },
    );
    expect(taken.map(({ code }) => code)).toEqual(['expulsion']);
    expect(tally.leftOut.noType).toBe(1);
  });
});

describe('files of feeds', () => {
  it('20: POLECAT with names in its header that no row has a cell for, and lists with a stroke', async () => {
    const head = 'Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Country\tRecipient Country\tStory\tMore';
    const lines = [head, 'a\t2022-03-01\tCONSULT\tvisit\tRUS|CHN\tUSA', 'b\t2022-03-02\tCONSULT\tvisit\tRUS\tUSA'];
    const { rows, tally } = await all((count) =>
      readPlover(bytesOf(lines.join('\n')), tables.states, tables.plover, count),
    );
    expect(rows.map(({ actor, target }) => `${actor}>${target}`)).toEqual(['RUS>USA', 'CHN>USA', 'RUS>USA']);
    expect(tally.remarks.get('namesWithoutCells')).toBe(2);
  });

  it('21: ICEWS without a column of codes is read by the text of the event, in any order of columns', async () => {
    const lines = [
      'Target Country\tEvent Text\tEvent Date\tSource Country\tEvent ID',
      'Japan\tMake statement\t2017-12-01\tChina\t1',
      'Japan\tSing\t2017-12-01\tChina\t2',
    ];
    const { rows, tally } = await all((count) =>
      readIcews(bytesOf(lines.join('\n')), tables.states, tables.icews, count),
    );
    expect(rows.map(({ code }) => code)).toEqual(['010']);
    expect(tally.faults.map(({ reason }) => reason)).toEqual(['code']);
  });
});
