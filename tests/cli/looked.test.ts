/** `tension looked`: on the data folder itself, and through a server that holds it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeclaredCoverage } from '../../models/contract/coverage.ts';
import { tension } from './inProcess.ts';
import { dataFolder, ready, serve } from './processes.ts';

const FILE = 'dyad,from,to,density,by,sources,note\nFRA-MLI,2024-01-01,2024-03-31,major,the night desk,AFP,\n';

describe('looked', () => {
  test('declares once, and takes back with a reason', async () => {
    const data = await dataFolder();
    const looked = ['looked', 'RUS-KOR', 'FRA-MLI', '--from', '2024-04-01', '--through', '2024-04-30'];
    const first = await tension(data, [...looked, '--by', 'a reader', '--json']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({ dyads: ['KOR-RUS', 'FRA-MLI'], declared: 2, withdrawn: 0, remarks: [] });
    expect((await tension(data, [...looked, '--by', 'a reader'])).stdout).toBe(
      'All of this was declared before: nothing is new.\n',
    );
    const back = await tension(data, [...looked, '--withdraw', 'The wrong month.']);
    expect(back.stdout).toMatch(/^2 stretches of days looked at are taken back\. The next roll-up takes them in/);
    const again = await tension(data, [...looked, '--withdraw', 'The wrong month.']);
    expect(again).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'No stretch of KOR-RUS is declared from 2024-04-01 to 2024-04-30: nothing is declared of this dyad.\n',
    });
  });

  test('takes back the stretch that is meant where two have the same days', async () => {
    const data = await dataFolder();
    const looked = ['looked', 'FRA-MLI', '--from', '2024-04-01', '--through', '2024-04-30'];
    await tension(data, looked);
    const second = await tension(data, [...looked, '--density', 'major']);
    expect(second.stdout).toContain('FRA-MLI, 2024-04-01 to 2024-04-30 (major) overlaps');
    const unclear = await tension(data, [...looked, '--withdraw', 'A slip.']);
    expect(unclear).toMatchObject({
      code: 1,
      stderr:
        'Of FRA-MLI, 2024-04-01 to 2024-04-30 is declared with (1) density "all"; (2) density "major": give the density, by, sources or note of the one that is meant.\n',
    });
    expect((await tension(data, [...looked, '--density', 'major', '--withdraw', 'A slip.'])).stdout).toMatch(
      /^1 stretch of days looked at is taken back/,
    );
  });

  test('says what is missing or wrong, and what to write', async () => {
    const data = await dataFolder();
    const refused = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await tension(data, ['looked', ...args]);
      expect([code, stdout]).toEqual([1, '']);
      return stderr;
    };
    expect(await refused('KOR-RUS')).toContain('looked KOR-RUS --through 2026-11-20');
    expect(await refused('KOR', '--through', '2024-04-30')).toBe(
      'The dyad "KOR" is no dyad: write the codes of two states, such as KOR-RUS.\n',
    );
    expect(await refused('KOR-RUS', '--through', '2024-04-31')).toBe(
      '--through "2024-04-31" is no date: write the last day as YYYY-MM-DD.\n',
    );
    expect(await refused('KOR-RUS', '--through', '2130-01-01')).toMatch(
      /^--through "2130-01-01" lies in the future: write \d{4}-\d\d-\d\d or an earlier day/,
    );
    expect(await refused('KOR-RUS', '--file', 'a.csv')).toContain('Give dyads or --file, and not both');
    expect(await refused('--file', 'nowhere.csv')).toBe('The file "nowhere.csv" cannot be read: check its path.\n');
    expect(await refused('--file', 'nowhere.csv', '--withdraw', 'A slip.')).toContain('one by one');
    const broken = join(data, 'broken.csv');
    await writeFile(broken, FILE.replace('FRA-MLI', 'FRA-FRA'));
    expect(await refused('--file', broken)).toMatch(/^Stretch 1: dyad "FRA-FRA" is no dyad/);
  });

  test('through a server a file keeps who looked, and a stretch is taken back', async () => {
    const data = await dataFolder();
    const file = join(data, 'coverage.csv');
    await writeFile(file, FILE);
    const server = await serve(data);
    await ready(server);
    const read = async (): Promise<DeclaredCoverage> =>
      (await (await fetch(`${server.url}/api/v1/dyads/FRA-MLI/coverage`)).json()) as DeclaredCoverage;
    expect((await tension(data, ['looked', '--file', file])).stdout).toMatch(/^1 stretch of days looked at is new\./);
    expect((await read()).stretches).toMatchObject([
      { by: 'the night desk', density: 'major', recordedBy: 'command line' },
    ]);
    const days = ['FRA-MLI', '--from', '2024-01-01', '--through', '2024-03-31'];
    expect((await tension(data, ['looked', ...days, '--withdraw', 'A slip.', '--json'])).stdout).toContain(
      '"withdrawn": 1',
    );
    expect(await read()).toMatchObject({ stretches: [], withdrawn: [{ reason: 'A slip.' }] });
    const refused = await tension(data, ['looked', ...days, '--withdraw', 'A slip.']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('nothing is declared of this dyad');
  });
});
