/**
 * Three servers on one PostgreSQL behind a balancer, in use by writers and readers, while servers are killed, stand still, the
 * database is restarted, and is killed and replaced by its standby, from which they read before: what was lost, what went backwards,
 * and whether the end is that of the same work undisturbed. Then the same behind pgbouncer.
 */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { seededRandom } from '../../models/random.ts';
import { startPostgres, type TestPostgres } from '../shared/postgres.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';
import { type Balancer, balancer } from './balancer.ts';
import { whole } from './measure.ts';
import { freePort, pgbouncer } from './pgbouncer.ts';

export const name =
  'disturbance: three servers on one PostgreSQL, killed, stopped and cut off while they are used, and their database promoted';

const MINUTES = 2;
const SEED = 5;
const SERVERS = ['a', 'b', 'c'];
const DISTURB_EVERY_MS = 20_000;
/** Longer than a lease. */
const STAND_STILL_MS = 18_000;
const READERS = 100;
const READ_EVERY_MS = 3000;
const RECORD_EVERY_MS = 300;
const IMPORT_EVERY_MS = 5000;
const RUN_EVERY_MS = 2000;
const ROWS_AN_IMPORT = 10;
const READ = [
  '/api/v1/dyads',
  '/api/v1/dyads/KOR-RUS/series?step=week',
  '/api/v1/dyads/PRK-RUS/series?step=week',
  '/api/v1/dyads/KOR-RUS/events?limit=20',
  '/api/v1/morning',
];
const CSV_HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';

interface Act {
  readonly bearings: readonly { readonly id: string }[];
}

/** What was acknowledged, in the order in which it can be sent again. */
interface Acknowledged {
  readonly acts: Act[];
  readonly imports: string[];
  readonly runs: Set<number>;
}

/** Three servers, of which each can be killed and started again at its address. */
interface Fleet {
  readonly running: (ServerProcess | undefined)[];
  start(i: number): Promise<void>;
  /** reachable through the balancer, by a key that all of them know */
  ask(path: string, init?: RequestInit): Promise<Response | undefined>;
}

/** A database with its standby, which takes its place when it is killed. */
interface Cluster {
  /** the address of the one that takes writes */
  at(database: string): string;
  /** for the servers: both, and the standby alone, directly or through a pooler */
  readonly all: string;
  readonly reading: string;
  restart(): Promise<void>;
  /** kills the database and promotes the standby */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

const MAIN = 'tension';
const REPLAY = 'replay';

export async function bench(print: (line: string) => void, options: { minutes: number | undefined }): Promise<void> {
  const minutes = options.minutes ?? MINUTES;
  const folder = await mkdtemp(join(tmpdir(), 'tension-disturbance-'));
  await chmod(folder, 0o755); // the database may run as another user
  try {
    for (const way of ['direct', 'pooled'] as const) {
      const cluster = await startCluster(join(folder, way), way);
      if (typeof cluster === 'string') return print(cluster);
      if (way === 'pooled') print('behind pgbouncer in transaction mode:');
      try {
        await disturbed(print, minutes, cluster, join(folder, way));
      } finally {
        await cluster.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns a sentence where it cannot be had here */
async function startCluster(folder: string, way: 'direct' | 'pooled'): Promise<Cluster | string> {
  await mkdir(folder);
  const first = await startPostgres(folder);
  if ('missing' in first) return first.missing;
  const second = await first.standby(join(folder, 'standby'));
  // A commit is acknowledged when the standby has it, or a promotion could lose some, which no server on it can help.
  await sql(`${first.at}/postgres`, `alter system set synchronous_standby_names = '*'`);
  await sql(`${first.at}/postgres`, 'select pg_reload_conf()');
  for (const database of [MAIN, REPLAY]) await sql(`${first.at}/postgres`, `create database ${database}`);
  let present: Omit<TestPostgres, 'standby'> = first;
  const stop = async (): Promise<void> => {
    await second.stop();
    await first.stop();
  };
  const poolers =
    way === 'direct' ? [] : await Promise.all([first, second].map(({ at }) => pgbouncer(`${at}/${MAIN}`)));
  if (poolers.includes(undefined)) {
    await stop();
    return 'pgbouncer is not installed: the same behind it is skipped';
  }
  const [one, other] =
    way === 'direct' ? [`${first.at}/${MAIN}`, `${second.at}/${MAIN}`] : poolers.map((pooler) => pooler!.at);
  const host = new URL(one!).host;
  return {
    at: (database: string) => `${present.at}/${database}`,
    all: `${one!.replace(host, `${host},${new URL(other!).host}`)}?target_session_attrs=read-write`,
    reading: other!,
    restart: () => present.restart(),
    async promote() {
      await first.kill();
      await second.promote();
      present = second;
    },
    async stop() {
      for (const pooler of poolers) pooler!.stop();
      await stop();
    },
  };
}

async function disturbed(
  print: (line: string) => void,
  minutes: number,
  cluster: Cluster,
  folder: string,
): Promise<void> {
  const front = await balancer();
  const fleet = await fleetOn(cluster, folder, front);
  const at = (): string => cluster.at(MAIN);
  const watch = watched(at);
  const acknowledged: Acknowledged = { acts: [], imports: [], runs: new Set() };
  const end = new AbortController();
  const faults: string[] = [];
  const reading = { ok: 0, away: 0, broken: 0, faulty: 0, backwards: 0 };
  const did = { killed: 0, stoodStill: 0, restarted: 0 };
  try {
    const work = [
      recordActs(fleet, acknowledged, faults, end.signal),
      importRows(fleet, acknowledged, faults, end.signal),
      askForRuns(fleet, acknowledged, faults, end.signal),
      ...Array.from({ length: READERS }, (_, i) => read(front, i, reading, faults, end.signal)),
    ];
    const lasting = minutes * 60_000;
    const chance = seededRandom(SEED);
    const toDatabase = async (): Promise<void> => {
      for (const what of ['restart', 'promote', 'restart'] as const) {
        await sleep(lasting / 4);
        await cluster[what]();
        if (what === 'restart') did.restarted++;
      }
    };
    const ofDatabase = toDatabase();
    const until = performance.now() + lasting;
    for (let i = 0; performance.now() + DISTURB_EVERY_MS <= until; i++) {
      await sleep(DISTURB_EVERY_MS - (i % 3 === 0 && i > 0 ? STAND_STILL_MS : 0));
      const leader = await watch.leader(fleet.running);
      const hit = i % 2 === 0 && leader !== undefined ? leader : Math.floor(chance() * SERVERS.length);
      const server = fleet.running[hit]!;
      if (i % 3 === 2) {
        front.servers.delete(server.url);
        server.pause();
        await sleep(STAND_STILL_MS);
        server.goOn();
        front.servers.add(server.url);
        did.stoodStill++;
      } else {
        await server.kill();
        did.killed++;
        await fleet.start(hit);
      }
    }
    await ofDatabase;
    end.abort();
    await Promise.all(work);
    const run = await settled(fleet);
    await watch.stop();

    const lost = await lostOf(at(), acknowledged);
    const { backwards, again, terms } = watch.seen();
    const stray = await sql<{ n: number }>(
      at(),
      `select count(*)::int as n from published_stretch where run_id not in (select id from rollup_run where status = 'complete')`,
    );
    const unlike = await unlikeReplay(fleet, acknowledged, at(), cluster.at(REPLAY), join(folder, 'replay'));
    print(
      `${minutes} minutes: ${did.killed} servers killed, ${did.stoodStill} stood still for ${STAND_STILL_MS / 1000} s, the database restarted ${did.restarted} times and once killed and replaced by its standby, ${terms} terms`,
    );
    print(
      `acknowledged: ${whole(acknowledged.acts.length)} acts, ${acknowledged.imports.length} imports of ${ROWS_AN_IMPORT} rows, ${acknowledged.runs.size} runs; run ${run} at the end`,
    );
    print(
      `readers: ${whole(reading.ok)} answers, ${reading.away} times 503 while the database was away, ${reading.broken} requests broken with their server, ${front.broken()} of all clients'`,
    );
    const zero: Readonly<Record<string, number>> = {
      'acknowledged writes lost': lost.writes,
      'acknowledged runs that vanished': lost.runs,
      'runs published again or after they were given up': again,
      'values of runs that were not published': stray[0]!.n,
      'times the published run went back': backwards,
      'readers who saw a run go back': reading.backwards,
      'answers with a fault of the server': reading.faulty + faults.length,
      'rows and series unlike those of the same work undisturbed': unlike.length,
    };
    for (const [what, count] of Object.entries(zero)) print(`${String(count).padStart(6)} ${what}`);
    if (Object.values(zero).some((count) => count > 0))
      throw new Error(['Something that must not happen did.', ...faults, ...unlike].slice(0, 20).join('\n'));
  } finally {
    end.abort();
    await watch.stop();
    front.close();
    await Promise.all(
      fleet.running.map(async (server) => {
        server?.goOn();
        await server?.kill();
      }),
    );
  }
}

async function fleetOn(cluster: Cluster, folder: string, front: Balancer): Promise<Fleet> {
  const ports = await Promise.all(SERVERS.map(freePort));
  const running: (ServerProcess | undefined)[] = [];
  /** As what watches a process does: where it ends because the database is away, again. */
  const start = async (i: number): Promise<void> => {
    const server = await startOnce(i).catch(() => undefined);
    if (!server) return sleep(1000).then(() => start(i));
    running[i] = server;
    front.servers.add(server.url);
  };
  const startOnce = (i: number): Promise<ServerProcess> =>
    startServer(join(folder, SERVERS[i]!), {
      port: String(ports[i]),
      settings: {
        DATABASE_URL: cluster.all,
        DATABASE_READ_URL: cluster.reading,
        PUBLIC_URL: front.url,
        ROLLUP_CRON: '*/15 * * * * *',
        LOG_LEVEL: 'warn',
      },
    });
  await Promise.all(SERVERS.map((_, i) => start(i)));
  await Promise.all(running.map((server) => server!.ready()));
  const [first] = running;
  const made = await fetch(`${first!.url}/api/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${first!.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'disturbance', role: 'admin' }),
  });
  const { secret } = (await made.json()) as { secret: string };
  let clients = 0;
  return {
    running,
    start,
    ask: (path, init) =>
      fetch(`${front.url}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${secret}`,
          // Writing of one address has a limit of its own.
          'x-forwarded-for': `10.1.${Math.floor(clients / 250) % 250}.${1 + (clients++ % 250)}`,
          ...init?.headers,
        },
      }).catch(() => undefined),
  };
}

/** Sends until it is acknowledged, as a client does that got no answer. Gives up on what the server finds fault with. */
async function acknowledgedBy(fleet: Fleet, path: string, init: RequestInit, faults: string[]): Promise<unknown> {
  for (;;) {
    const response = await fleet.ask(path, { method: 'POST', ...init });
    const text = (await response?.text().catch(() => '')) ?? '';
    if (response && response.ok && text !== '') return JSON.parse(text);
    if (response && response.status !== 502 && response.status !== 503 && !response.ok) {
      faults.push(`POST ${path}: ${response.status} ${text.slice(0, 300)}`);
      if (response.status < 500) return undefined;
    }
    await sleep(300);
  }
}

async function recordActs(fleet: Fleet, { acts }: Acknowledged, faults: string[], signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const act = {
      date: `2024-0${1 + (n % 9)}-1${n % 10}`,
      type: 'sanction',
      summary: `Act ${n} of the desk`,
      sourceName: 'Gazette',
      bearings: [{ id: `desk-${n}`, actor: n % 2 ? 'KOR' : 'PRK', target: 'RUS', polarity: 1, severity: 1 + (n % 5) }],
    };
    const init = {
      body: JSON.stringify(act),
      headers: { 'content-type': 'application/json', 'idempotency-key': `desk-${n}` },
    };
    if (await acknowledgedBy(fleet, '/api/v1/acts', init, faults)) acts.push(act);
    await sleep(RECORD_EVERY_MS);
  }
}

/** Each import has new rows and revises some of the import before. */
async function importRows(
  fleet: Fleet,
  { imports }: Acknowledged,
  faults: string[],
  signal: AbortSignal,
): Promise<void> {
  const row = (file: number, i: number, severity: number): string =>
    `file-${file}-${i},CHN-USA,2024-0${1 + (file % 9)}-0${1 + (i % 9)},day,CHN,USA,,direct,sanction,163,1,${severity},Row ${i} of file ${file},Gazette,https://gazette.example/${file}/${i},2024-10-01,yes,`;
  for (let file = 0; !signal.aborted; file++) {
    const rows = Array.from({ length: ROWS_AN_IMPORT }, (_, i) => row(file, i, 2));
    const revised = file === 0 ? [] : [0, 1, 2].map((i) => row(file - 1, i, 4));
    const body = [CSV_HEADER, ...rows, ...revised].join('\n');
    if (await acknowledgedBy(fleet, '/api/v1/imports', { body, headers: { 'content-type': 'text/csv' } }, faults))
      imports.push(body);
    await sleep(IMPORT_EVERY_MS);
  }
}

async function askForRuns(fleet: Fleet, { runs }: Acknowledged, faults: string[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const started = (await acknowledgedBy(fleet, '/api/v1/runs', {}, faults)) as { id: number } | undefined;
    if (started) runs.add(started.id);
    await sleep(RUN_EVERY_MS);
  }
}

/** A reader who says what she has seen, as the pages do. */
async function read(
  front: Balancer,
  reader: number,
  counts: { ok: number; away: number; broken: number; faulty: number; backwards: number },
  faults: string[],
  signal: AbortSignal,
): Promise<void> {
  let seen = 0;
  const moments = new Map<string, string>();
  await sleep((reader / READERS) * READ_EVERY_MS);
  for (let i = reader; !signal.aborted; i++) {
    const path = READ[i % READ.length]!;
    const response = await fetch(`${front.url}${path}`, {
      headers: { 'x-run-seen': String(seen), 'x-forwarded-for': `10.0.0.${1 + reader}` },
    }).catch(() => undefined);
    const text = (await response?.text().catch(() => undefined)) ?? '';
    const status = response?.status ?? 0;
    if (status === 503) counts.away++;
    else if (status === 502 || text === '') counts.broken++;
    else if (status !== 200) {
      counts.faulty++;
      faults.push(`GET ${path}: ${status} ${text.slice(0, 300)}`);
    } else {
      counts.ok++;
      const run = Number(response!.headers.get('x-run'));
      const moment = /"asOf":"([^"]+)"/.exec(text)?.[1] ?? '';
      if (run < seen || moment < (moments.get(path) ?? '')) counts.backwards++;
      seen = Math.max(seen, run);
      moments.set(path, moment);
    }
    await sleep(READ_EVERY_MS);
  }
}

/** Looks at the database ten times a second, past the servers. */
function watched(at: () => string) {
  let backwards = 0;
  let published = 0;
  let firstTerm: number | undefined;
  let term = 0;
  const statuses = new Map<number, string>();
  let again = 0;
  const over = new AbortController();
  const look = async (): Promise<void> => {
    const [now] = await sql<{ run: number; term: number }>(
      at(),
      'select coalesce((select run_id from published_run), 0)::int as run, term::int from lease',
    );
    if (now!.run < published) backwards++;
    published = now!.run;
    firstTerm ??= now!.term;
    term = now!.term;
    const runs = await sql<{ id: number; status: string }>(
      at(),
      'select id::int, status from rollup_run order by id desc limit 20',
    );
    for (const { id, status } of runs) {
      const before = statuses.get(id);
      if (before !== undefined && before !== 'running' && before !== status) again++;
      statuses.set(id, status);
    }
  };
  const looking = (async () => {
    while (!over.signal.aborted) {
      await look().catch(() => undefined); // it is being restarted
      await sleep(100);
    }
  })();
  return {
    /** the place of the leader among the servers */
    async leader(servers: readonly (ServerProcess | undefined)[]): Promise<number | undefined> {
      const rows = await sql<{ place: string }>(at(), 'select place from lease').catch(() => []);
      const i = servers.findIndex((server) => rows[0]?.place.endsWith(`process ${server?.pid}`));
      return i < 0 ? undefined : i;
    },
    seen: () => ({ backwards, again, terms: term - (firstTerm ?? term) + 1 }),
    stop(): Promise<void> {
      over.abort();
      return looking;
    },
  };
}

/** Waits until there is nothing more to do and all serve the same run. @returns its number */
async function settled(fleet: Fleet): Promise<number> {
  for (;;) {
    const started = (await acknowledgedBy(fleet, '/api/v1/runs', {}, [])) as { id: number };
    const served = await Promise.all(
      fleet.running.map(async (server) => {
        const response = await fetch(`${server!.url}/api/v1/models`).catch(() => undefined);
        await response?.body?.cancel();
        return Number(response?.headers.get('x-run'));
      }),
    );
    if (served.every((run) => run === started.id)) return started.id;
    await sleep(1000);
  }
}

async function lostOf(
  at: string,
  { acts, imports, runs }: Acknowledged,
): Promise<{ readonly writes: number; readonly runs: number }> {
  const events = new Set((await sql<{ id: string }>(at, 'select event_id as id from event_revision')).map((e) => e.id));
  const ids = [
    ...acts.flatMap(({ bearings }) => bearings.map(({ id }) => id)),
    ...imports.flatMap((file) => file.split('\n').slice(1)).map((row) => row.split(',')[0]!),
  ];
  const known = new Set((await sql<{ id: number }>(at, 'select id::int from rollup_run')).map((run) => run.id));
  return { writes: ids.filter((id) => !events.has(id)).length, runs: [...runs].filter((id) => !known.has(id)).length };
}

/** Does the acknowledged work again on another database, with one server and nothing that disturbs it. @returns what differs */
async function unlikeReplay(
  fleet: Fleet,
  { acts, imports }: Acknowledged,
  at: string,
  replayAt: string,
  folder: string,
): Promise<string[]> {
  const server = await startServer(folder, { settings: { DATABASE_URL: replayAt } });
  try {
    await server.ready();
    const post = async (path: string, type: string, body: string): Promise<void> => {
      const response = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': type },
        body,
      });
      if (!response.ok) throw new Error(`The replay got ${response.status}: ${await response.text()}`);
      await response.body?.cancel();
    };
    const AT_ONCE = 50;
    for (let i = 0; i < acts.length; i += AT_ONCE)
      await post('/api/v1/acts', 'application/json', JSON.stringify({ acts: acts.slice(i, i + AT_ONCE) }));
    for (const file of imports) await post('/api/v1/imports', 'text/csv', file);
    await settled({ ...fleet, running: [server], ask: asking(server) });
    const rows = async (database: string): Promise<string[]> =>
      (
        await sql<{ row: string }>(
          database,
          `select concat_ws(' ', event_id, revision, operation, content_hash) as row from event_revision order by 1`,
        )
      ).map(({ row }) => row);
    const [ours, theirs] = [await rows(at), await rows(replayAt)];
    const known = new Set(theirs);
    const there = new Set(ours);
    const unlike = [...ours.filter((row) => !known.has(row)), ...theirs.filter((row) => !there.has(row))];
    const board = async (url: string): Promise<{ id: string }[]> =>
      ((await (await fetch(`${url}/api/v1/dyads`)).json()) as { dyads: { id: string }[] }).dyads;
    const of = fleet.running[0]!.url;
    const dyads = await board(of);
    const others = await board(server.url);
    for (const [i, row] of dyads.entries()) {
      if (JSON.stringify(row) !== JSON.stringify(others[i]))
        unlike.push(`board: ${JSON.stringify(row)} and not ${JSON.stringify(others[i])}`);
      const points = async (url: string): Promise<string> =>
        JSON.stringify(
          ((await (await fetch(`${url}/api/v1/dyads/${row.id}/series`)).json()) as { points: unknown }).points,
        );
      if ((await points(of)) !== (await points(server.url))) unlike.push(`series of ${row.id}`);
    }
    return unlike;
  } finally {
    await server.kill();
  }
}

const asking =
  (server: ServerProcess): Fleet['ask'] =>
  (path, init) =>
    fetch(`${server.url}${path}`, { ...init, headers: { authorization: `Bearer ${server.token}`, ...init?.headers } });

async function sql<Row extends pg.QueryResultRow>(at: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: at });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
