/** Cells made to keep a pattern busy: where one took time by the square of a cell's length, these would never end. */
import { describe, expect, it } from 'vitest';
import { readDate } from '../../models/writtenDate.ts';
import { typesLike } from '../../models/importing/typeWords.ts';
import { readAcled } from '../../server/feeds/acled.ts';
import { readIcews } from '../../server/feeds/icews.ts';
import { readUcdp } from '../../server/feeds/ucdp.ts';
import { cellsOf } from '../../server/ledger/actCells.ts';
import { all, bytesOf, reference, tables } from '../feeds/tables.ts';

const { states } = tables;
/** The longest row that is read has 256 kB. */
const LONG = 250_000;
const ROWS = 40;
const HOSTILE = ['('.repeat(LONG), '(2000-)'.repeat(LONG / 7), '() '.repeat(LONG / 3), ' ('.repeat(LONG / 2)];
const csv = (header: string, row: (cell: string, i: number) => string): AsyncIterable<Uint8Array> =>
  bytesOf([header, ...Array.from({ length: ROWS }, (_, i) => row(HOSTILE[i % HOSTILE.length]!, i))].join('\n'));

describe('a name of 250,000 characters is no state', () => {
  it('in ICEWS', async () => {
    const header =
      'Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tIntensity\tTarget Name\tTarget Country\tStory ID\tPublisher\tCountry';
    const { rows, tally } = await all((count) =>
      readIcews(
        csv(header, (cell, i) => `${i}\t2017-12-01\tWho\t${cell}\t111\t-2\tWhom\tJapan\t7\tPaper\tNA`),
        states,
        tables.icews,
        count,
      ),
    );
    expect([rows.length, tally.rows, tally.faulty]).toEqual([0, ROWS, 0]);
  });

  it('in ACLED, with a line end that no pattern passes', async () => {
    const header = 'event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,source';
    const { rows, tally } = await all((count) =>
      readAcled(
        csv(
          header,
          (cell, i) =>
            `A${i},2024-02-16,Battles,Armed clash,"Military Forces of ${cell}\n","Military Forces of Russia (2000-)",Ukraine,Paper`,
        ),
        states,
        tables.acled,
        count,
      ),
    );
    expect([rows.length, tally.rows, tally.faulty]).toEqual([0, ROWS, 0]);
  });

  it('in UCDP', async () => {
    const header = 'id,date_start,best,side_a,side_b,type_of_violence,number_of_sources,source_article,country';
    const { rows, tally } = await all((count) =>
      readUcdp(
        csv(header, (cell, i) => `${i},2018-06-01,1,Government of ${cell},Government of Russia,1,1,Paper,Ukraine`),
        states,
        tables.ucdp,
        count,
      ),
    );
    expect([rows.length, tally.rows, tally.faulty]).toEqual([0, ROWS, 0]);
  });
});

const BLANKS = ' '.repeat(5_000_000);

it('a date with millions of blanks is none', () => {
  expect(readDate(`5 April 2024${BLANKS}x`)).toBeUndefined();
  expect(readDate('Friday, 5 April 2024 10:30 (local time)')).toMatchObject({ date: '2024-04-05' });
});

it('a type of millions of words is suggested by its beginning', () => {
  const names = { codebook: reference.codebook, typeLabels: new Map<string, string>() };
  const found = typesLike(`withdraw ${'withdraw '.repeat(1_000_000)}`, names);
  expect(found).toEqual([]);
  expect(typesLike('withdrawal from the treaty', names).length).toBeGreaterThan(0);
});

it('a summary of millions of blanks is one line', () => {
  expect(cellsOf({ summary: `a${BLANKS}b` }, ['summary']).summary).toHaveLength(5_000_002);
  expect(cellsOf({ summary: ' a \n\r\n  b\n' }, ['summary']).summary).toBe('a b');
});
