/** What an admin sees of the server processes, of who leads, and of what is bounded. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import type { Operation } from '../../models/contract/operation.ts';
import { diskOf, openDatabase } from '../../server/composition.ts';
import { type Doing, openReplicas } from '../../server/replicas.ts';
import { PROCESS_PLACE } from '../../server/processPlace.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from '../store/stores.ts';
import { startTestServer, TOKEN } from './testServer.ts';

test('one server on a DuckDB file leads, and says what it serves and how much of its limits is used', async () => {
  const server = await startTestServer({ limits: { streams: 7 } });
  try {
    const held = { Authorization: `Bearer ${TOKEN}` };
    const now = async (): Promise<Operation> =>
      (await (await server.get('/api/v1/operation', held)).json()) as Operation;
    const used = async (name: Operation['quotas'][number]['name']) =>
      (await now()).quotas.find((quota) => quota.name === name);
    const { lease, replicas } = await now();
    expect(lease).toEqual({ place: PROCESS_PLACE, term: expect.any(Number), until: null });
    expect(replicas).toEqual([
      expect.objectContaining({
        place: PROCESS_PLACE,
        version: 'test',
        leads: true,
        isThis: true,
        isSilent: false,
        servesRun: server.rollup.published()!.id,
        runUnderWay: null,
        pulls: [],
      }),
    ]);
    expect(await used('streams')).toEqual({ name: 'streams', used: 0, most: 7, of: 'server' });
    const stream = await fetch(`${server.url}/api/v1/stream`);
    expect(stream.status).toBe(200);
    expect((await used('streams'))!.used).toBe(1);
    await stream.body!.cancel();
    await vi.waitUntil(async () => (await used('streams'))!.used === 0);
    const view = JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-01', to: '2024-06-30' });
    const json = { 'Content-Type': 'application/json' };
    // Counts of the database hold for a minute, so that this process alone counts on.
    await fetch(`${server.url}/api/v1/views`, { method: 'POST', body: view, headers: json });
    expect((await used('openPinsToday'))!.used).toBe(1);
    await fetch(`${server.url}/api/v1/suggestions`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({
        kind: 'retraction',
        subject: 'kor-rus-2024-04-05-summons-lee-do-hoon',
        reason: 'It never happened.',
        by: 'Jane Roe',
      }),
    });
    expect(await used('suggestions')).toEqual({ name: 'suggestions', used: 1, most: 500, of: 'all' });
  } finally {
    await server.close();
  }
});

test('a server that is being stopped starts no run and says so; what is recorded then is kept without one', async () => {
  const server = await startTestServer();
  try {
    await server.rollup.stop();
    const answer = await server.post('/api/v1/runs');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.json()).toMatchObject({
      type: 'urn:tension:problem:stopping',
      detail: expect.stringMatching(/^This server is being stopped and starts no run any more: ask again/),
    });
    const act = {
      date: '2024-05-01',
      type: 'sanction',
      summary: 'Recorded while the server ends',
      sourceName: 'Gazette',
      bearings: [{ actor: 'KOR', target: 'RUS', polarity: 1, severity: 2 }],
    };
    const recorded = await server.post('/api/v1/acts', JSON.stringify(act), { 'Content-Type': 'application/json' });
    expect(recorded.status).toBe(201);
    expect(await recorded.json()).toMatchObject({ run: null });
  } finally {
    await server.close();
  }
});

describeStores('the room that the database takes', (store) => {
  test('is told in bytes, and what is left of its disk where that is of this machine', async () => {
    const database = store.database();
    await migrate(database);
    const folder = await mkdtemp(join(tmpdir(), 'tension-disk-'));
    try {
      const file = await openDatabase({ databaseUrl: undefined, dataDir: folder });
      await file.close();
      const databaseUrl = database.engine === 'DuckDB' ? undefined : 'postgres://here/tension';
      const { databaseBytes, freeBytes } = await diskOf(database, { dataDir: folder, databaseUrl });
      expect(databaseBytes).toBeGreaterThan(1000);
      if (database.engine === 'DuckDB') expect(freeBytes).toBeGreaterThan(0);
      else expect(freeBytes).toBeNull();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describeStores('several processes', (store) => {
  test.skipIf(store.engine === 'DuckDB')(
    'each say what they do; one that falls silent is told apart, and one that ends is gone',
    async () => {
      const database = store.database();
      await migrate(database);
      await database.query(
        `update lease set place = $1, term = 3, until = current_timestamp + interval '15 seconds' where id = 1`,
        ['elsewhere, process 7'],
      );
      const opened = (version: string, doing: Partial<Doing>) =>
        openReplicas({
          database,
          version,
          now: () => new Date(),
          logger: pino({ level: 'silent' }),
          doing: () => ({ servesRun: null, runUnderWay: null, pulls: [], streams: 0, ...doing }),
        });
      const first = opened('1', { servesRun: 11, streams: 2 });
      const asked = async () => (await first.list()).map(({ version, ...rest }) => ({ version, ...rest }));
      await asked();
      const second = opened('2', { servesRun: 11, runUnderWay: 12, pulls: ['gdelt', 'a "feed"'] });
      await second.list();
      expect(await asked()).toEqual([
        expect.objectContaining({
          version: '1',
          isThis: true,
          servesRun: 11,
          streams: 2,
          isSilent: false,
          leads: false,
        }),
        expect.objectContaining({
          version: '2',
          isThis: false,
          runUnderWay: 12,
          pulls: ['gdelt', 'a "feed"'],
          isSilent: false,
        }),
      ]);
      expect(await first.leading()).toMatchObject({ place: 'elsewhere, process 7', term: 3, until: expect.any(Date) });
      second.close();
      await vi.waitUntil(async () => (await asked()).length === 1);
      const dead = opened('3', {});
      await dead.list();
      dead.close();
      await vi.waitUntil(async () => (await asked()).length === 1);
      await database.query(
        `insert into replica values ('x', 'gone, process 9', '4', current_timestamp, current_timestamp - interval '30 seconds', null, null, '[]', 0, 1),
          ('y', 'long gone, process 9', '5', current_timestamp, current_timestamp - interval '2 hours', null, null, '[]', 0, 1)`,
      );
      expect((await asked()).map(({ place, isSilent }) => [place, isSilent])).toEqual([
        [PROCESS_PLACE, false],
        ['gone, process 9', true],
      ]);
      await database.query(`update lease set until = current_timestamp where id = 1`);
      expect(await first.leading()).toBeNull();
      first.close();
      await vi.waitUntil(
        async () => (await database.query(`select 1 as one from replica where replica_id <> 'x'`)).length === 0,
      );
    },
  );
});
