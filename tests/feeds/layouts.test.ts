/** Mappings of known data sets, each held against a small made-up file in its real layout: what a feed would make of every row. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { previewTable } from '../../server/feeds/tablePreview.ts';
import { workedMappings } from '../../server/feeds/workedMappings.ts';
import { importTables } from '../../server/ledger/importTables.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { reference, tables } from './tables.ts';

const words = importTables(reference);

/** Each row as one text: its pairs, day, type and value, or why it is left out. */
async function outcomes(key: string): Promise<string[]> {
  const worked = (await workedMappings()).find((one) => one.key === key)!;
  const bytes = await readFile(join(projectRoot(), 'tests/feeds/layouts', `${key}.csv`));
  const { rows } = await previewTable(
    { source: key, bytes, charset: undefined, draft: worked.mapping, today: epochDay('2026-11-28') },
    { feeds: tables, words },
  );
  return rows.map(({ outcome, pairs, date, type, value, reason }) =>
    outcome === 'taken'
      ? `${pairs.map(({ actor, target }) => `${actor}>${target}`).join(' ')} ${date} ${[type, value].filter((one) => one !== null).join(' ')}`
      : `${outcome}: ${reason}`,
  );
}

describe('a mapping of a known data set', () => {
  it.each([
    [
      'gsdb',
      [
        'PRK>KOR 1950-07-01 sanction',
        'USA>CUB 1962-07-01 sanction',
        'GBR>IRQ USA>IRQ 1990-07-01 sanction',
        'leftOut: organisation',
        'USA>RUS 1980-07-01 sanction',
        'leftOut: notThen',
      ],
    ],
    ['eu-list', ['EU>RUS 2022-02-25 sanction', 'EU>BLR 2022-03-02 sanction', 'leftOut: noState']],
    [
      'un-votes',
      ['USA>RUS 2019-07-01 -0.5', 'USA>GBR 2019-07-01 0.5', 'RUS>USA 2019-07-01 -0.5', 'leftOut: unknownPlace'],
    ],
    [
      'mid',
      [
        'USA>RUS 1962-10-22 troop_deployment',
        'IND>PAK 1999-05-15 military_incident',
        'TUR>GRC 1996-10-08 military_incident',
        'DDR>DEU 1961-08-13 troop_deployment',
      ],
    ],
    ['keds', ['SRB>BIH 1995-11-20 military_incident -10', 'BIH>SRB 1995-11-21 agreement 6.5', 'leftOut: unknownPlace']],
    ['igrm', ['IND>PAK 2025-06-13 statement_hostile -2', 'PAK>IND 2025-06-13 visit 1.9', 'leftOut: region']],
  ])('%s reads its layout', async (key, expected) => {
    expect(await outcomes(key)).toEqual(expected);
  });

  it('there is a file for each', async () => {
    expect((await workedMappings()).map(({ key }) => key).sort()).toEqual([
      'eu-list',
      'gsdb',
      'igrm',
      'keds',
      'mid',
      'un-votes',
    ]);
  });
});
