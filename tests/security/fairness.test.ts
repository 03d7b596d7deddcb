/** One address cannot take the server from the others, whatever it asks for: the attacks by name. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../models/contract/problem.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

let clientDir: string;
let server: TestServer;
beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), 'tension-limits-'));
  await mkdir(join(clientDir, 'assets'));
  await writeFile(join(clientDir, 'index.html'), '<!doctype html><title>Tension</title><p>The page</p>');
  await writeFile(join(clientDir, 'assets/index-abc123.js'), 'console.log("the page");\n'.repeat(2000));
  server = await startTestServer({ clientDir });
});
afterAll(async () => {
  await server.close();
  await rm(clientDir, { recursive: true });
});

/** A server on which one request uses up the minute. */
async function narrow(run: (narrowed: TestServer) => Promise<void>): Promise<void> {
  const narrowed = await startTestServer({ clientDir, limits: { readsPerMinute: 1 } });
  try {
    expect((await narrowed.get('/api/v1/dyads')).status).toBe(200);
    await run(narrowed);
  } finally {
    await narrowed.close();
  }
}
const kindOf = async (response: Response): Promise<string> =>
  ((await response.json()) as Problem).type.replace('urn:tension:problem:', '');

describe('a flood of requests', () => {
  test.each(['/', '/d/KOR-RUS?from=2020-01-01', '/v/ABC', '/nothing', '/metrics', '/embed/d/KOR-RUS'])(
    'at %s is counted like any other',
    async (path) => {
      await narrow(async ({ get }) => {
        const response = await get(path);
        expect([response.status, await kindOf(response)]).toEqual([429, 'too-many-requests']);
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      });
    },
  );

  test('leaves the signs of health and the files of the build to everybody', async () => {
    await narrow(async ({ get }) => {
      expect((await get('/health/live')).status).toBe(200);
      expect((await get('/health/ready')).status).toBe(200);
      expect((await get('/assets/index-abc123.js')).status).toBe(200);
    });
  });
});

describe('the files of the build', () => {
  test('are compressed, for ever, and nothing beside them can be had', async () => {
    const bytes = await rawBytes('/assets/index-abc123.js', { 'Accept-Encoding': 'br' });
    expect(brotliDecompressSync(bytes).length).toBe(25 * 2000);
    const { headers } = await server.get('/assets/index-abc123.js');
    expect(headers.get('cache-control')).toContain('immutable');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    for (const path of [
      '/assets/../../secret.js',
      '/assets/%2e%2e/index.html',
      '/.hidden.js',
      '/assets',
      '/assets/%00.js',
    ])
      expect((await rawStatus(path)) >= 400, path).toBe(true);
  });
});

describe('work', () => {
  test('of an address that took its share of a minute is refused, and the page comes without its preview', async () => {
    const poor = await startTestServer({ clientDir, limits: { workSecondsPerMinute: 0.02 } });
    try {
      expect((await poor.get('/api/v1/dyads/KOR-RUS/series')).status).toBe(200);
      const refused = await poor.get('/api/v1/dyads/KOR-RUS/series?from=2020-01-01');
      expect(await kindOf(refused)).toBe('too-many-requests');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const page = await poor.get('/d/KOR-RUS?from=2020-01-01&to=2020-06-01');
      expect([page.status, (await page.text()).includes('og:title')]).toEqual([200, false]);
      expect((await poor.get('/health/live')).status).toBe(200);
    } finally {
      await poor.close();
    }
  });

  test('for a flood of moments is done once: between two changes nothing changes', async () => {
    const board = async (asOf: string): Promise<string> => (await server.get(`/api/v1/dyads?asOf=${asOf}`)).text();
    const last = (await server.ledger.watermark())!.getTime();
    const moments = Array.from({ length: 50 }, (_, i) => new Date(last + i).toISOString());
    const answers = await Promise.all(moments.map(board));
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toMatchObject({ asOf: new Date(last).toISOString() });
    expect(await board(new Date(last - 1).toISOString()), 'a moment before the change has another answer').not.toBe(
      answers[0],
    );
  });
});

describe('packs', () => {
  const pin = async (view: object): Promise<string> =>
    (
      (await (
        await server.post('/api/v1/views', JSON.stringify(view), { 'Content-Type': 'application/json' })
      ).json()) as PinnedView
    ).code;

  test('have a bound to the sum of their days', async () => {
    const dyads = ['KOR-RUS', 'PRK-RUS', 'IND-PAK', 'CHN-USA', 'ARM-AZE', 'RUS-USA'];
    const codes: string[] = [];
    for (const year of [1976, 1977])
      codes.push(await pin({ kind: 'compare', dyads, from: `${year}-01-01`, to: '2026-11-01' }));
    const response = await server.get(`/api/v1/packs/pack.zip?views=${codes.join(',')}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).detail).toMatch(
      /views of \d{6} days of lines together, and 110000 are the most/,
    );
  });

  test('are drawn one at a time for an address, and given up when the reader has left', async () => {
    const codes: string[] = [];
    for (let year = 1990; year < 2014; year++)
      codes.push(await pin({ kind: 'dyad', dyad: 'KOR-RUS', from: `${year}-01-01`, to: `${year + 5}-01-01` }));
    const leaving = new AbortController();
    const pack = (views: readonly string[]): Promise<number> =>
      fetch(`${server.url}/api/v1/packs/pack.zip?views=${views.join(',')}`, { signal: leaving.signal }).then(
        ({ status }) => status,
        () => 0, // has left
      );
    const packs = [pack(codes), pack(codes.toReversed())];
    expect(await Promise.race(packs)).toBe(429);
    leaving.abort();
    expect((await Promise.all(packs)).sort()).toEqual([0, 429]);
    // The next pack of the address has its turn: the first one is drawn no more.
    await expect
      .poll(async () => (await server.get(`/api/v1/packs/pack.pdf?views=${codes[0]}`)).status, { interval: 200 })
      .toBe(200);
  });
});

describe('event streams', () => {
  test('are ten for an address, and the eleventh hears why', async () => {
    const few = await startTestServer({ limits: { streamsEach: 10 } });
    const open: Response[] = []; // kept: the stream of a response that nobody holds is ended with it
    try {
      for (let i = 0; i < 10; i++) open.push(await fetch(`${few.url}/api/v1/stream`));
      expect(open.map(({ status }) => status)).toEqual(Array(10).fill(200));
      const eleventh = await few.get('/api/v1/stream');
      expect(eleventh.status).toBe(429);
      expect(await kindOf(eleventh)).toBe('too-many-streams');
      await Promise.all(open.map((stream) => stream.body!.cancel()));
      await expect
        .poll(async () => {
          const again = await fetch(`${few.url}/api/v1/stream`);
          await again.body?.cancel();
          return again.status;
        })
        .toBe(200);
    } finally {
      await few.close();
    }
  });
});

describe('the log', () => {
  test('has one short line for a flood of refusals, without what was typed', async () => {
    const logged = await startTestServer();
    try {
      for (let i = 0; i < 20; i++)
        await logged.get(`/api/v1/nothing${i}?title=A%20secret%20title&marking=SECRET&x=${'a'.repeat(12_000)}`);
      const told = logged.log.map((line) => JSON.parse(line)).filter(({ level, req }) => level >= 30 && req);
      expect(told).toHaveLength(1);
      expect(told[0].req.url).toMatch(/^\/api\/v1\/nothing0\?title=…&marking=…&x=a+… \(\d+ characters\)$/);
      expect(logged.log.filter((line) => line.includes('secret') || line.length > 1000)).toEqual([]);
    } finally {
      await logged.close();
    }
  });
});

const rawBytes = (path: string, headers: Readonly<Record<string, string>>): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    request(server.url + path, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
    })
      .on('error', reject)
      .end();
  });

/** Of a path as it is written, which `fetch` would tidy. */
const rawStatus = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
