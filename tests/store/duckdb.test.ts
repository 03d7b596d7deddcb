/** What DuckDB has of its own: one file, one process, and a log that is replayed after a kill. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/random.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { builtServer } from '../cli/built.ts';

describe('a DuckDB file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tension-duckdb-'));
    file = join(folder, 'tension.duckdb');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function started(what: 'write' | 'hold'): Promise<ChildProcess> {
    const script = fileURLToPath(new URL('writing.mjs', import.meta.url));
    const child = spawn(process.execPath, [script, await builtServer(), file, what], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout!, 'data');
    return child;
  }
  async function killed(child: ChildProcess): Promise<void> {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  it('is made with its folders, and keeps what was committed', async () => {
    file = join(folder, 'new/folder/tension.duckdb');
    const first = await openDuckDb({ file });
    expect(first.name).toMatch(/^DuckDB .*new\/folder\/tension\.duckdb$/);
    await first.query('create table kept (a text)');
    await first.insert('kept', ['a'], [['x']]);
    await first.close();
    const second = await openDuckDb({ file });
    expect(await second.query('select * from kept')).toEqual([{ a: 'x' }]);
    await second.close();
  });

  it('is for its own account alone, with its log, also where everybody may look into the folder', async () => {
    await chmod(folder, 0o755);
    const umask = process.umask(0o022);
    try {
      const database = await openDuckDb({ file, checkpointAfterMs: 0 });
      await database.query('create table kept (a text)');
      const seen = new Set<string>();
      // The log goes with each checkpoint and is made again with the next write.
      while (!seen.has('tension.duckdb.wal')) {
        await database.insert('kept', ['a'], [['x']]);
        for (const name of await readdir(folder)) {
          const found = await stat(join(folder, name)).catch(() => undefined);
          if (!found?.isFile()) continue;
          expect([name, (found.mode & 0o777).toString(8)]).toEqual([name, '600']);
          seen.add(name);
        }
      }
      expect([...seen].sort()).toEqual(['tension.duckdb', 'tension.duckdb.json', 'tension.duckdb.wal']);
      await database.close();
    } finally {
      process.umask(umask);
    }
  });

  it('is refused while another process has it, with the number of that process, and free when it was killed', async () => {
    const holder = await started('hold');
    await expect(openDuckDb({ file })).rejects.toThrow(
      new RegExp(
        `tension\\.duckdb is in use by process ${holder.pid} \\(.*\\): stop it, or work through its address\\.$`,
      ),
    );
    await killed(holder);
    const database = await openDuckDb({ file });
    await database.close();
  });

  it('is refused a second time in the same process, which would corrupt it', async () => {
    const [database, refused] = await Promise.allSettled([openDuckDb({ file }), openDuckDb({ file })]).then(
      ([first, second]) => [first.status === 'fulfilled' ? first.value : undefined, second.status] as const,
    );
    expect(refused).toBe('rejected');
    await expect(openDuckDb({ file: join(folder, '.', 'tension.duckdb') })).rejects.toThrow(
      /is already open in this process/,
    );
    await database?.close();
    await (await openDuckDb({ file })).close();
  });

  it('is refused when it is none, with what to do', async () => {
    await writeFile(file, 'this is a letter, not a database '.repeat(500));
    await expect(openDuckDb({ file })).rejects.toThrow(
      /tension\.duckdb is no DuckDB database: move it away, or set DATA_DIR to another folder\.$/,
    );
    await mkdir(join(folder, 'a-folder'));
    await expect(openDuckDb({ file: join(folder, 'a-folder') })).rejects.toThrow(/a-folder cannot be opened: /);
    await writeFile(join(folder, 'flat'), '');
    await expect(openDuckDb({ file: join(folder, 'flat', 'tension.duckdb') })).rejects.toThrow(
      /^The folder .*flat cannot be made \(.*\): set DATA_DIR to one that you may write in\.$/,
    );
  });

  it('removes what a killed process had spilled', async () => {
    await mkdir(`${file}.tmp`);
    await writeFile(join(`${file}.tmp`, 'duckdb_temp_storage_DEFAULT-0.tmp'), 'x');
    const database = await openDuckDb({ file });
    expect(await readdir(folder)).not.toContain('tension.duckdb.tmp');
    await database.close();
  });

  it('has every committed row after kill -9, and no half of one, kill after kill', { timeout: 240_000 }, async () => {
    const chance = seededRandom(3);
    let committed = 0;
    for (let round = 0; round < 8; round++) {
      const child = await started('write');
      let output = '';
      child.stdout!.on('data', (chunk) => (output += chunk));
      await sleep(chance() * 600);
      await killed(child);
      committed = Math.max(committed, ...output.split('\n').slice(0, -1).map(Number));
      const database = await openDuckDb({ file });
      const [row] = await database.query<{ rows: number; last: number; pointer: string }>(
        'select count(*) filter (where n > 0) as rows, max(n) as last, max(case when n = 0 then filling end) as pointer from written',
      );
      await database.close();
      // The row that was being told when the process died may be committed as well.
      expect([committed, committed + 1]).toContain(row!.last);
      expect(row!.rows).toBe(row!.last);
      expect(Number(row!.pointer ?? 0)).toBe(row!.last);
      committed = row!.last;
    }
    expect(committed).toBeGreaterThan(0);
  });
});

describe('a DuckDB database in memory', () => {
  it('is one for each opening', async () => {
    const [a, b] = await Promise.all([openDuckDb({ file: ':memory:' }), openDuckDb({ file: ':memory:' })]);
    await a.query('create table only_here (x integer)');
    await expect(b.query('select * from only_here')).rejects.toThrow(/only_here/);
    await Promise.all([a.close(), b.close()]);
  });
});
