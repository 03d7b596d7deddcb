/** The feeds that are fetched are rows of the database: what one server adds, another fetches and reads. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configuredFeeds } from '../../server/feeds/configuredFeeds.ts';
import { addedFeed } from '../../server/feeds/fetch/addFeed.ts';
import { GDELT_BASE } from '../../server/feeds/fetch/feedConfig.ts';
import { openKeptFeeds } from '../../server/feeds/fetch/keptFeeds.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { entriesOf } from '../ledger/auditEntries.ts';
import { describeStores } from '../store/stores.ts';
import { reference } from './tables.ts';

const MAPPING = {
  name: 'desk',
  title: 'Crisis desk',
  states: 'iso3',
  columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What' },
  codes: { 'note verbale': { type: 'protest', polarity: 1, severity: 2 }, 'press item': null },
};
const GDELT = { name: 'gdelt', kind: 'gdelt', from: '2015-02-18' };
const CSV = { name: 'crisis-desk', kind: 'csv', files: ['desk.csv'], mapping: 'desk.json' };

const folders: string[] = [];
let log: string[];
beforeEach(() => void (log = []));
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describeStores('feeds', (store) => {
  beforeEach(async () => {
    await migrate(store.database());
  });

  /** A server with a data folder of its own. */
  async function server(database: Database = store.database()) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tension-feeds-'));
    folders.push(dataDir);
    await mkdir(join(dataDir, 'inbox'));
    const { codebook } = reference;
    const parts = { dataDir, codebook, network: { named: [], near: [] } };
    const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
    const kept = openKeptFeeds({ ...parts, database, now: () => new Date('2026-11-27T12:00:00Z'), logger });
    return {
      kept,
      waiting: join(dataDir, 'feeds.json'),
      write: (file: string, content: unknown) => writeFile(join(dataDir, file), JSON.stringify(content)),
      add: async (feed: unknown) => kept.put(await addedFeed(feed, 'machine', parts), 'A'),
      entries: () => entriesOf(database),
      names: async () => (await kept.read()).map(({ name }) => name),
      coded: () => configuredFeeds(kept, codebook),
    };
  }

  test('that one server adds are those of the other, with what their codes mean; a second add replaces, removing takes away', async () => {
    const [a, b] = [await server(), await server()];
    expect(await a.names()).toEqual([]);
    await a.write('inbox/desk.json', MAPPING);
    await a.add(GDELT);
    await a.add(CSV);
    expect(await b.names()).toEqual(['crisis-desk', 'gdelt']);
    expect(await b.coded()).toEqual([
      {
        name: 'crisis-desk',
        kind: 'csv',
        own: {
          title: 'Crisis desk',
          codings: new Map([
            [
              'note verbale',
              { code: 'note verbale', intensity: null, act: { type: 'protest', polarity: 1, severity: 2 } },
            ],
            ['press item', { code: 'press item', intensity: null, act: null }],
          ]),
        },
      },
      expect.objectContaining({ name: 'gdelt', kind: 'gdelt' }),
    ]);
    await b.add({ ...GDELT, from: '2020-01-01' });
    expect(await a.kept.read()).toMatchObject([{ name: 'crisis-desk' }, { name: 'gdelt', from: '2020-01-01' }]);
    await b.kept.remove('gdelt', 'B', { keepRows: false });
    expect(await a.names()).toEqual(['crisis-desk']);
    const again = await server(await store.again());
    expect(await again.names()).toEqual(['crisis-desk']);
  });

  test('stand in the audit with who added, changed and removed them; the same feed once more is no change', async () => {
    const { kept, add, write, entries } = await server();
    await write('inbox/desk.json', MAPPING);
    await add(GDELT);
    await add(GDELT);
    await kept.put({ ...(await kept.read())[0]!, everyMinutes: 60, parallel: 2 }, 'B');
    await add({ ...CSV, files: ['https://example.org/desk.csv?key=secret'] });
    await kept.remove('gdelt', 'C', { keepRows: false });
    await kept.remove('gdelt', 'C', { keepRows: false });
    const gdelt = { kind: 'gdelt', base: GDELT_BASE, from: '2015-02-18', hosts: [], keepRaw: false };
    expect(await entries()).toMatchObject([
      { by: 'A', action: 'add-feed', subject: 'gdelt', before: null, after: { ...gdelt, parallel: 8 } },
      { by: 'B', action: 'add-feed', before: { parallel: 8 }, after: { parallel: 2, everyMinutes: 60 } },
      {
        by: 'A',
        subject: 'crisis-desk',
        after: { files: ['https://example.org/desk.csv'], mapping: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
      { by: 'C', action: 'remove-feed', subject: 'gdelt', before: { ...gdelt, parallel: 2 }, after: null },
    ]);
    expect(JSON.stringify(await entries())).not.toContain('secret');
  });

  test('of a feeds.json stand in the audit under who it says adds them, else under the file', async () => {
    const one = await server();
    await one.write('feeds.json', { feeds: [GDELT] });
    await one.names();
    await one.write('feeds.json', { feeds: [{ ...GDELT, name: 'b' }], addedBy: 'command line' });
    await one.names();
    expect(await one.entries()).toMatchObject([
      { by: 'feeds.json', subject: 'gdelt' },
      { by: 'command line', subject: 'b' },
    ]);
  });

  test('of a feeds.json are taken over once, with their mappings, and said in the log', async () => {
    const one = await server();
    await one.write('inbox/desk.json', MAPPING);
    await one.write('feeds.json', { feeds: [GDELT, CSV] });
    expect((await Promise.all([one.names(), one.names()]))[0]).toEqual(['crisis-desk', 'gdelt']);
    expect(await one.names()).toEqual(['crisis-desk', 'gdelt']);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('feeds.json are in the database now: gdelt, crisis-desk.');
    expect(existsSync(one.waiting)).toBe(false);
    expect(JSON.parse(await readFile(`${one.waiting}.taken`, 'utf8'))).toEqual({ feeds: [GDELT, CSV] });
    await one.kept.remove('gdelt', 'B', { keepRows: false });
    expect(await one.names()).toEqual(['crisis-desk']); // it does not come back
    const { feeds } = { feeds: await one.kept.read() };
    expect(feeds).toMatchObject([{ kind: 'csv', mapping: { title: 'Crisis desk' } }]);
  });

  test.each<[string, unknown, RegExp]>([
    ['no list', {}, /feeds\.json, feeds: /],
    ['a fault in one', { feeds: [GDELT, { ...GDELT, name: 'x', from: '2026-02-30' }] }, /feeds\.1\.from: "2026-02-30"/],
    ['a mapping that is not there', { feeds: [CSV] }, /The mapping desk\.json cannot be read/],
    [
      'a login that would go elsewhere',
      { feeds: [{ name: 'a', kind: 'acled', from: '2026-11-01', base: 'https://evil.example' }] },
      /would send the login of ACLED to evil\.example/,
    ],
  ])('of a feeds.json with %s are not taken: it stays, and those that are kept stay', async (_, content, sentence) => {
    const one = await server();
    await one.add({ ...GDELT, name: 'before' });
    await one.write('feeds.json', content);
    await expect(one.kept.read()).rejects.toThrow(sentence);
    expect(existsSync(one.waiting)).toBe(true);
    await one.write('feeds.json', { feeds: [] });
    expect(await one.names()).toEqual(['before']);
  });
});
