import { expect, it } from 'vitest';
import { FeedTally } from '../../server/feeds/feedRow.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import { StoryFold } from '../../server/feeds/stories.ts';
import { gdeltRow, tables } from './tables.ts';

/** The benchmark `feeds` reads 2 GB; here a tenth is enough to tell a buffer from a hoard. */
const STREAM_BYTES = 200e6;
const MOST_GROWTH_BYTES = 100e6;

it('memory stays flat however long the stream', async () => {
  const chunk = Buffer.from(`${Array.from({ length: 3000 }, (_, i) => gdeltRow({ 0: String(i), 7: i % 7 === 0 ? 'USA' : '', 60: `https://example.org/${i}` })).join('\n')}\n`);
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
  expect(most).toBeLessThan(MOST_GROWTH_BYTES);
});
