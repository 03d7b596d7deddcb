/** A process that stores files and is killed in the middle, again and again: in the end the store is that of an undisturbed run, row for row. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../models/random.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { builtServer } from '../cli/built.ts';
import { everythingStored } from './stored.ts';
import { gdeltRow } from './tables.ts';

const FILES = 150;
let server: string;
let folder: string;
let files: string;

beforeAll(async () => {
  server = await builtServer();
  folder = await mkdtemp(join(tmpdir(), 'tension-taking-'));
  files = join(folder, 'files');
  await mkdir(files);
  for (let n = 0; n < FILES; n++) {
    const rows = Array.from({ length: 200 }, (_, i) =>
      gdeltRow({
        0: `${n}${i}`,
        1: `2018${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}`,
        7: ['USA', 'CHN', 'FRA'][i % 3]!,
        60: `https://example.org/${n}/${i}`,
      }),
    );
    await writeFile(join(files, `${String(n).padStart(4, '0')}.CSV`), rows.join('\n'));
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const taking = (database: string) =>
  spawn(
    process.execPath,
    [fileURLToPath(new URL('taking.mjs', import.meta.url)), server, join(folder, database), files],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );

async function stored(database: string): Promise<unknown> {
  const open = await openDuckDb({ file: join(folder, database) });
  try {
    // Every file is there wholly, or not at all.
    const torn = await open.query(
      `select take.name from feed_take as take left join (select take_id, sum(row_count) as row_count from feed_cell group by take_id) as cell on cell.take_id = take.take_id
       left join (select take_id, sum(row_count) as row_count from feed_world group by take_id) as world on world.take_id = take.take_id
       left join feed_file as file on file.take_id = take.take_id
       where cell.row_count is distinct from take.taken or world.row_count is distinct from take.row_count or file.state is distinct from 'done'`,
    );
    expect(torn).toEqual([]);
    const orphans = await open.query(
      'select distinct take_id from feed_cell where take_id not in (select take_id from feed_take) union select distinct take_id from feed_report where take_id not in (select take_id from feed_take)',
    );
    expect(orphans).toEqual([]);
    return await everythingStored(open);
  } finally {
    await open.close();
  }
}

it('leaves all of a file or nothing, and ends as if it had never been killed', { timeout: 300_000 }, async () => {
  const undisturbed = taking('undisturbed.duckdb');
  const [code] = await once(undisturbed, 'close');
  expect(code).toBe(0);
  const chance = seededRandom(5);
  let kills = 0;
  for (let ended = false; !ended;) {
    const child = taking('killed.duckdb');
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const closed = once(child, 'close');
    if (kills < 4) {
      while (!told.includes('done') && child.exitCode === null) await sleep(2);
      await sleep(chance() * 120);
      child.kill('SIGKILL');
    }
    const [exit] = await closed;
    if (exit === 0) ended = true;
    else {
      kills++;
      await stored('killed.duckdb');
    }
  }
  expect(kills).toBeGreaterThan(2);
  expect(await stored('killed.duckdb')).toEqual(await stored('undisturbed.duckdb'));
  expect(await readdir(files)).toHaveLength(FILES);
});
