import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { row } from '../rollup/world.ts';
import { tension } from './inProcess.ts';
import { dataFolder, tension as tensionProcess } from './processes.ts';

const KOR_RUS = join(projectRoot(), 'data/events/KOR-RUS.csv');
const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';
const file = (...rows: readonly string[]): string => [HEADER, ...rows, ''].join('\n');

describe('every command', () => {
  test.each(['import', 'rollup', 'score', 'judge', 'feed', 'doctor'])(
    '%s explains itself with an example',
    async (command) => {
      const { code, stdout } = await tension('/nowhere', [command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`Example:\n  npm run -s tension -- ${command}`);
    },
  );

  test('is listed by --help, and an unknown one is told with a way on', async () => {
    const help = await tension('/nowhere', ['--help']);
    for (const command of ['import', 'rollup', 'score', 'judge', 'feed', 'doctor'])
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    const unknown = await tension('/nowhere', ['imprt']);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(/unknown command 'imprt'[\s\S]*import[\s\S]*--help/);
  });

  test('tells all faults of the settings at once, without a stack', async () => {
    const { code, stderr, stdout } = await tensionProcess('/nowhere', ['rollup'], {
      settings: { PORT: 'eighty', LOG_LEVEL: 'loud' },
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'PORT is "eighty": write a whole number from 0 (any free port) to 65535.\nLOG_LEVEL is "loud": write one of trace, debug, info, warn, error, fatal, silent.\n',
    );
  });
});

describe('import', () => {
  test('takes all rows: 0; taking them again changes nothing', async () => {
    const data = await dataFolder();
    const first = await tension(data, ['import', KOR_RUS]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('190 rows of KOR-RUS.csv: 190 created, 0 revised, 0 unchanged, 0 at fault.');
    expect(first.stdout).toContain('npm run -s tension -- rollup');
    const again = await tension(data, ['import', KOR_RUS, '--json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      source: 'KOR-RUS.csv',
      rows: 190,
      created: 0,
      unchanged: 190,
      faulty: 0,
      dyads: [],
    });
  });

  test('takes the good rows and tells what is wrong with the others: 2', async () => {
    const data = await dataFolder();
    const path = join(data, 'mixed.csv');
    await writeFile(path, file(row('good', 'KOR-RUS', '2024-04-02'), row('bad', 'KOR-RUS', '2024-02-30')));
    const mixed = await tension(data, ['import', path]);
    expect(mixed.code).toBe(2);
    expect(mixed.stdout).toContain('1 created, 0 revised, 0 unchanged, 1 at fault');
    expect(mixed.stdout).toMatch(/^ {2}3 +bad +date +"2024-02-30"/m);
  });

  test('refuses what is no table of events: 1', async () => {
    const data = await dataFolder();
    const { code, stdout, stderr } = await tension(data, ['import', '-', '--format', 'csv'], { input: 'a,b\n1,2\n' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[^\n]+\.\n$/); // one sentence
  });

  test('with --dry-run reports the same and changes nothing', async () => {
    const data = await dataFolder();
    const dry = await tension(data, ['import', KOR_RUS, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain('190 created');
    expect(dry.stdout).toContain('nothing was changed');
    expect((await tension(data, ['import', KOR_RUS])).stdout).toContain('190 created');
  });

  test('reads from stdin, where the format has to be said', async () => {
    const data = await dataFolder();
    const input = file(row('one', 'KOR-RUS', '2024-04-02'));
    const unsaid = await tension(data, ['import', '-'], { input });
    expect(unsaid).toMatchObject({
      code: 1,
      stderr: 'What "-" holds cannot be told from its name: add --format csv or --format json.\n',
    });
    const said = await tensionProcess(data, ['import', '-', '--format', 'csv'], { input });
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('1 row of stdin: 1 created');
  });

  test('says what is missing', async () => {
    const data = await dataFolder();
    expect((await tension(data, ['import', 'nowhere.csv'])).stderr).toMatch(
      /^There is no file "nowhere.csv": check the path; it counts from /,
    );
    expect((await tension(data, ['import', data, '--format', 'csv'])).stderr).toContain('is no file');
    expect((await tension(data, ['import'])).stderr).toContain("missing required argument 'file'");
  });
});

describe('rollup and score', () => {
  let data: string;
  beforeAll(async () => {
    data = await dataFolder();
    await tension(data, ['import', KOR_RUS]);
  });

  test('before the first run, score says that one is needed', async () => {
    const { code, stderr } = await tension(data, ['score', 'KOR-RUS']);
    expect(code).toBe(1);
    expect(stderr).toContain('npm run -s tension -- rollup');
  });

  test('a run publishes, a second one has nothing to do', async () => {
    const first = await tension(data, ['rollup', '--json']);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      ran: true,
      run: { id: 1, trigger: 'cli', status: 'complete', dyads: 1, error: null },
    });
    const second = await tension(data, ['rollup', '--json']);
    expect(JSON.parse(second.stdout)).toEqual({ ran: false, run: JSON.parse(first.stdout).run });
    expect((await tension(data, ['rollup'])).stdout).toMatch(
      /^Nothing new: run 1 still holds, through \d{4}-\d\d-\d\d\.\n$/,
    );
  });

  test('the spring of 2024 stands in the table, whichever way the dyad is typed', async () => {
    const spring = ['--from', '2024-03-01', '--to', '2024-04-05', '--step', 'day'];
    const table = await tensionProcess(data, ['score', 'KOR-RUS', ...spring]);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(/^Date +Index +Low +High +Tension +Conflict +Cooperation$/m);
    // 70.9 and 80.1: the figures that the project promises for these days
    expect(table.stdout).toMatch(/^2024-03-01 +70\.9 /m);
    expect(table.stdout).toMatch(/^2024-04-05 +80\.1 /m);
    expect((await tension(data, ['score', 'rus-kor', ...spring])).stdout).toBe(table.stdout);
  });

  test('as CSV it has a header and a line a point, as JSON what the API gives', async () => {
    const csv = await tension(data, ['score', 'KOR-RUS', '--from', '2024-01-01', '--to', '2024-12-31', '--csv']);
    const lines = csv.stdout.trim().split(/\r?\n/);
    expect(lines[0]).toMatch(/^date,index,low,high,tension,conflict,cooperation/);
    expect(lines).toHaveLength(13); // by the month
    const json = JSON.parse(
      (
        await tension(data, [
          'score',
          'KOR-RUS',
          '--from',
          '2024-01-01',
          '--to',
          '2024-12-31',
          '--json',
          '--direction',
          'rus>kor',
        ])
      ).stdout,
    );
    expect(json).toMatchObject({ dyad: 'KOR-RUS', step: 'month', direction: 'RUS>KOR' });
    expect(json.points).toHaveLength(12);
  });

  test('what cannot be shown is told with the field, the value and the remedy', async () => {
    const failing = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await tension(data, ['score', ...args]);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).not.toMatch(/^ +at /m); // no stack
      return stderr;
    };
    expect(await failing('KOR-RUS', '--from', '2024-13-01')).toMatch(/from: "2024-13-01" is not a calendar date/);
    expect(await failing('KOR')).toBe(
      '"KOR" is no dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS.\n',
    );
    expect(await failing('FRA-MLI')).toContain('There are no events of FRA-MLI');
    expect(await failing('KOR-RUS', '--model', 'best')).toContain('"best" is no published model');
    expect(await failing('KOR-RUS', '--step', 'year')).toContain('Allowed choices are day, week, month');
  });
});

describe('judge', () => {
  test('orders the 26 judgements that can be tested with the baseline, beside naive rules', async () => {
    const { code, stdout } = await tension('/nowhere', ['judge', '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      model: { name: 'baseline' },
      judgements: 26,
      untested: ['CJ1'], // nobody looked at the days of one of its periods
      ordered: 26,
      naive: { randomWeights: { draws: 1000, seed: 22 } },
    });
    expect(report.results).toHaveLength(26);
    for (const { margin } of report.results) expect(margin).toBeGreaterThan(0);
    const { equalWeights, randomWeights, eventCount } = report.naive;
    // What the rules achieve on the shipped events with this seed, counted by this command: to be noticed when it moves.
    expect([equalWeights.ordered, randomWeights.ordered.toFixed(1), eventCount.ordered]).toEqual([26, '25.5', 20]);
  });

  test('says plainly what the judgements cannot tell', async () => {
    const { stdout } = await tension('/nowhere', ['judge']);
    expect(stdout).toMatch(/^baseline 3 \([0-9a-f]{8}\) orders 26 of 26 judgements/);
    expect(stdout).toMatch(/^all weights 1 +26 +100%$/m);
    expect(stdout).toContain('they cannot tell these weights from equal ones');
  });
});

describe('doctor', () => {
  test('finds nothing at fault on a fresh clone, and says how to begin', async () => {
    const { code, stdout } = await tension(await dataFolder(), ['doctor']);
    expect(code).toBe(0);
    expect(stdout).toContain('1,286 rows of 14 dyads in data/events, none at fault');
    expect(stdout).toContain('there is no database in');
    expect(stdout).toContain('npm start');
  });

  test('looks through the database: last run, coverage', async () => {
    const data = await dataFolder();
    await tension(data, ['import', KOR_RUS]);
    await tension(data, ['rollup']);
    const { code, stdout } = await tension(data, ['doctor', '--json']);
    expect(code).toBe(0);
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(true);
    const finding = (check: string): { verdict: string; detail: string } =>
      findings.find((one: { check: string }) => one.check === check);
    expect(finding('roll-up')).toMatchObject({
      verdict: 'ok',
      detail: expect.stringMatching(/^run 1 completed less than an hour ago/),
    });
    expect(finding('judgements').detail).toContain('26 of the 26 judgements that can be tested');
    expect(finding('coverage').detail).toContain('190 events of 1 dyad');
  });

  test('says that other accounts can look into the data folder, which is made for its owner alone', async () => {
    const data = join(await dataFolder(), 'data');
    await tension(data, ['import', KOR_RUS]);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    expect((await tension(data, ['doctor'])).stdout).not.toMatch(/^note +folder/m);
    await chmod(data, 0o755);
    expect((await tension(data, ['doctor'])).stdout).toMatch(/^note +folder .*: chmod 700 shuts it$/m);
  });

  test('names rules that cannot be used, a channel that ended, and alerts that did not arrive; so does the list of alerts', async () => {
    const data = await dataFolder();
    await mkdir(join(data, 'alerts'));
    const lost = { name: 'lost', title: 'Lost', when: { kind: 'flag' }, channels: ['nowhere'] };
    await writeFile(join(data, 'alerts/lost.json'), JSON.stringify(lost));
    await writeFile(join(data, 'alerts/broken.json'), '{');
    await tension(data, ['import', KOR_RUS]);
    await tension(data, ['rollup']);
    const database = await openDuckDb({ file: join(data, 'tension.duckdb') });
    await database.query("insert into alert_channel values ('desk', $1, 'It answered 410.', now(), 'test')", [
      JSON.stringify({ name: 'desk', kind: 'slack', url: 'https://example.org/secret', fallback: false }),
    ]);
    await database.close();
    const { code, stdout } = await tension(data, ['doctor']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAULT {2}alerts +alerts\/broken\.json cannot be read/m);
    expect(stdout).toMatch(/^FAULT {2}alerts +alerts\/lost\.json, channels\.0: is "nowhere".*: give desk\.$/m);
    expect(stdout).toMatch(/^FAULT {2}alerts +the channel desk: It answered 410\.$/m);
    expect(stdout).not.toContain('secret');
    const listed = (await tension(data, ['alert', 'list'])).stdout;
    expect(listed).toMatch(/^alerts\/broken\.json cannot be read/m);
    expect(listed).toMatch(/^alerts\/lost\.json, channels\.0/m);
  });

  test('names what is at fault: 1', async () => {
    const data = await dataFolder();
    await writeFile(join(data, 'tension.duckdb'), 'this is no database');
    const store = await tension(data, ['doctor']);
    expect(store.code).toBe(1);
    expect(store.stdout).toMatch(/^FAULT {2}store .*is no DuckDB database: move it away, or set DATA_DIR/m);
    expect(await readFile(join(data, 'tension.duckdb'), 'utf8')).toBe('this is no database'); // and does no harm
    const settings = await tension(data, ['doctor'], { settings: { PORT: 'eighty' } });
    expect(settings.code).toBe(1);
    expect(settings.stdout).toMatch(/^FAULT {2}settings +PORT is "eighty"/m);
  });
});
