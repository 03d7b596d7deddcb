/** Signing in at a real provider over HTTP: who comes back as what, what a session may, and when it ends. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access, Me, Sessions, SignedOut } from '../../models/contract/people.ts';
import type { Problem } from '../../models/contract/problem.ts';
import { localAddress } from '../../server/api/signIn.ts';
import { type OidcSettings, TOKEN_ONLY } from '../../server/people/settings.ts';
import { freePort } from '../shared/freePort.ts';
import { CLIENT, type OidcServer, startOidcServer } from '../shared/oidcServer.ts';
import { NOON } from '../shared/shippedFolder.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

const PEOPLE = {
  ana: { name: '안나 Ana', roles: ['offline_access', 'tension-editors'] },
  ben: { name: '안나 Ana', roles: ['tension-coders'] },
  cy: { name: 'Cy\u202eReader', roles: [] },
};
const ROLES = new Map([
  ['tension-editors', 'editor'],
  ['tension-coders', 'coder'],
] as const);

let provider: OidcServer;
let server: TestServer;

const oidcOf = (issuer: string, changed: Partial<OidcSettings> = {}): OidcSettings => ({
  issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  scope: 'openid profile',
  nameClaim: 'name',
  roleClaim: 'realm_access.roles',
  roles: ROLES,
  isRequired: false,
  ...changed,
});

async function start(
  inIdToken: boolean,
  changed: Partial<OidcSettings> = {},
  readAccess: 'public' | 'signed-in' = 'signed-in',
) {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const at = await startOidcServer(publicUrl, PEOPLE, inIdToken);
  const started = await startTestServer({
    port,
    publicUrl,
    people: { ...TOKEN_ONLY, readAccess, auth: { kind: 'oidc', oidc: oidcOf(at.issuer, changed) } },
  });
  return { at, started };
}

beforeAll(async () => {
  ({ at: provider, started: server } = await start(true));
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

/** A browser without pages: it follows redirects, keeps cookies, and fills in the provider's form. */
class Visitor {
  readonly cookies = new Map<string, Map<string, string>>();

  async ask(address: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(address);
    const held = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, held);
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, Cookie: [...held].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) held.delete(name);
      else held.set(name, value);
    }
    return response;
  }

  async follow(address: string): Promise<{ response: Response; address: string }> {
    let at = address;
    for (let step = 0; step < 12; step++) {
      const response = await this.ask(at);
      const next = response.headers.get('location');
      if (next === null) return { response, address: at };
      at = new URL(next, at).href;
    }
    throw new Error(`${address} redirects without an end.`);
  }

  /** @returns where it ends */
  async signIn(login: string, to = '/', on = server): Promise<{ response: Response; address: string }> {
    const form = await this.follow(`${on.url}/sign-in?to=${encodeURIComponent(to)}`);
    const sent = await this.ask(form.address, {
      method: 'POST',
      body: new URLSearchParams(login === '' ? { cancel: '1' } : { login }),
    });
    return this.follow(new URL(sent.headers.get('location')!, form.address).href);
  }

  async json<Body>(path: string, on = server): Promise<Body> {
    return (await this.ask(on.url + path)).json() as Promise<Body>;
  }

  /** A write as a page of this server sends it. */
  async write(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
    on = server,
  ): Promise<Response> {
    const { csrf } = await this.json<Me>('/api/v1/me', on);
    return this.ask(on.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Origin: on.url, 'X-CSRF-Token': csrf ?? '', ...headers },
    });
  }
}

const after = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();

const DRAFT = { version: 0, title: 'A text', content: {} };

describe('signing in', () => {
  test('comes back to the page, as the person and the role of her groups', async () => {
    const ana = new Visitor();
    expect(await ana.json<Me>('/api/v1/me')).toMatchObject({ name: '', role: 'none', via: 'anonymous', auth: 'oidc' });
    const { address } = await ana.signIn('ana', '/d/KOR-RUS?from=2024-01-01');
    expect(address).toBe(`${server.url}/d/KOR-RUS?from=2024-01-01`);
    expect(await ana.json<Me>('/api/v1/me')).toMatchObject({
      name: '안나 Ana',
      role: 'editor',
      via: 'session',
      csrf: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const ben = new Visitor();
    await ben.signIn('ben');
    expect(await ben.json<Me>('/api/v1/me')).toMatchObject({ name: '안나 Ana (2)', role: 'coder' }); // the same name, and told apart
    const cy = new Visitor();
    await cy.signIn('cy');
    expect(await cy.json<Me>('/api/v1/me')).toMatchObject({ name: 'cy', role: 'reader' }); // her name reads other than it is
  });

  test('never leads to another site', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      '/\t/evil.example',
      'javascript:alert(1)',
    ]) {
      const { address } = await new Visitor().signIn('cy', to);
      expect(new URL(address).origin, to).toBe(server.url);
    }
  });

  test('borne twice with two values counts for nothing, and a write says why', async () => {
    const ana = new Visitor();
    await ana.signIn('ana');
    const own = `tension=${ana.cookies.get(server.url)!.get('tension')}`;
    const told = async (cookie: string): Promise<string> => {
      const response = await fetch(`${server.url}/api/v1/runs`, { method: 'POST', headers: { Cookie: cookie } });
      return `${response.status} ${await response.text()}`;
    };
    expect(await told(`${own}; tension=somebody-elses`)).toMatch(/^401 .*The request bears two session cookies/);
    const twice = await fetch(`${server.url}/api/v1/me`, { headers: { Cookie: `${own}; ${own}` } });
    expect(await twice.json()).toMatchObject({ name: '안나 Ana', via: 'session' });
  });

  test('that is cancelled, begun elsewhere or answered twice makes no session, and says so', async () => {
    const visitor = new Visitor();
    const cancelled = await visitor.signIn('');
    expect(cancelled.response.status).toBe(403);
    expect(await cancelled.response.text()).toContain('the sign-in was cancelled');
    const other = await new Visitor().ask(`${server.url}/sign-in/callback?code=x&state=y`);
    expect([other.status, await other.text()]).toEqual([400, expect.stringContaining('begun in another browser')]);
    const form = await visitor.follow(`${server.url}/sign-in`);
    const sent = await visitor.ask(form.address, { method: 'POST', body: new URLSearchParams({ login: 'ana' }) });
    let back = new URL(sent.headers.get('location')!, form.address).href;
    while (!back.startsWith(server.url)) back = (await visitor.ask(back)).headers.get('location')!;
    const forged = new URL(back);
    forged.searchParams.set('state', 'forged');
    expect((await visitor.ask(forged.href)).status).toBe(403);
    expect((await visitor.ask(back)).status).toBe(400); // its state is used up
    expect((await visitor.json<Me>('/api/v1/me')).role).toBe('none');
  });

  test('without a group is refused where a role is required, and nothing is shown', async () => {
    const { at, started } = await start(true, { isRequired: true });
    try {
      const cy = new Visitor();
      const { response } = await cy.signIn('cy', '/', started);
      expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('have no role here')]);
      expect((await cy.ask(`${started.url}/api/v1/dyads`)).status).toBe(401);
    } finally {
      await started.close();
      await at.close();
    }
  });

  test('asks once more where the ID token has no groups', async () => {
    const { at, started } = await start(false);
    try {
      const ana = new Visitor();
      await ana.signIn('ana', '/', started);
      expect(await ana.json<Me>('/api/v1/me', started)).toMatchObject({ name: '안나 Ana', role: 'editor' });
    } finally {
      await started.close();
      await at.close();
    }
  });

  test('fails in a sentence while the provider is away, and works when it is back', async () => {
    const [port, providerPort] = [await freePort(), await freePort()];
    const publicUrl = `http://127.0.0.1:${port}`;
    const issuer = `http://127.0.0.1:${providerPort}`;
    const people = { ...TOKEN_ONLY, auth: { kind: 'oidc', oidc: oidcOf(issuer) } } as const;
    const started = await startTestServer({ port, publicUrl, people });
    try {
      await expect
        .poll(() => started.log.join(''))
        .toContain(
          `Nobody can sign in yet. The provider of sign-ins does not answer: fetch failed. Check OIDC_ISSUER (${issuer})`,
        );
      const { response } = await new Visitor().follow(`${started.url}/sign-in`);
      expect([response.status, await response.text()]).toEqual([502, expect.stringContaining('does not answer')]);
      const at = await startOidcServer(publicUrl, PEOPLE, true, providerPort);
      try {
        const ana = new Visitor();
        await ana.signIn('ana', '/', started);
        expect(await ana.json<Me>('/api/v1/me', started)).toMatchObject({ role: 'editor' });
      } finally {
        await at.close();
      }
    } finally {
      await started.close();
    }
  });
});

describe('a session', () => {
  test('is a hash in the database, and a cookie that no script reads', async () => {
    const ana = new Visitor();
    const form = await ana.follow(`${server.url}/sign-in`);
    const sent = await ana.ask(form.address, { method: 'POST', body: new URLSearchParams({ login: 'ana' }) });
    let at = new URL(sent.headers.get('location')!, form.address).href;
    let set: string[] = [];
    while (!set.some((cookie) => cookie.startsWith('tension='))) {
      const response = await ana.ask(at);
      set = response.headers.getSetCookie();
      at = new URL(response.headers.get('location')!, at).href;
    }
    const cookie = set.find((one) => one.startsWith('tension='))!;
    expect(cookie).toMatch(/^tension=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax$/);
    const kept = JSON.stringify(await server.database.query('select * from sign_in'));
    expect(kept).not.toContain(ana.cookies.get(server.url)!.get('tension'));
  });

  test('writes in the person’s name, whatever the request says, and only from a page of this server', async () => {
    const ana = new Visitor();
    await ana.signIn('ana');
    const named = { 'X-Recorded-By': 'Somebody%20Else' };
    const saved = await ana.write('/api/v1/desk/drafts', DRAFT, named);
    expect([saved.status, await saved.json()]).toEqual([201, expect.objectContaining({ savedBy: '안나 Ana' })]);
    const refused = async (headers: Readonly<Record<string, string>>): Promise<readonly [number, string]> => {
      const response = await ana.write('/api/v1/desk/drafts', DRAFT, headers);
      return [response.status, ((await response.json()) as Problem).type];
    };
    const CROSS_SITE = [403, 'urn:tension:problem:cross-site'];
    expect(await refused({ Origin: 'https://evil.example' })).toEqual(CROSS_SITE);
    expect(await refused({ Origin: 'null' })).toEqual(CROSS_SITE);
    expect(await refused({ 'Sec-Fetch-Site': 'cross-site' })).toEqual(CROSS_SITE);
    expect(await refused({ 'Sec-Fetch-Site': 'same-site' })).toEqual(CROSS_SITE);
    expect(await refused({ 'X-CSRF-Token': '' })).toEqual(CROSS_SITE);
    expect(await refused({ 'X-CSRF-Token': 'f'.repeat(64) })).toEqual(CROSS_SITE);
  });

  test('ends by sign-out, here and with an address to end it at the provider', async () => {
    const ana = new Visitor();
    await ana.signIn('ana');
    const cookie = ana.cookies.get(server.url)!.get('tension')!;
    const answer = (await (await ana.write('/api/v1/sign-out', {})).json()) as SignedOut;
    expect(answer.continueAt).toContain(`${provider.issuer}/session/end?`);
    expect(answer.continueAt).toContain(encodeURIComponent(`${server.url}/`));
    expect(ana.cookies.get(server.url)!.has('tension')).toBe(false);
    const again = await fetch(`${server.url}/api/v1/dyads`, { headers: { Cookie: `tension=${cookie}` } });
    expect(again.status).toBe(401);
  });

  test('ends by rest, by age, and by an admin; a role given here counts at once', async () => {
    const begin = async (): Promise<Visitor> => {
      const visitor = new Visitor();
      await visitor.signIn('ben');
      return visitor;
    };
    const roleOf = async (visitor: Visitor): Promise<string> => (await visitor.json<Me>('/api/v1/me')).role;
    const resting = await begin();
    server.setNow(after(119));
    expect(await roleOf(resting)).toBe('coder'); // after 119 minutes
    server.setNow(after(240));
    expect(await roleOf(resting)).toBe('none'); // after 121 more
    server.setNow(after(0));
    const old = await begin();
    for (let minutes = 30; minutes < 12 * 60; minutes += 30) {
      server.setNow(after(minutes));
      expect(await roleOf(old)).toBe('coder');
    }
    server.setNow(after(12 * 60));
    expect(await roleOf(old)).toBe('none'); // twelve hours old
    server.setNow(after(0));
    const held = { Authorization: `Bearer ${TOKEN}` };
    const ended = await begin();
    const { sessions } = (await (await server.get('/api/v1/sessions', held)).json()) as Sessions;
    const ofBen = sessions.filter(({ name }) => name.endsWith('(2)'));
    for (const { id } of ofBen) expect((await server.post(`/api/v1/sessions/${id}/end`)).status).toBe(200);
    expect(await roleOf(ended)).toBe('none');
    const changed = await begin();
    const { id } = (await server.people.list(100)).find(({ name }) => name.endsWith('(2)'))!;
    const give = (role: string | null) =>
      server.post(`/api/v1/people/${id}/role`, JSON.stringify({ role }), { 'Content-Type': 'application/json' });
    await give('admin');
    expect(await roleOf(changed)).toBe('admin');
    const own = await changed.write(`/api/v1/people/${id}/role`, { role: 'reader' });
    expect([own.status, ((await own.json()) as Problem).type]).toEqual([409, 'urn:tension:problem:not-now']);
    expect(await roleOf(changed)).toBe('admin');
    await give('none');
    expect(await roleOf(changed)).toBe('none');
    await give(null);
    expect(await roleOf(await begin())).toBe('coder');
  });

  test('a person sees her own sessions and may end no others', async () => {
    const [ana, ben] = [new Visitor(), new Visitor()];
    await ana.signIn('ana');
    await ben.signIn('ben');
    const own = await ben.json<Sessions>('/api/v1/sessions');
    expect(new Set(own.sessions.map(({ name }) => name))).toEqual(new Set(['안나 Ana (2)']));
    const [hers] = (await ana.json<Sessions>('/api/v1/sessions')).sessions;
    expect((await ben.write(`/api/v1/sessions/${hers!.id}/end`, {})).status).toBe(404);
  });

  test('sign-ins, sign-outs and refused attempts can be read by an admin', async () => {
    const { notes } = (await (
      await server.get('/api/v1/access?limit=1000', { Authorization: `Bearer ${TOKEN}` })
    ).json()) as Access;
    expect(new Set(notes.map(({ kind }) => kind))).toEqual(new Set(['sign-in', 'sign-out', 'refused']));
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'sign-in', who: '안나 Ana', address: '127.0.0.1' }));
    expect(notes.find(({ detail }) => detail === 'wrote without X-CSRF-Token')?.times).toBe(2);
  });
});

test.each([
  '//evil.example/x',
  '/.//here.invalid//evil.example/x',
  String.raw`/\\evil.example`,
  '/..//evil.example',
  'https://evil.example',
])('a sign-in leads to no other site: %s', (to) => {
  expect(new URL(localAddress(to), 'http://own.example').origin).toBe('http://own.example');
});

describe('where reading needs a sign-in', () => {
  test('pages lead to it, the API says so, and neither says anything of the data', async () => {
    const page = await server.get('/d/KOR-RUS?from=2024-01-01');
    expect([page.status, page.headers.get('location')]).toEqual([
      302,
      `/sign-in?to=${encodeURIComponent('/d/KOR-RUS?from=2024-01-01')}`,
    ]);
    const refused = await server.get('/api/v1/dyads');
    expect(((await refused.json()) as Problem).detail).toContain('sign in at /sign-in');
    expect((await server.get('/health/live')).status).toBe(200);
    expect((await server.get('/metrics')).status).toBe(401);
  });

  test('no cache on the way may keep what was answered', async () => {
    const ana = new Visitor();
    await ana.signIn('ana');
    const series = '/api/v1/dyads/KOR-RUS/series?from=2024-01-01&to=2024-02-01';
    for (const path of ['/api/v1/dyads', series])
      expect((await ana.ask(server.url + path)).headers.get('cache-control')).toMatch(/^private, /);
  });

  test('the token of the data folder counts on this machine only', async () => {
    const forwarded = { Authorization: `Bearer ${TOKEN}`, 'X-Forwarded-For': '203.0.113.9' };
    const response = await server.get('/api/v1/dyads', forwarded);
    expect([response.status, ((await response.json()) as Problem).detail]).toEqual([
      401,
      expect.stringContaining('counts on its own machine only'),
    ]);
  });
});
