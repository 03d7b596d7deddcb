/** Kill -9 and Ctrl-C at any moment of a pull: what is stored is whole, the next pull goes on, and in the end nothing tells that it happened. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { builtServer } from '../cli/built.ts';
import { clockFrom, dataFolder, type Ended, tension } from '../cli/processes.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { fetchWorld, quarter } from './fetchWorld.ts';
import { GdeltServer, stampsFrom } from './gdeltServer.ts';
import { everythingStored } from './stored.ts';
import { reference } from './tables.ts';

const KILLS = 4;
const FIRST_DAY = '2026-11-19';
const NOW = Date.parse('2026-11-20T12:00:00Z');
const CLOCK = clockFrom(NOW);

/** A server with so many quarters of an hour, and a folder that fetches from it. */
async function feedOf(quarters: number, parallel: number): Promise<{ server: GdeltServer; folder: string }> {
  const server = await GdeltServer.start();
  for (const stamp of stampsFrom(`${FIRST_DAY}T06:00:00Z`, quarters)) server.publish(stamp, quarter(stamp));
  atEndOfTest(() => server.stop());
  const folder = await dataFolder();
  const options = ['--base', server.base, '--from', FIRST_DAY, '--parallel', String(parallel)];
  expect(await command(folder, 'add', 'gdelt', ...options)).toMatchObject({ code: 0 });
  return { server, folder };
}

const command = (folder: string, ...args: readonly string[]): Promise<Ended> =>
  tension(folder, ['feed', ...args], { preload: CLOCK });

/** A pull that has fetched so many files and waits for the next. */
async function pullWaiting(server: GdeltServer, folder: string, files: number): Promise<ChildProcess> {
  const waits = server.holdAfter(files);
  const cli = join(await builtServer(), 'cli.js');
  const child = spawn(process.execPath, ['--import', CLOCK, cli, 'feed', 'pull', 'gdelt'], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, FEED_PRIVATE_HOSTS: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await Promise.race([waits, once(child, 'exit')]);
  return child;
}

it('a pull that is killed again and again ends with the store of one that was left alone', async () => {
  const { server, folder } = await feedOf(100, 4);
  for (let i = 0; i < KILLS; i++) {
    const child = await pullWaiting(server, folder, 5 + i * 7);
    child.kill('SIGKILL');
    expect(await once(child, 'exit'), 'killed in the middle').toEqual([null, 'SIGKILL']);
    server.release();
  }
  expect(await command(folder, 'pull', 'gdelt', '--json')).toMatchObject({ code: 0, stderr: '' });
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  const stored = await everythingStored(database);
  await database.close();
  expect(await readdir(join(folder, 'feeds', 'parts'))).toEqual([]);

  const watched = new Set(
    [...reference.dyads.values()].flatMap(({ dyad, watched: isWatched }) => (isWatched ? [dyad] : [])),
  );
  const calm = await fetchWorld({ moment: new Date(NOW).toISOString(), server, watched });
  await calm.addGdelt(FIRST_DAY);
  await calm.pull();
  expect(await everythingStored(calm.database)).toEqual(stored);
});

it('Ctrl-C ends a pull with what is stored so far, and the same command goes on', async () => {
  const { server, folder } = await feedOf(60, 2);
  // At most 16 files are being read at once: of 30 that were fetched, some are stored.
  const child = await pullWaiting(server, folder, 30);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(said).toMatch(/gdelt: \d+ files? stored/);
  expect(said).toMatch(/Stopped: \d+ files of gdelt left\. The same command goes on from there\./);
  server.release();
  expect(await command(folder, 'pull', 'gdelt')).toMatchObject({ code: 0 });
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  const [stored] = await database.query("select count(*) as files from feed_file where state = 'done'");
  await database.close();
  expect(stored).toEqual({ files: 60 });
});
