/** What is noted of sign-ins and refused attempts is written once, also where the notes of long ago cannot be taken out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_NOTES, openAccessLog } from '../../server/people/accessLog.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { type PostgresServer, startPostgres } from '../store/postgresServer.ts';

let server: PostgresServer | string;
let database: Database | undefined;
beforeAll(async () => {
  server = await startPostgres();
  if (typeof server === 'string') return;
  database = await openPostgres({ url: await server.newDatabase() });
  await migrate(database);
});
afterAll(async () => {
  await database?.close();
  if (typeof server !== 'string') await server.stop();
});

test('a fault of tidying is told, and nothing is written twice', async ({ skip }) => {
  if (!database) return skip(String(server));
  await database.query(
    `insert into access_note (noted_at, kind, who, address, detail, times)
     select timestamptz '2026-01-01' + i * interval '1 second', 'refused', 'old', '', '', 1 from generate_series(0, ${MAX_NOTES}) as i`,
  );
  await database.query(
    `create function kept() returns trigger language plpgsql as $$ begin raise exception 'no row goes'; end $$`,
  );
  await database.query('create trigger kept before delete on access_note for each row execute function kept()');
  const faults: unknown[] = [];
  const at = new Date('2026-11-26T12:00:00Z');
  const log = openAccessLog({ database, now: () => at, onFault: (error) => faults.push(error) });
  log.refused({ who: 'late', address: '', detail: '' });
  await log.flush();
  await log.close();
  expect(await database.query("select times from access_note where who = 'late'")).toEqual([{ times: 1 }]);
  expect(faults.map(String)).toEqual([expect.stringContaining('no row goes')]);
});
