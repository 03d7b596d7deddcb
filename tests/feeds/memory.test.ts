import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Downloads } from '../../server/feeds/fetch/download.ts';
import { STANDARD_RETRY_POLICY } from '../../server/feeds/fetch/retryPolicy.ts';
import { FeedTally } from '../../server/feeds/feedRow.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import { StoryFold } from '../../server/feeds/stories.ts';
import { gdeltRow, tables } from './tables.ts';

/** The benchmark `feeds` reads 2 GB; here a tenth is enough to tell a buffer from a hoard. */
const STREAM_BYTES = 200e6;
const MAX_GROWTH_BYTES = 100e6;

it('memory stays flat however long the stream', async () => {
  const chunk = Buffer.from(
    `${Array.from({ length: 3000 }, (_, i) => gdeltRow({ 0: String(i), 7: i % 7 === 0 ? 'USA' : '', 60: `https://example.org/${i}` })).join('\n')}\n`,
  );
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < STREAM_BYTES; sent += chunk.length) yield chunk;
  }
  const before = process.memoryUsage().rss;
  let most = 0;
  const tally = new FeedTally();
  const fold = new StoryFold(50);
  let stories = 0;
  for await (const rows of readGdelt(stream(), tables.states, tables.gdelt, tally)) {
    fold.add(rows);
    if (fold.full) stories += fold.empty().length;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  expect(tally.rows).toBeGreaterThan(800_000);
  expect(stories).toBeGreaterThan(100);
  expect(most).toBeLessThan(MAX_GROWTH_BYTES);
});

it('a download goes to the disk and not into memory', async () => {
  const piece = randomBytes(1 << 20);
  const server = createServer(async (_request, response) => {
    for (let sent = 0; sent < STREAM_BYTES; sent += piece.length)
      if (!response.write(piece)) await once(response, 'drain');
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const folder = await mkdtemp(join(tmpdir(), 'tension-download-'));
  const downloads = new Downloads(
    folder,
    { now: () => new Date(), random: () => 0.5, sleep: async () => {} },
    STANDARD_RETRY_POLICY,
  );
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 20);
  const { bytes, path } = await downloads.fetch(
    {
      address: `http://${host}/large`,
      hosts: { allowed: [host], near: [host] },
      expectedBytes: null,
      expectedMd5: null,
      maxBytes: 1e9,
    },
    new AbortController().signal,
  );
  clearInterval(watch);
  server.close();
  expect(bytes).toBeGreaterThanOrEqual(STREAM_BYTES);
  expect((await stat(path)).size).toBe(bytes);
  await rm(folder, { recursive: true });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(MAX_GROWTH_BYTES);
});
