/** What one request or statement may not reach, and where work ends that tells nothing more. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { CSV_HEADER, startTestServer } from '../api/testServer.ts';
import { atEndOfTest } from '../shared/endings.ts';

it('SQL reads no file of the machine, and cannot allow itself to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tension-sql-'));
  atEndOfTest(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'secret.csv');
  await writeFile(file, 'a\n1\n');
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  atEndOfTest(() => database.close());
  for (const sql of [
    `select * from read_csv('${file}')`,
    `select * from '${file}'`,
    `copy (select 1) to '${join(folder, 'out.csv')}'`,
    `attach '${join(folder, 'other.duckdb')}'`,
    'set global enable_external_access = true',
  ])
    await expect(database.query(sql)).rejects.toThrow(/disabled|cannot be|Cannot/i);
  // What it spills and its own file are as before.
  await database.query('create table t as select i from range(1000) as r(i)');
  expect(await database.query('select count(*) as n from t')).toEqual([{ n: 1000 }]);
});

it('a file of faulty rows is refused after 100,000 of them, with the first', async () => {
  const server = await startTestServer({ events: 'none' });
  atEndOfTest(() => server.close());
  const rows = `x${','.repeat(CSV_HEADER.split(',').length - 1)}\n`.repeat(150_000);
  const response = await server.post('/api/v1/imports', `${CSV_HEADER}\n${rows}`, { 'Content-Type': 'text/csv' });
  expect(response.status).toBe(422);
  const { detail }: { detail: string } = await response.json();
  expect(detail).toMatch(
    /^More than 100,000 of the first 1\d\d,\d{3} rows have faults, and nothing was recorded: .* The first, on line 2: /,
  );
});

it('pages may use no device', async () => {
  const server = await startTestServer({ events: 'none' });
  atEndOfTest(() => server.close());
  const policy = (await server.get('/api/v1/dyads')).headers.get('permissions-policy');
  for (const device of ['camera', 'microphone', 'geolocation', 'usb', 'payment'])
    expect(policy).toContain(`${device}=()`);
});
