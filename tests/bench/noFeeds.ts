/** The feeds of a server that fetches none: an empty store, and no feed. */
import type pino from 'pino';
import type { ApiDependencies } from '../../server/api/app.ts';
import { loadFeedTables } from '../../server/feeds/feedTables.ts';
import { importTables } from '../../server/ledger/importTables.ts';
import { openKeptFeeds } from '../../server/feeds/fetch/keptFeeds.ts';
import { openFetching } from '../../server/feeds/fetch/openFetching.ts';
import { sleepOnMachine } from '../../server/feeds/fetch/runtime.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { openStoredFeeds } from '../../server/feeds/storedFeeds.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import type { ReferenceData } from '../../server/referenceData.ts';
import type { Database } from '../../server/store/database.ts';

interface Parts {
  readonly folder: string;
  readonly database: Database;
  readonly reference: ReferenceData;
  readonly now: () => Date;
  readonly logger: pino.Logger;
}

export async function noFeeds({
  folder,
  database,
  reference,
  now,
  logger,
}: Parts): Promise<Pick<ApiDependencies, 'storedFeeds' | 'fetching'>> {
  const tables = await loadFeedTables(projectRoot(), reference);
  const given = { dataDir: folder, codebook: reference.codebook, network: { named: [], near: [] }, logger };
  const fetching = openFetching({
    ...given,
    kept: openKeptFeeds({ ...given, database, now }),
    store: openFeedStore({ database, watched: new Set(), now }),
    tables,
    words: importTables(reference),
    runtime: { now, random: Math.random, sleep: sleepOnMachine },
    secret: () => undefined,
  });
  return { storedFeeds: openStoredFeeds(database, tables, now), fetching };
}
