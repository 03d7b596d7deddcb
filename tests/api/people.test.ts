/** People behind a proxy, second coders who are known here, and requests under foreign names or from other sites. */
import { connect } from 'node:net';
import { request as ask } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CodedUnits, RoundCreated } from '../../models/contract/coding.ts';
import type { Access, Me } from '../../models/contract/people.ts';
import type { Problem } from '../../models/contract/problem.ts';
import { openAccessLog } from '../../server/people/accessLog.ts';
import { addressList, type PeopleSettings, TOKEN_ONLY } from '../../server/people/settings.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

const proxied = (addresses: string, readAccess: PeopleSettings['readAccess']): PeopleSettings => ({
  ...TOKEN_ONLY,
  readAccess,
  auth: {
    kind: 'proxy',
    proxy: {
      userHeader: 'x-forwarded-user',
      groupsHeader: 'x-forwarded-groups',
      addresses: addressList(addresses)!,
      roles: new Map([
        ['editors', 'editor'],
        ['coders', 'coder'],
        ['admins', 'admin'],
      ]),
      isRequired: false,
    },
  },
});
const JSON_BODY = { 'Content-Type': 'application/json' };
const DRAFT = JSON.stringify({ version: 0, title: 'A text', content: {} });
const typeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as Problem).type.split(':').at(-1)!;

/** A request with headers that fetch would not send. */
function raw(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    ask({ hostname, port, path, headers }, (response) => {
      void text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('behind a proxy', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ people: proxied('127.0.0.1/32 ::1', 'signed-in') });
  });
  afterAll(() => server.close());
  const as = (name: string, groups = ''): Record<string, string> => ({
    'X-Forwarded-User': name,
    'X-Forwarded-Groups': groups,
  });
  const whoIs = async (headers: Readonly<Record<string, string>>): Promise<Me> =>
    (await server.get('/api/v1/me', headers)).json() as Promise<Me>;

  test('a person has the name and the groups that it says', async () => {
    expect(await whoIs(as('ana@example.org', 'staff,editors'))).toMatchObject({
      name: 'ana@example.org',
      role: 'editor',
      via: 'proxy',
    });
    expect(await whoIs(as('ben', 'staff'))).toMatchObject({ name: 'ben', role: 'reader' });
    const utf8 = Buffer.from('김하나').toString('latin1');
    const { body } = await raw(server.url, '/api/v1/me', as(utf8));
    expect((JSON.parse(body) as Me).name).toBe('김하나');
    expect(await whoIs({})).toMatchObject({ name: '', role: 'none', via: 'anonymous' });
    expect((await server.get('/api/v1/dyads')).status).toBe(401);
    expect((await server.get('/api/v1/dyads', as('ben'))).status).toBe(200);
  });

  test('a write needs the doubled cookie, and goes under her name', async () => {
    const first = await server.get('/api/v1/me', as('ana', 'editors'));
    const { csrf } = (await first.json()) as Me;
    const cookie = first.headers.getSetCookie()[0]!.split(';')[0]!;
    const write = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      fetch(`${server.url}/api/v1/desk/drafts`, {
        method: 'POST',
        body: DRAFT,
        headers: { ...JSON_BODY, ...as('ana', 'editors'), Origin: server.url, 'X-Recorded-By': 'Else', ...headers },
      });
    expect(await typeOf(await write({}))).toBe('cross-site');
    expect(await typeOf(await write({ 'X-CSRF-Token': csrf! }))).toBe('cross-site');
    const saved = await write({ 'X-CSRF-Token': csrf!, Cookie: cookie });
    expect([saved.status, await saved.json()]).toEqual([201, expect.objectContaining({ savedBy: 'ana' })]);
  });

  test('a role that is given or taken at one server holds at once on the other, also for a stream that is open', async () => {
    const other = await startTestServer({ people: proxied('127.0.0.1/32 ::1', 'signed-in'), on: server.database });
    atEndOfTest(() => other.close());
    const roleThere = async (): Promise<string> =>
      ((await (await other.get('/api/v1/me', as('dan', 'editors'))).json()) as Me).role;
    const give = async (role: 'none' | 'coder' | null): Promise<void> => {
      const { id } = (await server.people.list(100)).find(({ name }) => name === 'dan')!;
      await server.people.giveRole(id, role, 'test');
    };
    expect(await roleThere()).toBe('editor');
    await give('coder');
    expect(await roleThere()).toBe('coder');
    await give(null);
    expect(await roleThere()).toBe('editor');

    const taken = await other.get('/api/v1/stream', as('dan', 'editors'));
    const kept = await other.get('/api/v1/stream', as('eve', 'editors'));
    expect([taken.status, kept.status]).toEqual([200, 200]);
    await give('none');
    expect(await roleThere()).toBe('none');
    const told = kept.body!.pipeThrough(new TextDecoderStream()).getReader();
    const row = eventRow({ id: 'told', dyad: 'KOR-RUS', date: '2026-11-20', actor: 'KOR', target: 'RUS' });
    await other.importAndRollUp([CSV_HEADER, row].join('\n'));
    expect(await taken.text()).toBe('retry: 3000\n\n');
    let heard = '';
    while (!heard.includes('run-completed')) heard += (await told.read()).value;
    await told.cancel();
  });

  test('an open stream ends where who reads it can no longer be looked up, for another reason than that the database is away', async () => {
    const other = await startTestServer({ people: proxied('127.0.0.1/32 ::1', 'signed-in'), events: 'none' });
    atEndOfTest(() => other.close());
    const stream = await other.get('/api/v1/stream', as('dan', 'editors'));
    expect(stream.status).toBe(200);
    await other.database.query('alter table person rename to person_of_before');
    const row = eventRow({ id: 'told', dyad: 'KOR-RUS', date: '2026-11-20', actor: 'KOR', target: 'RUS' });
    await other.importAndRollUp([CSV_HEADER, row].join('\n'));
    expect(await stream.text()).toBe('retry: 3000\n\n');
  });

  test('a refused attempt has the time at which it was made, and is written without anybody asking for it', async () => {
    server.setNow('2026-11-26T12:00:00Z');
    expect((await server.get('/api/v1/people', as('late'))).status).toBe(403);
    server.setNow('2026-11-26T12:30:00Z');
    const { notes } = (await (
      await server.get('/api/v1/access?limit=1000', { Authorization: `Bearer ${TOKEN}` })
    ).json()) as Access;
    expect(notes.find(({ who }) => who === 'late')?.at).toBe('2026-11-26T12:00:00.000Z');

    const faults: unknown[] = [];
    const at = new Date('2026-11-26T12:31:00Z');
    const log = openAccessLog({ ...server, now: () => at, onFault: (error) => faults.push(error), waitMs: 1 });
    log.refused({ who: 'one', address: '', detail: '' });
    log.refused({ who: 'one', address: '', detail: '' });
    const written = (who: string) =>
      server.database.query('select noted_at, times from access_note where who = $1', [who]);
    await vi.waitFor(async () => expect(await written('one')).toEqual([{ noted_at: at, times: 2 }]));
    await log.close();
    log.refused({ who: 'two', address: '', detail: '' });
    await log.close();
    expect(await written('two')).toEqual([{ noted_at: at, times: 1 }]);
    expect(faults).toEqual([]);
  });

  test('from any other address the headers count for nothing, and that is logged once', async () => {
    const other = await startTestServer({ people: proxied('10.1.0.0/16', 'public'), events: 'none' });
    try {
      for (let i = 0; i < 3; i++) {
        const response = await other.get('/api/v1/me', as('root', 'editors'));
        expect(await response.json()).toMatchObject({ name: '', role: 'reader', via: 'anonymous' });
      }
      expect(other.log.filter((line) => line.includes('not in PROXY_ADDRESSES'))).toHaveLength(1);
    } finally {
      await other.close();
    }
  });
});

describe('a second coder who is known here', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ people: proxied('127.0.0.1', 'signed-in') });
  });
  afterAll(() => server.close());
  const SHUT = ['/api/v1/dyads', '/api/v1/dyads/KOR-RUS/events', '/metrics', '/api/v1/audit', '/api/v1/desk/queue'];
  const draw = async (secondCoder: string): Promise<RoundCreated> =>
    (
      await server.post(
        '/api/v1/coding/rounds',
        JSON.stringify({ kind: 'sample', title: 'Check', secondCoder, share: 0.005, dyads: ['KOR-RUS'], seed: 1 }),
        JSON_BODY,
      )
    ).json() as Promise<RoundCreated>;
  const sam = { 'X-Forwarded-User': 'sam', 'X-Forwarded-Groups': 'editors' };
  const lea = { 'X-Forwarded-User': 'lea', 'X-Forwarded-Groups': 'editors' };
  const statusOf = async (path: string, headers: Readonly<Record<string, string>>): Promise<number> =>
    (await server.get(path, headers)).status;

  test('who is an admin goes on keeping the house while a round names her, and is told which', async () => {
    const { round } = await draw('Una');
    const una = { 'X-Forwarded-User': 'una', 'X-Forwarded-Groups': 'admins' };
    for (const path of ['/api/v1/people', '/api/v1/keys', '/api/v1/sessions', '/api/v1/access', '/api/v1/operation'])
      expect([path, await statusOf(path, una)]).toEqual([path, 200]);
    const shut = await server.get('/api/v1/audit', una);
    expect([shut.status, ((await shut.json()) as Problem).detail]).toEqual([
      403,
      expect.stringContaining(`/desk/code/${round.id}`),
    ]);
  });

  test('reads nothing by a target that names the server', async () => {
    await draw('Ida');
    const ida = { 'X-Forwarded-User': 'ida', 'X-Forwarded-Groups': 'editors' };
    expect((await raw(server.url, `${server.url}/api/v1/dyads`, ida)).status).toBe(403);
  });

  test('learns nothing by leaving out the key: by name, by having used it, with a key of her own, or without signing in', async () => {
    const byName = await draw('Sam');
    const other = await draw('Somebody');
    const own = `/api/v1/coding/rounds/${byName.round.id}`;
    const key = { Authorization: `Bearer ${byName.key}` };
    expect(await statusOf('/api/v1/codebook', sam)).toBe(200);
    for (const path of SHUT) {
      expect([path, await statusOf(path, sam)]).toEqual([path, 403]); // the round names her
      expect([path, await statusOf(path, key)]).toEqual([path, 403]); // the key alone
      expect([path, await statusOf(path, {})]).toEqual([path, 401]); // neither
    }
    expect(await statusOf(`${own}/units`, key)).toBe(401); // a key names nobody
    const { units } = (await (await server.get(`${own}/units`, { ...sam, ...key })).json()) as CodedUnits;
    expect(units.length).toBe(byName.round.units);
    expect(await statusOf('/api/v1/dyads', lea)).toBe(200);
    const hers = { ...lea, Authorization: `Bearer ${other.key}` };
    expect(await statusOf(`/api/v1/coding/rounds/${other.round.id}/units`, hers)).toBe(200); // the key, once used, makes her its coder
    for (const path of SHUT) expect([path, await statusOf(path, lea)]).toEqual([path, 403]);
    const person = (await server.people.list(10)).find(({ name }) => name === 'lea')!;
    const made = await server.people.keys.make(
      { name: 'Script', role: 'reader', personId: person.id },
      { name: 'test', role: 'admin' },
    );
    expect(await statusOf('/api/v1/dyads', { Authorization: `Bearer ${made.secret}` })).toBe(403);
    expect(
      await statusOf(`/api/v1/coding/rounds/${other.round.id}/units`, { ...sam, Authorization: `Bearer ${other.key}` }),
    ).toBe(409); // taken
    const page = await (await server.get('/d/KOR-RUS', sam)).text();
    expect(page).not.toContain('og:description');
  });

  test('may leave, and then knows all and codes no more', async () => {
    const { round, key } = await draw('nobody');
    const ann = { 'X-Forwarded-User': 'ann', 'X-Forwarded-Groups': 'coders' };
    const own = `/api/v1/coding/rounds/${round.id}`;
    expect(await statusOf(`${own}/units`, { ...ann, Authorization: `Bearer ${key}` })).toBe(200);
    expect(await statusOf('/api/v1/dyads', ann)).toBe(403);
    const first = await server.get('/api/v1/me', ann);
    const { csrf } = (await first.json()) as Me;
    const left = await fetch(`${server.url}${own}/leave`, {
      method: 'POST',
      headers: {
        ...ann,
        Origin: server.url,
        'X-CSRF-Token': csrf!,
        Cookie: first.headers.getSetCookie()[0]!.split(';')[0]!,
      },
    });
    expect(left.status).toBe(200);
    expect(await statusOf('/api/v1/dyads', ann)).toBe(200);
    expect(await statusOf(`${own}/units`, { ...ann, Authorization: `Bearer ${key}` })).toBe(409);
  });
});

describe('names and other sites', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      hosts: ['0.0.0.0', 'tension.office.example'],
      publicUrl: 'https://tension.example.org',
    });
  });
  afterAll(() => server.close());

  test('only names of this server are answered', async () => {
    const statusAt = async (host: string): Promise<number> =>
      (await raw(server.url, '/api/v1/me', { Host: host })).status;
    for (const host of [
      'localhost',
      'localhost:1',
      '127.0.0.1:8080',
      '[::1]:8080',
      'tension.office.example',
      'TENSION.example.org:443',
    ])
      expect([host, await statusAt(host)]).toEqual([host, 200]);
    for (const host of [
      'evil.example',
      'rebind.test:8080',
      'localhost.evil.example',
      'tension.example.org.evil.example',
      '10.0.0.1',
      'a b',
    ])
      expect([host, await statusAt(host)]).toEqual([host, 421]);
    const { body } = await raw(server.url, '/api/v1/dyads', { Host: 'evil.example' });
    expect((JSON.parse(body) as Problem).detail).toBe(
      'This server is not known as "evil.example": ask it under its own address, or name this one in ALLOWED_HOSTS.',
    );
  });

  test('a balancer asks how the server is under any name', async () => {
    expect((await raw(server.url, '/health/live', { Host: 'tension-1.internal' })).status).toBe(200);
    expect((await raw(server.url, '/health/ready', { Host: 'tension-1.internal' })).status).not.toBe(421);
  });

  test('two Host headers are refused', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.end('GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('another site cannot make the browser of an admin download a backup, which writes to the audit', async () => {
    const entries = async (): Promise<number> =>
      (await server.database.query<{ n: number }>('select count(*) as n from audit_entry'))[0]!.n;
    const before = await entries();
    for (const site of ['cross-site', 'same-site']) {
      const refused = await server.get('/api/v1/backup', { Authorization: `Bearer ${TOKEN}`, 'Sec-Fetch-Site': site });
      expect([refused.status, await typeOf(refused)]).toEqual([403, 'cross-site']);
    }
    expect(await entries()).toBe(before);
  });

  test('another site cannot make a browser pin a view, not even by a picture, nor write with the token', async () => {
    const figure = '/api/v1/dyads/KOR-RUS/figure.svg?from=2023-05-06&to=2023-07-08';
    const views = async (): Promise<number> =>
      (await server.database.query<{ n: number }>('select count(*) as n from pinned_view'))[0]!.n;
    const before = await views();
    for (const site of ['cross-site', 'same-site']) {
      const refused = await server.get(figure, { 'Sec-Fetch-Site': site });
      expect([refused.status, await typeOf(refused)]).toEqual([403, 'cross-site']);
    }
    expect(await views()).toBe(before);
    expect((await server.get(figure, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
    expect(await views()).toBe(before + 1);
    expect((await server.get(figure, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200); // it is pinned: nothing is written
    const post = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      server.post('/api/v1/desk/drafts', DRAFT, { ...JSON_BODY, ...headers });
    expect(await typeOf(await post({ Origin: 'https://evil.example' }))).toBe('cross-site');
    expect((await post({ Origin: 'https://tension.example.org' })).status).toBe(201);
    expect((await post({})).status).toBe(201); // a script
  });
});
