/** The feed commands with and without a running server, against a server of GDELT on this machine. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Audit } from '../../models/contract/audit.ts';
import { quarter } from '../feeds/fetchWorld.ts';
import { GdeltServer, stampOf } from '../feeds/gdeltServer.ts';
import { tension } from './inProcess.ts';
import { clockFrom, dataFolder, ready, serve, tension as tensionProcess } from './processes.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
const NEWEST = Date.parse('2026-11-20T12:00:00Z');

let gdelt: GdeltServer;
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NEWEST + 60_000 }));
afterEach(async () => {
  vi.useRealTimers();
  await gdelt?.stop();
});

/** A server with the last quarters of an hour; the day from which they are. */
async function loopback(quarters: number): Promise<string> {
  gdelt = await GdeltServer.start();
  for (let i = quarters - 1; i >= 0; i--)
    gdelt.publish(stampOf(NEWEST - i * QUARTER_HOUR_MS), quarter(stampOf(NEWEST - i * QUARTER_HOUR_MS)));
  return new Date(NEWEST - quarters * QUARTER_HOUR_MS).toISOString().slice(0, 10);
}

describe('without a server', () => {
  test('a feed is looked at, added, pulled, shown and removed', async () => {
    const from = await loopback(10);
    const data = await dataFolder();
    expect((await tension(data, ['feed', 'status'])).stdout).toContain(
      'No feed is configured, and so nothing is fetched.',
    );
    const dry = await tension(data, ['feed', 'add', 'gdelt', '--from', from, '--base', gdelt.base, '--dry-run']);
    expect(dry.stdout).toMatch(
      /^gdelt would be fetched from 127\.0\.0\.1:\d+: 10 files, [\d.]+ MB packed, reporting on .*\n.*nothing was changed\.\n$/,
    );
    expect(
      gdelt.requests.map(({ path }) => path),
      'lists alone',
    ).not.toContainEqual(expect.stringContaining('.zip'));
    expect((await tension(data, ['feed', 'list'])).stdout).toContain('No feed is configured');

    expect(await tension(data, ['feed', 'add', 'gdelt', '--from', from, '--base', gdelt.base])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('npm run -s tension -- feed pull gdelt'),
    });
    expect((await tension(data, ['feed', 'list'])).stdout).toMatch(/gdelt\s+gdelt\s+every 15 minutes\s+127\.0\.0\.1/);
    expect(await tension(data, ['feed', 'pull'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^gdelt: 10 files stored, with [\d,]+ rows and \d+ stories\.\n$/),
      stderr: '',
    });
    expect(await tension(data, ['feed', 'pull', 'gdelt'])).toMatchObject({
      code: 0,
      stdout: 'gdelt: nothing new.\n',
    });
    const status = JSON.parse((await tension(data, ['feed', 'status', '--json'])).stdout) as {
      feeds: { files: unknown; newest: { name: string } }[];
    };
    expect(status.feeds[0]).toMatchObject({
      files: { done: 10, pending: 0, missing: 0, failed: 0, refused: 0 },
      newest: { name: `${stampOf(NEWEST)}.export.CSV.zip` },
    });
    expect((await tension(data, ['feed', 'remove', 'gdelt'])).stdout).toContain('gdelt is removed with its rows.');
    expect(await tension(data, ['feed', 'pull', 'gdelt'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no feed "gdelt"'),
    });
  });

  test('the exit code tells files that are missing and a server that is gone', async () => {
    const from = await loopback(4);
    const data = await dataFolder();
    await tension(data, ['feed', 'add', 'gdelt', '--from', from, '--base', gdelt.base]);
    gdelt.files.delete(`/gdeltv2/${stampOf(NEWEST)}.export.CSV.zip`);
    expect(await tension(data, ['feed', 'pull', 'gdelt'])).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(
        /3 files stored.*1 missing on the server: unknown, and tried again by itself\.\n.*is not there \(404\)/,
      ),
    });
    gdelt.weather = () => ({ kind: 'status', status: 403 });
    expect(await tension(data, ['feed', 'pull', 'gdelt'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('refuses /gdeltv2/lastupdate.txt (403)'),
    });
  });

  test('what cannot be added is refused with the remedy', async () => {
    const data = await dataFolder();
    for (const [args, sentence] of [
      [['nonsense'], 'There is no kind of feed "nonsense". Known kinds: gdelt'],
      [['gdelt', '--from', 'yesterday'], '--from: "yesterday" is not a calendar date'],
      [['gdelt', '--base', 'http://data.example.org'], 'use https; http is taken from this machine only'],
      [['acled', '--file', 'export.csv'], '--file would be passed over'],
      [['gdelt', '--parallel', '99'], '--parallel: "99" is not a whole number from 1 to 16'],
      [['icews'], 'name each with --file'],
      [['csv', '--file', 'x.csv'], 'name its file with --mapping'],
      [['csv', '--file', 'x.csv', '--mapping', 'none.json'], 'none.json cannot be read'],
    ] as const) {
      const { code, stderr } = await tension(data, ['feed', 'add', ...args]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)]);
    }
  });

  test('a mapping is looked at before it is used', async () => {
    const data = await dataFolder();
    const csv = join(data, 'desk.csv');
    const mapping = join(data, 'desk.json');
    await writeFile(
      csv,
      'When,Who,Whom,What\n2024-03-28,RUS,KOR,note verbale\n2024-04-05,KOR,RUS,unheard of\n2024-04-06,KOR,XYZ,note verbale\n',
    );
    await writeFile(
      mapping,
      JSON.stringify({
        name: 'desk',
        title: 'Desk',
        states: 'iso3',
        columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What' },
        codes: { 'note verbale': { type: 'protest', polarity: 1, severity: 2 } },
      }),
    );
    const { code, stdout } = await tension(data, ['feed', 'preview', csv, '--mapping', mapping]);
    expect(code).toBe(2);
    expect(stdout).toContain('1 would be taken, 1 are at fault, and 1 are about no pair of states.');
    expect(stdout).toMatch(/2024-03-28\s+RUS\s+KOR\s+note verbale\s+protest, raises tension, severity 2/);
    expect(stdout).toContain('line 3, What "unheard of": The mapping has no such code');
    expect(stdout).toContain('"XYZ" is no state that a table knows');
    expect(
      await tension(data, ['feed', 'add', 'csv', '--name', 'desk', '--file', csv, '--mapping', mapping]),
    ).toMatchObject({ code: 0 });
    expect(await tension(data, ['feed', 'pull', 'desk'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('1 row at fault'),
    });
  });
});

test.each(['add', 'list', 'pull', 'backfill', 'reports', 'status', 'remove', 'preview'])(
  'feed %s explains itself with an example',
  async (command) => {
    const { code, stdout } = await tension(await dataFolder(), ['feed', command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}npm run -s tension -- feed ${command}`));
  },
);

test('a feed command of a process of its own ends as one of this process', async () => {
  const data = await dataFolder();
  expect(await tensionProcess(data, ['feed', 'pull'])).toEqual(await tension(data, ['feed', 'pull']));
});

test('doctor tells how the feeds stand, and what they lack', async () => {
  const from = await loopback(2);
  const data = await dataFolder();
  await tension(data, ['feed', 'add', 'gdelt', '--from', from, '--base', gdelt.base]);
  await tension(data, ['feed', 'add', 'acled']);
  await tension(data, ['feed', 'pull', 'gdelt']);
  const { stdout } = await tension(data, ['doctor']);
  expect(stdout).toMatch(/^ok +feeds +acled from acleddata\.com; gdelt from 127\.0\.0\.1:\d+$/m);
  expect(stdout).toMatch(/^note +feeds +acled needs its login: set ACLED_PASSWORD where the server starts\.$/m);
  expect(stdout).toMatch(/^ok +feeds +2 files of gdelt stored, the newest \d{14}\.export\.CSV\.zip$/m);
  await writeFile(join(data, 'feeds.json'), '{ "feeds": [ { "name": "x" } ] }');
  expect(await tension(data, ['doctor'])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^FAULT +feeds +.*feeds\.json, feeds\.0\.kind: write one of gdelt, acled/m),
  });
});

describe('with a server', () => {
  test('commands go through it; a start fetches at once, and a backfill waits for the pull under way', async () => {
    const from = await loopback(120);
    const data = await dataFolder();
    await tension(data, [
      'feed',
      'add',
      'gdelt',
      '--from',
      new Date(NEWEST).toISOString().slice(0, 10),
      '--base',
      gdelt.base,
    ]);
    const server = await serve(data, {}, clockFrom(NEWEST + 60_000));
    await ready(server);
    const backfill = await tension(data, ['feed', 'backfill', 'gdelt', '--from', from]);
    expect([backfill.code, backfill.stderr]).toEqual([0, '']);
    const status = JSON.parse((await tension(data, ['feed', 'status', '--json'])).stdout) as {
      feeds: { files: { done: number } }[];
    };
    expect(status.feeds[0]!.files.done).toBe(120);
    expect(await tension(data, ['feed', 'add', 'icews', '--file', join(data, 'later.tab')])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the server fetches it now, and then every day'),
    });
    expect(await readdir(data)).toContain('feeds.json.taken'); // handed over, because the server holds the database
    expect(await readdir(data)).not.toContain('feeds.json');
    const pairs = (await (await fetch(`${server.url}/api/v1/pairs?limit=200`)).json()) as {
      pairs: { dyad: string; watched: boolean; feeds: { lastDay: string }[] }[];
    };
    const pair = pairs.pairs.find(({ watched, feeds }) => !watched && feeds.length > 0)!;
    const reports = ['feed', 'reports', 'gdelt', pair.dyad, '--from', pair.feeds[0]!.lastDay];
    expect(await tension(data, reports)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`^The reports behind the acts of ${pair.dyad} are kept from (\\d+) files? of \\1\\.`),
      ),
    });
    expect((await tension(data, reports)).stdout).toContain('Nothing to fetch');
    const shown = (await (
      await fetch(`${server.url}/api/v1/dyads/${pair.dyad}/events?model=gdelt&from=${pair.feeds[0]!.lastDay}`)
    ).json()) as { events: { machine?: { reports: string[] } }[] };
    expect(shown.events[0]?.machine?.reports[0]).toMatch(/^https?:/);
    expect(await tension(data, ['feed', 'pull', 'icews', '--again'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('put it there'),
    });
    expect(await tension(data, ['feed', 'add', 'gdelt', '--host', 'no host'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('write a host'),
    });
    expect(await tension(data, ['feed', 'pull', 'none'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there are gdelt, icews'),
    });
    expect(await tension(data, ['feed', 'remove', 'icews'])).toMatchObject({ code: 0 });
    const { entries } = (await (
      await fetch(`${server.url}/api/v1/audit?by=command%20line`, {
        headers: { Authorization: `Bearer ${server.token}` },
      })
    ).json()) as Audit;
    const ofFeeds = entries.filter(({ action }) => action === 'add-feed' || action === 'remove-feed');
    expect(ofFeeds.map(({ by, action, subject }) => [by, action, subject])).toEqual([
      ['command line', 'remove-feed', 'icews'], // through the server
      ['command line', 'add-feed', 'icews'], // handed over to it
      ['command line', 'add-feed', 'gdelt'], // without one
    ]);
    expect(entries.map(({ action }) => action)).toContain('pull-feed');
    const { stdout } = await server.end('SIGTERM');
    const polls = stdout.split('\n').filter((line) => line.includes('"feed":"gdelt"'));
    expect(polls).toHaveLength(2);
    expect(polls[1]).toMatch(/gdelt: \d+ files, [\d,]+ rows/);
  });
});
