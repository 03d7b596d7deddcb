/**
 * How the work of the server grows with the dyads: made-up ledgers of several sizes, each behind a real server in a process of its own.
 *
 * `SCALE_DYADS` (default `125,500`; at most 18,915, all pairs of states), `SCALE_EVENTS` a dyad (default 500), `SCALE_POSTGRES=1` for PostgreSQL in place of DuckDB, `SCALE_BUILD` for the dist
 * folder of another build, such as one of an earlier commit; several with commas, which then stand beside each other. With `SCALE_RULES` each size is measured without rules of alerts, and again with so many.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { startPostgres } from '../store/postgresServer.ts';
import { whole } from './measure.ts';

export const name = 'scale: roll-up and board over numbers of dyads';

const run = promisify(execFile);
const EVENTS_A_DYAD = Number(process.env['SCALE_EVENTS'] ?? 500);
const RULES = Number(process.env['SCALE_RULES'] ?? 0);
const FIRST_MS = Date.UTC(2016, 0, 1);
const DAYS = 3900;
const DAY_MS = 86_400_000;
/** Types with their sign. */
const TYPES = [
  ['sanction', 1],
  ['summons', 1],
  ['visit', -1],
  ['talks', -1],
  ['protest', 1],
  ['statement_hostile', 1],
  ['agreement', -1],
] as const;
const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';
/** What a file of rows may have for one import. */
const DYADS_A_FILE = Math.floor(250_000 / EVENTS_A_DYAD);
/** The processor's clock of /proc ticks so often a second on Linux. */
const TICKS = 100;

export async function bench(print: (line: string) => void): Promise<void> {
  const sizes = (process.env['SCALE_DYADS'] ?? '125,500').split(',').map(Number);
  const postgres = process.env['SCALE_POSTGRES'] ? await startPostgres() : undefined;
  if (typeof postgres === 'string') return print(postgres);
  print(
    `${postgres ? 'PostgreSQL' : 'DuckDB'}, ${EVENTS_A_DYAD} events a dyad over ${DAYS} days; ms (ms of processor time of the server, beside those of the first size)`,
  );
  let smallest: Map<string, Figure> | undefined;
  try {
    const tries = sizes.flatMap((size) =>
      (RULES > 0 ? [0, RULES] : [0]).flatMap((rules) => builds().map((build) => ({ size, rules, build }))),
    );
    for (const { size, rules, build } of tries) {
      const load = loadavg()[0]!.toFixed(1);
      const figures = await measure(size, rules, { build, databaseUrl: await postgres?.newDatabase() });
      print(
        `${whole(size)} dyads${rules > 0 ? `, ${whole(rules)} rules` : ''}${builds().length > 1 ? `, ${build}` : ''}${smallest ? `, ${(size / sizes[0]!).toFixed(1)} times the first size` : ''}; load ${load} before, ${loadavg()[0]!.toFixed(1)} after`,
      );
      for (const [what, { ms, cpuMs, unit = '' }] of figures) {
        const first = smallest?.get(what);
        const ratio = first && `${((cpuMs ?? ms) / Math.max(1, first.cpuMs ?? first.ms)).toFixed(1)} times`;
        print(
          `  ${what.padEnd(34)} ${whole(ms).padStart(8)}${unit} ${cpuMs === undefined ? '' : `(${whole(cpuMs)})`} ${ratio ?? ''}`,
        );
      }
      smallest ??= figures;
    }
  } finally {
    await postgres?.stop();
  }
}

interface Figure {
  readonly ms: number;
  readonly cpuMs?: number;
  readonly unit?: string;
}

async function measure(
  size: number,
  rules: number,
  at: { readonly build: string; readonly databaseUrl: string | undefined },
): Promise<Map<string, Figure>> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-scale-'));
  const figures = new Map<string, Figure>();
  const place = { ...at, folder };
  let server: Served | undefined;
  try {
    const dyads = await madeUpDyads(size);
    for (let begin = 0, file = 0; begin < dyads.length; begin += DYADS_A_FILE, file++) {
      const path = join(folder, `rows-${file}.csv`);
      await writeFile(path, [HEADER, ...dyads.slice(begin, begin + DYADS_A_FILE).flatMap(rowsOf)].join('\n'));
      await run(process.execPath, [join(place.build, 'server/cli.js'), 'import', path], { env: environment(place) });
      await rm(path);
    }
    await makeRules(folder, rules, dyads);
    server = await Served.start(place);
    const first = await server.settled();
    figures.set('first roll-up', { ms: first.ms, cpuMs: server.cpuMs() });
    figures.set('board, first', await server.timed('/api/v1/dyads'));
    figures.set('board, warm', await server.timed('/api/v1/dyads'));
    figures.set('morning brief, first', await server.timed('/api/v1/morning'));
    const before = server.cpuMs();
    const dyad = dyads[0]!;
    await server.post('/api/v1/imports', [HEADER, rowOf(dyad, EVENTS_A_DYAD)].join('\n'));
    await server.post('/api/v1/runs');
    const second = await server.settled(first.id + 1);
    figures.set('roll-up of one changed event', { ms: second.ms, cpuMs: server.cpuMs() - before });
    const again = server.cpuMs();
    await server.post('/api/v1/imports', [HEADER, rowOf(dyad, EVENTS_A_DYAD + 1)].join('\n'));
    await server.post('/api/v1/runs');
    const third = await server.settled(second.id + 1);
    figures.set('roll-up of another one', { ms: third.ms, cpuMs: server.cpuMs() - again });
    figures.set('board after one changed event', await server.timed('/api/v1/dyads'));
    figures.set('series after one changed event', await server.timed(`/api/v1/dyads/${dyad}/series`));
    figures.set('board as of the run before', await server.timed(`/api/v1/dyads?asOf=${first.asOf}`));
    figures.set('the same again', await server.timed(`/api/v1/dyads?asOf=${first.asOf}`));
    figures.set('peak memory', { ms: server.peakMb(), unit: ' MB' });
    await server.stop();
    const begun = performance.now();
    server = await Served.start(place);
    await server.settled(third.id);
    figures.set('restart with nothing new', { ms: performance.now() - begun, cpuMs: server.cpuMs() });
    figures.set('board after the restart', await server.timed('/api/v1/dyads'));
    await server.stop();
    for (const [what, bytes] of await databaseBytes(place)) figures.set(what, { ms: bytes / 1e6, unit: ' MB' });
    return figures;
  } finally {
    server?.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  /** the dist folder */
  readonly build: string;
  readonly folder: string;
  readonly databaseUrl: string | undefined;
}

const builds = (): string[] => (process.env['SCALE_BUILD'] ?? join(projectRoot(), 'dist')).split(',');

const environment = ({ folder, databaseUrl }: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  DATA_DIR: folder,
  PORT: '0',
  ROLLUP_CRON: '0 0 1 1 *', // never meanwhile
  ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
});

interface SettledRun {
  readonly id: number;
  readonly ms: number;
  readonly asOf: string;
}

/** A server in a process of its own. */
class Served {
  readonly #process: ChildProcess;
  readonly #url: string;
  readonly #token: string;

  private constructor(child: ChildProcess, address: URL) {
    this.#process = child;
    this.#url = address.origin;
    this.#token = address.hash.replace('#token=', '');
  }

  static async start(place: Place): Promise<Served> {
    const child = spawn(process.execPath, [join(place.build, 'server/main.js')], {
      env: environment(place),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const address = await new Promise<URL>((resolve, reject) => {
      lines.on('line', (line) => line.startsWith('http') && resolve(new URL(line))); // the rest is read and dropped
      child.once('exit', () => reject(new Error('The server ended at its start.')));
    });
    return new Served(child, address);
  }

  /** Waits until the run with an id is complete and none is under way. */
  async settled(id = 1): Promise<SettledRun> {
    for (;;) {
      const { runs } = (await (await this.#get('/api/v1/runs?limit=1')).json()) as {
        runs: { id: number; status: string; startedAt: string; finishedAt: string; asOf: string }[];
      };
      const [last] = runs;
      if (last?.status === 'complete' && last.id >= id)
        return { id: last.id, ms: Date.parse(last.finishedAt) - Date.parse(last.startedAt), asOf: last.asOf };
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** A refusal for too much work in a minute is waited out: only what the last try took is told. */
  async #get(path: string, onTry = (): void => {}): Promise<Response> {
    onTry();
    const response = await fetch(this.#url + path);
    if (response.status === 429) {
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('Retry-After'))));
      return this.#get(path, onTry);
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }

  async timed(path: string): Promise<Figure> {
    let [begun, cpu] = [0, 0];
    const onTry = (): void => void ([begun, cpu] = [performance.now(), this.cpuMs()]);
    await (await this.#get(path, onTry)).arrayBuffer();
    return { ms: performance.now() - begun, cpuMs: this.cpuMs() - cpu };
  }

  async post(path: string, body = ''): Promise<void> {
    const headers = { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'text/csv' };
    const response = await fetch(this.#url + path, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  }

  /** Processor time so far, user and system. */
  cpuMs(): number {
    const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
  }

  peakMb(): number {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.#process.pid}/status`, 'utf8'))?.[1]) / 1024;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}

async function madeUpDyads(size: number): Promise<string[]> {
  const { countries } = await loadReferenceData(projectRoot());
  const codes = [...countries.values()].flatMap(({ code, kind }) => (kind === 'state' ? [code] : [])).sort();
  const dyads = codes.flatMap((a, i) => codes.slice(i + 1).map((b) => `${a}-${b}`));
  if (dyads.length < size) throw new Error(`There are ${dyads.length} pairs of states, fewer than ${size}.`);
  return dyads.slice(0, size);
}

/** Conditions in turn; each rule watches a dyad, and each hundredth all. */
async function makeRules(folder: string, count: number, dyads: readonly string[]): Promise<void> {
  const conditions = [
    { kind: 'flag' },
    { kind: 'change', days: 7, points: 5 },
    { kind: 'percentile', above: 95 },
    { kind: 'act', severity: 5 },
    { kind: 'step', points: 3 },
  ];
  await mkdir(join(folder, 'alerts'));
  for (let i = 0; i < count; i++) {
    const name = `rule-${i}`;
    const when = conditions[i % conditions.length];
    const of = i % 100 === 99 ? {} : { dyads: [dyads[i % dyads.length]] };
    await writeFile(join(folder, 'alerts', `${name}.json`), JSON.stringify({ name, title: `Rule ${i}`, ...of, when }));
  }
}

const rowsOf = (dyad: string): string[] => Array.from({ length: EVENTS_A_DYAD }, (_, i) => rowOf(dyad, i));

function rowOf(dyad: string, i: number): string {
  const date = new Date(FIRST_MS + ((i * 7919) % DAYS) * DAY_MS).toISOString().slice(0, 10);
  const [actor, target] = i % 2 === 0 ? dyad.split('-') : dyad.split('-').toReversed();
  const [type, sign] = TYPES[i % TYPES.length]!;
  return `${dyad.toLowerCase()}-${i},${dyad},${date},day,${actor},${target},,direct,${type},,${sign},${1 + (i % 5)},Event ${i} of a ledger that is made up: one side does something to the other,Ministry,https://www.example.org/news/${dyad}/${i},${date},yes,`;
}

async function databaseBytes({ folder, databaseUrl }: Place): Promise<[what: string, bytes: number][]> {
  if (databaseUrl === undefined) {
    let bytes = 0;
    for (const file of await readdir(folder))
      if (file.startsWith('tension.duckdb')) bytes += (await stat(join(folder, file))).size;
    return [['database', bytes]];
  }
  const database = await openPostgres({ url: databaseUrl });
  const [row] = await database.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
  const tables = await database.query<{ name: string; bytes: number }>(
    `select relname as name, pg_total_relation_size(oid) as bytes from pg_class where relkind = 'r' and relname in ('event_revision', 'published_stretch', 'published_dyad') order by relname`,
  );
  await database.close();
  return [['database', row!.bytes], ...tables.map(({ name, bytes }): [string, number] => [`of that ${name}`, bytes])];
}
