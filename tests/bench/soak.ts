/**
 * A steady load of mixed reading with imports and runs beside it, against the built server in a process of its own: memory, the wait of its event
 * loop, errors and times. `npm run bench -- soak`; SOAK_MINUTES=10 SOAK_RATE=500 for longer and more.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantileSorted } from 'simple-statistics';
import { CSV_HEADER, eventRow } from '../api/testServer.ts';
import { sharedPlace } from '../shared/parts.ts';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';
import { whole } from './measure.ts';

export const name = 'soak: steady reading of a server with imports and runs beside it';

const RATE = Number(process.env['SOAK_RATE'] ?? 100);
const SECONDS = 60 * Number(process.env['SOAK_MINUTES'] ?? 1);
const WARM_UP_SECONDS = Math.min(20, SECONDS / 3);
const IMPORT_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 5000;
const DYADS = ['KOR-RUS', 'PRK-RUS', 'CHN-USA', 'CHN-JPN', 'IRN-ISR'];
/** So many addresses of loopback share the load: each is within the limits that a server has. */
const ADDRESSES = 100;

/** What a reader asks, by how often of twenty. */
function pathOf(turn: number, codes: readonly string[]): string {
  const dyad = DYADS[turn % DYADS.length]!;
  const day = `2024-0${1 + (turn % 4)}-1${turn % 9}`;
  switch (turn % 20) {
    case 0:
      return '/api/v1/morning?tz=UTC';
    case 1:
    case 2:
      return `/v/${codes[turn % codes.length]}.png`;
    case 3:
    case 4:
    case 5:
      return `/api/v1/dyads/${dyad}/move?from=2023-0${1 + (turn % 9)}-05&to=${day}`;
    case 6:
    case 7:
    case 8:
      return `/api/v1/dyads/${dyad}/events?limit=50`;
    case 9:
    case 10:
      return `/api/v1/dyads/${dyad}/contributions?date=${day}`;
    case 11:
    case 12:
    case 13:
    case 14:
      return `/api/v1/dyads/${dyad}/series?from=2023-01-01&step=${turn % 2 === 0 ? 'day' : 'week'}`;
    default:
      return '/api/v1/dyads';
  }
}

interface Outcome {
  readonly ms: number;
  readonly fault: string | undefined;
}

/** One request; its time runs from when it was due, so that a server that stands still is charged for what waits. */
function asked(url: string, agent: Agent, localAddress: string, due = performance.now()): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (fault?: string): void => resolve({ ms: performance.now() - due, fault });
    const sent = request(url, { agent, localAddress, headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      response.once('end', () => end(status === 200 ? undefined : `${status} ${new URL(url).pathname}`));
    }).once('error', (error) => {
      // The server ended a connection that rested just as this went out: it is sent again, as every browser does.
      if (sent.reusedSocket) resolve(asked(url, agent, localAddress, due));
      else end(error.message);
    });
    sent.end();
  });
}

interface Look {
  readonly residentMb: number;
  readonly heapMb: number;
  readonly loopP99Ms: number;
}

async function look(server: ServerProcess): Promise<Look> {
  const response = await fetch(`${server.url}/metrics`, { headers: { Authorization: `Bearer ${server.token}` } });
  const text = await response.text();
  const value = (metric: string): number => Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    residentMb: value('process_resident_memory_bytes') / 1e6,
    heapMb: value('nodejs_heap_size_used_bytes') / 1e6,
    loopP99Ms: value('nodejs_eventloop_lag_p99_seconds') * 1000,
  };
}

const posted = async (server: ServerProcess, path: string, body: string, type: string): Promise<Response> => {
  const headers = { Authorization: `Bearer ${server.token}`, 'Content-Type': type };
  return fetch(server.url + path, { method: 'POST', headers, body });
};

export async function bench(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tension-soak-'));
  cpSync(await sharedPlace('served'), folder, { recursive: true });
  const server = await startServer(folder, { settings: { LOG_LEVEL: 'warn' } });
  try {
    await server.ready();
    await soak(server, print);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function soak(server: ServerProcess, print: (line: string) => void): Promise<void> {
  const codes: string[] = [];
  for (const dyad of DYADS) {
    const view = JSON.stringify({ kind: 'dyad', dyad, from: '2024-01-01', to: '2024-06-30' });
    const { code } = (await (await posted(server, '/api/v1/views', view, 'application/json')).json()) as {
      code: string;
    };
    codes.push(code);
  }
  const agents = Array.from({ length: ADDRESSES }, () => new Agent({ keepAlive: true, maxSockets: 20 }));
  const times: number[] = [];
  const faults = new Map<string, number>();
  const looks: Look[] = [];
  let imports = 0;
  const underway = new Set<Promise<void>>();
  const began = performance.now();
  const isWarm = (): boolean => performance.now() - began > WARM_UP_SECONDS * 1000;
  const isOver = (): boolean => performance.now() - began > SECONDS * 1000;

  const importing = async (): Promise<void> => {
    while (!isOver()) {
      const row = eventRow({ id: `soak-${imports}`, dyad: 'KOR-RUS', date: '2024-04-05', actor: 'KOR', target: 'RUS' });
      const response = await posted(server, '/api/v1/imports', `${CSV_HEADER}\n${row}\n`, 'text/csv');
      if (response.status === 200) imports++;
      else faults.set(`import: ${response.status}`, (faults.get(`import: ${response.status}`) ?? 0) + 1);
      await response.body?.cancel();
      await sleep(IMPORT_EVERY_MS);
    }
  };
  const looking = async (): Promise<void> => {
    while (!isOver()) {
      await sleep(LOOK_EVERY_MS);
      const found = await look(server);
      if (isWarm()) looks.push(found);
    }
  };
  const reading = async (): Promise<void> => {
    for (let turn = 0; !isOver(); turn++) {
      const dueAt = began + (turn * 1000) / RATE;
      if (dueAt > performance.now()) await sleep(dueAt - performance.now());
      const number = turn % ADDRESSES;
      const one = asked(server.url + pathOf(turn, codes), agents[number]!, `127.0.1.${number + 1}`).then(
        ({ ms, fault }) => {
          underway.delete(one);
          if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1);
          if (isWarm()) times.push(ms);
        },
      );
      underway.add(one);
    }
  };
  await Promise.all([importing(), looking(), reading()]);
  await Promise.all(underway);
  for (const agent of agents) agent.destroy();

  times.sort((a, b) => a - b);
  const at = (share: number): string => `${quantileSorted(times, share).toFixed(0)} ms`;
  const [first, last] = [looks[0]!, looks.at(-1)!];
  const worst = Math.max(...looks.map(({ loopP99Ms }) => loopP99Ms));
  print(
    `${RATE} requests a second for ${SECONDS} s, ${imports} imports with their runs beside them; figures are of the time after warm-up`,
  );
  print(`${whole(times.length)} answers: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, the longest ${at(1)}`);
  const told = [...faults].map(([fault, count]) => `${count} x ${fault}`).join(', ');
  print(`errors: ${told === '' ? 'none' : told}`);
  print(
    `memory after warm-up ${whole(first.residentMb)} MB (heap ${whole(first.heapMb)} MB), at the end ${whole(last.residentMb)} MB (heap ${whole(last.heapMb)} MB)`,
  );
  print(
    `the event loop waits, p99: ${last.loopP99Ms.toFixed(0)} ms at the end, ${worst.toFixed(0)} ms in the worst ${LOOK_EVERY_MS / 1000} s`,
  );
}
