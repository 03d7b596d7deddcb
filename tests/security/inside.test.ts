/** What everybody is told of the inside of the server: no path, no host, no text of a fault; and who is told. The attack is to ask. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../models/roles.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { importText } from '../shared/shippedFolder.ts';

const SIGNED = { Authorization: `Bearer ${TOKEN}` };
const FILE = 'budget-of-the-embassy.tab';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
  await mkdir(join(server.folder, 'inbox'));
  await writeFile(join(server.folder, 'inbox', FILE), 'No\ttable\n');
  await server.fetching.add(
    { kind: 'icews', name: 'icews', files: [FILE, 'http://127.0.0.1:1/none.tab'] },
    'machine',
    'test',
  );
  const pull = await server.fetching.pull('icews', {});
  await pull.done;
  await importText(
    server.ledger,
    `${CSV_HEADER}\n${eventRow({ id: 'one', dyad: 'KOR-RUS', date: '2024-04-05', actor: 'KOR', target: 'RUS' })}`,
  );
  await server.database.query('drop table published_stretch');
  await (
    await server.rollup.start('request')
  ).done;
});
afterAll(() => server.close());

const textOf = async (path: string, headers = {}): Promise<string> => (await server.get(path, headers)).text();

describe.each([
  ['/health/ready', () => server.folder],
  ['/api/v1/pulls', () => 'lacks the columns'],
  ['/api/v1/pulls', () => '"127.0.0.1:1"'],
  ['/api/v1/feeds', () => 'lacks the columns'],
  ['/api/v1/runs', () => 'published_stretch'],
  ['/api/v1/runs?format=csv', () => 'published_stretch'],
])('%s', (path, secret) => {
  test('tells who has a right, and nobody else', async () => {
    expect(await textOf(path, SIGNED)).toContain(secret());
    const open = await textOf(path);
    expect(open).not.toContain(secret());
    expect(open).not.toContain(server.folder);
  });
});

test('that something failed is told to everybody', async () => {
  expect(await server.json('/api/v1/runs')).toMatchObject({
    runs: [{ status: 'failed', error: 'The text is for the role coder and those above it.' }],
  });
  expect(await server.json('/api/v1/pulls')).toMatchObject({
    feeds: [{ hosts: [], pull: { faults: [expect.stringMatching(/^\d of them\. The text is for the role coder/)] } }],
  });
});

test('a feeds.json that is none is told with its place to who has a right', async () => {
  const other = await startTestServer({ events: 'none' });
  try {
    await writeFile(join(other.folder, 'feeds.json'), '{');
    const [open, told] = await Promise.all([other.get('/api/v1/pulls'), other.get('/api/v1/pulls', SIGNED)]);
    expect([open.status, told.status]).toEqual([422, 422]);
    expect(await told.text()).toContain('feeds.json');
    expect(await open.text()).not.toContain('feeds.json');
  } finally {
    await other.close();
  }
});

describe('the measurements', () => {
  test('are for who has a right, unless METRICS says open or off', async () => {
    const statuses = async (metrics?: 'right' | 'open' | 'off'): Promise<number[]> => {
      const one = await startTestServer({ events: 'none', ...(metrics && { metrics }) });
      try {
        const keys = await Promise.all(
          ROLES.map((role) => one.people.keys.make({ name: role, role }, { name: 'test', role: 'admin' })),
        );
        const held = [{}, ...keys.map(({ secret }) => ({ Authorization: `Bearer ${secret}` }))];
        return await Promise.all(held.map(async (headers) => (await one.get('/metrics', headers)).status));
      } finally {
        await one.close();
      }
    };
    // nobody, reader, coder, editor, admin
    expect(await statuses()).toEqual([401, 403, 200, 200, 200]);
    expect(await statuses('open')).toEqual([200, 200, 200, 200, 200]);
    expect(await statuses('off')).toEqual([404, 404, 404, 404, 404]);
  });
});
