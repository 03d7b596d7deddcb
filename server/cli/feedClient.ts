/** The feeds as commands see them: through a running server, or in this process. */
import { epochDay } from '../../models/calendar.ts';
import { feedName, type FetchedFeed, fetchedFeeds, pullAccount, reportsKept } from '../../models/contract/feeds.ts';
import { fetchedFeedOf } from '../api/pulls.ts';
import type { Config } from '../config.ts';
import { FeedConfigFault } from '../feeds/fetch/feedConfig.ts';
import { type Fetching, UnknownFeed } from '../feeds/fetch/fetching.ts';
import { openLog } from '../log.ts';
import { CommandFailure } from './failure.ts';
import { terminal } from './terminal.ts';
import { COMMAND_LINE, findServer, type Server } from './runningServer.ts';

/** What a pull is to fetch: days of a backfill, or what is new. */
export interface PullSelection {
  readonly from?: string;
  readonly to?: string;
  /** also files that failed or were missing and are not due yet */
  readonly again?: boolean;
  /** look through the whole of the lists */
  readonly all?: boolean;
}

/** What the commands need, be it through a running server or in this process. */
export interface FeedClient {
  /** whether a server fetches by itself */
  readonly served: boolean;
  status(): Promise<FetchedFeed[]>;
  remove(name: string, keepRows: boolean): Promise<void>;
  /** starts a pull; afterwards `status` tells how far it is */
  pull(name: string, options: PullSelection): Promise<void>;
  stopPull(name: string): Promise<void>;
  /** fetches the reports behind the acts of a dyad on one day */
  reports(
    name: string,
    dyad: string,
    day: string,
  ): Promise<{ readonly files: number; readonly kept: number; readonly faults: readonly string[] }>;
}

/** Through the server where one runs on this data folder; otherwise the command opens the database itself. */
export async function withFeedClient<Result>(
  config: Config,
  work: (client: FeedClient) => Promise<Result>,
): Promise<Result> {
  const server = await findServer(config);
  if (server) return work(clientOfServer(server));
  const { openParts } = await import('../composition.ts');
  // What a message leaves to the log is told here, where no request reads along.
  const parts = await openParts(
    config,
    openLog('warn', true, (text) => void terminal().stderr.write(text)),
  );
  try {
    return await work(clientOf(parts.fetching));
  } catch (error) {
    if (error instanceof FeedConfigFault || error instanceof UnknownFeed)
      throw new CommandFailure(error.message, { cause: error });
    throw error;
  } finally {
    await parts.close();
  }
}

export function clientOfServer(server: Server): FeedClient {
  const feed = (name: string): string => `/api/v1/feeds/${encodeURIComponent(name)}`;
  return {
    served: true,
    status: async () => (await server.get('/api/v1/pulls', {}, fetchedFeeds)).feeds,
    async remove(name, keepRows) {
      await server.post(`${feed(name)}/remove`, { keep: keepRows ? 'true' : undefined }, feedName);
    },
    async pull(name, { from, to, again, all }) {
      await server.post(
        `${feed(name)}/pulls`,
        { from, to, again: again ? 'true' : undefined, all: all ? 'true' : undefined },
        pullAccount,
      );
    },
    async stopPull(name) {
      await server.post(`${feed(name)}/pulls/stop`, {}, feedName);
    },
    reports: (name, dyad, day) => server.post(`${feed(name)}/reports`, { dyad, from: day, to: day }, reportsKept),
  };
}

function clientOf(fetching: Fetching): FeedClient {
  return {
    served: false,
    status: async () => (await fetching.status()).map(fetchedFeedOf),
    remove: (name, keepRows) => fetching.remove(name, COMMAND_LINE, { keepRows }),
    async pull(name, { from, to, again, all }) {
      const range = from === undefined || to === undefined ? undefined : { from: epochDay(from), to: epochDay(to) };
      await fetching.pull(name, { range, again: again ?? false, all: all ?? false });
    },
    stopPull: (name) => fetching.stopPull(name),
    reports: (name, dyad, day) => fetching.reports(name, { dyad, range: { from: epochDay(day), to: epochDay(day) } }),
  };
}
