import { describe, expect, it } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { type FeedRow, FeedTally } from '../../server/feeds/feedRow.ts';
import { LEFT_OUT } from '../../server/feeds/leftOut.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import { accountedFor, all, bytesOf, gdelt, gdeltRow, tables } from './tables.ts';

const read = (...lines: string[]) => gdelt(bytesOf(lines.join('\n')));
const reasonsOf = (tally: FeedTally): string[] => tally.faults.map(({ reason }) => reason);

describe('a row of GDELT', () => {
  it('is read in each of its three layouts', async () => {
    const { rows, tally } = await read(gdeltRow({}, 57), gdeltRow({}, 58), gdeltRow({}, 61));
    expect(rows.map(({ actor, target, report, addedDay }) => [actor, target, report, addedDay])).toEqual([
      ['USA', 'RUS', '', null], // its date is that of the building of GDELT
      ['USA', 'RUS', 'https://example.org/a', epochDay('2018-03-26')],
      ['USA', 'RUS', 'https://example.org/a', epochDay('2018-03-26')],
    ]);
    expect([...tally.layouts]).toEqual([
      [57, 1],
      [58, 1],
      [61, 1],
    ]);
  });

  it('keeps the day of the act and the day on which it was found, so that the lag shows', async () => {
    const { rows } = await read(gdeltRow({ 1: '20170326' }));
    expect(rows.map(({ day, addedDay }) => [toIsoDate(day), toIsoDate(addedDay ?? 0)])).toEqual([
      ['2017-03-26', '2018-03-26'],
    ]);
    expect(rows[0]!.addedDay! - rows[0]!.day).toBe(365);
  });

  it('keeps the leading zeros of a code', async () => {
    const { rows } = await read(gdeltRow({ 26: '042' }), gdeltRow({ 26: '0256', 29: '1' }));
    expect(rows.map(({ code }) => code)).toEqual(['042', '0256']);
  });

  it.each([
    ['ROM', 'ROU'],
    ['TMP', 'TLS'],
    ['KSV', 'XKX'],
    ['GZS', 'PSE'],
    ['WSB', 'PSE'],
  ])('in which CAMEO writes %s is about %s', async (cameo, iso3) => {
    const { rows } = await read(gdeltRow({ 7: cameo }));
    expect(rows.map(({ actor }) => actor)).toEqual([iso3]);
  });

  it.each(['EUR', 'WST', 'AFR', 'NMR', 'MEA', 'SEA', 'ASA', 'SAS', 'CAS', 'SAF', 'WAF', 'PGS'])(
    'about the region %s is left out and no fault',
    async (region) => {
      const { rows, tally } = await read(gdeltRow({ 17: region }));
      expect(rows).toEqual([]);
      expect(tally.leftOut).toEqual({ ...LEFT_OUT, region: 1 });
      expect(tally.faulty).toBe(0);
    },
  );

  it('about a place that no table knows is left out, and the code is named', async () => {
    const { tally } = await read(gdeltRow({ 7: 'QQQ' }), gdeltRow({ 17: 'usa' }));
    expect([...tally.unknownPlaces]).toEqual([
      ['QQQ', 1],
      ['usa', 1],
    ]);
  });

  it('gives the place of the act from its FIPS code, which is not its ISO code', async () => {
    const { rows } = await read(gdeltRow({ 53: 'CH' }), gdeltRow({ 53: 'KS' }), gdeltRow({ 53: '' }));
    expect(rows.map(({ place }) => place)).toEqual(['CHN', 'KOR', null]); // FIPS CH is China, ISO CH Switzerland
  });

  it('counts in the total of its day, whoever acts', async () => {
    const { tally } = await read(
      gdeltRow(),
      gdeltRow({ 7: '', 26: '190', 29: '4', 30: '-10' }),
      gdeltRow({ 1: '20180325' }),
    );
    expect(tally.world.get(epochDay('2018-03-26'))).toEqual({
      rows: 2,
      quadClasses: [1, 0, 0, 1],
      interstate: 1,
      intensityTenths: 19 - 100,
    });
    expect(tally.world.get(epochDay('2018-03-25'))?.rows).toBe(1);
  });

  it('whose code the table lacks is read as its closest parent, with a remark', async () => {
    const { rows, tally } = await read(gdeltRow({ 26: '1246', 29: '3', 30: '-4' }), gdeltRow({ 26: '0429' }));
    expect(rows.map(({ code }) => code)).toEqual(['1246', '042']);
    expect(tally.remarks.get('codeCutToParent')).toBe(1);
  });

  it('that prints another Goldstein value than the table keeps the table’s, with a remark', async () => {
    const { rows, tally } = await read(gdeltRow({ 30: '5.5' }), gdeltRow({ 30: 'x' }));
    expect(rows.map(({ intensity }) => intensity)).toEqual([1.9, 1.9]);
    expect(tally.remarks.get('goldsteinDiffers')).toBe(2);
  });
});

describe('a state counts from its beginning to its end', () => {
  it.each([
    ['SSD', '20110708', undefined],
    ['SSD', '20110709', 'SSD'],
    ['UKR', '19850101', undefined],
    ['UKR', '19910824', 'UKR'],
    ['RUS', '19850101', 'RUS'],
    ['SUN', '19850101', 'RUS'],
    ['DDR', '19850101', 'DDR'],
    ['DDR', '19910101', undefined],
    ['YUG', '19850101', 'YUG'],
    ['YUG', '19990401', 'SRB'],
    ['SCG', '20050101', 'SRB'],
    ['SRB', '19990401', 'SRB'],
    ['CZE', '19920601', undefined],
  ])('%s on %s is %s', async (cameo, date, expected) => {
    const { rows, tally } = await read(gdeltRow({ 1: date, 7: cameo, 17: 'USA' }));
    expect(rows.map(({ actor }) => actor)).toEqual(expected === undefined ? [] : [expected]);
    expect(tally.leftOut.notThen).toBe(expected === undefined ? 1 : 0);
  });

  it('an act between a state and the one that continues it has one side', async () => {
    const { tally } = await read(gdeltRow({ 1: '19850101', 7: 'SUN', 17: 'RUS' }));
    expect(tally.leftOut).toEqual({ ...LEFT_OUT, sameState: 1 });
  });
});

describe('a faulty row costs one row', () => {
  const good = gdeltRow();
  it.each([
    ['columns', gdeltRow({}, 60)],
    ['columns', 'one\ttwo'],
    ['date', gdeltRow({ 1: '20180230' })],
    ['date', gdeltRow({ 1: '2018032' })],
    ['date', gdeltRow({ 59: 'yesterday' })],
    ['code', gdeltRow({ 26: '---' })],
    ['code', gdeltRow({ 26: '21' })],
    ['code', gdeltRow({ 26: '' })],
    ['quadClass', gdeltRow({ 29: '5' })],
    ['quadClass', gdeltRow({ 29: '' })],
  ])('counted as %s', async (reason, bad) => {
    const { rows, tally } = await read(good, bad, good);
    expect(rows).toHaveLength(2);
    expect(reasonsOf(tally)).toEqual([reason]);
    expect(tally.faults[0]).toMatchObject({ line: 2 });
    expect(accountedFor(tally)).toBe(tally.rows);
  });

  it('counted as bytes when they are not UTF-8, wherever they stand', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${good}\n`),
      Buffer.from(gdeltRow({ 60: 'https://example.org/\u00e9' }), 'latin1'),
      Buffer.from(`\n${gdeltRow({ 60: 'https://example.org/é' })}`),
    ]);
    const { rows, tally } = await gdelt(bytesOf(bytes));
    expect(reasonsOf(tally)).toEqual(['bytes']);
    expect(rows.map(({ report }) => report)).toEqual(['https://example.org/a', 'https://example.org/é']);
  });

  it('counted as length when it never ends', async () => {
    const { rows, tally } = await read(good, 'x'.repeat(1_000_000), good);
    expect(rows).toHaveLength(2);
    expect(tally.faults).toMatchObject([{ reason: 'length', line: 2 }]);
  });

  it('and is told with line, id, field, value and remedy', async () => {
    const { tally } = await read(good, gdeltRow({ 0: '77', 1: '20180230' }));
    expect(tally.faults[0]).toEqual({
      reason: 'date',
      line: 2,
      id: '77',
      field: 'column 2',
      value: '20180230',
      message: 'SQLDATE is no calendar date of the form 20180326.',
    });
  });
});

describe('a file', () => {
  it('of mentions that is named export is refused', async () => {
    const mention = Array.from({ length: 16 }, (_, i) => String(i)).join('\t');
    const { rows, tally } = await read(...Array.from({ length: 150 }, () => mention));
    expect(rows).toEqual([]);
    expect(tally.refused).toMatch(/100 of the first 100 rows cannot be read.*16 columns.*a file of mentions/);
  });

  it('of one mention is refused too, and an empty file is not', async () => {
    expect((await read(Array.from({ length: 16 }, () => '1').join('\t'))).tally.refused).toMatch(/a file of mentions/);
    expect((await read('')).tally).toMatchObject({ refused: null, rows: 0 });
  });

  it('that goes wrong for good is refused as soon as most of it is', async () => {
    const lines = [...Array.from({ length: 90 }, () => gdeltRow()), ...Array.from({ length: 10_000 }, () => 'bad')];
    expect((await read(...lines)).tally.refused).toMatch(/^91 of the first 181 rows/);
  });

  it('with a few bad rows among many is not refused', async () => {
    const { tally } = await read(...Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 'bad' : gdeltRow())));
    expect(tally).toMatchObject({ refused: null, faulty: 100, taken: 200 });
  });

  it('gives the same rows whatever the size of its chunks, with either line end', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => gdeltRow({ 0: String(i), 60: `https://example.org/ü${i % 7}` }));
    const expected: FeedRow[] = (await read(...lines)).rows;
    for (const chunkBytes of [1, 7, 333, 4096]) {
      for (const content of [lines.join('\n'), `${lines.join('\r\n')}\r\n`]) {
        const { rows } = await all((tally) =>
          readGdelt(bytesOf(content, chunkBytes), tables.states, tables.gdelt, tally),
        );
        expect(rows).toEqual(expected);
      }
    }
  });

  it('whose source breaks passes the error on', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(`${gdeltRow()}\n`);
      throw new Error('connection lost');
    }
    await expect(gdelt(breaking())).rejects.toThrow('connection lost');
  });
});
