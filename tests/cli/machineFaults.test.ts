/** What a machine does to a server: its log has no reader any more, its disk is full or read-only, its clock is set, its zone is odd. */
import { execFileSync, spawn } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { atEndOfTest } from '../shared/endings.ts';
import { sharedPlace } from '../shared/parts.ts';
import { builtServer } from './built.ts';
import { dataFolder, ready, type RunningServer, serve, serveInVain, tension } from './processes.ts';

const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';
const rowOf = (id: string, date = '2024-05-11', note = ''): string =>
  `${id},KOR-RUS,${date},day,KOR,RUS,,direct,sanction,163,1,2,Act ${id},Ministry,https://www.example.org/${id},${date},yes,${note}`;
const NEVER = { ROLLUP_CRON: '0 0 1 1 *' };
/** For what a process does in its own time. */
const WITHIN = { timeout: 60_000, interval: 100 };

interface Run {
  readonly id: number;
  readonly status: string;
}

/** A copy of the data folder of a server that has published the shipped events. */
async function servedFolder(): Promise<string> {
  const folder = join(await dataFolder(), 'data');
  await cp(await sharedPlace('served'), folder, { recursive: true });
  return folder;
}

const post = (server: Pick<RunningServer, 'url' | 'token'>, path: string, body?: string): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, ...(body !== undefined && { 'content-type': 'text/csv' }) },
    ...(body !== undefined && { body }),
  });

const imported = (server: Pick<RunningServer, 'url' | 'token'>, ...rows: string[]): Promise<Response> =>
  post(server, '/api/v1/imports', [HEADER, ...rows].join('\n'));

async function json<Body>(server: Pick<RunningServer, 'url'>, path: string): Promise<Body> {
  const response = await fetch(server.url + path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.json() as Promise<Body>;
}

const runsOf = async (server: Pick<RunningServer, 'url'>): Promise<Run[]> =>
  (await json<{ runs: Run[] }>(server, '/api/v1/runs?limit=100')).runs;

test('a server whose log nobody reads any more goes on', async () => {
  const folder = await servedFolder();
  const main = join(await builtServer(), 'main.js');
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${main}" | head -n 2`], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', ...NEVER },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lines = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (lines += text));
  await vi.waitUntil(() => lines.split('\n').length > 2, WITHIN); // head has its two lines, and goes
  const note = await vi.waitUntil(async () => {
    const text = await readFile(join(folder, 'server.json'), 'utf8').catch(() => '');
    return text !== '' && (JSON.parse(text) as { pid: number; url: string });
  }, WITHIN);
  atEndOfTest(async () => void process.kill(note.pid, 'SIGKILL'));
  const server = { url: note.url, token: (await readFile(join(folder, 'token'), 'utf8')).trim() };
  for (let i = 0; i < 5; i++) {
    expect((await imported(server, rowOf(`unread-${i}`))).status).toBe(200); // each is logged
    expect((await post(server, '/api/v1/runs')).status).toBe(202);
  }
  await vi.waitUntil(async () => (await fetch(`${server.url}/api/v1/events/unread-4`)).ok, WITHIN);
});

const disks = (command: 'mount' | 'umount', ...args: string[]): void =>
  void execFileSync(command, args, { stdio: 'pipe' });

/** A folder on a small disk of its own; what keeps the machine from giving one. */
async function smallDisk(megabytes: number): Promise<{ folder: string; mount: (options: string) => void } | string> {
  const folder = await dataFolder();
  const mount = (options: string): void => disks('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder);
  try {
    mount(`size=${megabytes}m`);
  } catch {
    return 'A disk of its own needs the right to mount one: run as root.';
  }
  atEndOfTest(async () => disks('umount', '-l', folder));
  return { folder, mount };
}

test('a full disk is told with a remedy, loses nothing, and is forgotten when there is room', async ({ skip }) => {
  const disk = await smallDisk(60);
  if (typeof disk === 'string') return skip(disk);
  await cp(await sharedPlace('served'), disk.folder, { recursive: true });
  const server = await serve(disk.folder, NEVER);
  await ready(server);
  expect((await imported(server, rowOf('before'))).status).toBe(200);
  // Something else takes the rest of the disk, to its last byte.
  const taken = join(disk.folder, 'taken');
  execFileSync('sh', [
    '-c',
    `dd if=/dev/zero of="${taken}" bs=1M 2>/dev/null || cat /dev/zero >> "${taken}" 2>/dev/null || true`,
  ]);
  const large = Array.from({ length: 3000 }, (_, i) => rowOf(`refused-${i}`, '2024-05-11', 'x'.repeat(900)));
  const refused = await imported(server, ...large);
  const problem = (await refused.json()) as { detail: string };
  expect([503, 507]).toContain(refused.status);
  expect(problem.detail).toContain('The disk of the database is full');
  expect(problem.detail).toMatch(/make room/i);
  const health = (await (await fetch(`${server.url}/health/ready`)).json()) as { checks: { detail: string }[] };
  expect(health.checks.map(({ detail }) => detail).join()).toContain('its disk is full: make room');
  expect((await fetch(`${server.url}/api/v1/dyads`)).status, 'reading goes on').toBe(200);

  await rm(taken);
  await vi.waitUntil(async () => (await imported(server, rowOf('after'))).ok, WITHIN);
  expect((await post(server, '/api/v1/runs')).status).toBe(202);
  await vi.waitUntil(async () => (await fetch(`${server.url}/api/v1/events/after`)).ok, WITHIN);
  expect((await fetch(`${server.url}/api/v1/events/before`)).status).toBe(200);
  expect((await fetch(`${server.url}/api/v1/events/refused-0`)).status, 'nothing of what was refused').toBe(404);
  await vi.waitUntil(
    async () => !(await (await fetch(`${server.url}/health/ready`)).text()).includes('disk is full'),
    WITHIN,
  );
  await server.end('SIGTERM');
  const again = await serve(disk.folder, NEVER);
  expect((await fetch(`${again.url}/api/v1/events/after`)).status).toBe(200);
  await again.end('SIGTERM');
});

test('a data folder that cannot be written is refused in a sentence with a remedy', async ({ skip }) => {
  const disk = await smallDisk(60);
  if (typeof disk === 'string') return skip(disk);
  await cp(await sharedPlace('served'), disk.folder, { recursive: true });
  disk.mount('remount,ro');
  const { code, stderr } = await serveInVain(disk.folder, NEVER);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n'), 'no stack').toHaveLength(1);
  expect(stderr).toContain(disk.folder);
  expect(stderr).toMatch(/let this user write in (it|its folder), or set DATA_DIR to/);
  disk.mount('remount,rw');
  await (await serve(disk.folder, NEVER)).end('SIGTERM');
});

test('runs that many ask for at once all end, and each number that was told stays', async () => {
  const server = await serve(await servedFolder(), NEVER);
  await ready(server);
  const told: number[] = [];
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([
      imported(server, rowOf(`many-${round}`)),
      ...Array.from({ length: 8 }, () => post(server, '/api/v1/runs')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, ...Array.from({ length: 8 }, () => 202)]);
    for (const answer of answers.slice(1)) told.push(((await answer.json()) as Run).id);
  }
  // The runs that were asked for may all have begun before the last import was there.
  await vi.waitUntil(
    async () => {
      told.push(((await (await post(server, '/api/v1/runs')).json()) as Run).id);
      return (await fetch(`${server.url}/api/v1/events/many-4`)).ok;
    },
    { ...WITHIN, interval: 1000 },
  );
  await vi.waitUntil(async () => (await runsOf(server)).every(({ status }) => status !== 'running'), WITHIN);
  const runs = await runsOf(server);
  expect(told.filter((id) => runs.find((run) => run.id === id)?.status !== 'complete')).toEqual([]);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
});

/** A clock that is `DATA_DIR/clock` milliseconds ahead; SIGUSR2 lets it be read again. */
const SET_CLOCK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  const Machine = Date;
  let ahead = 0;
  process.on('SIGUSR2', () => { ahead = Number(readFileSync(process.env.DATA_DIR + '/clock', 'utf8')); });
  globalThis.Date = class extends Machine {
    constructor(...given) { given.length === 0 ? super(Machine.now() + ahead) : super(...given); }
    static now() { return Machine.now() + ahead; }
  };`)}`;
const DAY = 86_400_000;

test('a clock that is set back and forth loses no act, no run and no published day', async () => {
  const folder = await servedFolder();
  const server = await serve(folder, { ROLLUP_CRON: '* * * * * *' }, SET_CLOCK);
  await ready(server);
  const lastDay = async (): Promise<string> => (await json<{ date: string }>(server, '/api/v1/dyads')).date;
  const began = await lastDay();
  let recordedAt = '';
  const later: string[] = [];
  for (const [i, days] of [-2, 3, -40, 0].entries()) {
    await writeFile(join(folder, 'clock'), String(days * DAY));
    process.kill(server.pid, 'SIGUSR2');
    expect((await imported(server, rowOf(`clock-${i}`))).status).toBe(200);
    // The schedule goes on by itself, wherever the clock stands.
    await vi.waitUntil(async () => (await fetch(`${server.url}/api/v1/events/clock-${i}`)).ok, WITHIN);
    const { revisions } = await json<{ revisions: { recordedAt: string }[] }>(server, `/api/v1/events/clock-${i}`);
    expect(revisions[0]!.recordedAt > recordedAt, 'each change is later than the one before').toBe(true);
    recordedAt = revisions[0]!.recordedAt;
    later.push(await lastDay());
  }
  expect(later[0]).toBe(began);
  expect(Date.parse(later[1]!) - Date.parse(began)).toBe(3 * DAY);
  expect(later.slice(2), 'a published day stays').toEqual([later[1], later[1]]);
  const runs = await runsOf(server);
  expect(runs.filter(({ status }) => status !== 'complete')).toEqual([]);
  await server.end('SIGTERM');
});

test('zone and language of the machine change no answer', async () => {
  const PATHS = [
    '/api/v1/dyads',
    '/api/v1/dyads?format=csv',
    '/api/v1/dyads/KOR-RUS/series?step=month',
    '/api/v1/dyads/KOR-RUS/contributions?date=2024-06-01',
    '/api/v1/dyads/KOR-RUS/move?from=2024-01-01&to=2024-07-01',
    '/api/v1/dyads/KOR-RUS/events?limit=20',
    '/api/v1/dyads/CHN-USA/basis',
    '/api/v1/codebook',
    '/api/v1/models',
    '/api/v1/morning?date=2024-06-01&tz=Asia/Seoul',
    '/api/v1/morning?date=2024-06-01&lang=ko',
  ];
  const answersUnder = async (settings: Record<string, string>): Promise<string[]> => {
    const server = await serve(await servedFolder(), { ...NEVER, ...settings });
    const texts = await Promise.all(PATHS.map(async (path) => (await fetch(server.url + path)).text()));
    await server.end('SIGTERM');
    return texts;
  };
  const usual = await answersUnder({ TZ: 'UTC', LANG: 'C.UTF-8' });
  expect(usual.filter((text) => text.includes('urn:tension:problem'))).toEqual([]);
  for (const settings of [
    { TZ: 'Asia/Seoul', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LC_ALL: 'POSIX' },
    { TZ: 'No/Such_Zone', LANG: 'xx_YY' },
  ]) {
    const answers = await answersUnder(settings);
    expect(answers.map((text, i) => [PATHS[i], text === usual[i]])).toEqual(PATHS.map((path) => [path, true]));
  }
});

test('an older program on a newer database says in a sentence what to do, and changes nothing', async () => {
  const folder = await servedFolder();
  // As a newer program leaves it: with a table and a migration that this one does not know, of a number below its last one.
  const { openDuckDb } = await import('../../server/store/duckdb.ts');
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  await database.query('create table wonder (what text not null)');
  await database.query("insert into schema_migration (version, name) values (9001, '0012_wonder')");
  await database.close();
  const before = await readFile(join(folder, 'tension.duckdb'));
  for (const { code, stderr } of [await serveInVain(folder, NEVER), await tension(folder, ['rollup'])]) {
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(
      /newer version of this program \(it has 0012_wonder; this version knows \d+_\w+\): update the program/,
    );
  }
  expect((await readFile(join(folder, 'tension.duckdb'))).equals(before)).toBe(true);
});
