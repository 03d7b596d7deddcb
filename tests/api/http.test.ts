import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contributions } from '../../models/contract/contributions.ts';
import type { EventPage } from '../../models/contract/events.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series } from '../../models/contract/series.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY, TOKEN } from './testServer.ts';

let server: TestServer;
let clientDir: string;
beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), '.tension-client-')); // a dot in the path must not hide the files
  await mkdir(join(clientDir, 'assets'));
  await writeFile(join(clientDir, 'index.html'), '<!doctype html><title>Tension</title><p>The page</p>');
  await writeFile(join(clientDir, 'assets/main-3f9a1c2d.js'), `export default "${'x'.repeat(5000)}";`);
  server = await startTestServer({ clientDir });
});
afterAll(async () => {
  await server.close();
  await rm(clientDir, { recursive: true });
});

const SERIES = '/api/v1/dyads/KOR-RUS/series';

/** A request without any help from a client: no decompression, no header of its own. */
function raw(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<{ status: number; headers: Readonly<Record<string, unknown>>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    request(server.url + path, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('every answer', () => {
  const addresses = [
    '/api/v1/dyads',
    `${SERIES}?from=x`,
    '/api/none',
    '/health/live',
    '/metrics',
    '/',
    '/none',
    '/assets/main-3f9a1c2d.js',
  ];

  test.each(addresses)('%s lets nothing in from elsewhere, and says little about the server', async (address) => {
    const { headers } = await server.get(address);
    const policy = headers.get('content-security-policy')!;
    expect(policy.split(';').sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ].sort(),
    );
    expect(policy).not.toMatch(/unsafe|http|data:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('strict-transport-security'), 'over plain HTTP it would mean nothing').toBeNull();
  });

  test.each(addresses)('%s has a request id: the client’s, where it is fit for a log', async (address) => {
    expect((await server.get(address)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await server.get(address, { 'X-Request-Id': 'trace:42.a_b-c' })).headers.get('x-request-id')).toBe(
      'trace:42.a_b-c',
    );
    expect((await server.get(address, { 'X-Request-Id': 'a b"<script>' })).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  test('a problem names its request', async () => {
    const response = await server.get('/api/v1/none', { 'X-Request-Id': 'find-me' });
    const problem: Problem = await response.json();
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({ type: 'urn:tension:problem:unknown-address', status: 404, instance: 'find-me' });
    expect(problem.detail).toContain('/api/v1/none');
  });

  test('a path that is no percent-encoding is a 400', async () => {
    const { status, bytes } = await raw('/api/v1/events/%E0%A4%A');
    expect(status).toBe(400);
    expect(JSON.parse(bytes.toString())).toMatchObject({ type: 'urn:tension:problem:malformed-request' });
  });

  test('a host with HTTPS says so to browsers', async () => {
    const secure = await startTestServer({ events: 'none', publicUrl: 'https://tension.example.org' });
    try {
      expect((await secure.get('/health/live')).headers.get('strict-transport-security')).toBe('max-age=31536000');
    } finally {
      await secure.close();
    }
  });
});

describe('an answer that a client has already', () => {
  test.each([
    SERIES,
    `${SERIES}?format=csv`,
    '/api/v1/dyads',
    '/api/v1/codebook',
    '/api/v1/models/baseline',
    '/api/v1/openapi.json',
    '/api/v1/runs',
    `/api/v1/dyads/KOR-RUS/events`,
  ])('%s is a 304 without a body', async (address) => {
    const first = await raw(address);
    const etag = String(first.headers['etag']);
    const again = await raw(address, { 'If-None-Match': `"other", ${etag}` });
    expect({ status: again.status, size: again.bytes.length, etag: again.headers['etag'] }).toEqual({
      status: 304,
      size: 0,
      etag,
    });
    expect((await raw(address, { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  test('is new after a run that changed it, and the same after one that did not', async () => {
    const etag = (await server.get('/api/v1/dyads')).headers.get('etag')!;
    await (
      await server.rollup.start('request')
    ).done;
    expect((await server.get('/api/v1/dyads', { 'If-None-Match': etag })).status).toBe(304);
    await server.importAndRollUp(
      [CSV_HEADER, eventRow({ id: 'etag-1', dyad: 'BRA-USA', date: '2026-11-02', actor: 'BRA', target: 'USA' })].join(
        '\n',
      ),
    );
    expect((await server.get('/api/v1/dyads', { 'If-None-Match': etag })).status).toBe(200);
  });

  test('may be kept for ever where moment, model and last day are pinned, and is asked for again otherwise', async () => {
    const asOf = server.rollup.published()!.asOf!.toISOString();
    const { model } = await server.json<Series>(`${SERIES}?from=2026-01-01`);
    const cacheControl = async (query: string): Promise<string | null> =>
      (await server.get(`${SERIES}?${query}`)).headers.get('cache-control');
    const forEver = 'public, max-age=31536000, immutable';
    expect(await cacheControl(`asOf=${asOf}&model=${model.hash}&to=2026-11-01`)).toBe(forEver);
    expect(await cacheControl(`asOf=${asOf}&model=baseline@${model.hash}&to=2026-11-01`)).toBe(forEver);
    expect(await cacheControl('')).toBe('no-cache');
    expect(await cacheControl(`asOf=${asOf}&model=baseline&to=2026-11-01`)).toBe('no-cache');
    expect(await cacheControl(`asOf=${asOf}&model=${model.hash}`)).toBe('no-cache');
    expect(await cacheControl(`asOf=${TODAY}&model=${model.hash}&to=2026-11-01`), 'today is not over').toBe('no-cache');
    expect((await server.get(`/api/v1/models/${model.hash}`)).headers.get('cache-control')).toBe(forEver);
    expect((await server.get('/api/v1/none')).headers.get('cache-control')).toBe('no-store');
  });

  test('a pinned answer stays as it was when more is recorded', async () => {
    const asOf = server.rollup.published()!.asOf!.toISOString();
    const { model } = await server.json<Series>(`${SERIES}?from=2026-01-01`);
    const address = `${SERIES}?asOf=${asOf}&model=${model.hash}&to=${TODAY}`;
    const before = await server.json<Series>(address);
    await server.importAndRollUp(
      [CSV_HEADER, eventRow({ id: 'pinned-1', dyad: 'KOR-RUS', date: '2026-11-02', actor: 'KOR', target: 'RUS' })].join(
        '\n',
      ),
    );
    expect(await server.json<Series>(address)).toEqual(before);
    expect((await server.json<Series>(SERIES)).points.at(-1)!.index!).toBeGreaterThan(before.points.at(-1)!.index!);
  });
});

describe('compression', () => {
  test('brotli and gzip hold the same bytes as the plain answer', async () => {
    for (const address of [SERIES, '/assets/main-3f9a1c2d.js']) {
      const plain = await raw(address);
      const brotli = await raw(address, { 'Accept-Encoding': 'gzip, deflate, br' });
      const gzipped = await raw(address, { 'Accept-Encoding': 'gzip' });
      expect([plain, brotli, gzipped].map(({ headers }) => headers['content-encoding'])).toEqual([
        undefined,
        'br',
        'gzip',
      ]);
      expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
      expect(gunzipSync(gzipped.bytes).equals(plain.bytes)).toBe(true);
      expect(brotli.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(brotli.headers['vary']).toMatch(/Accept-Encoding/);
    }
  });

  test('HEAD tells the length and sends nothing', async () => {
    const plain = await raw(SERIES);
    const head = await raw(SERIES, {}, 'HEAD');
    expect(head).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
    expect(head.headers['content-length']).toBe(String(plain.bytes.length));
    expect(head.headers['etag']).toBe(plain.headers['etag']);
  });
});

describe('CSV', () => {
  const rowsOf = async (
    address: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Record<string, string>[]> => {
    const response = await server.get(address, headers);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.@-]+\.csv"$/);
    expect(response.headers.get('vary')).toMatch(/Accept/);
    return parse(await response.text(), { columns: true });
  };

  test('a series has a row a point, under a name that tells dyad, range and model', async () => {
    const { points, model } = await server.json<Series>(`${SERIES}?from=2024-03-01&to=2024-04-05`);
    const rows = await rowsOf(`${SERIES}?from=2024-03-01&to=2024-04-05&format=csv`);
    expect(rows).toEqual(
      points.map((point) => Object.fromEntries(Object.entries(point).map(([name, value]) => [name, String(value)]))),
    );
    const disposition = (
      await server.get(`${SERIES}?from=2024-03-01&to=2024-04-05&format=csv&direction=KOR%3ERUS`)
    ).headers.get('content-disposition');
    expect(disposition).toBe(
      `attachment; filename="KOR-RUS_KOR-to-RUS_2024-03-01_2024-04-05_day_baseline@${model.hash}.csv"`,
    );
  });

  test('the Accept header asks for it too, and format wins', async () => {
    const accept = { Accept: 'text/csv' };
    expect(await rowsOf('/api/v1/codebook', accept)).toHaveLength(server.reference.codebook.size);
    expect((await server.get('/api/v1/codebook?format=json', accept)).headers.get('content-type')).toBe(
      'application/json; charset=utf-8',
    );
    expect((await server.get('/api/v1/codebook', { Accept: 'text/html, */*;q=0.8' })).headers.get('content-type')).toBe(
      'application/json; charset=utf-8',
    );
  });

  test('every list can be had', async () => {
    const { contributions } = await server.json<Contributions>('/api/v1/dyads/KOR-RUS/contributions?date=2024-04-05');
    const rows = await rowsOf('/api/v1/dyads/KOR-RUS/contributions?date=2024-04-05&format=csv');
    expect(rows.map((row) => Number(row['indexPoints']))).toEqual(contributions.map(({ indexPoints }) => indexPoints));
    expect(await rowsOf('/api/v1/dyads?format=csv')).not.toHaveLength(0);
    expect(await rowsOf('/api/v1/models?format=csv')).toHaveLength(server.reference.models.length);
    expect(await rowsOf('/api/v1/runs?format=csv')).not.toHaveLength(0);
    expect(await rowsOf('/api/v1/dyads/KOR-RUS/events?format=csv&limit=10')).toHaveLength(10);
  });

  test('quotes, commas, line ends and Hangul come through; what a spreadsheet would run is made harmless', async () => {
    const texts = [
      '=HYPERLINK("https://example.org")',
      '+1',
      '-1',
      '@SUM(A1)',
      'quoted "so", with a comma',
      '외교부 초치',
    ];
    const rows = texts.map((summary, i) =>
      eventRow({ id: `csv-${i}`, dyad: 'JPN-USA', date: `2026-11-0${i + 1}`, actor: 'JPN', target: 'USA', summary }),
    );
    const response = await server.post('/api/v1/imports', [CSV_HEADER, ...rows].join('\n'), {
      'Content-Type': 'text/csv',
    });
    const report: { created: number } = await response.json();
    await (
      await server.rollup.start('request')
    ).done;
    const { events } = await server.json<EventPage>('/api/v1/dyads/JPN-USA/events');
    expect(events).toHaveLength(report.created);
    const written = await rowsOf('/api/v1/dyads/JPN-USA/events?format=csv');
    events.forEach(({ summary }, i) =>
      expect(written[i]!['summary']).toBe(/^[=+\-@]/.test(summary) ? `'${summary}` : summary),
    );
    expect(events.map(({ summary }) => summary)).toContain('외교부 초치');
  });
});

describe('the pages', () => {
  test.each([
    '/',
    '/d/KOR-RUS',
    '/d/KOR-RUS/e/some-id',
    '/compare',
    '/lab',
    '/brief',
    '/alerts',
    '/unusual',
    '/m/baseline',
    '/ops',
    '/docs',
    '/method',
  ])('%s is the client', async (address) => {
    const response = await server.get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('etag')).not.toBeNull();
    expect(await response.text()).toContain('The page');
  });

  test('what is no page is the client’s own not-found, with 404', async () => {
    for (const address of [
      '/nowhere',
      '/d',
      '/v/ABCD1234',
      '/v/000000000',
      '/assets/none.js',
      '/../package.json',
      '/.env',
    ]) {
      const { status, bytes, headers } = await raw(address);
      expect(status, `GET ${address}`).toBe(404);
      expect(headers['content-type']).toMatch(/^text\/html/);
      expect(bytes.toString()).toContain('The page');
    }
    expect((await fetch(`${server.url}/nowhere`, { method: 'POST' })).headers.get('content-type')).toMatch(
      /problem\+json/,
    );
  });

  test('files with a digest in their name may be kept for ever', async () => {
    const response = await server.get('/assets/main-3f9a1c2d.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
  });

  test('a client that was not built is said to be so', async () => {
    const bare = await startTestServer({ events: 'none' });
    try {
      const response = await bare.get('/');
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('npm run build');
    } finally {
      await bare.close();
    }
  });
});

describe('/metrics', () => {
  test('tells durations by declared route, runs, events and the age of what is published', async () => {
    await server.get(`${SERIES}?from=2026-01-01`);
    await server.get(`/api/v1/events/${randomBytes(8).toString('hex')}`);
    const response = await server.get('/metrics', { Authorization: `Bearer ${TOKEN}` });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await response.text();
    expect(text).toMatch(
      /tension_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/dyads\/:dyad\/series",status="200"\} \d+/,
    );
    expect(text).toMatch(/route="\/api\/v1\/events\/:id",status="404"/);
    expect(text).toMatch(/tension_rollup_runs_total\{status="complete"\} \d/);
    expect(Number(/^tension_ledger_events (\d+)$/m.exec(text)![1])).toBeGreaterThanOrEqual(931);
    expect(text).toMatch(/^tension_published_age_seconds \d/m);
    expect(text).toMatch(/^process_cpu_seconds_total/m);
  });
});
