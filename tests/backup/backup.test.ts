/** A backup holds everything, and gives it back row for row, on either store. */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkBackup, restoreInto } from '../../server/backup/restoring.ts';
import { CARRIED, LEFT_OUT, tablesOf } from '../../server/backup/tables.ts';
import { tarEnd, tarEntry, tarFiles, type TarFile } from '../../server/backup/tar.ts';
import { backupOf } from '../../server/backup/writing.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { openReplicas } from '../../server/replicas.ts';
import { openViews } from '../../server/views/views.ts';
import { baseline, row, run, values, worldOn } from '../rollup/world.ts';
import { startPostgres } from '../store/postgresServer.ts';
import { describeStores } from '../store/stores.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { allRows, fillEmptyTables } from './everyTable.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-backup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const NOON = '2024-06-01T12:00:00Z';

async function backUp(database: Database, files: readonly TarFile[] = []): Promise<string> {
  const file = join(folder, 'b.tar.gz');
  const backup = backupOf({ database, files: async () => files, version: '9.9.9', now: () => new Date(NOON) });
  await pipeline(backup, createWriteStream(file));
  return file;
}

/** A new database on each store that runs here. */
async function targets(): Promise<Database[]> {
  const open = [await openDuckDb({ file: join(folder, 'copy.duckdb') })];
  const server = await startPostgres();
  if (typeof server !== 'string') {
    atEndOfTest(() => server.stop());
    open.push(await openPostgres({ url: await server.newDatabase() }));
  }
  for (const database of open) atEndOfTest(() => database.close());
  return open;
}

const kept = ({ ...tables }: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(tables).filter(([name]) => !Object.hasOwn(LEFT_OUT, name)));

describeStores('a backup', (store) => {
  test('gives every row of every table back, on both stores', async () => {
    const world = await worldOn(store.database(), NOON);
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'), row('b1', 'PRK-RUS', '2024-05-30'));
    await world.ledger.retract('b1', 'It was another ministry.', 'test');
    const rollup = await world.rollup();
    await run(rollup);
    const series = values(await rollup.series('KOR-RUS', baseline.hash));
    await rollup.stop();
    await fillEmptyTables(store.database());
    const before = kept(await allRows(store.database()));
    const file = await backUp(store.database(), [{ name: 'files/feeds.json', bytes: Buffer.from('[]') }]);
    const backup = await checkBackup(file);
    expect(backup.files.map(({ name }) => name)).toEqual(['files/feeds.json']);
    for (const target of await targets()) {
      expect(await restoreInto(target, file, backup, { replace: false })).toEqual([]);
      expect(kept(await allRows(target))).toEqual(before);
      expect(await target.query('select * from sign_in').catch(() => [])).toEqual([]);
      const copy = await worldOn(target, NOON);
      expect((await copy.ledger.auditState()).broken).toBeNull();
      const again = await copy.rollup();
      expect(values(await again.series('KOR-RUS', baseline.hash))).toEqual(series);
      await again.stop();
    }
  });

  test('is of one moment: what is written while it is read is not in it', async () => {
    const world = await worldOn(store.database(), NOON);
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const backup = backupOf({ database: store.database(), files: async () => [], version: '1', now: world.now });
    const reading = backup[Symbol.asyncIterator]();
    const chunks = [(await reading.next()).value as Buffer]; // its first tables are read
    await world.import(row('a2', 'KOR-RUS', '2024-05-21'));
    for (let next = await reading.next(); !next.done; next = await reading.next()) chunks.push(next.value as Buffer);
    const file = join(folder, 'moment.tar.gz');
    await writeFile(file, Buffer.concat(chunks));
    const { manifest } = await checkBackup(file);
    const rows = Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]));
    expect([rows['event_revision'], rows['import_log']]).toSatisfy(([a, b]) => a === b && (a === 1 || a === 2));
    expect(await world.count('event_revision')).toBe(2);
  });

  test('goes into a database that holds something only when told to replace it', async () => {
    const world = await worldOn(store.database(), NOON);
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const file = await backUp(store.database());
    const backup = await checkBackup(file);
    await world.import(row('a2', 'KOR-RUS', '2024-05-21'));
    const held = await allRows(store.database());
    await expect(restoreInto(store.database(), file, backup, { replace: false })).rejects.toThrow(
      /is not empty \(.* entries of the audit\): restore into an empty one, or add --replace/,
    );
    expect(await allRows(store.database())).toEqual(held);
    await restoreInto(store.database(), file, backup, { replace: true });
    expect(await world.count('event_revision')).toBe(1);
    const again = await store.again();
    expect(await again.query('select event_id from event_revision')).toEqual([{ event_id: 'a1' }]);
  });

  test('replaces nothing under a server that runs', async ({ skip }) => {
    const database = store.database();
    if (database.engine === 'DuckDB') return skip('Its file is of one process alone.');
    const world = await worldOn(database, NOON);
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const file = await backUp(database);
    const backup = await checkBackup(file);
    await world.import(row('a2', 'KOR-RUS', '2024-05-21'));
    const server = openReplicas({
      database,
      version: 'test',
      now: () => new Date(NOON),
      logger: pino({ level: 'silent' }),
      doing: () => ({ servesRun: null, runUnderWay: null, pulls: [], streams: 0 }),
    });
    await server.list();
    await expect(restoreInto(database, file, backup, { replace: true })).rejects.toThrow(
      /^Servers are at work on PostgreSQL .* \(.+\): stop each of them, then restore/,
    );
    expect(await world.count('event_revision')).toBe(2);
    server.close();
    await vi.waitFor(async () => expect(await world.count('replica')).toBe(0));
    await restoreInto(database, file, backup, { replace: true });
    expect(await world.count('event_revision')).toBe(1);
  });

  test('that breaks off half-way leaves the database as it was', async () => {
    const world = await worldOn(store.database(), NOON);
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const file = await backUp(store.database());
    const backup = await checkBackup(file);
    const held = await allRows(store.database());
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 100));
    await expect(restoreInto(store.database(), file, backup, { replace: true })).rejects.toThrow(/take another copy/);
    expect(await allRows(store.database())).toEqual(held);
  });
});

describe('what is no backup of this program, or not whole', () => {
  let file: string;
  beforeEach(async () => {
    const database = await openDuckDb({ file: join(folder, 'a.duckdb') });
    const world = await worldOn(database, NOON);
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    await openViews({ database, now: world.now });
    file = await backUp(database);
    await database.close();
  });

  /** Writes the tar anew with its files changed. */
  async function changed(change: (files: TarFile[]) => TarFile[]): Promise<void> {
    const files: TarFile[] = [];
    for await (const one of tarFiles(parts(gunzipSync(await readFile(file))))) files.push(one);
    const all = change(files).map((one) => tarEntry(one, new Date(NOON)));
    await writeFile(file, gzipSync(Buffer.concat([...all, tarEnd()])));
  }
  async function* parts(bytes: Buffer): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
  }
  const manifestWith = (change: object) =>
    changed((files) =>
      files.map((one) =>
        one.name === 'manifest.json'
          ? { ...one, bytes: Buffer.from(JSON.stringify({ ...JSON.parse(one.bytes.toString()), ...change })) }
          : one,
      ),
    );

  test('a whole one is read by any tar', async () => {
    const { stdout } = await promisify(execFile)('tar', ['tzf', file]);
    const names = stdout.trim().split('\n');
    expect(names).toContain('tables/event_revision/000001.jsonl');
    expect(names.at(-1)).toBe('manifest.json');
    expect((await checkBackup(file)).manifest.tables.find(({ name }) => name === 'event_revision')).toMatchObject({
      rows: 1,
    });
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'cut',
      async () => writeFile(file, (await readFile(file)).subarray(0, 1000)),
      /cannot be read as a backup \(unexpected end of file\): take another copy/,
    ],
    [
      'changed in one byte',
      async () => {
        const bytes = await readFile(file);
        bytes[Math.floor(bytes.length / 2)]! ^= 1;
        await writeFile(file, bytes);
      },
      /take another copy/,
    ],
    [
      'without its manifest',
      () => changed((files) => files.filter(({ name }) => name !== 'manifest.json')),
      /is no whole backup \(it has no manifest\.json at its end\)/,
    ],
    [
      'with another row',
      () =>
        changed((files) =>
          files.map((one) =>
            one.name.startsWith('tables/event_revision/')
              ? { ...one, bytes: Buffer.from(one.bytes.toString().replace('2024-05-20', '2024-05-21')) }
              : one,
          ),
        ),
      /is not as it was written \(tables\/event_revision\/000001\.jsonl differs from its sum\)/,
    ],
    [
      'without a part',
      () => changed((files) => files.filter(({ name }) => !name.startsWith('tables/event_revision/'))),
      /is not as it was written/,
    ],
    [
      'of a newer program',
      () => manifestWith({ version: '99.0.0', migrations: ['0001_ledger', '9999_future'] }),
      /written by a newer version of this program \(99\.0\.0; it has 9999_future\): update the program/,
    ],
    ['of a newer form', () => manifestWith({ format: 2 }), /newer version of this program \(9\.9\.9; it has form 2/],
    ['of something else', () => writeFile(file, 'hello'), /cannot be read as a backup/],
    ['that is not there', () => rm(file), /There is no file/],
  ])('one %s is refused in a sentence', async (_what, spoil, sentence) => {
    await spoil();
    await expect(checkBackup(file)).rejects.toThrow(sentence);
  });
});

test('each table is carried, or named with the reason why not', async () => {
  const database = await openDuckDb({ file: ':memory:' });
  atEndOfTest(() => database.close());
  await migrate(database);
  const tables = (await tablesOf(database)).map(({ name }) => name);
  expect(tables.filter((name) => !Object.hasOwn(CARRIED, name) && !Object.hasOwn(LEFT_OUT, name))).toEqual([]);
});
