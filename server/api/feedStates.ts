/** GET /api/v1/feeds: what is stored of each feed, what is missing, and how it comes in. */
import { toIsoDate } from '../../models/calendar.ts';
import type { FeedStatus } from '../feeds/feedStatuses.ts';
import type { FileLedger, FileRecord } from '../feeds/fileLedger.ts';
import { jsonAnswer } from './answer.ts';
import { feedStates, type FeedStates } from '../../models/contract/feeds.ts';
import { freshnessOf } from './freshness.ts';
import { seesInside, UNTOLD } from './inside.ts';
import type { Snapshots } from './snapshots.ts';
import { noQuery, route } from './route.ts';

/** Files in trouble that are named. */
const MAX_TROUBLES = 50;

export const feedStatesRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/feeds',
    needs: 'reader',
    summary: 'Every feed of which something is known: how fresh, what lacks, what was at fault',
    description:
      'Made from the ledger of files: files by state, rows and faults, what came in within the last 24 hours, and the newest files in trouble. A missing file is unknown, never zero; it is tried again. Which feeds are fetched, and how far a pull is, tells /api/v1/pulls. Why a file is in trouble is told from the role coder up.',
    query: noQuery,
    answers: { 200: { description: 'The feeds', body: feedStates } },
    async reply({ request }) {
      const feeds: FeedStates['feeds'] = [];
      for (const status of await snapshots.feeds.reading.statuses(snapshots.now()))
        feeds.push(await feedStateOf(snapshots, status, seesInside(request)));
      return { answer: jsonAnswer({ feeds } satisfies FeedStates), lifetime: 'live' };
    },
  });

async function feedStateOf(
  snapshots: Snapshots,
  status: FeedStatus,
  isTold: boolean,
): Promise<FeedStates['feeds'][number]> {
  // One that was taken out of the configuration still has what it brought.
  const feed = (await snapshots.feeds.feedOf(status.feed)) ?? {
    key: status.feed,
    name: status.feed,
    staleAfterDays: 365,
  };
  return {
    ...freshnessOf(feed, status, snapshots.today()),
    firstDay: status.firstDay === null ? null : toIsoDate(status.firstDay),
    files: status.files,
    nextTryAt: status.nextTryAt?.toISOString() ?? null,
    rows: status.rows,
    interstateRows: status.taken,
    stories: status.stories,
    bytes: status.bytes,
    faulty: status.faulty,
    faults: status.faults,
    lastDay: { files: status.lastDayFiles, rows: status.lastDayRows },
    troubles: await troublesOf(snapshots.feeds.files, status.feed, isTold),
  };
}

async function troublesOf(
  files: FileLedger,
  feed: string,
  isTold: boolean,
): Promise<FeedStates['feeds'][number]['troubles']> {
  const troubled = await files.list({
    feed,
    states: ['missing', 'failed', 'refused'],
    newestFirst: true,
    limit: MAX_TROUBLES,
  });
  return troubled.map(({ name, state, attempts, reason, lastTriedAt, nextTryAt }: FileRecord) => ({
    name,
    state,
    attempts,
    reason: isTold ? reason : UNTOLD,
    lastTriedAt: lastTriedAt?.toISOString() ?? null,
    nextTryAt: nextTryAt?.toISOString() ?? null,
  }));
}
