import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { move } from '../../models/contract/move.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { tension as run } from './inProcess.ts';
import { dataFolder } from './processes.ts';

let data: string;
beforeAll(async () => {
  data = await dataFolder();
  await tension('import', join(projectRoot(), 'data/events/KOR-RUS.csv'));
  await tension('looked', '--file', join(projectRoot(), 'data/coverage.csv'));
  await tension('rollup');
});

const tension = (...args: string[]) => run(data, args);

describe('explain', () => {
  test('prints the sentence, the groups, the largest causes with their sources, and the residual', async () => {
    const { code, stdout, stderr } = await tension('explain', 'rus-kor', '--from', '2024-03-01', '--to', '2024-04-05');
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(
      /^South Korea – Russia tension rose 9\.2 points between 1 March and 5 April 2024, from 70\.9 to 80\.1; no single cause accounts for it\./,
    );
    expect(lines[1]).toMatch(/^Model baseline 3 \([0-9a-f]{8}\), as known on 20/);
    expect(stdout).toMatch(/^2024-03-01 +70\.9$/m);
    expect(stdout).toMatch(/^ {2}new: sanctions and trade measures +2 +\+4\.3$/m);
    expect(stdout).toMatch(/^ {2}fading: other acts +\d+ +less than 0\.05$/m);
    expect(stdout).toMatch(/^2024-04-05 +80\.1$/m);
    expect(stdout).toMatch(/^change +\+9\.2$/m);
    expect(stdout).toMatch(/^Shares of the change, in index points\. They sum to it; residual -?\d\.\de-1\d\.$/m);
    expect(stdout).toMatch(/^ +\+2\.4 {2}new +2024-03-28 {2}veto, RUS > KOR: Russia vetoes /m);
    expect(stdout).toMatch(/^Whose acts +Events +Share$/m);
    expect(stdout).toMatch(/^KOR +\d+ +\+\d\.\d$/m);
    expect(stdout).toMatch(/smaller causes \(--all lists them\)$/m);
    expect(stdout).toMatch(/^ {2}kor-rus-2024-03-28-unsc-1718-panel-veto {2}https:/m);
  });

  test('--json is what the API gives; --all lists every cause', async () => {
    const args = ['explain', 'KOR-RUS', '--from', '2024-03-01', '--to', '2024-04-05', '--direction', 'kor>rus'];
    const json = await tension(...args, '--json');
    const body = move.parse(JSON.parse(json.stdout));
    expect(body.direction).toBe('KOR>RUS');
    expect(Math.abs(body.groups.reduce((sum, group) => sum + group.indexPoints, 0) - body.change)).toBeLessThan(1e-9);
    const all = await tension(...args, '--all');
    expect(all.stdout).not.toContain('smaller');
    expect(all.stdout.match(/^ *([+−]?\d+\.\d|less than 0\.05) {2}(new|ended|fading)/gm)).toHaveLength(
      body.events.length,
    );
  });

  test('takes two moments and two models', async () => {
    const { stdout } = await tension(
      'explain',
      'KOR-RUS',
      '--from',
      '2024-04-05',
      '--to',
      '2024-04-05',
      '--as-of-to',
      new Date().toISOString(),
      '--model-to',
      'baseline@1',
    );
    expect(stdout).toContain('was little changed on 5 April 2024');
  });

  test('says what is wrong, without a stack', async () => {
    for (const [args, message] of [
      [['KOR', '--from', '2024-01-01'], '"KOR" is no dyad'],
      [['KOR-RUS'], "required option '--from <date>' not specified"],
      [['KOR-RUS', '--from', '2024-04-05', '--to', '2024-03-01'], 'exchange from and to'],
      [['KOR-RUS', '--from', '2024-02-30'], 'is not a calendar date'],
      [['FRA-USA', '--from', '2024-01-01'], 'There are no events of FRA-USA'],
    ] as const) {
      const { code, stderr, stdout } = await tension('explain', ...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('    at ');
    }
  });

  test('explains itself with an example', async () => {
    const { code, stdout } = await tension('explain', '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('Example:\n  npm run -s tension -- explain KOR-RUS --from 2024-03-01 --to 2024-04-05');
  });
});
