/** pgbouncer in transaction mode before a PostgreSQL server, where it is installed (`apt-get install pgbouncer`). */
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns the address of the database through it; undefined where it is not installed */
export async function pgbouncer(database: string): Promise<{ readonly at: string; stop(): void } | undefined> {
  if (spawnSync('pgbouncer', ['--version']).error) return undefined;
  const { hostname, port: behind, username, password, pathname } = new URL(database);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'tension-pgbouncer-'));
  const settings = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  await writeFile(
    settings,
    `[databases]
* = host=${hostname} port=${behind}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${users}
pool_mode = transaction
default_pool_size = 40
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
`,
  );
  for (const file of [folder, settings, users]) await chmod(file, 0o755);
  // It refuses to be root.
  const child = spawn('pgbouncer', ['-q', ...(userInfo().uid === 0 ? ['-u', 'nobody'] : []), settings], {
    stdio: 'ignore',
  });
  while (!(await takes(port))) {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended with code ${child.exitCode} before it listened.`);
    await sleep(50);
  }
  return {
    at: `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`,
    stop() {
      child.kill('SIGINT');
      void rm(folder, { recursive: true, force: true });
    },
  };
}

function takes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
