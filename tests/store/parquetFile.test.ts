import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeParquet } from '../../server/store/parquetFile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-spill-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const COLUMNS = [{ name: 'n', type: 'integer' }] as const;
const spilled = async (): Promise<string[]> => (await readdir(folder)).filter((name) => !name.endsWith('.parquet'));

test('each file that is written spills into a folder of its own, which is gone when it is written or given up', async () => {
  const seen: string[][] = [];
  let isThere: (() => void) | undefined;
  const both = new Promise<void>((resolve) => (isThere = resolve));
  async function* rows(fault?: Error) {
    yield [[1], [2]];
    seen.push(await spilled());
    if (seen.length === 2) isThere!();
    await both;
    if (fault) throw fault;
    yield [[3]];
  }
  const file = join(folder, 'one.parquet');
  const [written, givenUp] = await Promise.allSettled([
    writeParquet(file, COLUMNS, rows()),
    writeParquet(join(folder, 'two.parquet'), COLUMNS, rows(new Error('No more rows.'))),
  ]);
  expect(written.status).toBe('fulfilled');
  expect(givenUp).toMatchObject({ status: 'rejected', reason: { message: 'No more rows.' } });
  expect(new Set(seen.at(-1)).size).toBe(2);
  expect((await stat(file)).size).toBeGreaterThan(100);
  expect(await spilled()).toEqual([]);
});
