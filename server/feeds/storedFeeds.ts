/** What is stored of the machine-coded feeds, with what it means. */
import { dyadOf, sidesOf } from '../../models/dyad.ts';
import type { Database } from '../store/database.ts';
import { type Reading, readingOf } from '../store/reading.ts';
import { FeedReading } from './feedReading.ts';
import { type CodedFeeds, codedFeeds, type ConfiguredFeed } from './feedSources.ts';
import type { FeedTables } from './feedTables.ts';
import type { FileLedger } from './fileLedger.ts';
import { fileLedgerOf } from './fileRecords.ts';
import { UnusualPairs } from './unusualPairs.ts';

export interface StoredFeeds {
  /** dyads that machine coders confuse with a dyad: KOR-RUS and PRK-RUS */
  readonly siblingsOf: (dyad: string) => string[];
  readonly feedOf: CodedFeeds;
  readonly reading: FeedReading;
  /** pairs with an unusual day */
  readonly unusual: UnusualPairs;
  /** which files there are; nothing is written through it here */
  readonly files: FileLedger;
}

/** @param configured feeds of one's own configuration; none when left out */
export function openStoredFeeds(
  database: Database,
  tables: FeedTables,
  now: () => Date,
  configured: () => Promise<readonly ConfiguredFeed[]> = async () => [],
  reading: Reading = readingOf(database),
): StoredFeeds {
  const siblingsOf = (dyad: string): string[] => {
    const [a = '', b = ''] = sidesOf(dyad) ?? [];
    const of = (side: string, other: string): string[] =>
      (tables.siblings.get(side) ?? []).filter((sibling) => sibling !== other).map((sibling) => dyadOf(sibling, other));
    return [...of(a, b), ...of(b, a)].sort();
  };
  const feedOf = codedFeeds(tables, configured);
  const feedReading = new FeedReading(database, reading);
  return {
    files: fileLedgerOf(database, now),
    siblingsOf,
    feedOf,
    reading: feedReading,
    unusual: new UnusualPairs(feedReading, feedOf),
  };
}
