/** A DuckDB database that has lost something: DuckDB itself starts with what it finds. Each kind is refused, with what to do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { acceptLoss } from '../../server/store/acceptLoss.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { builtServer } from '../cli/built.ts';

let folder: string;
let file: string;
let log: string;
let written: number;

/** A database whose process was killed: some rows are in its file, the last ones in its log alone. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-loss-'));
  file = join(folder, 'tension.duckdb');
  log = `${file}.wal`;
  const database = await openDuckDb({ file });
  await database.query('create table kept (n integer, text text)');
  await database.insert(
    'kept',
    ['n', 'text'],
    Array.from({ length: 60_000 }, (_, n) => [n, `${n} ${n * 7919}`]),
  );
  await database.close();
  const script = fileURLToPath(new URL('writing.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, await builtServer(), file, 'write'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said += text));
  await vi.waitFor(() => expect(said.split('\n').length).toBeGreaterThan(4), { timeout: 60_000 });
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
  written = Math.max(...said.split('\n').slice(1, -1).map(Number));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ACCEPT = /npm run -s tension -- doctor --accept-loss\.$/;
const refusal = async (): Promise<string> => {
  try {
    await (await openDuckDb({ file })).close();
    return 'it was opened';
  } catch (error) {
    return String(error);
  }
};
const flip = async (path: string, at: number): Promise<void> => {
  const handle = await open(path, 'r+');
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
  await handle.write(Buffer.from([buffer[0]! ^ 0xff]), 0, 1, at);
  await handle.close();
};

/** What happens to the files, and what the start says of it. */
const LOSSES: Record<string, readonly [() => Promise<unknown>, RegExp]> = {
  'its log was removed': [() => rm(log), /has lost [\d,]+ changes of [\d,]+: its log .*\.wal\) was removed or damaged/],
  'its log is no log': [() => writeFile(log, 'nothing of ours '.repeat(40)), /has lost [\d,]+ changes of [\d,]+/],
  'a byte of its log is another': [
    async () => flip(log, Math.floor((await stat(log)).size / 2)),
    /The log of .* is damaged .*: restore both files from a copy/,
  ],
  'its file is missing beside its log': [() => rm(file), /is missing, although its log .*\.wal is there/],
  'both are missing': [
    () => Promise.all([rm(file), rm(log)]),
    /is missing, although its folder remembers it, with [\d,]+ changes/,
  ],
  'its file was cut off early': [() => truncate(file, 100_000), /is cut off/],
  'its file was cut off in the middle': [
    async () => truncate(file, Math.floor((await stat(file)).size / 2)),
    /is cut off/,
  ],
  'blocks in the middle of its file are others': [
    async () => {
      const { size } = await stat(file);
      const handle = await open(file, 'r+');
      const length = Math.floor(size / 2);
      await handle.write(Buffer.alloc(length, 0x5a), 0, length, Math.floor(size / 4));
      await handle.close();
    },
    /is damaged: a block of it does not have the checksum/,
  ],
  'its file is that of another database': [
    async () => {
      const other = join(folder, 'other.duckdb');
      await (await openDuckDb({ file: other })).close();
      await rm(log);
      await copyFile(other, file);
    },
    /is not the database that its folder remembers/,
  ],
};

describe('a DuckDB database', () => {
  for (const [what, [happens, message]] of Object.entries(LOSSES))
    test(`is refused when ${what}, and starts without it once that is accepted`, async () => {
      await happens();
      const said = await refusal();
      expect(said).toMatch(message);
      expect(said).toMatch(ACCEPT);
      expect(await refusal(), 'asking again changes nothing').toBe(said);
      const aside = await acceptLoss(file, new Date('2026-11-27T10:00:00Z'));
      const database = await openDuckDb({ file });
      await database.query('create table if not exists after_loss (a text)');
      await database.insert('after_loss', ['a'], [['x']]);
      await database.close();
      for (const path of aside) expect(await readdir(folder)).toContain(path.split('/').at(-1));
      expect(await refusal(), 'it is remembered anew').toBe('it was opened');
    });

  test('that has lost nothing is opened, with every change', async () => {
    const database = await openDuckDb({ file });
    const [row] = await database.query<{ n: number }>('select count(*) filter (where n > 0) as n from written');
    expect(row!.n).toBeGreaterThanOrEqual(written);
    await database.close();
  });

  test('whose folder remembers nothing, log and all, is opened with a word that nobody can tell', async () => {
    await rm(log);
    await rm(`${file}.json`);
    const database = await openDuckDb({ file });
    expect(database.notice).toMatch(
      /tension\.duckdb has \d+ changes?, and .*tension\.duckdb\.json, which counts them, is not there\. .* compare it with a backup \(npm run -s tension -- doctor --since BACKUP\)\.$/,
    );
    await database.close();
    const again = await openDuckDb({ file });
    expect(again.notice).toBeUndefined();
    await again.close();
  });

  test('writes its log into its file soon, so that a copy of the file alone has what was committed', async () => {
    const database = await openDuckDb({ file, checkpointAfterMs: 50 });
    await database.query('create table copied (a text)');
    await database.insert('copied', ['a'], [['x']]);
    const copy = join(folder, 'copy.duckdb');
    await vi.waitFor(
      async () => {
        await copyFile(file, copy);
        const copied = await openDuckDb({ file: copy });
        try {
          expect(await copied.query('select a from copied')).toEqual([{ a: 'x' }]);
        } finally {
          await copied.close();
          await Promise.all(['', '.json', '.wal'].map((ending) => rm(copy + ending, { force: true })));
        }
      },
      { timeout: 60_000, interval: 200 },
    );
    await database.close();
  });
});
