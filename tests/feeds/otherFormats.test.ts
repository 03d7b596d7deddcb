/** Rows as the publishers' documentation describes them; only ICEWS has a real sample (knownAnswers.test.ts). */
import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { readAcled } from '../../server/feeds/acled.ts';
import { feedDay } from '../../server/feeds/feedDate.ts';
import { LEFT_OUT } from '../../server/feeds/leftOut.ts';
import { checkMapping, previewMapping, readByMapping } from '../../server/feeds/genericCsv.ts';
import { readIcews } from '../../server/feeds/icews.ts';
import { readPlover } from '../../server/feeds/plover.ts';
import { readUcdp } from '../../server/feeds/ucdp.ts';
import { accountedFor, all, bytesOf, reference, tables } from './tables.ts';

const { states } = tables;

describe('dates of feeds', () => {
  it.each([
    ['2018-06-01', '2018-06-01'],
    ['2018-06-01 00:00:00.000', '2018-06-01'],
    ['12/1/2017', '2017-12-01'],
    ['16 May 2025', '2025-05-16'],
    ['01 September 2019', '2019-09-01'],
    ['16 Mai 2025', '2025-05-16'],
  ])('%s is %s', (text, iso) => {
    expect(feedDay(text)).toBe(epochDay(iso));
  });

  it.each(['', '2018-02-30', '13/13/2017', '20180601', '16 Foo 2025', 'yesterday'])('"%s" is none', (text) => {
    expect(feedDay(text)).toBeUndefined();
  });
});

describe('ICEWS', () => {
  const header = [
    'Event ID',
    'Event Date',
    'Source Name',
    'Source Country',
    'CAMEO Code',
    'Intensity',
    'Target Name',
    'Target Country',
    'Story ID',
    'Publisher',
    'Country',
  ];
  const row = (id: string, date: string, source: string, code: string, target: string): string =>
    [id, date, 'Who', source, code, '-2', 'Whom', target, '7', 'Paper', 'NA'].join('\t');
  const read = (...lines: string[]) =>
    all((tally) => readIcews(bytesOf(lines.join('\n')), states, tables.icews, tally));

  it('dates its rows in two ways', async () => {
    const { rows } = await read(
      header.join('\t'),
      row('1', '2017-12-01', 'China', '111', 'Japan'),
      row('2', '12/1/2017', 'China', '111', 'Japan'),
    );
    expect(rows.map(({ day }) => day)).toEqual([epochDay('2017-12-01'), epochDay('2017-12-01')]);
  });

  it('gives one id to two acts on two days: both are kept; the same row once more is not', async () => {
    const { rows, tally } = await read(
      header.join('\t'),
      row('20718170', '2013-11-12', 'Japan', '111', 'China'),
      row('20718170', '2014-01-01', 'Syria', '111', 'Iran'),
      row('20718170', '2013-11-12', 'Japan', '111', 'China'),
    );
    expect(rows.map(({ id }) => id)).toEqual(['20718170@2013-11-12', '20718170@2014-01-01']);
    expect(tally.remarks.get('idWithTwoDates')).toBe(1);
    expect(tally.leftOut).toEqual({ ...LEFT_OUT, repeated: 1 });
    expect(accountedFor(tally)).toBe(3);
  });

  it('has codes such as 13y: the root is true of them', async () => {
    const { rows, tally } = await read(
      header.join('\t'),
      row('1', '2017-12-01', 'China', '13y', 'Japan'),
      row('2', '2017-12-01', 'China', 'y13', 'Japan'),
    );
    expect(rows.map(({ code }) => code)).toEqual(['13']);
    expect(tally.remarks.get('codeCutToParent')).toBe(1);
    expect(tally.faults.map(({ reason }) => reason)).toEqual(['code']);
  });

  it('has its own Goldstein values: a denial (016) is -5, not -2', async () => {
    const { rows } = await read(header.join('\t'), row('1', '2017-12-01', 'China', '016', 'Japan'));
    expect(rows[0]?.intensity).toBe(-5);
    expect(tables.gdelt.of('016')?.intensity).toBe(-2);
  });

  it.each([
    ['Russian Federation', 'RUS'],
    ['the former Yugoslav Republic of Macedonia', 'MKD'],
    ["Cote d'Ivoire", 'CIV'],
    ['Moldova, Republic of', 'MDA'],
    ['Occupied Palestinian Territory', 'PSE'],
    ['Turkey', 'TUR'],
  ])('writes %s for %s', async (name, iso3) => {
    const { rows } = await read(header.join('\t'), row('1', '2017-12-01', name, '111', 'Japan'));
    expect(rows[0]?.actor).toBe(iso3);
  });

  it('may lack columns, and is refused without those that matter', async () => {
    const slim = ['Event ID', 'Event Date', 'Source Country', 'CAMEO Code', 'Target Country'];
    const { rows } = await read(slim.join('\t'), ['1', '2017-12-01', 'China', '111', 'Japan'].join('\t'));
    expect(rows).toMatchObject([{ actor: 'CHN', target: 'JPN', report: '', place: null }]);
    const { tally } = await read(slim.slice(0, 4).join('\t'), '1\t2\t3\t4');
    expect(tally.refused).toBe(
      'The header lacks the column "Target Country"; it has 4 others: check that this is the right file.',
    );
  });
});

describe('POLECAT', () => {
  const header =
    'Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Name\tActor Country\tRecipient Name\tRecipient Country\tCountry\tPublication Date\t\t';
  const row = (type: string, mode: string, actor: string, recipient: string): string =>
    ['a1', '2022-03-01', type, mode, '-6', 'A', actor, 'B', recipient, 'UKR', '2022-03-02', '', ''].join('\t');
  const read = (...lines: string[]) =>
    all((tally) => readPlover(bytesOf([header, ...lines].join('\n')), states, tables.plover, tally));

  it('codes type and mode, and ends its header in empty columns', async () => {
    const { rows, tally } = await read(row('SANCTION', 'expel', 'USA', 'RUS'), row('CONSULT', 'None', 'USA', 'RUS'));
    expect(rows.map(({ code, intensity }) => [code, intensity])).toEqual([
      ['SANCTION: expel', -5.5],
      ['CONSULT', 2.5],
    ]);
    expect(rows[0]).toMatchObject({ actor: 'USA', target: 'RUS', place: 'UKR', addedDay: epochDay('2022-03-02') });
    expect(tally.faulty).toBe(0);
  });

  it('lists several countries: an act between each actor and each recipient', async () => {
    const { rows, tally } = await read(
      row('CONSULT', 'visit', 'CHN;RUS', 'RUS;PRK'),
      row('CONSULT', '', 'None', 'RUS'),
    );
    expect(rows.map(({ actor, target }) => `${actor}>${target}`)).toEqual(['CHN>RUS', 'CHN>PRK', 'RUS>PRK']);
    expect(tally).toMatchObject({ taken: 1, leftOut: { noState: 1 } });
    expect(accountedFor(tally)).toBe(tally.rows);
  });

  it('takes a mode that the table lacks as its type', async () => {
    const { rows, tally } = await read(row('ASSAULT', 'catapult', 'RUS', 'UKR'), row('SING', '', 'RUS', 'UKR'));
    expect(rows.map(({ code }) => code)).toEqual(['ASSAULT']);
    expect(tally.remarks.get('codeCutToParent')).toBe(1);
    expect(tally.faults.map(({ reason }) => reason)).toEqual(['code']);
  });
});

describe('ACLED', () => {
  const header = 'event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,source,notes';
  const read = (...lines: string[]) =>
    all((tally) => readAcled(bytesOf([header, ...lines].join('\n')), states, tables.acled, tally));

  it('hands on what the forces of two states do, and leaves out all others', async () => {
    const { rows, tally } = await read(
      'IND1,2020-06-15,Battles,Armed clash,Military Forces of India (2014-),Military Forces of China (2012-),India,"Paper; Agency","A clash, with ""stones""\nin the dark"',
      'SYR2,16 May 2021,Explosions/Remote violence,Air/drone strike,Military Forces of Israel (2021-2022) Air Force,Military Forces of Syria (2000-2024),Syria,Agency,x',
      'SYR3,2021-05-16,Battles,Armed clash,Military Forces of Syria (2000-2024),Islamic State (Syria),Syria,Agency,x',
      'IND4,2021-05-16,Protests,Peaceful protest,Protesters (India),,India,Agency,x',
    );
    expect(rows.map(({ actor, target, code, sources }) => [actor, target, code, sources])).toEqual([
      ['IND', 'CHN', 'Battles: Armed clash', 2],
      ['ISR', 'SYR', 'Explosions/Remote violence: Air/drone strike', 1],
    ]);
    expect(tally.leftOut).toEqual({ ...LEFT_OUT, notStates: 2 });
    expect(accountedFor(tally)).toBe(tally.rows);
  });

  it('one damaged byte costs one row', async () => {
    const good =
      'IND1,2020-06-15,Battles,Armed clash,Military Forces of India (2014-),Military Forces of China (2012-),India,Süd,x\n';
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff${header}\n${good}`),
      Buffer.from(good, 'latin1'),
      Buffer.from(good),
    ]);
    const { rows, tally } = await all((count) => readAcled(bytesOf(bytes), states, tables.acled, count));
    expect(rows.map(({ report }) => report)).toEqual(['Süd', 'Süd']);
    expect(tally.faults).toMatchObject([{ reason: 'bytes', line: 3 }]);
  });

  it('an open quote refuses the file and says where it opens', async () => {
    const good =
      'IND1,2020-06-15,Battles,Armed clash,Military Forces of India (2014-),Military Forces of China (2012-),India,A,x';
    const { rows, tally } = await read(good, good.replace(',A,', ',"A,'), ...Array.from({ length: 5000 }, () => good));
    expect(rows).toEqual([]);
    expect(tally.refused).toMatch(/^From line 3 on .* a quote that is opened and not closed/);
  });
});

describe('UCDP GED', () => {
  const header = 'id,type_of_violence,side_a,side_b,number_of_sources,source_article,country,date_start,best';
  const read = (...lines: string[]) =>
    all((tally) => readUcdp(bytesOf([header, ...lines].join('\n')), states, tables.ucdp, tally));

  it('hands on violence between two governments, graded by its deaths', async () => {
    const { rows, tally } = await read(
      '1,1,Government of Ethiopia,Government of Eritrea,-1,,Ethiopia,1999-02-06 00:00:00.000,120',
      '2,1,Government of Russia (Soviet Union),Government of Ukraine,3,,Ukraine,2022-02-24,7',
      '3,1,Government of India,Government of Pakistan,2,,India,2020-11-13,0',
      '4,1,Government of Syria,IS,2,,Syria,2015-01-01,5',
      '5,3,Government of Syria,Civilians,2,,Syria,2015-01-01,5',
      '6,1,Government of India,Government of Pakistan,2,,India,2020-11-13,many',
    );
    expect(rows.map(({ actor, target, code }) => [actor, target, code])).toEqual([
      ['ETH', 'ERI', 'state-based: 25'],
      ['RUS', 'UKR', 'state-based: 1'],
      ['IND', 'PAK', 'state-based: 0'],
    ]);
    expect(tally.leftOut).toEqual({ ...LEFT_OUT, notStates: 2 });
    expect(tally.faults).toMatchObject([{ line: 7, field: 'best', value: 'many' }]);
  });
});

describe('any CSV, by a mapping', () => {
  const mapping = {
    name: 'crisis-desk',
    title: 'Crisis desk',
    delimiter: ';',
    states: 'name',
    columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What', report: 'Link' },
    codes: { 'note verbale': { type: 'protest', polarity: 1, severity: 2 }, 'press item': null },
  };
  const file =
    'When;Who;Whom;What;Link\n2024-01-05;South Korea;Russia;note verbale;https://example.org\n2024-01-06;Korea;Russia;press item;\n2024-01-07;Japan;Russia;tea;\n';
  const checked = checkMapping(mapping, reference.codebook);
  if ('faults' in checked) throw new Error(checked.faults.join(' '));

  it('is read as the mapping says', async () => {
    const { rows, tally } = await all((count) =>
      readByMapping(bytesOf(file), checked.mapping, checked.codings, states, count),
    );
    expect(rows).toMatchObject([
      { id: 'line 2', actor: 'KOR', target: 'RUS', code: 'note verbale', report: 'https://example.org' },
    ]);
    expect([...tally.unknownPlaces]).toEqual([['Korea', 1]]);
    expect(tally.faults).toMatchObject([{ line: 4, field: 'What', value: 'tea', reason: 'code' }]);
  });

  it('shows beforehand what it would make of the file, and need not read it all', async () => {
    let chunks = 0;
    async function* long(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(file);
      for (; chunks < 10_000; chunks++)
        yield new TextEncoder().encode('2024-01-05;South Korea;Russia;note verbale;https://example.org\n'.repeat(100));
    }
    const preview = await previewMapping(long(), checked.mapping, checked.codings, states, 5);
    expect(preview.taken).toHaveLength(5);
    expect(preview.tally.faults).toHaveLength(1);
    expect(chunks).toBeLessThan(1000);
  });

  it('is refused when a column that the mapping names is not there', async () => {
    const { tally } = await all((count) =>
      readByMapping(bytesOf('When;Who\n'), checked.mapping, checked.codings, states, count),
    );
    expect(tally.refused).toMatch(/lacks the columns "Whom", "What", "Link"/);
  });

  it('tells all faults of a mapping at once', () => {
    expect(checkMapping({ ...mapping, states: 'flag', name: 'A B' }, reference.codebook)).toEqual({
      faults: ['name: write lower-case letters, digits and hyphens.', 'states: write iso3, cameo, cow or name.'],
    });
    expect(
      checkMapping({ ...mapping, codes: { x: { type: 'duel', polarity: 1, severity: 2 } } }, reference.codebook),
    ).toEqual({ faults: ['codes.x.type: "duel" is no type of the codebook.'] });
  });
});
