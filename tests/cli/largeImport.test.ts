/** Files that are large, or that a server reads for long: the command sends them to a running server all the same. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { writeServingNote } from '../../server/servingNote.ts';
import { startTestServer, TOKEN, type TestServer } from '../api/testServer.ts';
import { tension } from './inProcess.ts';
import { dataFolder } from './processes.ts';

const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';
const fileOf = (rows: number): string =>
  [
    HEADER,
    ...Array.from(
      { length: rows },
      (_, i) =>
        `large-${i},KOR-RUS,2024-0${1 + (i % 9)}-11,day,KOR,RUS,,direct,sanction,163,1,2,Large ${i},Ministry,https://www.example.org/${i},2024-05-11,yes,`,
    ),
  ].join('\n');

let server: TestServer | undefined;
afterEach(() => server?.close());

/** A data folder whose server is at an address. */
async function folderOf(url: string): Promise<string> {
  const folder = await dataFolder();
  await writeFile(join(folder, 'token'), TOKEN);
  await writeServingNote(folder, { pid: process.pid, url });
  return folder;
}

test('a file larger than an upload may be is taken from the command, and refused from others', async () => {
  server = await startTestServer({ events: 'none', limits: { uploadBytes: 20_000, tokenUploadBytes: 200_000 } });
  const folder = await folderOf(server.url);
  const file = join(folder, 'large.csv');
  await writeFile(file, fileOf(400));
  const { secret } = await server.people.keys.make({ name: 'Nightly', role: 'editor' }, { name: 'A', role: 'admin' });
  const refused = await server.post('/api/v1/imports', fileOf(400), {
    'content-type': 'text/csv',
    Authorization: `Bearer ${secret}`,
  });
  expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
    413,
    expect.stringContaining('import it on the server with `npm run -s tension -- import FILE`'),
  ]);
  const { code, stdout } = await tension(folder, ['import', file]);
  expect([code, stdout.split('\n')[0]]).toEqual([
    0,
    '400 rows of large.csv: 400 created, 0 revised, 0 unchanged, 0 at fault.',
  ]);
  expect((await server.ledger.dyads())[0]).toMatchObject({ dyad: 'KOR-RUS', events: 400 });
});

test('a file beyond what the command may send is refused with a remedy, and nothing of it is taken', async () => {
  server = await startTestServer({ events: 'none', limits: { uploadBytes: 20_000, tokenUploadBytes: 40_000 } });
  const folder = await folderOf(server.url);
  const file = join(folder, 'larger.csv');
  await writeFile(file, fileOf(2000));
  const { code, stderr } = await tension(folder, ['import', file]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/nothing of it was taken: split the file\./)]);
  expect(await server.ledger.dyads()).toEqual([]);
});

test('an import is waited for longer than fetch waits for an answer', async () => {
  const report = {
    importId: 'i',
    source: 'slow.csv',
    dryRun: false,
    rows: 1,
    created: 1,
    revised: 0,
    unchanged: 0,
    faulty: 0,
    remarks: [],
    faults: [],
    revisions: [],
    dyads: ['KOR-RUS'],
  };
  let gaveUp: (error: Error) => void;
  const fetchGaveUp = new Promise<Error>((resolve) => (gaveUp = resolve));
  const slow = createServer(async (request, response) => {
    if (request.url === '/health/live') return response.end('{}');
    await text(request);
    const error = await fetchGaveUp; // another request to this server, sent at the same time by fetch
    if (request.method === 'POST') response.setHeader('content-type', 'application/json').end(JSON.stringify(report));
    else response.destroy(error);
  }).listen(0, '127.0.0.1');
  try {
    await once(slow, 'listening');
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const folder = await folderOf(url);
    await writeFile(join(folder, 'slow.csv'), fileOf(1));
    const impatient = impatientFetch(`${url}/late`).catch((error: Error) => gaveUp(error));
    const { code, stdout, stderr } = await tension(folder, ['import', join(folder, 'slow.csv')]);
    await impatient;
    expect(stderr).toBe('');
    expect([code, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('1 created')]);
    expect(String(((await fetchGaveUp) as Error & { cause: Error }).cause)).toContain('HeadersTimeoutError');
  } finally {
    slow.close();
    slow.closeAllConnections();
  }
});

/** `fetch` that gives up after some milliseconds in the place of five minutes. */
async function impatientFetch(url: string): Promise<void> {
  const place = Symbol.for('undici.globalDispatcher.1');
  await (await fetch('data:,')).text(); // makes the dispatcher
  const holder = globalThis as unknown as Record<symbol, object>;
  const before = holder[place]!;
  const Agent = before.constructor as new (options: { headersTimeout: number }) => object;
  holder[place] = new Agent({ headersTimeout: 200 });
  try {
    await fetch(url);
  } finally {
    holder[place] = before;
  }
}
