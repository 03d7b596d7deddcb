/** Many people share the address of an office: what one reader behind it does takes nothing from those whom the server knows. The attacks by name. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Me } from '../../models/contract/people.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { ApiLimits } from '../../server/api/limits.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

const READS = 200;
const WRITES = 60;
const ORIGIN = 'http://127.0.0.1';
const kindOf = async (response: Response): Promise<string> =>
  ((await response.json()) as Problem).type.replace('urn:tension:problem:', '');
const statusesOf = async (times: number, ask: (i: number) => Promise<Response>): Promise<Set<number>> => {
  const statuses = new Set<number>();
  for (let i = 0; i < times; i++) {
    const response = await ask(i);
    await response.arrayBuffer();
    statuses.add(response.status);
  }
  return statuses;
};

let server: TestServer;
const start = async (limits: Partial<ApiLimits>): Promise<void> => {
  server = await startTestServer({
    limits,
    publicUrl: ORIGIN,
    people: {
      ...TOKEN_ONLY,
      readAccess: 'public',
      auth: {
        kind: 'oidc',
        oidc: {
          issuer: `${ORIGIN}:1`,
          clientId: 'tension',
          clientSecret: 'secret',
          scope: 'openid',
          nameClaim: 'name',
          roleClaim: 'roles',
          roles: new Map(),
          isRequired: false,
        },
      },
    },
  });
};
afterEach(() => server.close());

/** The headers of an editor's page, whose session began now. */
async function signedIn(subject: string): Promise<Readonly<Record<string, string>>> {
  const named = { issuer: 'tests', subject, name: subject, role: 'editor' } as const;
  const cookie = `tension=${await server.people.signIn(named, '', '127.0.0.1')}`;
  const { csrf } = (await (await server.get('/api/v1/me', { Cookie: cookie })).json()) as Me;
  return { Cookie: cookie, Origin: ORIGIN, 'X-CSRF-Token': csrf! };
}
const post = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(server.url + path, { method: 'POST', headers });
const wrongKey = (i: number): Record<string, string> => ({
  Authorization: `Bearer ten_${i.toString(16).padStart(12, '0')}_${'x'.repeat(32)}`,
});

describe('a reader who uses up the minute of her address', () => {
  beforeEach(() => start({ readsPerMinute: READS, writesPerMinute: WRITES }));

  test('by 61 anonymous writes leaves an editor there her own, and her sign-out', async () => {
    const ana = await signedIn('ana');
    expect(await statusesOf(WRITES, () => post('/api/v1/runs'))).toEqual(new Set([401]));
    expect((await post('/api/v1/runs')).status).toBe(429);
    expect((await post('/api/v1/runs', ana)).status).toBe(202);
    expect((await post('/api/v1/sign-out', ana)).status).toBe(200);
    expect((await (await server.get('/api/v1/me', { Cookie: ana['Cookie']! })).json()) as Me).toMatchObject({
      via: 'anonymous',
    });
  });

  test('by anonymous reads leaves them to a person, to a key and to who signs in only then', async () => {
    const ana = await signedIn('ana');
    const { secret } = await server.people.keys.make(
      { name: 'A script', role: 'reader' },
      { name: 'ana', role: 'admin' },
    );
    await statusesOf(READS, () => server.get('/api/v1/goldstein'));
    expect((await server.get('/api/v1/goldstein')).status).toBe(429);
    const ben = await signedIn('ben');
    for (const headers of [ana, ben, { Authorization: `Bearer ${secret}` }])
      expect((await server.get('/api/v1/goldstein', headers)).status).toBe(200);
  });

  test('as herself is told so, and another person there is not', async () => {
    const [ana, ben] = [await signedIn('ana'), await signedIn('ben')];
    await statusesOf(READS, () => server.get('/api/v1/goldstein', ana));
    const refused = await server.get('/api/v1/goldstein', ana);
    expect(((await refused.json()) as Problem).detail).toMatch(/^More than 200 reads within a minute came from you:/);
    expect((await server.get('/api/v1/goldstein', ben)).status).toBe(200);
    expect((await server.get('/api/v1/goldstein')).status).toBe(200);
    // Another session of hers is no second count.
    expect((await server.get('/api/v1/goldstein', await signedIn('ana'))).status).toBe(429);
  });

  test('leaves both signs of health to a balancer there', async () => {
    await statusesOf(READS + 1, () => server.get('/api/v1/goldstein'));
    expect(await statusesOf(READS + 1, () => server.get('/health/ready'))).toEqual(new Set([200]));
    expect((await server.get('/health/live')).status).toBe(200);
  });
});

describe('wrong keys and sessions', () => {
  test('count as anonymous, and are looked up 60 a minute for an address', async () => {
    await start({});
    const ana = await signedIn('ana');
    let looked = 0;
    const { find } = server.people.keys;
    server.people.keys.find = (given) => {
      looked++;
      return find(given);
    };
    expect(await statusesOf(60, (i) => post('/api/v1/runs', wrongKey(i)))).toEqual(new Set([401]));
    const [again, other] = [await post('/api/v1/runs', wrongKey(1)), await post('/api/v1/runs', wrongKey(60))];
    expect([again.status, other.status, looked]).toEqual([401, 429, 60]);
    expect(await kindOf(other)).toBe('too-many-requests');
    // What is right within the hour, or begins now, is looked up all the same; and so is whoever signs out.
    expect((await post('/api/v1/runs', ana)).status).toBe(202);
    const ben = await signedIn('ben');
    expect((await post('/api/v1/sign-out', ben)).status).toBe(200);
    expect((await post('/api/v1/sign-out', wrongKey(61))).status).toBe(200);
    expect((await server.get('/health/live', wrongKey(62))).status).toBe(200);
    expect(looked).toBe(61);
  });

  test('use up the minute of their address like requests without one', async () => {
    await start({ writesPerMinute: 10 });
    await statusesOf(10, (i) => post('/api/v1/runs', wrongKey(i)));
    expect([(await post('/api/v1/runs', wrongKey(0))).status, (await post('/api/v1/runs')).status]).toEqual([429, 429]);
    expect((await post('/api/v1/runs', await signedIn('ana'))).status).toBe(202);
  });
});

describe('what is bounded besides', () => {
  test('is bounded for herself: time of the processor', async () => {
    await start({ workSecondsPerMinute: 0.02 });
    const ana = await signedIn('ana');
    const series = (from: string, headers = {}): Promise<Response> =>
      server.get(`/api/v1/dyads/KOR-RUS/series?from=${from}`, headers);
    expect((await series('1990-01-01')).status).toBe(200);
    expect((await series('1991-01-01')).status).toBe(429);
    expect((await series('1992-01-01', ana)).status).toBe(200);
  });

  test('is bounded for herself: event streams, 429 above those of one and 503 above those of all', async () => {
    await start({ streamsEach: 2, streams: 5 });
    const [ana, ben] = [await signedIn('ana'), await signedIn('ben')];
    const kept: Response[] = []; // the stream of a response that nobody holds is ended with it
    const open = async (headers = {}): Promise<number> => {
      const response = await server.get('/api/v1/stream', headers);
      kept.push(response);
      return response.status;
    };
    expect([await open(), await open(), await open()]).toEqual([200, 200, 429]);
    expect([await open(ana), await open(ana), await open(ana)]).toEqual([200, 200, 429]);
    expect([await open(ben), await open(ben)]).toEqual([200, 503]);
    await Promise.all(kept.map((stream) => stream.body!.cancel()));
  });
});

test('however many ask whether the server is ready, the database is looked at once a second', async () => {
  await start({});
  let looks = 0;
  const { query } = server.database;
  server.database.query = (sql, values) => {
    if (sql === 'select 1 as one') looks++;
    return query.call(server.database, sql, values) as never;
  };
  const began = performance.now();
  expect(await statusesOf(300, () => server.get('/health/ready'))).toEqual(new Set([200]));
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - began) / 1000));
});
