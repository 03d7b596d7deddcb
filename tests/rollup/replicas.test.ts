/** Three servers on one PostgreSQL: one leads, all serve the same, and one that is lost is replaced. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Operation } from '../../models/contract/operation.ts';
import { builtServer } from '../cli/built.ts';
import { startPostgres } from '../shared/postgres.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';

interface Run {
  readonly id: number;
  readonly status: string;
}

const REPLICAS = ['a', 'b', 'c'] as const;
let folder: string;
let database: Awaited<ReturnType<typeof startPostgres>>;
let servers: ServerProcess[] = [];
let acts = 0;

beforeAll(async () => {
  await builtServer();
  folder = await mkdtemp(join(tmpdir(), 'tension-replicas-'));
  database = await startPostgres(folder);
  if ('missing' in database) return;
  // All at once on an empty database.
  servers = await Promise.all(REPLICAS.map((name) => replica(name)));
  await Promise.all(servers.map((server) => server.ready()));
});
beforeEach(({ skip }) => {
  if ('missing' in database) skip(database.missing);
});
afterAll(async () => {
  for (const server of servers) server.goOn();
  await Promise.all(servers.map((server) => server.kill()));
  if ('stop' in database) await database.stop();
  await rm(folder, { recursive: true, force: true });
});

function replica(name: string): Promise<ServerProcess> {
  if ('missing' in database) throw new Error(database.missing);
  return startServer(join(folder, name), { settings: { DATABASE_URL: `${database.at}/postgres` } });
}

async function rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  if ('missing' in database) throw new Error(database.missing);
  const client = new pg.Client({ connectionString: `${database.at}/postgres` });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const post = (
  server: ServerProcess,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** Records an act. @returns its id and the run that scores it, or the status of an answer that says no */
async function record(server: ServerProcess): Promise<{ actId: string; run: number } | number> {
  const response = await post(server, '/api/v1/acts', {
    date: '2024-05-0' + (1 + (acts++ % 9)),
    type: 'sanction',
    summary: `Act ${acts}`,
    sourceName: 'Gazette',
    bearings: [{ actor: 'KOR', target: 'RUS', polarity: 1, severity: 2 }],
  });
  if (response.status !== 201) return response.status;
  const { acts: recorded, run } = (await response.json()) as { acts: { actId: string }[]; run: Run | null };
  return { actId: recorded[0]!.actId, run: run?.id ?? (await startedRun(server)) };
}

/** The run that does what was recorded while none could begin in time, as while another takes the lead. */
async function startedRun(server: ServerProcess): Promise<number> {
  return vi.waitFor(
    async () => {
      const response = await post(server, '/api/v1/runs');
      expect(response.status).toBe(202);
      return ((await response.json()) as Run).id;
    },
    { timeout: 90_000 },
  );
}

/** Takes a file with one event, for which no run starts. */
async function imported(server: ServerProcess, id: string): Promise<void> {
  const response = await fetch(`${server.url}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'text/csv' },
    body: `id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note
${id},CHN-USA,2024-03-01,day,CHN,USA,,direct,sanction,163,1,2,A row of a file,Gazette,https://gazette.example/${id},2024-03-02,yes,`,
  });
  expect(await response.json()).toMatchObject({ created: 1 });
}

/** The number of the run that a server serves. */
async function served(server: ServerProcess): Promise<number | undefined> {
  const response = await fetch(`${server.url}/health/live`).catch(() => undefined);
  await response?.body?.cancel();
  return response && Number(response.headers.get('x-run'));
}

const runsOf = async (server: ServerProcess): Promise<Run[]> =>
  ((await (await fetch(`${server.url}/api/v1/runs`)).json()) as { runs: Run[] }).runs;

async function lease(): Promise<{ leader: ServerProcess; others: ServerProcess[]; term: number }> {
  const [row] = await rows<{ place: string; term: string }>('select place, term from lease');
  const leader = servers.find(({ pid }) => row!.place.endsWith(`process ${pid}`))!;
  return { leader, others: servers.filter((server) => server !== leader), term: Number(row!.term) };
}

/** Every server serves the run, or one after it. */
async function allServe(run: number): Promise<void> {
  await expect
    .poll(async () => (await Promise.all(servers.map(served))).every((id) => id !== undefined && id >= run))
    .toBe(true);
}

test('one of them leads, and all serve the run that it published', async () => {
  const { leader, others } = await lease();
  expect(leader).toBeDefined();
  expect(others).toHaveLength(2);
  const all = await Promise.all(servers.map(served));
  expect(new Set(all).size).toBe(1);
  expect(await rows('select count(*)::int as n from import_log group by source having count(*) > 1')).toEqual([]);
});

test('each of them tells an admin of all, and which of them leads', async () => {
  const { leader } = await lease();
  for (const server of servers) {
    const response = await fetch(`${server.url}/api/v1/operation`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    const { replicas } = (await response.json()) as Operation;
    expect(new Set(replicas.map(({ place }) => Number(/process (\d+)$/.exec(place)?.[1])))).toEqual(
      new Set(servers.map(({ pid }) => pid)),
    );
    const endsWith = (pid: number) => expect.stringMatching(new RegExp(`process ${pid}$`));
    expect(replicas.filter(({ leads }) => leads)).toEqual([expect.objectContaining({ place: endsWith(leader.pid) })]);
    expect(replicas.filter(({ isThis }) => isThis)).toEqual([expect.objectContaining({ place: endsWith(server.pid) })]);
  }
});

test('what is recorded at any of them is scored by the leader, served by all and told to the pages of each', async () => {
  const { others } = await lease();
  const [asked, listening] = [others[0]!, others[1]!];
  const ending = new AbortController();
  const stream = await fetch(`${listening.url}/api/v1/stream`, { signal: ending.signal });
  const recorded = await record(asked);
  if (typeof recorded === 'number') throw new Error(`The act was answered with ${recorded}.`);
  await allServe(recorded.run);
  let told = '';
  for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
    told += chunk;
    if (told.includes(`"id":${recorded.run}`)) break;
  }
  ending.abort();
  expect(told).toContain('event: run-completed');
  for (const server of servers) {
    const response = await fetch(`${server.url}/api/v1/dyads/KOR-RUS/events?limit=500`);
    expect(await response.text()).toContain(`Act ${acts}`);
  }
});

test('runs asked for at all of them at once are begun, each with a number that stays', async () => {
  for (let round = 0; round < 4; round++) {
    const recorded = await Promise.all(servers.map((server) => record(server)));
    const answers = await Promise.all([...servers, ...servers].map((server) => post(server, '/api/v1/runs')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(recorded.filter((one) => typeof one === 'number')).toEqual([]);
    const ids = [
      ...(await Promise.all(answers.map(async (answer) => ((await answer.json()) as Run).id))),
      ...recorded.map((one) => (typeof one === 'number' ? one : one.run)),
    ];
    await allServe(Math.max(...ids));
    for (const id of ids) expect(await rows('select id::int from rollup_run where id = $1', [id])).toEqual([{ id }]);
  }
  expect(await rows(`select id from rollup_run where status not in ('complete', 'running')`)).toEqual([]);
});

test('a run names who asked for it, wherever that was, and stands in the audit', async () => {
  const { others } = await lease();
  const [asked, other] = [others[0]!, others[1]!];
  // What the runs before have asked for is done, or this one would be taken for theirs.
  await expect
    .poll(() =>
      rows(
        "select 'run' as of from rollup_run where status = 'running' union all select 'asked' from run_request where run_id is null",
      ),
    )
    .toEqual([]);
  await imported(asked, 'asked-for-by-a-person');
  const answer = await post(asked, '/api/v1/runs', undefined, { 'x-recorded-by': 'Jane%20Roe' });
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as Run;
  await allServe(id);
  const told = (await (
    await fetch(`${other.url}/api/v1/runs`, { headers: { authorization: `Bearer ${other.token}` } })
  ).json()) as { runs: (Run & { trigger: string; askedBy: string | null })[] };
  expect(told.runs.find((run) => run.id === id)).toMatchObject({ trigger: 'request', askedBy: 'Jane Roe' });
  const open = (await runsOf(other)) as (Run & { askedBy: string | null })[];
  expect(open.find((run) => run.id === id)).toMatchObject({ askedBy: null });
  expect(
    await rows(`select recorded_by, subject from audit_entry where action = 'start-run' and subject = $1`, [
      `run ${id}`,
    ]),
  ).toEqual([{ recorded_by: 'Jane Roe', subject: `run ${id}` }]);
});

test('where no run begins in time, who asked is told so, and the run follows by itself', async () => {
  if ('missing' in database) throw new Error(database.missing);
  const { leader, others } = await lease();
  const { at } = database;
  let last = 0;
  let tries = 0;
  // A run that was asked for before may begin between the two steps and be joined, or take the row: then once more.
  await vi.waitFor(
    async () => {
      await imported(leader, `while-a-large-import-is-written-${tries++}`);
      last = Math.max(...(await runsOf(leader)).map(({ id }) => id));
      const writing = new pg.Client({ connectionString: `${at}/postgres` });
      await writing.connect();
      await writing.query('select pg_advisory_lock($1)', [0x74656e73]); // the lock of those who write
      const answers = await Promise.all([leader, others[0]!].map((server) => post(server, '/api/v1/runs'))).finally(
        () => writing.end(),
      );
      for (const answer of answers) {
        expect(answer.status).toBe(503);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await answer.json()).toMatchObject({
          type: 'urn:tension:problem:run-waits',
          detail: expect.stringContaining('It is asked for and begins after that'),
        });
      }
    },
    { timeout: 120_000 },
  );
  await allServe(last + 1);
});

test('none answers a reader with an older run than another told her of, however soon she asks', async () => {
  const { leader, others } = await lease();
  for (let round = 0; round < 3; round++) {
    const recorded = await record(leader);
    if (typeof recorded === 'number') throw new Error(`The act was answered with ${recorded}.`);
    await expect.poll(() => served(leader)).toBeGreaterThanOrEqual(recorded.run);
    for (const other of others) {
      const response = await fetch(`${other.url}/api/v1/dyads/KOR-RUS/events?limit=500`, {
        headers: { 'x-run-seen': String(recorded.run) },
      });
      expect(Number(response.headers.get('x-run'))).toBeGreaterThanOrEqual(recorded.run);
      expect(await response.text()).toContain(`Act ${acts}`);
    }
  }
});

test('a leader that is killed is replaced, in a later term, and nothing that was recorded is lost', async () => {
  const before = await lease();
  const recorded = await record(before.others[0]!);
  await before.leader.kill();
  servers = before.others;
  await expect.poll(async () => (await lease()).term).toBeGreaterThan(before.term);
  const after = await lease();
  expect(servers).toContain(after.leader);
  const more = await record(after.others[0]!);
  if (typeof more === 'number' || typeof recorded === 'number') throw new Error('An act was not recorded.');
  await allServe(more.run);
  servers.push(await replica('d'));
  await allServe(more.run);
});

test('a leader that is stopped gives the lease up at once', async () => {
  const before = await lease();
  await before.leader.stop();
  servers = before.others;
  const [row] = await rows<{ free: boolean }>('select until <= now() or term > $1 as free from lease', [before.term]);
  expect(row!.free).toBe(true);
  servers.push(await replica('e'));
  const recorded = await record(servers[0]!);
  if (typeof recorded === 'number') throw new Error(`The act was answered with ${recorded}.`);
  await allServe(recorded.run);
});

test('a leader that stood still through the end of its lease publishes nothing over its successor', async () => {
  const before = await lease();
  const [asked] = before.others;
  const last = Math.max(...(await runsOf(asked!)).map(({ id }) => id));
  // Its run begins, and waits for what it compares with.
  if ('missing' in database) throw new Error(database.missing);
  const blocking = new pg.Client({ connectionString: `${database.at}/postgres` });
  await blocking.connect();
  await blocking.query('begin; lock table published_stretch in access exclusive mode');
  const recording = record(asked!);
  await expect
    .poll(async () => rows(`select id::int from rollup_run where id > $1 and status = 'running'`, [last]))
    .toEqual([{ id: last + 1 }]);
  before.leader.pause();
  await blocking.query('rollback');
  await blocking.end();
  const recorded = await recording;
  servers = before.others;
  await expect.poll(async () => (await lease()).term).toBeGreaterThan(before.term);
  await allServe(last + 2);
  before.leader.goOn();
  servers = [...before.others, before.leader];
  await allServe(last + 2);
  // The one that was asked for it first, or the one that did it.
  expect([last + 1, last + 2]).toContain(typeof recorded === 'number' ? recorded : recorded.run);
  const more = await record(before.leader);
  if (typeof more === 'number') throw new Error(`The act was answered with ${more}.`);
  await allServe(more.run);
  expect(await rows('select status from rollup_run where id = $1', [last + 1])).toEqual([{ status: 'interrupted' }]);
  expect(await rows('select 1 from published_stretch where run_id = $1 limit 1', [last + 1])).toEqual([]);
});

test('a database that is restarted is found again by all', async () => {
  if ('missing' in database) throw new Error(database.missing);
  await database.restart();
  for (const server of servers) {
    await expect.poll(async () => typeof (await record(server))).toBe('object');
  }
  const ids = (await runsOf(servers[0]!)).map(({ id }) => id);
  await allServe(Math.max(...ids));
});
