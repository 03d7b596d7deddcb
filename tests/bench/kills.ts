/**
 * A server that is killed (kill -9) again and again at random moments of its work: imports, acts from the desk, roll-ups, feed pulls,
 * saved models, backups. What was not acknowledged is sent again; in the end everything must be as where nobody killed anything.
 *
 * `KILLS` (default 20), `KILLS_POSTGRES=1` for PostgreSQL in place of DuckDB, `KILLS_SEED`.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ModelDefinition } from '../../models/model.ts';
import { seededRandom } from '../../models/random.ts';
import { checkAll } from '../../server/checks/all.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { GdeltServer, quarterOf, stampsFrom } from '../feeds/gdeltServer.ts';
import { everythingStored } from '../feeds/stored.ts';
import { freePort } from '../shared/freePort.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';
import { startPostgres } from '../store/postgresServer.ts';

export const name = 'kills: a server that is killed at random moments, against one that is left alone';

const KINDS = ['import', 'act', 'run', 'pull', 'model', 'backup'] as const;
type Kind = (typeof KINDS)[number];
/** From the first request of a kind to the kill, at most. */
const MAX_MS = 3000;
const ROWS_AN_IMPORT = 300;
const QUARTERS_A_PULL = 8;
const FEED_FROM = '2026-11-01T00:00:00Z';
const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';

/** A request that changes something: sent until it is acknowledged. */
interface Job {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** of a model, which stands already where the answer was lost */
  readonly model?: string;
}

interface Place {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
}

export async function bench(print: (line: string) => void): Promise<void> {
  const kills = Number(process.env['KILLS'] ?? 20);
  const seed = Number(process.env['KILLS_SEED'] ?? 7);
  const postgres = process.env['KILLS_POSTGRES'] ? await startPostgres() : undefined;
  if (typeof postgres === 'string') return print(postgres);
  const feed = await GdeltServer.start();
  const folder = await mkdtemp(join(tmpdir(), 'tension-kills-'));
  try {
    const place = { folder: join(folder, 'killed'), databaseUrl: await postgres?.newDatabase() };
    const alone = { folder: join(folder, 'alone'), databaseUrl: await postgres?.newDatabase() };
    const work = await Work.on(feed);
    await addFeed(place, feed);
    const begun = performance.now();
    const killedIn = await killed(kills, seed, place, work);
    const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
    await finished(place, []);
    await addFeed(alone, feed);
    await finished(alone, work.done);
    const [ours, theirs] = [await contents(place), await contents(alone)];
    print(`${postgres ? 'PostgreSQL' : 'DuckDB'}, ${kills} kills in ${minutes} minutes, seed ${seed}`);
    print(`killed in: ${[...killedIn].map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
    print(`requests that changed something: ${work.done.length}, of which sent again: ${work.again}`);
    for (const part of Object.keys(ours) as (keyof typeof ours)[])
      print(`${part}: ${ours[part] === theirs[part] ? 'as where nobody killed anything' : 'NOT the same'}`);
    for (const fault of await faultsIn(place)) print(`FAULT: ${fault}`);
  } finally {
    await feed.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns how often the server was killed while a request of each kind was under way */
async function killed(kills: number, seed: number, place: Place, work: Work): Promise<ReadonlyMap<string, number>> {
  const chance = seededRandom(seed);
  const killedIn = new Map<string, number>();
  for (let kill = 0; kill < kills; kill++) {
    const server = await started(place);
    await work.resend(server);
    const kind = KINDS[kill % KINDS.length]!;
    const ended = work.until(server, kind);
    await sleep(chance() * MAX_MS);
    await server.kill();
    const wasUnderWay = await ended;
    const what = wasUnderWay ? kind : `between two of ${kind}`;
    killedIn.set(what, (killedIn.get(what) ?? 0) + 1);
  }
  const server = await started(place);
  await work.resend(server);
  await server.stop();
  return killedIn;
}

/** What is asked of the server, the same for each seed but for how far it comes. */
class Work {
  readonly done: Job[] = [];
  again = 0;
  readonly #feed: GdeltServer;
  readonly #baseline: ModelDefinition;
  #pending: Job | undefined;
  #count = 0;
  #models = 0;
  #quarters: string[];

  private constructor(feed: GdeltServer, baseline: ModelDefinition) {
    this.#feed = feed;
    this.#baseline = baseline;
    this.#quarters = stampsFrom(FEED_FROM, 2000);
  }

  static async on(feed: GdeltServer): Promise<Work> {
    const { models } = await loadReferenceData(projectRoot());
    return new Work(feed, models.find(({ definition }) => definition.name === 'baseline')!.definition);
  }

  /** Sends requests of a kind one after the other until the server is gone. @returns whether one was under way */
  async until(server: ServerProcess, kind: Kind): Promise<boolean> {
    for (;;) {
      const isAnswered = await this.#one(server, kind).catch(gone);
      if (!isAnswered) return isAnswered === false;
    }
  }

  async #one(server: ServerProcess, kind: Kind): Promise<boolean> {
    if (kind === 'backup') {
      const response = await asked(server, '/api/v1/backup');
      return response.ok && (await response.arrayBuffer()).byteLength > 0;
    }
    if (kind === 'pull') {
      for (const stamp of this.#quarters.splice(0, QUARTERS_A_PULL))
        this.#feed.publish(stamp, quarterOf(ROWS, stamp, 40));
      await asked(server, '/api/v1/feeds/gdelt/pulls', { method: 'POST' });
      await pulled(server);
      return true;
    }
    this.#pending = this.#job(kind);
    await sent(server, this.#pending);
    this.done.push(this.#pending);
    this.#pending = undefined;
    if (kind === 'run') await asked(server, '/api/v1/runs', { method: 'POST' });
    return true;
  }

  /** What was under way when the server was killed. */
  async resend(server: ServerProcess): Promise<void> {
    if (!this.#pending) return;
    this.again++;
    await sent(server, this.#pending);
    this.done.push(this.#pending);
    this.#pending = undefined;
  }

  #job(kind: 'import' | 'act' | 'run' | 'model'): Job {
    const n = this.#count++;
    if (kind === 'act') {
      const bearings = [
        { id: `desk-${n}`, actor: n % 2 ? 'KOR' : 'PRK', target: 'RUS', polarity: 1, severity: 1 + (n % 5) },
      ];
      const act = { date: day(n), type: 'sanction', summary: `Act ${n} of the desk`, sourceName: 'Gazette', bearings };
      const headers = { 'content-type': 'application/json', 'idempotency-key': `desk-${n}` };
      return { path: '/api/v1/acts', headers, body: JSON.stringify(act) };
    }
    if (kind === 'model') {
      const version = ++this.#models;
      const changelog = Array.from({ length: version }, (_, i) => ({
        version: i + 1,
        date: '2026-11-23',
        text: 'Scores move because sanctions weigh otherwise.',
      }));
      const sanction = { ...this.#baseline.types['sanction']!, weight: 1 + version / 100 };
      const types = { ...this.#baseline.types, sanction };
      const model = { ...this.#baseline, name: 'killed', version, changelog, types };
      const headers = { 'content-type': 'application/json' };
      return { path: '/api/v1/models', headers, body: JSON.stringify(model), model: `killed@${version}` };
    }
    const count = kind === 'import' ? ROWS_AN_IMPORT : 1;
    const rows = Array.from(
      { length: count },
      (_, i) =>
        `file-${n}-${i},CHN-USA,${day(n + i)},day,CHN,USA,,direct,sanction,163,1,2,Row ${i} of file ${n},Gazette,https://gazette.example/${n}/${i},2024-10-01,yes,`,
    );
    return { path: '/api/v1/imports', headers: { 'content-type': 'text/csv' }, body: [HEADER, ...rows].join('\n') };
  }
}

const ROWS = readFileSync(join(projectRoot(), 'tests/feeds/fixtures/20180326044500.export.CSV'), 'utf8')
  .trimEnd()
  .split('\n');

const day = (n: number): string => `2024-0${1 + (n % 9)}-1${n % 10}`;

/** A request that a killed server left without its answer; whatever else went wrong is a fault of the work. */
function gone(error: unknown): false {
  if (error instanceof TypeError) return false; // what fetch says of a connection that broke
  throw error;
}

/** So many addresses behind the proxy that the server trusts share the writes: each may send so many a minute. */
const ADDRESSES = 250;
let turn = 0;

async function asked({ url, token }: ServerProcess, path: string, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${token}`,
      'x-forwarded-for': `192.0.2.${1 + (turn++ % ADDRESSES)}`,
    };
    const response = await fetch(url + path, { ...init, headers });
    if (response.status !== 429 && response.status !== 503) return response;
    await response.body?.cancel();
    await sleep(1000 * Number(response.headers.get('Retry-After') ?? 1));
  }
}

async function sent(server: ServerProcess, { path, headers, body, model }: Job): Promise<void> {
  if (model !== undefined && (await asked(server, `/api/v1/models/${model}`)).ok) return;
  const response = await asked(server, path, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

async function pulled(server: ServerProcess): Promise<void> {
  for (;;) {
    const { feeds } = (await (await asked(server, '/api/v1/pulls')).json()) as {
      feeds: { pull: { endedAt: string | null } | null }[];
    };
    if (feeds.every(({ pull }) => pull === null || pull.endedAt !== null)) return;
    await sleep(50);
  }
}

async function started({ folder, databaseUrl }: Place): Promise<ServerProcess> {
  const port = String(await freePort());
  const server = await startServer(folder, {
    port,
    settings: {
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
  });
  await server.ready();
  return server;
}

/** Sends what is left, pulls what is there, and waits for the run of all of it. */
async function finished(place: Place, jobs: readonly Job[]): Promise<void> {
  const server = await started(place);
  for (const job of jobs) await sent(server, job);
  await asked(server, '/api/v1/feeds/gdelt/pulls', { method: 'POST' });
  await pulled(server);
  for (let quiet = 0; quiet < 2;) {
    const { id } = (await (await asked(server, '/api/v1/runs', { method: 'POST' })).json()) as { id: number };
    await sleep(500);
    const { runs } = (await (await asked(server, '/api/v1/runs?limit=1')).json()) as {
      runs: { id: number; status: string }[];
    };
    quiet = runs[0]!.id === id && runs[0]!.status === 'complete' ? quiet + 1 : 0;
  }
  await server.stop();
}

async function addFeed({ folder, databaseUrl }: Place, feed: GdeltServer): Promise<void> {
  const args = ['feed', 'add', 'gdelt', '--base', feed.base, '--from', FEED_FROM.slice(0, 10)];
  await promisify(execFile)(process.execPath, [join(projectRoot(), 'dist/server/cli.js'), ...args], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      FEED_PRIVATE_HOSTS: '127.0.0.1',
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
  });
}

const opened = ({ folder, databaseUrl }: Place): Promise<Database> =>
  databaseUrl === undefined ? openDuckDb({ file: join(folder, 'tension.duckdb') }) : openPostgres({ url: databaseUrl });

/** What the database holds that does not depend on when it came. */
async function contents(place: Place): Promise<Record<'revisions' | 'models' | 'feeds' | 'board', string>> {
  const database = await opened(place);
  const all = async (sql: string): Promise<string> => JSON.stringify(await database.query(sql));
  const parts = {
    revisions: await all(
      'select event_id, revision, operation, content_hash from event_revision order by event_id collate "C", revision',
    ),
    models: await all('select name, version, model_hash, definition from saved_model order by model_hash collate "C"'),
    feeds: JSON.stringify(await everythingStored(database)),
    board: await all(
      `select dyad, board from published_dyad as row where model_hash in (select model_hash from rollup_model where name = 'baseline')
       and run_id = (select max(run_id) from published_dyad as newer where newer.dyad = row.dyad and newer.model_hash = row.model_hash)
       order by dyad collate "C", model_hash collate "C"`,
    ),
  };
  await database.close();
  return parts;
}

/** What every check of the whole database finds, published values against a fresh scoring among them. */
async function faultsIn(place: Place): Promise<string[]> {
  const database = await opened(place);
  const reference = await loadReferenceData(projectRoot());
  const checked = await checkAll({ database, reference, now: () => new Date(), onProgress: () => undefined });
  await database.close();
  return checked.flatMap(({ check, faults }) => faults.map((fault) => `${check}: ${fault}`));
}
