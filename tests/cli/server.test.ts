import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import { row } from '../rollup/world.ts';
import { tension } from './inProcess.ts';
import { dataFolder, ready, serve, serveInVain } from './processes.ts';

const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';
const file = (...rows: readonly string[]): string => [HEADER, ...rows, ''].join('\n');

interface BoardAnswer {
  readonly dyads: readonly { readonly id: string; readonly events: number }[];
}

const board = async (url: string): Promise<BoardAnswer> => (await fetch(`${url}/api/v1/dyads`)).json();

describe('npm start', () => {
  test('on an empty data folder takes the shipped events, publishes, and ends cleanly on SIGTERM', async () => {
    const data = await dataFolder();
    const server = await serve(data);
    await ready(server);
    const { dyads } = await board(server.url);
    expect(dyads).toHaveLength(14);
    expect(dyads.reduce((sum, dyad) => sum + dyad.events, 0)).toBe(1286);

    expect((await readFile(join(data, 'token'), 'utf8')).trim()).toBe(server.token);
    expect(statSync(join(data, 'token')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(join(data, 'server.json'), 'utf8'))).toEqual({ pid: server.pid, url: server.url });

    const stream = await fetch(`${server.url}/api/v1/stream`); // an open page does not hold it up
    const { code, stdout } = await server.end('SIGTERM');
    await stream.text();
    expect(code).toBe(0);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    const messages = lines.map((line) => JSON.parse(line)).filter((line) => line.req === undefined);
    expect(messages.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/is open; new tables: 0001_ledger, 0002_rollup/),
      expect.stringMatching(/^Took \d+ revisions of notes from data\/context\.csv\.$/),
      expect.stringMatching(/^Took 1286 new and 0 revised events from 14 files/),
      expect.stringMatching(/^Run 1 published [\d,]+ points of 14 dyads/),
      expect.stringMatching(/^SIGTERM: finishing/),
      'Stopped.',
    ]);
  });

  test('the second time keeps token, events and what was revised since, and serves the last run at once', async () => {
    const data = await dataFolder();
    const first = await serve(data);
    await ready(first);
    const shipped = (await readFile(join(projectRoot(), 'data/events/KOR-RUS.csv'), 'utf8')).split('\n');
    const changed = shipped.find((line) => line.includes('2024-04-02-sanction'))!.replace(',yes,', ',no,');
    expect(
      (await tension(data, ['import', '-', '--format', 'csv'], { input: `${shipped[0]}\n${changed}\n` })).stdout,
    ).toContain('1 revised');
    await first.end('SIGTERM');

    const second = await serve(data);
    expect(second.token).toBe(first.token);
    const answer = await fetch(`${second.url}/health/ready`);
    expect(answer.status).toBe(200);
    await answer.text();
    const { stdout } = await second.end('SIGTERM');
    expect(stdout).not.toContain('Took ');
  });

  test('says what to do when the port is taken, and when the settings are wrong', async () => {
    const data = await dataFolder();
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const address = holder.address();
    const port = typeof address === 'object' ? address!.port : 0;
    const taken = await serveInVain(data, { PORT: String(port) });
    holder.close();
    expect(taken.code).toBe(1);
    expect(taken.stderr).toBe(
      `Port ${port} on 127.0.0.1 is in use: stop the program that holds it, or choose another: PORT=${port + 1} npm start\n`,
    );
    expect(existsSync(join(data, 'server.json'))).toBe(false);
    expect(await serveInVain(data, { ROLLUP_CRON: 'hourly' })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^ROLLUP_CRON is "hourly": write five cron fields/),
    });
  });

  test('a second server on the same folder is told who holds the database', async () => {
    const data = await dataFolder();
    const server = await serve(data);
    const second = await serveInVain(data, {});
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`is in use by process ${server.pid}`);
  });

  test('rolls up by its schedule', async () => {
    const data = await dataFolder();
    const server = await serve(data, { ROLLUP_CRON: '* * * * * *' });
    await ready(server);
    const runs = async (): Promise<{ trigger: string; status: string }[]> =>
      (await (await fetch(`${server.url}/api/v1/runs`)).json()).runs;
    const isOnBoard = async (dyad: string): Promise<boolean> =>
      (await board(server.url)).dyads.some(({ id }) => id === dyad);
    // What is imported first may still be taken by the run of the start; what comes when that has ended can only be the schedule's.
    for (const [id, dyad] of [
      ['c1', 'FRA-MLI'],
      ['c2', 'FRA-NER'],
    ] as const) {
      await tension(data, ['import', '-', '--format', 'csv'], { input: file(row(id, dyad, '2024-05-30')) });
      await vi.waitUntil(() => isOnBoard(dyad), { timeout: 30_000, interval: 200 });
      await vi.waitUntil(async () => (await runs()).every(({ status }) => status !== 'running'), {
        timeout: 30_000,
        interval: 200,
      });
    }
    // The run of the start comes late on a busy machine, and may be the one that took the second; the schedule's came all the same.
    const complete = (await runs()).filter(({ status }) => status === 'complete');
    expect(complete.map(({ trigger }) => trigger)).toContain('schedule');
  });
});

describe('beside a running server', () => {
  test('the commands work through it, and give the same as without it', async () => {
    const data = await dataFolder();
    const server = await serve(data);
    await ready(server);
    const spring = ['score', 'KOR-RUS', '--from', '2024-03-01', '--to', '2024-04-05', '--step', 'day'];
    const through = {
      json: await tension(data, [...spring, '--json']),
      csv: await tension(data, [...spring, '--csv']),
    };
    expect(through.json).toMatchObject({ code: 0, stderr: '' });

    // A new dyad is on the board after the next run, without a restart and with nothing configured.
    const taken = await tension(data, ['import', '-', '--format', 'csv'], {
      input: file(row('c1', 'FRA-MLI', '2024-05-30'), row('c2', 'FRA-MLI', '2024-02-30')),
    });
    expect(taken.code).toBe(2);
    expect(taken.stdout).toContain('2 rows of stdin: 1 created, 0 revised, 0 unchanged, 1 at fault.');
    expect((await board(server.url)).dyads).toHaveLength(14);
    const rolled = await tension(data, ['rollup', '--json']);
    expect(JSON.parse(rolled.stdout)).toMatchObject({
      ran: true,
      run: { trigger: 'request', status: 'complete', dyads: 1 },
    });
    expect((await board(server.url)).dyads.map(({ id }) => id)).toContain('FRA-MLI');
    expect(JSON.parse((await tension(data, ['rollup', '--json'])).stdout)).toMatchObject({ ran: false });

    expect((await tension(data, ['import', '-', '--format', 'json'], { input: 'not json' })).code).toBe(1);
    const doctor = await tension(data, ['doctor']);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toMatch(new RegExp(`^ok +server +runs at ${server.url}`, 'm'));

    await server.end('SIGTERM');
    const asOf = JSON.parse(through.json.stdout).asOf;
    const alone = { json: await tension(data, [...spring, '--json']), csv: await tension(data, [...spring, '--csv']) };
    expect(alone.csv.stdout).toBe(through.csv.stdout);
    expect({ ...JSON.parse(alone.json.stdout), asOf }).toEqual(JSON.parse(through.json.stdout)); // only a later run stands behind it
  });

  test('that was killed, they open the database themselves', async () => {
    const data = await dataFolder();
    const server = await serve(data);
    await ready(server);
    await server.end('SIGKILL');
    expect(existsSync(join(data, 'server.json'))).toBe(true);
    expect(await tension(data, ['rollup'])).toMatchObject({ code: 0, stderr: '' });
    await writeFile(join(data, 'server.json'), '{ half a no');
    expect(await tension(data, ['rollup'])).toMatchObject({ code: 0, stderr: '' });
  });
});

test('with PUBLIC_URL the server prints its own address as well', async () => {
  const server = await serve(await dataFolder(), { PUBLIC_URL: 'http://tension.example' });
  expect(server.url).toBe('http://tension.example');
  const { stdout } = await server.end('SIGTERM');
  expect(stdout).toMatch(/^This server itself listens at http:\/\/127\.0\.0\.1:\d+$/m);
});
