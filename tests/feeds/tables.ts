/** The tables of data/, and small ways of reading for tests. */
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import type { FeedRow } from '../../server/feeds/feedRow.ts';
import { FeedTally } from '../../server/feeds/feedRow.ts';
import { loadFeedTables } from '../../server/feeds/feedTables.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';

export const reference = await loadReferenceData(projectRoot());
export const tables = await loadFeedTables(projectRoot(), reference);

/** One chunk, or several of the given size. */
export async function* bytesOf(content: string | Uint8Array, chunkBytes = Infinity): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
}

/** A reading to its end: all rows, and the tally. */
export async function all(
  read: (tally: FeedTally) => AsyncGenerator<readonly FeedRow[]>,
): Promise<{ rows: FeedRow[]; tally: FeedTally }> {
  const tally = new FeedTally();
  const rows: FeedRow[] = [];
  for await (const batch of read(tally)) rows.push(...batch);
  return { rows, tally };
}

export const gdelt = (bytes: AsyncIterable<Uint8Array>) =>
  all((tally) => readGdelt(bytes, tables.states, tables.gdelt, tally));

/** Every row of a file stands in its tally exactly once. */
export const accountedFor = (tally: FeedTally): number =>
  tally.taken + tally.faulty + Object.values(tally.leftOut).reduce((sum, count) => sum + count, 0);

/** A row of GDELT: the cells given by column, the others empty. */
export function gdeltRow(cells: Readonly<Record<number, string>> = {}, columns = 61): string {
  const usual: Record<number, string> = {
    0: '1',
    1: '20180326',
    5: 'USAGOV',
    7: 'USA',
    15: 'RUS',
    17: 'RUS',
    25: '1',
    26: '042',
    28: '04',
    29: '1',
    30: '1.9',
    31: '4',
    32: '2',
    33: '3',
  };
  const last: Record<number, string> =
    columns === 61
      ? { 59: '20180326044500', 60: 'https://example.org/a' }
      : { 56: '20180326', ...(columns === 58 ? { 57: 'https://example.org/a' } : {}) };
  const all: Record<number, string> = { ...usual, ...last, ...cells };
  return Array.from({ length: columns }, (_, column) => all[column] ?? '').join('\t');
}
