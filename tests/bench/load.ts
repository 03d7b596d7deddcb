/**
 * Requests a second on one server and on three, on one PostgreSQL behind the balancer of the benchmarks: readers who ask one thing
 * after another, what the pages ask most, as fast as they are answered. Servers, database, balancer and readers share this machine, so
 * that three servers show more than one only where it has processors for them.
 *
 * `LOAD_READERS` (default 32); `--minutes N` for each number of servers.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from 'simple-statistics';
import { type ServerProcess, startServer } from '../shared/serverProcess.ts';
import { startPostgres } from '../store/postgresServer.ts';
import { balancer } from './balancer.ts';
import { whole } from './measure.ts';
import { freePort } from './pgbouncer.ts';

export const name = 'load: requests a second on one server and on three, on one PostgreSQL';

const MINUTES = 0.5;
/** Answers are made and kept before anything is counted. */
const WARM_UP_MS = 10_000;
/** One address may read 1,200 times a minute. */
const ADDRESSES = 5000;
const ASKED = [
  '/api/v1/dyads',
  '/api/v1/dyads/KOR-RUS/series?step=week',
  '/api/v1/dyads/KOR-RUS/series',
  '/api/v1/dyads/PRK-RUS/series?step=week',
  '/api/v1/dyads/CHN-USA/events?limit=20',
  '/api/v1/dyads/KOR-RUS/events?limit=20',
  '/api/v1/dyads/CHN-USA/contributions?date=2024-06-01',
  '/api/v1/morning',
];

export async function bench(print: (line: string) => void, options: { minutes: number | undefined }): Promise<void> {
  const minutes = options.minutes ?? MINUTES;
  const readers = Number(process.env['LOAD_READERS'] ?? 32);
  const postgres = await startPostgres();
  if (typeof postgres === 'string') return print(postgres);
  const folder = await mkdtemp(join(tmpdir(), 'tension-load-'));
  const front = await balancer();
  const servers: ServerProcess[] = [];
  const settings = { DATABASE_URL: await postgres.newDatabase(), PUBLIC_URL: front.url };
  try {
    print(
      `${readers} readers, ${availableParallelism()} processors for servers, database, balancer and readers together`,
    );
    for (const count of [1, 3]) {
      while (servers.length < count) {
        const port = String(await freePort());
        servers.push(await startServer(join(folder, String(servers.length)), { port, settings }));
      }
      for (const server of servers) {
        await server.ready();
        front.servers.add(server.url);
      }
      await asked(front.url, readers, WARM_UP_MS);
      const { times, faults, seconds } = await asked(front.url, readers, minutes * 60_000);
      const ms = (share: number): string => `${quantile(times, share).toFixed(0)} ms`;
      print(
        `${count === 1 ? '1 server: ' : `${count} servers:`} ${whole(times.length / seconds)} requests a second, p50 ${ms(0.5)}, p99 ${ms(0.99)}, ${faults} without an answer of 200`,
      );
    }
  } finally {
    front.close();
    await Promise.all(servers.map((server) => server.kill()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Readers ask until the time is over. */
async function asked(
  url: string,
  readers: number,
  lastingMs: number,
): Promise<{ readonly times: number[]; readonly faults: number; readonly seconds: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const times: number[] = [];
  let faults = 0;
  let count = 0;
  const begun = performance.now();
  const until = begun + lastingMs;
  const read = async (reader: number): Promise<void> => {
    for (let i = reader; performance.now() < until; i++) {
      const address = count++ % ADDRESSES;
      const before = performance.now();
      const status = await statusOf(
        `${url}${ASKED[i % ASKED.length]!}`,
        agent,
        `10.${address >> 8}.${address & 255}.1`,
      );
      times.push(performance.now() - before);
      if (status !== 200) faults++;
    }
  };
  await Promise.all(Array.from({ length: readers }, (_, reader) => read(reader)));
  agent.destroy();
  return { times, faults, seconds: (performance.now() - begun) / 1000 };
}

/** Reads an answer to its end, as a browser asks for it. @returns 0 where the connection broke */
function statusOf(url: string, agent: Agent, address: string): Promise<number> {
  const headers = { 'accept-encoding': 'gzip, br', 'x-forwarded-for': address };
  return new Promise((resolve) => {
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    }).on('error', () => resolve(0));
  });
}
