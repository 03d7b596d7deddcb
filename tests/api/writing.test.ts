import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportResponse } from '../../models/contract/imports.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Run } from '../../models/contract/runs.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ events: 'none' });
});
afterEach(() => server.close());

const CSV = { 'Content-Type': 'text/csv' };
const GOOD = eventRow({ id: 'good-1', dyad: 'FRA-USA', date: '2026-11-01', actor: 'USA', target: 'FRA' });
const BAD = eventRow({ id: 'bad-1', dyad: 'FRA-USA', date: '2026-02-30', actor: 'USA', target: 'FRA' });
const countEvents = async (): Promise<number> =>
  (await server.ledger.dyads()).reduce((sum, { events }) => sum + events, 0);

describe('who may write', () => {
  test.each([
    ['no header', undefined],
    ['another scheme', `Basic ${TOKEN}`],
    ['another token', 'Bearer token-of-somebody'],
    ['no token', 'Bearer '],
    ['a beginning of it', `Bearer ${TOKEN.slice(0, -1)}`],
  ])('%s: 401 with the way to do it', async (_what, authorization) => {
    for (const path of ['/api/v1/imports', '/api/v1/runs']) {
      const response = await fetch(server.url + path, {
        method: 'POST',
        body: `${CSV_HEADER}\n${GOOD}`,
        headers: { ...CSV, ...(authorization !== undefined && { Authorization: authorization }) },
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="tension"/);
      const problem: Problem = await response.json();
      expect(problem.detail).toContain('Authorization: Bearer TOKEN');
    }
    expect(await countEvents()).toBe(0);
    expect(await server.rollup.runs(10)).toEqual([]);
  });

  test('whoever has the token', async () => {
    expect((await server.post('/api/v1/imports', `${CSV_HEADER}\n${GOOD}`, CSV)).status).toBe(200);
    expect((await server.post('/api/v1/runs')).status).toBe(202);
  });
});

describe('an import', () => {
  test('takes good rows, and tells of the others with line, field, value and remedy', async () => {
    const response = await server.post('/api/v1/imports?source=two.csv', [CSV_HEADER, GOOD, BAD].join('\n'), CSV);
    const report: ImportResponse = await response.json();
    expect(response.status).toBe(200);
    expect(report).toMatchObject({
      source: 'two.csv',
      dryRun: false,
      rows: 2,
      created: 1,
      faulty: 1,
      dyads: ['FRA-USA'],
    });
    expect(report.faults[0]).toMatchObject({ line: 3, id: 'bad-1', field: 'date', value: '2026-02-30' });
    expect(await countEvents()).toBe(1);
    const again: ImportResponse = await (
      await server.post('/api/v1/imports', [CSV_HEADER, GOOD].join('\n'), CSV)
    ).json();
    expect(again).toMatchObject({ created: 0, unchanged: 1, faulty: 0 });
  });

  test('with dryRun changes nothing', async () => {
    const report: ImportResponse = await (
      await server.post('/api/v1/imports?dryRun=true', [CSV_HEADER, GOOD].join('\n'), CSV)
    ).json();
    expect(report).toMatchObject({ dryRun: true, created: 1 });
    expect(await countEvents()).toBe(0);
  });

  const record = {
    id: 'json-1',
    dyad: 'FRA-USA',
    date: '2026-11-01',
    date_precision: 'day',
    actor: 'USA',
    target: 'FRA',
    role: 'direct',
    type: 'sanction',
    cameo: '163',
    polarity: 1,
    severity: 3,
    summary: 'An act',
    source_name: 'Test Press',
    source_url: 'https://example.org/a',
    source_date: '2026-11-01',
    verified: 'yes',
  };
  test.each([
    ['application/json', JSON.stringify([record])],
    ['application/json; charset=utf-8', JSON.stringify([record, { ...record, id: 'json-2' }])],
    ['application/x-ndjson', `${JSON.stringify(record)}\n${JSON.stringify({ ...record, id: 'json-2' })}\n`],
  ])('takes %s', async (type, body) => {
    const report: ImportResponse = await (await server.post('/api/v1/imports', body, { 'Content-Type': type })).json();
    expect(report.faults).toEqual([]);
    expect(report.created).toBe(body.includes('json-2') ? 2 : 1);
  });

  test('of another format is a 415 that names those there are', async () => {
    for (const headers of [{ 'Content-Type': 'application/vnd.ms-excel' }, { ...CSV, 'Content-Encoding': 'gzip' }]) {
      const response = await server.post('/api/v1/imports', 'x', headers);
      expect(response.status).toBe(415);
      expect(response.headers.get('accept-post')).toMatch(/^text\/csv, application\/json, application\/x-ndjson, /);
    }
  });

  test('of a file that is no list of events is a 422 that says why, and takes nothing', async () => {
    const response = await server.post('/api/v1/imports', 'name,age\nx,1\n', CSV);
    const problem: Problem = await response.json();
    expect(problem).toMatchObject({ status: 422, type: 'urn:tension:problem:import-refused' });
    expect(problem.detail).toMatch(/dyad|column|header/);
    const large = await server.post('/api/v1/imports', `name,age\n${'x,1\n'.repeat(2_000_000)}`, CSV);
    expect(large.status, 'the answer arrives though most of the file was never read').toBe(422);
  });
});

describe('an upload that is too large', () => {
  let small: TestServer;
  beforeEach(async () => {
    small = await startTestServer({ events: 'none', limits: { uploadBytes: 10_000, tokenUploadBytes: 100_000 } });
  });
  afterEach(() => small.close());
  const rows = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${GOOD.replace('good-1', `large-${i}`)}\n`);

  test('is a 413, whether it says its length or not, and nothing of it is taken', async () => {
    const body = `${CSV_HEADER}\n${rows(2000).join('')}`;
    const declared = await small.post('/api/v1/imports', body, CSV);
    expect(declared.status).toBe(413);
    const chunked = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const upload = request(
        `${small.url}/api/v1/imports`,
        { method: 'POST', headers: { ...CSV, Authorization: `Bearer ${TOKEN}`, 'Transfer-Encoding': 'chunked' } },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      ).on('error', reject);
      upload.write(`${CSV_HEADER}\n`);
      for (const row of rows(2000)) upload.write(row);
      upload.end();
    });
    expect(chunked.status).toBe(413);
    expect(chunked.text).toContain('nothing of it was taken');
    expect(await small.ledger.dyads()).toEqual([]);
    expect(
      (await small.post('/api/v1/imports', `${CSV_HEADER}\n${rows(1).join('')}`, CSV)).status,
      'the next one is taken',
    ).toBe(200);
  });
});

describe('a client that goes away', () => {
  test('in the middle of an upload leaves nothing behind', async () => {
    for (const pause of [0, 50, 200]) {
      await new Promise<void>((resolve) => {
        const upload = request(`${server.url}/api/v1/imports`, {
          method: 'POST',
          headers: { ...CSV, Authorization: `Bearer ${TOKEN}`, 'Content-Length': '50000000' },
        });
        upload.on('error', () => resolve());
        upload.on('close', () => resolve());
        upload.write(`${CSV_HEADER}\n`);
        for (let i = 0; i < 5000; i++) upload.write(`${GOOD.replace('good-1', `gone-${pause}-${i}`)}\n`);
        setTimeout(() => upload.destroy(), pause);
      });
    }
    const report: ImportResponse = await (
      await server.post('/api/v1/imports', [CSV_HEADER, GOOD].join('\n'), CSV)
    ).json();
    expect(report.created).toBe(1);
    await sleep(300); // whatever the broken ones might still do, they have done by then
    expect(await countEvents()).toBe(1);
    expect(await server.ledger.revisions('gone-0-0')).toEqual([]);
    expect(server.log.filter((line) => line.includes('a request failed'))).toEqual([]);
  });
});

describe('a run', () => {
  test('starts at once, and the stream tells when it completes', async () => {
    await server.post('/api/v1/imports', [CSV_HEADER, GOOD].join('\n'), CSV);
    const stream = await openStream(server);
    const response = await server.post('/api/v1/runs');
    const { id }: { id: number } = await response.json();
    expect(response.status).toBe(202);
    const event = await stream.next();
    const run: Run = JSON.parse(event.data);
    expect(event).toMatchObject({ event: 'run-completed', id: String(id) });
    expect(run).toMatchObject({ id, status: 'complete', trigger: 'request', dyads: 1, through: '2026-11-23' });
    const { runs }: { runs: Run[] } = await server.json('/api/v1/runs');
    expect(runs[0]).toEqual({ ...run, compared: null }); // the list also says why a run compared every day

    // With nothing new there is no other run; whoever asked is told of the one that holds.
    const again: { id: number } = await (await server.post('/api/v1/runs')).json();
    expect(again.id).toBe(id);
    expect(await stream.next()).toMatchObject({ event: 'run-completed', id: String(id) });
    stream.close();
  });

  test('that was missed is told to a client that comes back', async () => {
    await server.importAndRollUp([CSV_HEADER, GOOD].join('\n'));
    const { id } = server.rollup.published()!;
    const stream = await openStream(server, { 'Last-Event-ID': String(id - 1) });
    expect(await stream.next()).toMatchObject({ event: 'run-completed', id: String(id) });
    stream.close();
  });

  test('closing the API ends the streams', async () => {
    const other = await startTestServer({ events: 'none' });
    const stream = await openStream(other);
    await other.close();
    await expect(stream.next()).rejects.toThrow('The stream ended.');
  });
});

describe('too many requests', () => {
  test('are a 429 that says how long to wait; writes have their own, health and streams have none', async () => {
    const limited = await startTestServer({ events: 'none', limits: { readsPerMinute: 3, writesPerMinute: 1 } });
    try {
      const first = await limited.get('/api/v1/codebook');
      expect(first.headers.get('ratelimit-policy')).toMatch(/q=3; w=60/);
      expect(first.headers.get('ratelimit')).toMatch(/r=2; t=60/);
      await limited.get('/api/v1/codebook');
      await limited.get('/api/v1/none');
      const refused = await limited.get('/api/v1/codebook');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const problem: Problem = await refused.json();
      expect(problem).toMatchObject({ status: 429, type: 'urn:tension:problem:too-many-requests' });
      expect(problem.detail).toContain('More than 3 reads');

      expect((await limited.post('/api/v1/runs')).status).toBe(202);
      expect((await limited.post('/api/v1/runs')).status).toBe(429);
      for (let i = 0; i < 5; i++) expect((await limited.get('/health/live')).status).toBe(200);
      const stream = await openStream(limited);
      stream.close();
    } finally {
      await limited.close();
    }
  });
});

interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Reads server-sent events as a browser does, as far as these tests need it. */
async function openStream(
  from: TestServer,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ next(): Promise<StreamEvent>; close(): void }> {
  const aborting = new AbortController();
  const response = await fetch(`${from.url}/api/v1/stream`, { headers, signal: aborting.signal });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('no-cache');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  const block = async (): Promise<string> => {
    while (!buffer.includes('\n\n')) {
      const { value, done } = await reader.read();
      if (done) throw new Error('The stream ended.');
      buffer += value;
    }
    const [text, ...rest] = buffer.split('\n\n');
    buffer = rest.join('\n\n');
    return text!;
  };
  expect(await block()).toBe('retry: 3000');
  return {
    async next() {
      for (;;) {
        const text = await block();
        if (text.startsWith(':')) continue;
        const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
        return { id: field('id'), event: field('event'), data: field('data') };
      }
    },
    close: () => aborting.abort(),
  };
}
