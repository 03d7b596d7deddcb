/** The steps of the Dockerfile, as far as they can be taken without an engine: what they install is enough to serve, and only DATA_DIR is written. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import { builtServer } from '../cli/built.ts';
import { freePort } from '../shared/freePort.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { build, stepsOf } from './dockerfile.ts';

/** Every file with its size and moment of change. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(path);
    if (entry.isFile()) files.set(path, `${size} ${mtimeMs}`);
  }
  return files;
}

test('the image installs what the server needs, no more, serves as nobody special, and writes to its data folder alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tension-image-'));
  await chmod(folder, 0o755);
  atEndOfTest(() => rm(folder, { recursive: true, force: true }));
  const root = projectRoot();
  const steps = stepsOf(await readFile(join(root, 'Dockerfile'), 'utf8'));
  const dist = dirname(await builtServer());
  const image = await build(steps, folder, root, { build: { '/build/dist': dist } });
  const app = await filesIn(join(image.root, 'app'));
  const bytes = [...app.values()].reduce((sum, file) => sum + Number(file.split(' ')[0]), 0);
  expect(bytes).toBeLessThan(260_000_000);
  expect(
    [...app.keys()].filter((path) => /\/node_modules\/(vite|vitest|typescript|playwright-core)\//.test(path)),
  ).toEqual([]);

  const [uid, gid] = image.user.split(':').map(Number);
  expect(uid).toBeGreaterThan(0);
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { mode: 0o777 });
  await chmod(temporary, 0o777);
  const port = String(await freePort());
  const environment = { PATH: process.env['PATH'], TMPDIR: temporary, PORT: port, ...image.environment };
  const server = spawn(image.command[0]!, image.command.slice(1), {
    cwd: image.workingFolder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === 0 && { uid: uid!, gid: gid! }),
  });
  atEndOfTest(async () => void server.kill('SIGKILL'));
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
  const url = `http://127.0.0.1:${port}`;
  await vi.waitUntil(
    async () => {
      if (server.exitCode !== null) throw new Error(said.join(''));
      return fetch(`${url}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
    },
    { timeout: 150_000, interval: 200 },
  );
  await promisify(execFile)(image.healthCheck[0]!, image.healthCheck.slice(1), { env: environment });
  const picture = await fetch(`${url}/api/v1/dyads/KOR-RUS/figure.png?from=2024-01-01&to=2024-06-30`);
  expect(picture.status).toBe(200);
  expect(picture.headers.get('content-type')).toBe('image/png');
  const page = await fetch(url);
  expect(await page.text()).toContain('<script type="module"');
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  expect(code).toBe(0);
  expect(await filesIn(join(image.root, 'app'))).toEqual(app);
  expect(await readdir(temporary)).toEqual([]);
  expect(await readdir(join(image.root, 'data'))).toContain('tension.duckdb');
}, 600_000);
