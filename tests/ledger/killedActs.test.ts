/** Kill -9 while acts are recorded over HTTP: what was acknowledged is there once, the rest whole or not at all, and asked again it is there once. */
import { cp } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ActsRecorded, NewAct } from '../../models/contract/acts.ts';
import { seededRandom } from '../../models/random.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { dataFolder, ready, type RunningServer, serve, tension } from '../cli/processes.ts';
import { sharedPlace } from '../shared/parts.ts';
import { databaseFile } from '../shared/shippedFolder.ts';
import { startPostgres } from '../store/postgresServer.ts';

const KILLS = 3;
const SEED = 11;
/** Requests under way at a time: the kill meets them in different places. */
const WRITERS = 4;
/** One request, with the write of its transaction, takes about so long or longer. */
const MAX_MS = 40;
const SOURCE = 'Killed while it wrote';
/** Rows of one request: two acts, each with two bearings. */
const ROWS = 4;

interface Asked {
  readonly key: string;
  readonly acts: readonly NewAct[];
}

/** @param number of the request: its acts are like no others */
function asked(number: number): Asked {
  const act = (which: string): NewAct => ({
    date: '2024-03-28',
    type: 'veto',
    summary: `request ${number}, act ${which}`,
    sourceName: SOURCE,
    bearings: [
      { id: `killed-${number}-${which}-kor`, actor: 'RUS', target: 'KOR', role: 'indirect', polarity: 1, severity: 4 },
      { id: `killed-${number}-${which}-prk`, actor: 'RUS', target: 'PRK', polarity: -1, severity: 5 },
    ],
  });
  return { key: `key-${number}`, acts: [act('a'), act('b')] };
}

/** @returns undefined where the connection breaks before the answer is whole */
async function post(server: RunningServer, { key, acts }: Asked): Promise<ActsRecorded | undefined> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${server.url}/api/v1/acts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ acts }),
    });
    text = await response.text();
  } catch {
    return undefined;
  }
  expect(response.status, text).toBe(201);
  return JSON.parse(text) as ActsRecorded;
}

/** Rows in the ledger and entries in the audit, by request. */
async function recorded(open: () => Promise<Database>): Promise<Map<string, { rows: number; entries: number }>> {
  const database = await open();
  try {
    const rows = await database.query<{ event_id: string }>(
      'select event_id from event_revision where source_name = $1',
      [SOURCE],
    );
    const entries = await database.query<{ subject: string }>(
      "select subject from audit_entry where action = 'create' and subject like 'killed-%'",
    );
    const found = new Map<string, { rows: number; entries: number }>();
    const count = (id: string, what: 'rows' | 'entries'): void => {
      const key = `key-${id.split('-')[1]}`;
      const before = found.get(key) ?? { rows: 0, entries: 0 };
      found.set(key, { ...before, [what]: before[what] + 1 });
    };
    for (const { event_id } of rows) count(event_id, 'rows');
    for (const { subject } of entries) count(subject, 'entries');
    return found;
  } finally {
    await database.close();
  }
}

const ONCE = { rows: ROWS, entries: ROWS };

/** @returns what doctor says of the audit chain in the end */
async function killAndAskAgain(
  folder: string,
  settings: Readonly<Record<string, string>>,
  open: () => Promise<Database>,
): Promise<{ verdict: string } | undefined> {
  const chance = seededRandom(SEED);
  let next = 0;
  let broken = 0;
  const whole: Asked[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await serve(folder, { ...settings, LOG_LEVEL: 'silent' });
    await ready(server);
    const unanswered: Asked[] = [];
    const killed: { ended?: Promise<unknown> } = {};
    const writer = async (): Promise<void> => {
      while (!killed.ended) {
        const request = asked(++next);
        const answer = await post(server, request);
        if (!answer) unanswered.push(request);
        else {
          whole.push(request);
          expect(answer.acts.flatMap(({ events }) => events)).toHaveLength(ROWS);
          // The kill comes after an answer, while the other writers wait for theirs.
          setTimeout(() => (killed.ended ??= server.end('SIGKILL')), chance() * MAX_MS);
        }
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    await killed.ended;
    broken += unanswered.length;

    const left = await recorded(open);
    for (const { key } of whole) expect(left.get(key), `${key}, which was acknowledged`).toEqual(ONCE);
    for (const { key } of unanswered)
      expect([undefined, ONCE], `${key}, which was not answered`).toContainEqual(left.get(key));
    expect([...left.keys()].sort()).toEqual(
      [...whole, ...unanswered.filter(({ key }) => left.has(key))].map(({ key }) => key).sort(),
    );

    const restarted = await serve(folder, { ...settings, LOG_LEVEL: 'silent' });
    await ready(restarted);
    for (const request of [...unanswered, whole.at(-1)!]) expect(await post(restarted, request)).toBeDefined();
    whole.push(...unanswered);
    await restarted.end('SIGTERM');
    const after = await recorded(open);
    for (const { key } of whole) expect(after.get(key), `${key}, asked again`).toEqual(ONCE);
    expect(after.size).toBe(whole.length);
  }
  // The test has hit what it is about.
  expect(broken).toBeGreaterThan(KILLS);
  const doctor = await tension(folder, ['doctor', '--json'], { settings });
  const { findings } = JSON.parse(doctor.stdout) as { findings: { check: string; verdict: string; detail: string }[] };
  return findings.find(({ check }) => check === 'audit');
}

test(`${KILLS} servers on DuckDB are killed while they record acts`, { timeout: 300_000 }, async () => {
  const folder = await dataFolder();
  await cp(await sharedPlace('served'), folder, { recursive: true });
  const audit = await killAndAskAgain(folder, {}, () => openDuckDb({ file: databaseFile(folder) }));
  expect(audit).toMatchObject({ verdict: 'ok' });
});

test(`${KILLS} servers on PostgreSQL are killed while they record acts`, { timeout: 300_000 }, async ({ skip }) => {
  const postgres = await startPostgres();
  if (typeof postgres === 'string') return skip(postgres);
  try {
    const url = await postgres.newDatabase();
    const audit = await killAndAskAgain(await dataFolder(), { DATABASE_URL: url }, () => openPostgres({ url }));
    expect(audit).toMatchObject({ verdict: 'ok' });
  } finally {
    await postgres.stop();
  }
});
