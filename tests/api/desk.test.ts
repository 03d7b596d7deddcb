import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type {
  DraftReaders,
  OpenedDraft,
  Queue,
  SavedDraft,
  Suggestion,
  Suggestions,
} from '../../models/contract/desk.ts';
import type { ActsRecorded } from '../../models/contract/acts.ts';
import type { Audit, AuditState } from '../../models/contract/audit.ts';
import type { ImportTakenBackResponse, Imports } from '../../models/contract/imports.ts';
import type { Problem } from '../../models/contract/problem.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ events: 'none' });
});
afterEach(() => server.close());

async function sent<Body>(path: string, body: unknown, status: number, by = 'Kim'): Promise<Body> {
  const headers = { 'Content-Type': 'application/json', 'X-Recorded-By': encodeURIComponent(by) };
  const response = await server.post(path, JSON.stringify(body), headers);
  const text = await response.text();
  expect(response.status, text).toBe(status);
  return JSON.parse(text) as Body;
}
async function read<Body>(path: string): Promise<Body> {
  expect((await server.get(path)).status, `${path} needs the token`).toBe(401);
  const response = await server.get(path, { Authorization: `Bearer ${TOKEN}` });
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}
/** Without the token, as a reader does. */
const suggested = (body: unknown, path = '/api/v1/suggestions'): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });

const ACT = {
  date: '2024-04-02',
  type: 'sanction',
  summary: 'Seoul sanctions two Russian vessels.',
  sourceName: 'Yonhap',
  bearings: [{ actor: 'KOR', target: 'RUS', polarity: 1, severity: 3 }],
};

describe('a saved draft', () => {
  test('is kept version by version, and the second save of one version is refused with what stands', async () => {
    const first = await sent<SavedDraft>(
      '/api/v1/desk/drafts',
      { version: 0, title: 'Vessels', content: { text: 'a' } },
      201,
    );
    expect(first).toMatchObject({ version: 1, state: 'open', savedBy: 'Kim', content: { text: 'a' } });
    const path = `/api/v1/desk/drafts/${first.id}`;
    const second = await sent<SavedDraft>(path, { version: 1, title: 'Vessels', content: { text: 'b' } }, 200, 'Lee');
    expect(second).toMatchObject({ version: 2, savedBy: 'Lee' });
    const refused = await sent<Problem>(path, { version: 1, title: 'Vessels', content: { text: 'c' } }, 409);
    expect(refused.current).toMatchObject({ version: 2, content: { text: 'b' }, savedBy: 'Lee' });
    expect((await read<OpenedDraft>(path)).content).toEqual({ text: 'b' });
    expect((await read<{ drafts: unknown[] }>('/api/v1/desk/drafts')).drafts).toHaveLength(1);
    expect((await read<Queue>('/api/v1/desk/queue')).drafts).toMatchObject([{ id: first.id, version: 2 }]);
    await sent(path, { version: 2, title: 'Vessels', content: null, state: 'recorded' }, 200);
    expect((await read<Queue>('/api/v1/desk/queue')).drafts).toEqual([]);
    await sent<Problem>('/api/v1/desk/drafts/none', { version: 0, title: '', content: null }, 404);
  });

  test('of 1.9 MB is kept, and one of more than 2 MiB is refused', async () => {
    const text = '가'.repeat(630_000);
    const saved = await sent<SavedDraft>('/api/v1/desk/drafts', { version: 0, title: 'Long', content: text }, 201);
    expect((await read<OpenedDraft>(`/api/v1/desk/drafts/${saved.id}`)).content).toBe(text);
    await sent<Problem>('/api/v1/desk/drafts', { version: 0, title: 'Long', content: text + text }, 413);
  });

  test('says who has it open, until they leave or fall silent', async () => {
    server.setNow('2026-11-26T12:00:00Z');
    const { id } = await sent<SavedDraft>('/api/v1/desk/drafts', { version: 0, title: 'Vessels', content: 1 }, 201);
    const path = `/api/v1/desk/drafts/${id}/readers`;
    await sent<DraftReaders>(path, { page: 'one' }, 200, 'Kim');
    const { openBy } = await sent<DraftReaders>(path, { page: 'two' }, 200, '이 기자');
    expect(openBy).toEqual([
      { page: 'one', name: 'Kim' },
      { page: 'two', name: '이 기자' },
    ]);
    expect((await sent<DraftReaders>(path, { page: 'one', leaving: true }, 200)).openBy).toHaveLength(1);
    server.setNow('2026-11-26T12:01:00Z');
    expect((await read<OpenedDraft>(`/api/v1/desk/drafts/${id}`)).openBy).toEqual([]);
  });
});

describe('a suggestion', () => {
  test('is recorded when an editor accepts it, once, in both names', async () => {
    const response = await suggested({ kind: 'act', change: ACT, by: 'a reader', reason: 'It is missing.' });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as Suggestion;
    expect(await server.ledger.dyads()).toEqual([]);
    expect((await read<Queue>('/api/v1/desk/queue')).suggestions).toMatchObject([
      { id, by: 'a reader', state: 'open' },
    ]);
    const accepted = await sent<Suggestion>(
      `/api/v1/suggestions/${id}/decision`,
      { accept: true, reason: 'Right.' },
      200,
      'Lee',
    );
    expect(accepted).toMatchObject({ state: 'accepted', decidedBy: 'Lee', decision: 'Right.' });
    const [event] = await server.ledger.events('KOR-RUS');
    const [revision] = await server.ledger.revisions(event!.id);
    expect(revision!.recordedBy).toBe('a reader (not signed in), accepted by Lee');
    const twice = await sent<Problem>(`/api/v1/suggestions/${id}/decision`, { accept: true }, 409, 'Lee');
    expect(twice.detail).toContain('Lee decided this');
    const { entries } = await read<Audit>('/api/v1/audit');
    expect(entries.map(({ action, by }) => [action, by])).toEqual([
      ['accept-suggestion', 'Lee'],
      ['create', 'a reader (not signed in), accepted by Lee'],
    ]);
  });

  test('that one editor accepts while another declines is recorded or declined, and never both', async () => {
    for (let turn = 0; turn < 6; turn++) {
      const change = { ...ACT, date: `2024-04-0${turn + 2}`, summary: `Seoul sanctions ${turn + 2} Russian vessels.` };
      const made = await suggested({ kind: 'act', change, by: 'a reader', reason: 'It is missing.' });
      const { id } = (await made.json()) as Suggestion;
      const decide = (accept: boolean): Promise<Response> =>
        server.post(`/api/v1/suggestions/${id}/decision`, JSON.stringify({ accept, reason: 'Looked at.' }), {
          'Content-Type': 'application/json',
          'X-Recorded-By': accept ? 'Lee' : 'Kim',
        });
      const answers = await Promise.all((turn % 2 === 0 ? [true, false] : [false, true]).map(decide));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { suggestions } = await read<Suggestions>('/api/v1/suggestions');
      const { state, decidedBy } = suggestions.find((one) => one.id === id)!;
      const events = await server.ledger.events('KOR-RUS');
      const isRecorded = events.some(({ summary }) => summary === change.summary);
      expect([turn, state, decidedBy]).toEqual([turn, ...(isRecorded ? ['accepted', 'Lee'] : ['declined', 'Kim'])]);
    }
  });

  test('under the name of somebody else is marked, unless the server knows who it is', async () => {
    const { secret } = await server.people.keys.make(
      { name: 'Ana Kim', role: 'reader' },
      { name: 'test', role: 'admin' },
    );
    const body = { kind: 'act', change: ACT, by: 'Ana Kim', reason: 'It is missing.' };
    const known = await fetch(`${server.url}/api/v1/suggestions`, {
      method: 'POST',
      body: JSON.stringify({ ...body, by: 'Somebody else' }),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
    });
    expect(await known.json()).toMatchObject({ by: 'Ana Kim', signedIn: true });
    const { id } = (await (await suggested(body)).json()) as Suggestion;
    const { suggestions } = await read<Suggestions>('/api/v1/suggestions');
    expect(suggestions.find((one) => one.id === id)).toMatchObject({ by: 'Ana Kim', signedIn: false });
    await sent(`/api/v1/suggestions/${id}/decision`, { accept: false, reason: 'Known already.' }, 200, 'Lee');
    const { entries } = await read<Audit>('/api/v1/audit?action=decline-suggestion');
    expect(entries).toMatchObject([{ after: { by: 'Ana Kim (not signed in)' } }]);
  });

  test('that could never be accepted is refused at once; a declined one changes nothing', async () => {
    const bad = await suggested({
      kind: 'act',
      change: { ...ACT, type: 'sanctoin' },
      by: 'a reader',
      reason: 'It is missing.',
    });
    expect(bad.status).toBe(422);
    expect(((await bad.json()) as Problem).errors).toMatchObject([{ field: 'type', value: 'sanctoin' }]);
    expect(
      (await suggested({ kind: 'retraction', subject: 'nothing', by: 'a reader', reason: 'A slip.' })).status,
    ).toBe(404);
    expect(
      (
        await suggested({
          kind: 'act',
          change: { ...ACT, summary: 'x'.repeat(20_000) },
          by: 'a reader',
          reason: 'It is missing.',
        })
      ).status,
    ).toBe(413);
    const unsigned = await suggested({ kind: 'act', change: ACT, by: ' ', reason: '' });
    expect(unsigned.status).toBe(422);
    expect(((await unsigned.json()) as Problem).errors).toMatchObject([
      { field: 'by', message: 'is missing: say who suggests it.' },
      { field: 'reason', message: 'is missing: say why, in one sentence.' },
    ]);
    const { acts } = await sent<ActsRecorded>('/api/v1/acts', ACT, 201);
    const subject = acts[0]!.events[0]!.id;
    const asked = await suggested({ kind: 'retraction', subject, by: 'a reader', reason: 'It never happened.' });
    const { id } = (await asked.json()) as Suggestion;
    await sent(
      `/api/v1/suggestions/${id}/decision`,
      { accept: false, reason: 'The ministry confirms it.' },
      200,
      'Lee',
    );
    expect(await server.ledger.events('KOR-RUS')).toHaveLength(1);
    expect((await read<Suggestions>('/api/v1/suggestions?state=declined')).suggestions).toHaveLength(1);
  });

  test('comes at most twenty times an hour from one address', async () => {
    const body = { kind: 'act', change: ACT, by: 'a reader', reason: 'It is missing.' };
    for (let i = 0; i < 20; i++) expect((await suggested(body)).status).toBe(201);
    const refused = await suggested(body);
    expect(refused.status).toBe(429);
    expect(((await refused.json()) as Problem).detail).toContain('20 suggestions within an hour');
    for (const spelled of ['/api/v1/suggestions/', '/API/v1/Suggestions'])
      expect((await suggested(body, spelled)).status).toBe(429);
  });
});

describe('the audit', () => {
  test('has pages, filters and a CSV; an import is one entry', async () => {
    const rows = ['a', 'b', 'c'].map((id) =>
      eventRow({ id, dyad: 'KOR-RUS', date: '2026-11-01', actor: 'KOR', target: 'RUS' }),
    );
    await server.post('/api/v1/imports?source=three.csv', [CSV_HEADER, ...rows].join('\n'), {
      'Content-Type': 'text/csv',
      'X-Recorded-By': 'Park',
    });
    await sent('/api/v1/events/a/retraction', { reason: 'Coded twice.' }, 200);
    await sent('/api/v1/coverage', { dyads: ['KOR-RUS'], through: '2026-11-20' }, 200, 'Lee');
    const { entries } = await read<Audit>('/api/v1/audit');
    expect(entries.map(({ number, action, subject, by }) => [number, action, subject, by])).toEqual([
      [3, 'declare-coverage', 'KOR-RUS', 'Lee'],
      [2, 'retract', 'a', 'Kim'],
      [1, 'import', expect.any(String), 'Park'],
    ]);
    expect(entries[0]!.previousHash).toBe(entries[1]!.hash);
    expect(entries[2]!.after).toMatchObject({ source: 'three.csv', created: 3, revised: 0 });
    const page = await read<Audit>('/api/v1/audit?limit=2');
    expect(page.next).toBe(2);
    expect((await read<Audit>(`/api/v1/audit?limit=2&before=${page.next}`)).entries).toEqual([entries[2]]);
    expect((await read<Audit>('/api/v1/audit?by=le')).entries).toEqual([entries[0]]);
    const today = entries[0]!.at.slice(0, 10);
    expect((await read<Audit>(`/api/v1/audit?from=${today}&to=${today}`)).entries).toEqual(entries);
    const yesterday = toIsoDate(epochDay(today) - 1);
    expect((await read<Audit>(`/api/v1/audit?to=${yesterday}`)).entries).toEqual([]);
    const csvPage = await server.get('/api/v1/audit?format=csv&limit=1', { Authorization: `Bearer ${TOKEN}` });
    expect(csvPage.headers.get('link')).toBe('</api/v1/audit?format=csv&limit=1&before=3>; rel="next"');
    const csv = await server.get('/api/v1/audit?action=retract&format=csv', { Authorization: `Bearer ${TOKEN}` });
    expect((await csv.text()).split('\r\n')[1]).toContain('2,');
    expect(await read<AuditState>('/api/v1/audit/state')).toEqual({ entries: 3, broken: null });
    await server.database.query("update audit_entry set why = 'Another reason.' where number = 2");
    expect((await read<AuditState>('/api/v1/audit/state')).broken).toEqual({
      number: 2,
      why: 'its content is not that of its hash',
    });
  });

  test('an import is taken back over HTTP, and the list says so', async () => {
    const row = (id: string, severity: number): string =>
      eventRow({ id, dyad: 'KOR-RUS', date: '2026-11-01', actor: 'KOR', target: 'RUS', severity });
    const importing = async (...rows: string[]): Promise<string> => {
      const body = [CSV_HEADER, ...rows].join('\n');
      return (
        (await (await server.post('/api/v1/imports', body, { 'Content-Type': 'text/csv' })).json()) as {
          importId: string;
        }
      ).importId;
    };
    await importing(row('a', 3), row('b', 3));
    const second = await importing(row('a', 5), row('b', 4), row('c', 1));
    await importing(row('b', 2));
    const path = `/api/v1/imports/${second}/retraction`;
    const tried = await sent<ImportTakenBackResponse>(`${path}?dryRun=true`, { reason: 'The wrong file.' }, 200);
    expect(tried).toMatchObject({ retracted: 1, reverted: 1, dryRun: true, run: null, dyads: ['KOR-RUS'] });
    expect(await server.ledger.events('KOR-RUS')).toHaveLength(3);
    const done = await sent<ImportTakenBackResponse>(path, { reason: 'The wrong file.' }, 200);
    expect(done).toMatchObject({ retracted: 1, reverted: 1, left: [{ id: 'b' }] });
    expect((await server.ledger.events('KOR-RUS')).map(({ id, severity }) => [id, severity])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    const { imports } = await server.json<Imports>('/api/v1/imports');
    expect(imports.map(({ takenBack }) => takenBack?.reason)).toEqual([undefined, 'The wrong file.', undefined]);
    expect((await sent<Problem>(path, { reason: 'Again.' }, 409)).detail).toContain('taken back already');
    await sent<Problem>('/api/v1/imports/none/retraction', { reason: 'Again.' }, 404);
  });
});
