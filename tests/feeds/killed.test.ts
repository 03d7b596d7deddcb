/** Kill -9 and Ctrl-C at any moment of a pull: what is stored is whole, the next pull goes on, and in the end nothing tells that it happened. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { builtServer } from '../cli/built.ts';
import { dataFolder, tension } from '../cli/processes.ts';
import { fetchWorld, quarter } from './fetchWorld.ts';
import { GdeltServer, stampOf } from './gdeltServer.ts';
import { everythingStored } from './stored.ts';
import { reference } from './tables.ts';

const KILLS = 4;
const QUARTERS = 100;
/** Processes that start again and again take their time on a busy machine. */
const PATIENCE_MS = 180_000;
/** The commands have no clock but the machine's: the files are those of the last days. */
const NEWEST = Math.floor(Date.now() / 900_000) * 900_000;

it(
  'a pull that is killed again and again ends with the store of one that was left alone',
  async () => {
    const server = await GdeltServer.start();
    const from = new Date(NEWEST - QUARTERS * 900_000).toISOString().slice(0, 10);
    for (let i = QUARTERS - 1; i >= 0; i--) {
      const stamp = stampOf(NEWEST - i * 900_000);
      server.publish(stamp, quarter(stamp));
    }
    server.slowness = 2;
    const folder = await dataFolder();
    const module = join(await builtServer(), 'cli.js');
    const added = await tension(folder, [
      'feed',
      'add',
      'gdelt',
      '--base',
      server.base,
      '--from',
      from,
      '--parallel',
      '4',
    ]);
    expect(added.code).toBe(0);

    let killed = 0;
    for (let i = 0; i < KILLS; i++) {
      const asked = server.requests.length;
      const child = spawn(process.execPath, [module, 'feed', 'pull', 'gdelt'], {
        env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder },
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      // It is at work when it has asked for files; each is killed after another number of them.
      while (server.requests.length < asked + 5 + i * 7 && child.exitCode === null) await sleep(2);
      child.kill('SIGKILL');
      await ended;
      if (child.signalCode === 'SIGKILL') killed++;
    }
    expect(killed, 'killed in the middle').toBeGreaterThan(KILLS / 2);

    server.slowness = 0;
    const last = await tension(folder, ['feed', 'pull', 'gdelt', '--json']);
    expect(last.code, last.stderr).toBe(0);
    const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
    const stored = await everythingStored(database);
    await database.close();
    expect(await readdir(join(folder, 'feeds', 'parts'))).toEqual([]);

    const watched = new Set(
      [...reference.dyads.values()].flatMap(({ dyad, watched: isWatched }) => (isWatched ? [dyad] : [])),
    );
    const calm = await fetchWorld({ moment: new Date(NEWEST + 60_000).toISOString(), server, watched });
    await calm.addGdelt(from);
    await calm.pull();
    expect(await everythingStored(calm.database)).toEqual(stored);
  },
  PATIENCE_MS,
);

it(
  'Ctrl-C ends a pull with what is stored so far, and the same command goes on',
  async () => {
    const server = await GdeltServer.start();
    for (let i = 59; i >= 0; i--) {
      const stamp = stampOf(NEWEST - i * 900_000);
      server.publish(stamp, quarter(stamp));
    }
    server.slowness = 40;
    const folder = await dataFolder();
    await tension(folder, [
      'feed',
      'add',
      'gdelt',
      '--base',
      server.base,
      '--from',
      new Date(NEWEST - 86_400_000).toISOString().slice(0, 10),
      '--parallel',
      '2',
    ]);
    const child = spawn(process.execPath, [join(await builtServer(), 'cli.js'), 'feed', 'pull', 'gdelt'], {
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = once(child, 'close');
    while (server.requests.length < 12) await sleep(2);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(said).toMatch(/gdelt: \d+ files? stored/);
    expect(said).toMatch(/Stopped: \d+ files of gdelt left\. The same command goes on from there\./);
    server.slowness = 0;
    expect(await tension(folder, ['feed', 'pull', 'gdelt'])).toMatchObject({ code: 0 });
    const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
    const [stored] = await database.query("select count(*) as files from feed_file where state = 'done'");
    await database.close();
    await server.stop();
    expect(stored).toEqual({ files: 60 });
  },
  PATIENCE_MS,
);
