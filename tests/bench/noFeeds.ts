/** The feeds of a server that fetches none: an empty store, and nothing in feeds.json. */
import type pino from 'pino';
import type { ApiDependencies } from '../../server/api/app.ts';
import { loadFeedTables } from '../../server/feeds/feedTables.ts';
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
  const fetching = await openFetching({
    dataDir: folder,
    store: openFeedStore({ database, watched: new Set(), now }),
    tables,
    codebook: reference.codebook,
    runtime: { now, random: Math.random, sleep: sleepOnMachine },
    secret: () => undefined,
    network: { named: [], near: [] },
    logger,
  });
  return { storedFeeds: openStoredFeeds(database, tables, now), fetching };
}
