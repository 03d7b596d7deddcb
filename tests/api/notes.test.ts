/** Notes on the line: who writes them, what was known when, the file, and pictures that keep their bytes. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Note, Notes } from '../../models/contract/notes.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { NotesFault, notesFile, readNotes, takeShippedNotes } from '../../server/notes/shippedNotes.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
const keys = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  for (const role of ['reader', 'coder'] as const)
    keys.set(role, (await server.people.keys.make({ name: role, role }, { name: 'test', role: 'admin' })).secret);
});
afterAll(() => server.close());

const as = (who: string): Record<string, string> => ({
  Authorization: `Bearer ${keys.get(who) ?? TOKEN}`,
  'Content-Type': 'application/json',
});
const post = (path: string, body: object, who = 'coder'): Promise<Response> =>
  server.post(path, JSON.stringify(body), as(who));
const written = async (response: Promise<Response>): Promise<Note> => {
  const answer = await response;
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  return (await answer.json()) as Note;
};
const seen = async (query = ''): Promise<string[]> =>
  ((await (await server.get(`/api/v1/notes${query}`)).json()) as Notes).notes.map(({ text }) => text);

const WAR = {
  dyad: null,
  from: '2022-02-24',
  to: null,
  text: 'War in Ukraine',
  source: 'https://en.wikipedia.org/wiki/Russian_invasion_of_Ukraine',
};
const OFFICE = {
  dyad: 'KOR-RUS',
  from: '2024-03-18',
  to: '2024-03-18',
  text: 'A new ambassador takes office',
  source: 'Ministry of Foreign Affairs, press release of 18 March 2024',
};

describe('a note', () => {
  test('is written by a coder, not by a reader, and never without a source', async () => {
    const anonymous = { method: 'POST', body: JSON.stringify(OFFICE), headers: { 'Content-Type': 'application/json' } };
    expect((await fetch(`${server.url}/api/v1/notes`, anonymous)).status).toBe(401);
    expect((await post('/api/v1/notes', OFFICE, 'reader')).status).toBe(403);
    const none = await post('/api/v1/notes', { ...OFFICE, source: ' ' });
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('source: is missing')]);
    const backwards = await post('/api/v1/notes', { ...OFFICE, to: '2024-03-01' });
    expect(await backwards.text()).toContain('to: lies before the first day, 2024-03-18');
    // A year below 100 is read as no day: one such note of all dyads would stop every page with a line.
    for (const from of ['0000-01-01', '0001-06-30', '1815-12-31']) {
      const early = await post('/api/v1/notes', { ...OFFICE, dyad: null, from, to: '9999-12-31' });
      const { errors } = (await early.json()) as { errors: { field: string; value: string; message: string }[] };
      expect([early.status, errors]).toEqual([
        422,
        [{ field: 'from', value: from, message: expect.stringContaining('lies before 1816-01-01') }],
      ]);
    }
    expect((await post('/api/v1/notes', { ...OFFICE, dyad: 'KOR-XXX' })).status).toBe(400);
    const unwritable = await post('/api/v1/notes', { ...OFFICE, text: 'سلام' });
    expect([unwritable.status, await unwritable.text()]).toEqual([400, expect.stringContaining('no font of a card')]);
    expect(await seen()).toEqual([]);
  });

  test('stands on its days and its dyad, and that of all dyads on each', async () => {
    const office = await written(post('/api/v1/notes', OFFICE));
    expect(office).toMatchObject({ ...OFFICE, revision: 1, shipped: false, recordedBy: 'coder' });
    expect(await written(post('/api/v1/notes', OFFICE))).toEqual(office);
    await written(post('/api/v1/notes', WAR));
    expect(await seen('?dyad=KOR-RUS')).toEqual([WAR.text, OFFICE.text]);
    expect(await seen('?dyad=CHN-USA')).toEqual([WAR.text]);
    expect(await seen('?dyad=RUS-KOR&to=2022-02-23')).toEqual([]);
    expect(await seen('?dyad=KOR-RUS&from=2024-03-19')).toEqual([WAR.text]);
  });

  test('is changed and taken back, and an earlier moment has it as it was', async () => {
    const [before] = (
      (await server.json('/api/v1/notes?dyad=KOR-RUS&from=2024-03-18&to=2024-03-18')) as Notes
    ).notes.filter(({ dyad }) => dyad !== null);
    const { dyad: _, ...said } = { ...OFFICE, text: 'The ambassador takes office' };
    const changed = await written(post(`/api/v1/notes/${before!.id}/revisions`, { ...said, revision: 1 }));
    expect(changed).toMatchObject({ revision: 2, text: said.text, recordedBy: 'coder' });
    const late = await post(`/api/v1/notes/${before!.id}/revisions`, { ...said, revision: 1 });
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('It has the revision 2')]);
    expect((await post(`/api/v1/notes/${before!.id}/withdrawal`, { revision: 2 }, 'reader')).status).toBe(403);
    await written(post(`/api/v1/notes/${before!.id}/withdrawal`, { revision: 2 }));
    expect(await seen('?dyad=KOR-RUS')).toEqual([WAR.text]);
    expect((await post(`/api/v1/notes/${before!.id}/withdrawal`, { revision: 3 })).status).toBe(404);
    expect(await seen(`?dyad=KOR-RUS&asOf=${changed.recordedAt}`)).toEqual([WAR.text, said.text]);
    expect(await seen(`?dyad=KOR-RUS&asOf=${before!.recordedAt}`)).toEqual([OFFICE.text]);
    const { entries } = (await (await server.get(`/api/v1/audit?subject=${before!.id}`, as(TOKEN))).json()) as {
      entries: { action: string; recordedBy: string; before: { text: string } | null }[];
    };
    expect(entries.map(({ action, before: was }) => [action, was?.text])).toEqual([
      ['withdraw-note', said.text],
      ['change-note', OFFICE.text],
      ['add-note', undefined],
    ]);
  });
});

describe('a view', () => {
  const DAYS = { kind: 'dyad', dyad: 'KOR-RUS', from: '2022-01-01', to: '2024-04-05' };
  const pinned = async (body: object): Promise<PinnedView> =>
    (await (await post('/api/v1/views', body)).json()) as PinnedView;

  test('without notes has the code that it had, and one with notes is another', async () => {
    const plain = await pinned(DAYS);
    const noted = await pinned({ ...DAYS, notes: 'shown' });
    expect(plain.view).not.toHaveProperty('notes');
    expect(noted.code).not.toBe(plain.code);
    expect((await pinned(noted.view)).code).toBe(noted.code);
    // Where nobody wrote anything yet, both are one picture.
    expect((await pinned({ ...DAYS, notes: '2020-01-01' })).code).toBe(plain.code);
  });

  test('draws the same bytes after notes were written, changed and taken back', async () => {
    const { code } = await pinned({ ...DAYS, notes: 'shown' });
    const file = async (of: string): Promise<string> => (await server.get(`/v/${of}.svg?letters=text`)).text();
    const first = await file(code);
    expect(first).toContain('which change no number');
    expect(first).toContain('War in Ukraine');
    const added = await written(post('/api/v1/notes', { ...OFFICE, text: 'Another ambassador' }));
    expect((await pinned({ ...DAYS, notes: 'shown' })).code).not.toBe(code);
    const fresh = await startTestServer({ on: server.database });
    expect(await (await fresh.get(`/v/${code}.svg?letters=text`)).text()).toBe(first);
    await fresh.close();
    const next = await file((await pinned({ ...DAYS, notes: 'shown' })).code);
    expect(next).toContain('Another ambassador');
    await written(post(`/api/v1/notes/${added.id}/withdrawal`, { revision: 1 }));
    expect(await file(code)).toBe(first);
  });

  test('of an address shows them too, and the numbers are the same', async () => {
    const query = 'from=2022-01-01&to=2024-04-05';
    const points = async (more: string): Promise<string> =>
      (await server.get(`/api/v1/dyads/KOR-RUS/figure.csv?${query}${more}`)).text();
    expect(await points('&notes=shown')).toBe(await points(''));
    const compared = await server.get(
      `/api/v1/compare/figure.svg?dyads=KOR-RUS,PRK-RUS&${query}&notes=shown&letters=text`,
    );
    expect(await compared.text()).toContain('War in Ukraine');
    expect((await server.get(`/api/v1/dyads/KOR-RUS/figure.svg?${query}&notes=yes`)).status).toBe(400);
  });
});

describe('context.csv', () => {
  const HEAD = 'id,dyad,from,to,note,note_ko,source\n';
  const file = (rows: string) => ({ path: 'data/context.csv', text: HEAD + rows });
  const YOON = 'yoon,KOR-RUS,2022-05-10,2025-04-04,Yoon president,윤석열 대통령,https://example.org/yoon\n';
  const at = (moment: string): Date => new Date(moment);

  test('of the program is without fault, sourced, and about the dyads that are shipped', async () => {
    const notes = readNotes((await notesFile(projectRoot(), join(tmpdir(), 'no-such-folder')))!);
    expect(notes.length).toBeGreaterThanOrEqual(60);
    const dyads = new Set(notes.map(({ dyad }) => dyad));
    dyads.delete(null);
    expect([...dyads].sort()).toEqual([...server.reference.dyads.keys()].sort());
    for (const { source, textKo } of notes) {
      expect(source).toMatch(/^https:\/\//);
      expect(textKo).toMatch(/[가-힣]/);
    }
  });

  test('in the data folder goes before that of the program; a fault is named by line, column and value', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tension-notes-'));
    await writeFile(join(folder, 'context.csv'), HEAD + YOON);
    expect(await notesFile(projectRoot(), folder)).toEqual({ path: 'DATA_DIR/context.csv', text: HEAD + YOON });
    expect((await notesFile(projectRoot(), join(folder, 'none')))!.text).toBe(
      await readFile(join(projectRoot(), 'data/context.csv'), 'utf8'),
    );
    const wrong = file(`Bad Id,KOR-RUS,2022-13-01,,x,,\n${YOON}${YOON}`);
    expect(() => readNotes(wrong)).toThrow(NotesFault);
    expect(() => readNotes(wrong)).toThrow(
      /line 2, column id: "Bad Id" is no name[^]*line 2, column from: "2022-13-01"[^]*line 2, column source: "" is missing[^]*line 4, column id: "yoon" stands there for the second time/,
    );
  });

  test('counts from its own days at first, and is followed from then on', async () => {
    const own = await openDuckDb({ file: ':memory:' });
    await migrate(own);
    const known = await startTestServer({ on: own, events: 'none' });
    const listed = async (asOf: string): Promise<[string, string | null][]> =>
      ((await known.json(`/api/v1/notes?asOf=${asOf}`)) as Notes).notes.map(({ text, to }) => [text, to]);
    const started = at('2026-11-20T00:00:00Z');
    expect(await takeShippedNotes(own, file(YOON), started)).toBe(2);
    expect(await takeShippedNotes(own, file(YOON), started)).toBeUndefined();
    expect(await listed('2022-05-01')).toEqual([]);
    expect(await listed('2023-01-01')).toEqual([['Yoon president', null]]);
    expect(await listed('2026-11-19')).toEqual([['Yoon president', '2025-04-04']]);
    const changed = file(
      `${YOON.replace('Yoon president', 'Yoon Suk-yeol president')}war,,2022-02-24,,War,,A citation\n`,
    );
    expect(await takeShippedNotes(own, changed, at('2026-11-21T00:00:00Z'))).toBe(2);
    expect(await listed('2026-11-22')).toEqual([
      ['War', null],
      ['Yoon Suk-yeol president', '2025-04-04'],
    ]);
    expect(await listed('2026-11-20T12:00:00Z')).toEqual([['Yoon president', '2025-04-04']]);
    expect(await takeShippedNotes(own, file(''), at('2026-11-22T00:00:00Z'))).toBe(2);
    expect(await listed('2026-11-23')).toEqual([]);
    const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
    await takeShippedNotes(own, file(YOON), at('2026-11-22T12:00:00Z'));
    const refused = await known.post('/api/v1/notes/yoon/withdrawal', JSON.stringify({ revision: 4 }), headers);
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('comes from context.csv')]);
    await expect(
      takeShippedNotes(own, file(YOON.replace('KOR-RUS', 'PRK-RUS')), at('2026-11-23T00:00:00Z')),
    ).rejects.toThrow('give it another id');
    await known.close();
    await own.close();
  });
});
