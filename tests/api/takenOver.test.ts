/** What earlier versions kept in files of the data folder goes into the database at the first start. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeWordsOver } from '../../server/drafting/dictionaryFiles.ts';
import { openDrafting } from '../../server/drafting/drafting.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { noteSettings } from '../../server/sharedSettings.ts';
import { importShippedEvents, shippedFiles } from '../../server/shippedEvents.ts';
import { migrate } from '../../server/store/migrate.ts';
import { reference } from '../rollup/world.ts';
import { describeStores } from '../store/stores.ts';
import { importText } from '../shared/shippedFolder.ts';
import { CSV_HEADER, eventRow } from './testServer.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-taken-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const now = (): Date => new Date('2026-11-27T12:00:00Z');
const word = (name: string, code = 'KOR') => ({ language: 'ko' as const, name, code, kind: 'body' as const });

describeStores('a database', (store) => {
  beforeEach(async () => {
    await migrate(store.database());
  });

  test('takes the words of a data folder over once; its own go before them', async () => {
    const words = { database: store.database(), now };
    const file = join(folder, 'dictionary.json');
    const write = (...actors: unknown[]): Promise<void> =>
      writeFile(file, JSON.stringify({ actors, people: [], patterns: [] }));
    const take = (): Promise<string | undefined> => takeWordsOver(words, folder, reference.codebook);
    const { additions } = openDrafting({ root: projectRoot(), words }, reference);
    expect(await take()).toBeUndefined();
    await write(word('하나'), word('둘'));
    expect(await take()).toContain('dictionary.json are in the database now');
    expect((await additions.read()).actors).toEqual([word('하나'), word('둘')]);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(`${file}.taken`)).toBe(true);
    await write(word('둘', 'PRK'), word('셋'));
    await take();
    expect((await additions.read()).actors).toEqual([word('둘'), word('셋'), word('하나')]);
    await writeFile(file, '{');
    await expect(take()).rejects.toThrow(/dictionary\.json is not JSON/);
    expect(await readFile(file, 'utf8')).toBe('{');
  });

  test('remembers what shipped and brought nothing, so that no start undoes what an analyst has revised since', async () => {
    const database = store.database();
    const ledger = openLedger({ database, reference, now });
    await importText(
      ledger,
      `${CSV_HEADER}\n${eventRow({ id: 'x', dyad: 'FRA-MLI', date: '2024-05-30', actor: 'FRA', target: 'MLI' })}\n`,
    );
    const files = await shippedFiles(projectRoot());
    const note = Object.fromEntries(files.map(({ path, digest }) => [path, digest]));
    const start = () => importShippedEvents(database, ledger, projectRoot(), folder, pino({ level: 'silent' }), now);
    await writeFile(join(folder, 'shipped.json'), JSON.stringify(note));
    expect(await start()).toEqual([]);
    expect(existsSync(join(folder, 'shipped.json'))).toBe(false);
    expect(await start()).toEqual([]); // another server, whose data folder has no note
    await database.query('delete from shipped_file where path = $1', [files[0]!.path]);
    expect(await start()).toMatchObject([{ faulty: 0 }]);
    expect(await start()).toEqual([]);
  });

  test('knows the settings of the last start as digests, and names those that differ', async () => {
    const start = (settings: Record<string, string>) => noteSettings(store.database(), settings, now());
    expect(await start({ PUBLIC_URL: 'https://a.example', TENSION_TOKEN: 'a secret' })).toBeUndefined();
    expect(await start({ PUBLIC_URL: 'https://a.example', TENSION_TOKEN: 'a secret' })).toBeUndefined();
    const sentence = await start({ PUBLIC_URL: 'https://b.example', AUTH: 'oidc' });
    expect(sentence).toBe(
      'Not as at the last start on this database (2026-11-27T12:00:00.000Z): AUTH, PUBLIC_URL, TENSION_TOKEN. Its servers should have the same settings: set them alike on all, or start the others anew too.',
    );
    const held = JSON.stringify(await store.database().query('select * from shared_setting'));
    expect(held).not.toMatch(/secret|b\.example/);
    expect(await start({ PUBLIC_URL: 'https://b.example', AUTH: 'oidc' })).toBeUndefined();
  });
});
