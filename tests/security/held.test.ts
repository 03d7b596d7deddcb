/** What readers without a right can make the server hold: every open address is asked with what is large, odd and new each time. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { EventPage } from '../../models/contract/events.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { tablesOf } from '../../server/backup/tables.ts';
import { heldInMemory, heldOnDisk } from '../../server/api/held.ts';
import { STANDARD_LIMITS } from '../../server/api/limits.ts';
import type { Route } from '../../server/api/route.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { STANDARD_OPEN_PINS } from '../../server/views/openPins.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MEGA = 1_000_000;
const DYADS = ['KOR-RUS', 'PRK-RUS'];
const ODD_DYADS = ['ZZZ-AAA', 'KOR', '%2e%2e', 'A'.repeat(3000)];
const ODD = [
  '',
  '-1',
  '1e309',
  'NaN',
  '💥'.repeat(400),
  "';drop table event_revision;--",
  '../../etc/passwd',
  'x'.repeat(4000),
];

/** What every turn asks anew and an address takes; other parameters are left out then. */
function goodValues(turn: number): Readonly<Record<string, string>> {
  const day = new Date(Date.UTC(2022, 0, 1 + turn * 7)).toISOString().slice(0, 10);
  const asked = {
    from: day,
    to: '2024-04-05',
    date: day,
    dyads: 'KOR-RUS,PRK-RUS',
    q: 'korea',
  };
  if (turn < 4) return asked;
  const asOf = new Date(Date.UTC(2026, 10, 23, 0, 0, 0, turn)).toISOString();
  return turn < 8
    ? { ...asked, limit: String(turn) }
    : { ...asked, asOf, model: 'baseline', lang: 'ko', theme: 'dark' };
}

interface Known {
  readonly code: string;
  readonly event: string;
  readonly definition: object;
}

/** A body that the address takes, and that is new each time. */
function goodBody(path: string, turn: number, { definition, event }: Known): object {
  const { from, to } = goodValues(turn);
  if (path.endsWith('/views')) return { kind: 'dyad', dyad: 'KOR-RUS', from, to };
  if (path.endsWith('/replay'))
    return { rule: { name: 'held', title: 'Held', dyads: ['KOR-RUS'], when: { kind: 'flag' } }, from, to };
  if (path.endsWith('/score')) return { dyad: 'KOR-RUS', model: { ...definition, scale: 20 + turn } };
  return {
    kind: 'retraction',
    subject: event,
    by: `Reader ${turn}`,
    reason: `No such act, says reader ${turn}.`,
  };
}

const ODD_BODIES = [
  '{"a":'.repeat(2000),
  `{"x":"${'y'.repeat(400_000)}"}`,
  '\u0000',
  '[]',
  `{"kind":"dyad","whatIf":"${'z'.repeat(5000)}"}`,
  '',
];

/** Files and packs take a second or more; anything else a moment. */
const turnsOf = (path: string): number => (/\.(?:png|svg|pdf|pptx|html)$|pack/.test(path) ? 4 : 14);

/** Each second turn is odd. */
async function ask(
  server: TestServer,
  { method, path, query }: Pick<Route, 'method' | 'path' | 'query'>,
  turn: number,
  known: Known,
): Promise<number> {
  const isOdd = turn % 2 === 1;
  const odd = ODD[Math.floor(turn / 2) % ODD.length]!;
  const parts: Readonly<Record<string, string>> = {
    dyad: DYADS[(turn / 2) % 2] ?? '',
    code: known.code,
    id: known.event,
    name: 'baseline',
  };
  const address = path.replaceAll(/:(\w+)/g, (_, part: string) =>
    isOdd && turn % 4 === 1
      ? encodeURIComponent(odd || ODD_DYADS[turn % ODD_DYADS.length]!)
      : (parts[part] ?? known.code),
  );
  const values = goodValues(turn);
  const asked = Object.keys(query.shape).flatMap((name): [string, string][] => {
    if (isOdd) return [[name, odd]];
    const linked = `${server.url}${turn % 4 === 0 ? `/v/${known.code}` : `/d/${DYADS[0]}?from=${values['from']}&to=${values['to']}`}`;
    const value = name === 'views' ? known.code : name === 'url' ? linked : values[name];
    return value === undefined ? [] : [[name, value]];
  });
  const response = await fetch(`${server.url}${address}?${new URLSearchParams(asked).toString()}`, {
    method: method.toUpperCase(),
    redirect: 'manual',
    ...(method === 'post' && {
      headers: { 'Content-Type': 'application/json' },
      body: isOdd ? ODD_BODIES[Math.floor(turn / 2) % ODD_BODIES.length]! : JSON.stringify(goodBody(path, turn, known)),
    }),
  });
  if (path === '/api/v1/stream') await response.body?.cancel();
  else await response.arrayBuffer();
  return response.status;
}

async function rowsOf(server: TestServer): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of await tablesOf(server.database)) {
    const [counted] = await server.database.query<{ n: number }>(`select count(*) as n from ${name}`);
    counts.set(name, counted!.n);
  }
  return counts;
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('a client without a right makes the server hold no more than is stated, whatever it asks of every open address', async () => {
  const pins = { perDay: 100, inAll: 30 };
  const server = await startTestServer({
    openPins: 'computed',
    openPinLimits: pins,
    limits: { answerCacheBytes: 4 * MEGA },
  });
  atEndOfTest(() => server.close());
  await server.rollup.start('request').then(({ done }) => done);
  const before = { rows: await rowsOf(server), disk: await bytesIn(server.folder) };
  const { events } = await server.json<EventPage>('/api/v1/dyads/KOR-RUS/events?limit=1');
  const view = JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-01', to: '2024-04-05' });
  const pinned = (await (
    await server.post('/api/v1/views', view, { 'Content-Type': 'application/json' })
  ).json()) as PinnedView;
  const known: Known = {
    code: pinned.code,
    event: events[0]!.id,
    definition: server.reference.models.find(({ definition: { name } }) => name === 'baseline')!.definition,
  };
  collectGarbage();
  const memory = process.memoryUsage();
  const broken: string[] = [];
  const asked = new Set<string>();
  const answered = new Set<string>();
  const open = server.routes.filter(({ needs }) => needs === 'anyone' || needs === 'reader');
  for (const route of open) {
    const { method, path } = route;
    for (let turn = 0; turn < turnsOf(path); turn++) {
      const status = await ask(server, route, turn, known);
      asked.add(path);
      if (status < 300) answered.add(path);
      if (status >= 500 && status !== 503) broken.push(`${method} ${path}, turn ${turn}: ${status}`);
    }
  }
  const pinning = open.find(({ method, path }) => method === 'post' && path === '/api/v1/views')!;
  // As many views as it likes.
  const statuses: number[] = [];
  for (let turn = 0; turn < 40; turn++) statuses.push(await ask(server, pinning, turn * 2, known));
  await server.views.settled();
  await server.people.accessLog.flush();

  expect(broken).toEqual([]);
  // All of them were truly at work, but for those that need a round, a session, a picture or a watch list of one's own.
  expect([...asked].filter((path) => !answered.has(path) && !/rounds|sessions|pictures|lists/.test(path))).toEqual([]);
  expect(asked.size).toBe(new Set(open.map(({ path }) => path)).size);
  expect(statuses).toContain(429);

  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  const limits = { ...STANDARD_LIMITS, answerCacheBytes: 4 * MEGA };
  expect(heapUsed + external - memory.heapUsed - memory.external).toBeLessThan(heldInMemory(limits));

  const grown = [...(await rowsOf(server))].filter(([name, rows]) => rows > (before.rows.get(name) ?? 0));
  const most: Readonly<Record<string, number>> = {
    pinned_view: pins.inAll,
    view_model: server.reference.models.length,
    drawn_picture: asked.size * 4,
    suggestion: 20, // an hour, from one address
    access_note: 200,
  };
  expect(grown.filter(([name, rows]) => rows > (most[name] ?? 0))).toEqual([]);
  expect((await bytesIn(server.folder)) - before.disk).toBeLessThan(heldOnDisk(pins));
}, 600_000);

test('the README states the numbers', async () => {
  const readme = await readFile(join(projectRoot(), 'server/api/README.md'), 'utf8');
  const inMega = (bytes: number): string => Math.ceil(bytes / MEGA).toLocaleString('en');
  expect(readme).toContain(
    `at most ${inMega(heldInMemory(STANDARD_LIMITS))} MB of memory (1,074 MB of them in two drawing threads) and ${inMega(heldOnDisk(STANDARD_OPEN_PINS))} MB on disk`,
  );
});

test('a client that takes none of its answers is told to, and those of others are sent', async () => {
  const server = await startTestServer({ limits: { unsentBytes: 200_000 } });
  atEndOfTest(() => server.close());
  const { hostname, port } = new URL(server.url);
  // Answers of some MB each, the next one asked for before the last is taken: the system takes a few, then they lie here.
  const sockets = Array.from({ length: 4 }, () => {
    const socket = connect(Number(port), hostname);
    socket.pause();
    return socket;
  });
  const series = (): Promise<Response> =>
    server.get('/api/v1/dyads/PRK-RUS/series?from=2020-01-01', { 'Accept-Encoding': 'identity' });
  const request = `GET /api/v1/dyads/KOR-RUS/series HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`;
  const askMore = async (): Promise<number> => {
    for (const socket of sockets) socket.write(request);
    return (await series()).status;
  };
  await expect.poll(askMore, { timeout: 60_000 }).toBe(429);
  expect(((await (await series()).json()) as Problem).detail).toMatch(/^Answers of \d+ KiB wait for your address/);
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await series()).status, { timeout: 60_000 }).toBe(200);
});
