/** `tension import` for files as people keep them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MESSY_ROWS, MESSY_TYPES, messyCsv, messyWorkbook } from '../shared/messyWorkbook.ts';
import { tension } from './inProcess.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-table-'));
  await writeFile(join(folder, 'log.csv'), messyCsv());
  await writeFile(join(folder, 'log.xlsx'), messyWorkbook());
  await writeFile(join(folder, 'map.json'), JSON.stringify({ states: { Rusia: 'RUS' }, types: MESSY_TYPES }));
  await writeFile(
    join(folder, 'open.tsv'),
    'Date\tWho\tWhom\tWhat\tSeverity\tWhat happened\tNewspaper\n5/4/2024\tPeru\tChile\tSummons\t3\tLima summons the ambassador\tEl Comercio\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
const run = (...args: readonly string[]) => tension(join(folder, 'data'), ['import', ...args]);

test('a preview says how the columns are read and what is open, and changes nothing', async () => {
  const { code, stdout } = await run(join(folder, 'log.xlsx'), '--preview');
  expect(stdout).toContain('the header stands on line 4. Nothing is recorded yet.');
  expect(stdout).toMatch(/date +"Date" \(heading\)/);
  expect(stdout).toContain('"Rusia" (1 row): RUS');
  expect(code).toBe(2);
});

test('a CSV in Windows-1252 is in after one try with a mapping; the workbook of it changes nothing', async () => {
  const taken = await run(join(folder, 'log.csv'), '--map', join(folder, 'map.json'));
  expect([taken.code, taken.stderr]).toEqual([0, '']);
  expect(taken.stdout).toContain(`${MESSY_ROWS} rows of log.csv: ${MESSY_ROWS} created, 0 revised`);
  const again = await run(join(folder, 'log.xlsx'), '--map', join(folder, 'map.json'));
  expect(again.stdout).toContain(`0 created, 0 revised, ${MESSY_ROWS} unchanged`);
});

test('a mapping with faults is told in the words of the house', async () => {
  await writeFile(join(folder, 'wrong.json'), JSON.stringify({ dates: 'dmy', headerLine: 'two' }));
  const refused = await run(join(folder, 'log.csv'), '--map', join(folder, 'wrong.json'));
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringMatching(/has faults: .*dates is "dmy": give day-first or month-first/),
  ]);
  expect(refused.stderr).toContain('headerLine is "two": give a finite number');
});

test('marks that nobody would see are named in a report', async () => {
  await writeFile(
    join(folder, 'marks.csv'),
    'id,date,actor,target,type,polarity,severity,summary,source_name,x\u200bnote\na\u202eb,2024-01-01,PER,CHL,summons,1,3,Lima\u2066 summons,Paper,\n',
  );
  const { code, stdout } = await run(join(folder, 'marks.csv'));
  expect(code).toBe(2);
  expect(stdout).toContain('aU+202Eb');
  expect(stdout).toContain('LimaU+2066 summons');
  expect(stdout).toContain('xU+200Bnote');
  expect(stdout).not.toMatch(/\p{Default_Ignorable_Code_Point}/u);
});

test('dates that can be two days are refused with the options that say which', async () => {
  const refused = await run(join(folder, 'open.tsv'));
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--day-first or --month-first')]);
  const { stdout } = await run(join(folder, 'open.tsv'), '--month-first', '--preview', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ rows: [{ cells: { date: '2024-05-04' } }] });
});
