/** Cases that readers sent in, each with the smallest input: names of states in files, imports and searches. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkMapping, readByMapping } from '../../server/feeds/genericCsv.ts';
import type { ImportReport } from '../../server/ledger/ledger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { all, reference, tables } from '../feeds/tables.ts';
import { describeLedgers, type TestLedger } from '../ledger/ledgers.ts';

const pathOf = (name: string, file: string): string => join(projectRoot(), 'tests/cases', name, file);

/** The actors of a mapped file that were taken, and the names that no table knows. */
async function read(name: string): Promise<{ actors: string[]; unknown: string[]; notThen: number }> {
  const checked = checkMapping(JSON.parse(await readFile(pathOf(name, 'desk.json'), 'utf8')), reference.codebook);
  if ('faults' in checked) throw new Error(checked.faults.join(' '));
  const { rows, tally } = await all((count) =>
    readByMapping(createReadStream(pathOf(name, 'names.csv')), checked.mapping, checked.codings, tables.states, count),
  );
  return {
    actors: rows.map(({ actor }) => actor),
    unknown: [...tally.unknownPlaces.keys()],
    notThen: tally.leftOut.notThen,
  };
}

const imported = (current: TestLedger, name: string, file: string): Promise<ImportReport> =>
  current.ledger.import({
    source: file,
    format: 'csv',
    bytes: createReadStream(pathOf(name, file)),
    recordedBy: 'tester',
    dryRun: false,
  });
const told = (rows: ImportReport['faults']): string[] => rows.map(({ id, message }) => `${id}: ${message}`);

describe('03-bracketed-name-books-another-state', () => {
  it('books the state that the brackets tell, and none where no table knows it', async () => {
    expect(await read('03-bracketed-name-books-another-state')).toEqual({
      actors: ['COD', 'COD', 'COD', 'TWN', 'SSD', 'ASM', 'GNQ', 'SXM', 'IRN', 'COG'],
      unknown: ['Korea (Kurdistan)'],
      notThen: 1, // Germany (East), in 2024
    });
  });
});

describe('05-common-names-unknown', () => {
  it('knows the names that foreign ministries use', async () => {
    const { actors, unknown } = await read('05-common-names-unknown');
    expect(actors.join(' ')).toBe('USA GBR USA KOR GBR MDA TZA BRN PSE LCA KGZ DEU YEM ARE COD');
    expect(unknown).toEqual([]);
  });
});

describeLedgers('names in an import', (current) => {
  it('05-common-names-unknown: suggests the state that is meant, and none that merely looks alike', async () => {
    const { created, faults } = await imported(current, '05-common-names-unknown', 'import.csv');
    expect(created).toBe(0);
    expect(
      told(faults).map((message) =>
        message.replace(/^case05-\d: "(.*)" is no code of a state or organisation: /, '$1: '),
      ),
    ).toEqual([
      'DRC: write COD (DR Congo).',
      'Holland: write NLD (Netherlands).',
      'Persia: write IRN (Iran).',
      'Turkey: write TUR (Türkiye).',
      'GDR: write DDR (East Germany).',
      'UK: write GBR (United Kingdom).',
      'United States of America: write USA (United States).',
      'Gruece: did you mean GRC (Greece)?',
    ]);
  });

  it('15-eu-and-nato-have-no-dyad: takes an organisation as a side, and one target a row', async () => {
    const { created, faults, remarks } = await imported(current, '15-eu-and-nato-have-no-dyad', 'events.csv');
    expect(created).toBe(4);
    expect(told(faults)).toEqual(['case15-2: holds more than one code: write one row for each target.']);
    expect(told(remarks)).toEqual(['case15-1: was put in order: EU-RUS.']);
    const dyads = (await current.ledger.dyads()).map(({ dyad, events }) => `${dyad} ${events}`);
    expect(dyads.sort()).toEqual(['EU-RUS 2', 'NATO-RUS 1', 'RUS-UN 1']);
  });

  it('26-former-states-in-imports: knows former states by their dates', async () => {
    const { created, faults, remarks } = await imported(current, '26-former-states-in-imports', 'historic.csv');
    expect(created).toBe(4);
    expect(told(faults)).toEqual([
      'case26-1: "SUN" is no code of a state or organisation: write RUS (Russia), which continues it.',
      'case26-3: "SUN" is no code of a state or organisation: write RUS (Russia), which continues it.',
      'case26-7: is East Germany, which was a state until 1990-10-02: check date and code.',
    ]);
    expect(told(remarks)).toEqual([
      'case26-4: is Ukraine, a state since 1991-08-24 only: check date and code.',
      'case26-5: is South Sudan, a state since 2011-07-09 only: check date and code.',
    ]);
  });
});
