/** The commands that say what the index hangs on, on the shipped events of two dyads. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { levelChanges } from '../../models/changepoint.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { baseline, columnsOf, shippedScore } from '../models/shipped.ts';
import { tension } from './inProcess.ts';
import { dataFolder, interrupted } from './processes.ts';

const COMMANDS = ['methods', 'changepoints', 'sensitivity', 'sobol', 'robustness', 'flip', 'fit', 'lint'];

let data: string;
beforeAll(async () => {
  data = await dataFolder();
  for (const dyad of ['KOR-RUS', 'CHN-LTU'])
    await tension(data, ['import', join(projectRoot(), `data/events/${dyad}.csv`)]);
  await tension(data, ['rollup']);
});

/** Runs it, expects success, and reads its JSON. */
async function json<Report>(...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await tension(data, [...args, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Report;
}

async function said(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await tension(data, args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

describe('every command', () => {
  test.each(COMMANDS)('%s explains itself with an example', async (command) => {
    const { code, stdout } = await tension('/nowhere', [command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Example:\n  npm run -s tension -- ${command}`);
  });

  test('refuses what cannot be meant, in a sentence, with exit code 1', async () => {
    const refused = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await tension(data, args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).not.toMatch(/^ +at /m); // no stack
      return stderr;
    };
    expect(await refused('methods', 'KOR')).toBe(
      '"KOR" is no dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS.\n',
    );
    expect(await refused('methods', 'KOR-RUS', '--from', '2024-13-01')).toBe(
      '--from: "2024-13-01" is not a calendar date: write YYYY-MM-DD, such as 2024-04-05.\n',
    );
    expect(await refused('changepoints', 'FRA-MLI')).toContain('There are no events of FRA-MLI');
    expect(await refused('sensitivity', 'KOR-RUS', '--model', 'best')).toContain('"best" is no published model');
    expect(await refused('sobol', 'KOR-RUS', '--samples', 'many')).toBe(
      '--samples: "many" is not a whole number from 16 to 10000000.\n',
    );
    expect(await refused('sobol', 'KOR-RUS', '--date', '1980-01-01')).toContain('Ask for a day from 1990-06-04 on');
    expect(await refused('robustness', '--date', '1980-01-01')).toContain('there is no order to test');
    expect(await refused('flip', 'KOR-RUS', '--from', '2024-04-05', '--to', '2024-03-01')).toContain('must lie before');
    expect(await refused('lint', 'best')).toMatch(/^"best" is no published model: use one of .*baseline@1/);
  });
});

describe('methods', () => {
  test('prints the months of a range with every method, and what each misses', async () => {
    const text = await said('methods', 'rus-kor', '--from', '2024-04-01', '--to', '2024-04-30');
    expect(text).toMatch(/^2024-04-30 +3 +77\.8 +-12\.0 +-4\.00 +1\.95 +1\.51 +1\.00 +-7\.12$/m);
    expect(text).toContain('it has no memory');
    expect(text.match(/^\d{4}-\d\d-\d\d/gm)).toHaveLength(1);
  });

  test('gives null, not 0, where nothing was observed', async () => {
    interface Report {
      readonly points: readonly {
        readonly events: number;
        readonly values: Readonly<Record<string, number | null>>;
      }[];
    }
    const { points } = await json<Report>('methods', 'KOR-RUS', '--to', '2000-12-31');
    const silent = points.filter(({ events }) => events === 0);
    expect(silent.length).toBeGreaterThan(50);
    for (const { values } of silent)
      expect([values['goldstein-mean'], values['conflict-share'], values['goldstein-sum']]).toEqual([null, null, 0]);
    expect(points.reduce((sum, { events }) => sum + events, 0)).toBe(
      columnsOf('KOR-RUS').day.filter((day) => day <= epochDay('2000-12-31')).length,
    );
  });
});

describe('changepoints', () => {
  test('are those of the model, to the last coded event', async () => {
    const { changes, to } = await json<{
      changes: readonly { date: string; before: number; after: number }[];
      to: string;
    }>('changepoints', 'KOR-RUS');
    const lastEvent = columnsOf('KOR-RUS').day.at(-1)!;
    expect(to).toBe(toIsoDate(lastEvent));
    const expected = levelChanges(shippedScore('KOR-RUS', lastEvent), baseline.scale);
    expect(changes.map(({ date }) => date)).toEqual(expected.map(({ day }) => toIsoDate(day)));
    expect(changes.map(({ date }) => date)).toContain('2022-03-01');
  });

  test('are fewer with a higher penalty', async () => {
    expect(await said('changepoints', 'KOR-RUS', '--noise-factor', '100000')).toContain('no change of level');
  });
});

describe('sensitivity', () => {
  test('names the sanction’s weight first among the weights of spring 2024', async () => {
    const { index, parameters } = await json<{
      index: number;
      parameters: readonly { path: string; span: number }[];
    }>('sensitivity', 'KOR-RUS', '--date', '2024-04-05');
    expect(index).toBeCloseTo(80.1, 1);
    expect(parameters.filter(({ path }) => path.endsWith('.weight'))[0]!.path).toBe('types.sanction.weight');
    const spans = parameters.map(({ span }) => span);
    expect(spans).toEqual(spans.toSorted((a, b) => b - a));
    expect(await said('sensitivity', 'KOR-RUS', '--date', '2024-04-05')).toMatch(
      /^… and \d+ more that move it less \(--all\)$/m,
    );
  });
});

describe('sobol', () => {
  test('draws the same from the same seed', async () => {
    const draw = (seed: string): Promise<{ parameters: readonly { path: string; total: number }[] }> =>
      json('sobol', 'KOR-RUS', '--date', '2024-04-05', '--samples', '200', '--seed', seed);
    const first = await draw('3');
    expect(first).toEqual(await draw('3'));
    expect(first).not.toEqual(await draw('4'));
    expect(first.parameters[0]!.path).toBe('types.sanction.weight');
  });

  test('ends cleanly at Ctrl-C: 130, no result, no stack', async () => {
    const { code, stdout, stderr } = await interrupted(data, ['sobol', 'KOR-RUS', '--samples', '10000000', '--all']);
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(
      /^Stopped after [\d,]+ samples of 10,000,000: there is no result yet, and nothing was changed\.\n$/,
    );
  });
});

describe('robustness', () => {
  test('says in how many draws each dyad keeps its rank', async () => {
    interface Report {
      readonly dyads: readonly {
        readonly dyad: string;
        readonly keepsRank: number;
        readonly aboveNext: number | null;
      }[];
      readonly above: readonly (readonly number[])[];
    }
    const { dyads, above } = await json<Report>('robustness', '--draws', '300', '--date', '2024-12-31');
    expect(dyads.map(({ dyad }) => dyad)).toEqual(['KOR-RUS', 'CHN-LTU']); // 85 to 70: as the index has them
    expect(above[0]![1]! + above[1]![0]!).toBeCloseTo(1, 12);
    expect(dyads[0]!.aboveNext).toBe(above[0]![1]);
    expect(dyads[0]!.keepsRank).toBeCloseTo(above[0]![1]!, 12); // with two dyads it is the same question
    expect(await said('robustness', '--draws', '50')).toContain('coding density differs');
  });
});

describe('flip', () => {
  test('finds what “KOR-RUS deteriorated in spring 2024” hangs on', async () => {
    interface Report {
      readonly statement: object;
      readonly weights: readonly { readonly type: string; readonly flipsAt: number | null }[];
    }
    const report = await json<Report>('flip', 'KOR-RUS', '--from', '2024-03-01', '--to', '2024-04-05', '--by', '5');
    expect(report.statement).toEqual({ direction: 'rose', byPoints: 5, holds: true });
    expect(report.weights[0]).toMatchObject({ type: 'trade_restriction' });
    expect(await said('flip', 'KOR-RUS', '--from', '2024-03-01', '--to', '2024-04-05', '--by', '20')).toContain(
      '"It rose by more than 20 points" is false',
    );
  });
});

describe('fit and lint', () => {
  test('fit prints the cross-validated score beside the others', async () => {
    const { judgements, priorAgrees, crossValidated, weights } = await json<{
      judgements: number;
      priorAgrees: number;
      crossValidated: number;
      weights: readonly { to: number }[];
    }>('fit', '--ridge', '2');
    expect([judgements, priorAgrees]).toEqual([26, 26]);
    expect(crossValidated).toBeLessThanOrEqual(26);
    for (const { to } of weights) expect(to).toBeGreaterThanOrEqual(0);
    expect(await said('fit')).toContain('The score to report is the cross-validated one.');
  });

  test('lint names types that rest on little', async () => {
    expect(await said('lint')).toMatch(/^Few events \(4\)$/m);
    expect(
      (await json<{ remarks: readonly { type: string; kind: string }[] }>('lint', 'baseline@1')).remarks,
    ).toContainEqual(expect.objectContaining({ type: 'cyber', kind: 'few-events' }));
  });
});

describe('alert replay', () => {
  interface Replay {
    readonly rules: readonly { readonly name: string; readonly told: number }[];
    readonly told: readonly {
      readonly rule: string;
      readonly dyad: string;
      readonly date: string;
      readonly acts: string[];
    }[];
  }

  test('says when each rule would have told, by the rules of the program', async () => {
    const { rules, told } = await json<Replay>(
      'alert',
      'replay',
      '--dyad',
      'KOR-RUS',
      '--from',
      '2022',
      '--to',
      '2022',
    );
    expect(rules.map(({ name }) => name)).toEqual(['gravest', 'high', 'turned', 'week']);
    expect(rules.map(({ name, told: count }) => [name, count])).toEqual(
      rules.map(({ name }) => [name, told.filter(({ rule }) => rule === name).length]),
    );
    expect(told.every(({ date, dyad }) => date.startsWith('2022-') && dyad === 'KOR-RUS')).toBe(true);
    const columns = columnsOf('KOR-RUS');
    const gravest = columns.ids.filter(
      (_, i) => columns.severity[i] === 5 && toIsoDate(columns.day[i]!).startsWith('2022-'),
    );
    expect(told.flatMap(({ rule, acts }) => (rule === 'gravest' ? acts : []))).toEqual(gravest);
    expect(await said('alert', 'replay', '--dyad', 'KOR-RUS', '--from', '2022', '--to', '2022')).toMatch(
      /^From 2022-01-01 to 2022-12-31, model baseline 3 \([0-9a-f]{8}\), with the events as they are known today\.\n\nDate +Dyad +Rule +By +Over on +Acts\n2022-/,
    );
  });

  test('takes rules of the data folder, which go before those of the same name, and names their faults', async () => {
    const folder = join(data, 'alerts');
    await mkdir(folder);
    try {
      const steep = { name: 'week', title: 'Steep', when: { kind: 'change', days: 7, points: 99 } };
      await writeFile(join(folder, 'week.json'), JSON.stringify(steep));
      const { rules } = await json<Replay>('alert', 'replay', '--rule', 'week');
      expect(rules).toMatchObject([{ name: 'week', title: 'Steep', told: 0, judgedPeriods: 0, medianLagDays: null }]);
      await writeFile(join(folder, 'other.json'), JSON.stringify({ ...steep, when: { kind: 'level', above: 120 } }));
      const { code, stderr } = await tension(data, ['alert', 'replay']);
      expect([code, stderr]).toEqual([1, 'alerts/other.json, when.above: is 120: give at most 100.\n']);
    } finally {
      await rm(folder, { recursive: true });
    }
    expect((await tension(data, ['alert', 'replay', '--from', '2031'])).stderr).toMatch(
      /^There is nothing to replay then: the days of these dyads are 1990-\d\d-\d\d to \d{4}-\d\d-\d\d\.\n$/,
    );
    expect((await tension(data, ['alert', 'replay', '--rule', 'moscow'])).stderr).toBe(
      '"moscow" is no rule: use gravest, high, turned, week, or a file that ends in .json.\n',
    );
  });
});
