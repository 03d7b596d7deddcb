/** The feeds that are fetched: GET /api/v1/pulls, and the POSTs that add, pull, stop and remove one. */
import type { Request } from 'express';
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import type { DroppedFile } from '../feeds/fetch/droppedFiles.ts';
import { FeedConfigFault, feedSchema } from '../feeds/fetch/feedConfig.ts';
import { type Fetching, type FeedStatus, LeaderSilent, PullUnderway, UnknownFeed } from '../feeds/fetch/fetching.ts';
import type { PullAccount } from '../feeds/fetch/pullAccount.ts';
import type { AuditNote } from '../ledger/change.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { MAX_TABLE_BYTES } from '../ledger/tableLimits.ts';
import { jsonAnswer } from './answer.ts';
import {
  feedName,
  type FetchedFeed,
  fetchedFeeds,
  pullAccount,
  type PullAccountResponse,
  reportsKept,
} from '../../models/contract/feeds.ts';
import { FORM_TYPE, jsonPart, uploadedForm } from './tableUpload.ts';
import { mediaTypeOf } from './upload.ts';
import { seesInside, UNTOLD, untold } from './inside.ts';
import { jsonBody } from './jsonBody.ts';
import { day, flag } from './parameters.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, route } from './route.ts';

export const pullsRoute = (fetching: Fetching) =>
  route({
    method: 'get',
    path: '/api/v1/pulls',
    needs: 'reader',
    summary: 'The feeds that are fetched, each with the pull under way or the last one',
    description:
      'Empty while no feed was added: nothing is fetched then. Hosts, variables that are not set and the texts of faults are told from the role coder up.',
    query: noQuery,
    answers: { 200: { description: 'The feeds', body: fetchedFeeds } },
    problems: ['invalid-feed'],
    async reply({ request }) {
      const isTold = seesInside(request);
      const feeds = await told(() => fetching.status(), isTold);
      return {
        answer: jsonAnswer({ feeds: feeds.map(isTold ? fetchedFeedOf : openFeedOf) }),
        lifetime: 'momentary',
      };
    },
  });

export const addFeedRoute = (fetching: Fetching) =>
  route({
    method: 'post',
    path: '/api/v1/feeds',
    needs: 'admin',
    summary: 'Add a feed, or replace the one of its name',
    description:
      'The body is the feed. It names https addresses of the known publishers and of the hosts in FEED_HOSTS; files of the server’s machine are named on its command line. Passwords have no place in it: it names the environment variables that hold them.',
    body: {
      'application/json': feedSchema,
      [FORM_TYPE]:
        'The part `feed` (JSON), and for one of the kind csv without files the part `file`: the table itself, which is kept with the feed.',
    },
    query: noQuery,
    answers: { 201: { description: 'The feed is kept, and its first pull has begun', body: feedName } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-feed'],
    async reply({ request, response }) {
      const { feed, file } =
        mediaTypeOf(request) === FORM_TYPE
          ? await feedOfForm(request)
          : { feed: await jsonBody(request, response), file: undefined };
      const by = recordedBy(request);
      const { name } = await told(() => fetching.add(feed, 'request', by, file));
      fetching.pullSoon(name); // whoever adds a feed wants to see it, and not at the next tick
      return { answer: jsonAnswer({ name }), lifetime: 'momentary', status: 201 };
    },
  });

const removalQuery = z.strictObject({
  keep: flag('true: what it brought stays.'),
});

/** A feed with its table; where none comes along, the feed names its files. */
async function feedOfForm(
  request: Request,
): Promise<{ readonly feed: unknown; readonly file: DroppedFile | undefined }> {
  const remedy = 'put it where the server finds it by an https address, and name that.';
  const { file, text } = await uploadedForm(request, MAX_TABLE_BYTES, remedy);
  return { feed: jsonPart('feed', text('feed') ?? '', z.record(z.string(), z.unknown())), file };
}

export const removeFeedRoute = (fetching: Fetching) =>
  route({
    method: 'post',
    path: '/api/v1/feeds/:feed/remove',
    needs: 'admin',
    summary: 'Remove a feed with what it brought',
    description:
      'Takes it out of the feeds, ends its pull, and takes out what it brought, from now on: what was known before, and views that were pinned, stay as they are. With `keep` it is fetched no more and its rows stay; a later call without it takes them out.',
    query: removalQuery,
    answers: { 200: { description: 'It is removed', body: feedName } },
    problems: ['unknown-feed', 'invalid-feed'],
    async reply({ request, path, query }) {
      const by = recordedBy(request);
      await told(() => fetching.remove(path('feed'), by, { keepRows: query.keep ?? false }));
      return { answer: jsonAnswer({ name: path('feed') }), lifetime: 'momentary' };
    },
  });

const pullQuery = z.strictObject({
  from: day('First day of a backfill; with `to`.'),
  to: day('Last day of a backfill; with `from`.'),
  again: flag(
    'true: also files that failed or were missing and are not due yet; of a backfill those that are stored, too, unless their list states the content that is stored.',
  ),
  all: flag('true: look through the whole of its lists.'),
});

export const startPullRoute = (fetching: Fetching, ledger: Pick<Ledger, 'note'>) =>
  route({
    method: 'post',
    path: '/api/v1/feeds/:feed/pulls',
    needs: 'admin',
    summary: 'Pull a feed now, or backfill it',
    description:
      'Answers at once; GET /api/v1/pulls tells how far it is. While a pull of the feed is under way it answers with that one. Of several servers the one that leads pulls, whichever is asked.',
    query: pullQuery,
    answers: { 202: { description: 'The pull has started', body: pullAccount } },
    problems: ['unknown-feed', 'pull-underway', 'invalid-feed', 'leader-silent'],
    async reply({ path, query, request }) {
      const by = recordedBy(request);
      const { from, to, again, all } = query;
      if ((from === undefined) !== (to === undefined))
        throw invalid({
          field: from === undefined ? 'from' : 'to',
          value: null,
          message: 'is missing: a backfill has a first and a last day',
        });
      if (from !== undefined && to !== undefined && from > to)
        throw invalid({ field: 'to', value: toIsoDate(to), message: 'is before from: turn them round' });
      const range = from === undefined || to === undefined ? undefined : { from, to };
      const pull = await told(() => fetching.pull(path('feed'), { range, again, all }));
      const days = range && { from: toIsoDate(range.from), to: toIsoDate(range.to) };
      await ledger.note(noteOf('pull-feed', path('feed'), { ...days, again: again ?? false, all: all ?? false }), by);
      return { answer: jsonAnswer(accountOf(pull.account())), lifetime: 'momentary', status: 202 };
    },
  });

export const stopPullRoute = (fetching: Fetching, ledger: Pick<Ledger, 'note'>) =>
  route({
    method: 'post',
    path: '/api/v1/feeds/:feed/pulls/stop',
    needs: 'admin',
    summary: 'Stop the pull of a feed',
    description: 'Answers when it has ended. What is stored stays, and the next pull goes on from there.',
    query: noQuery,
    answers: { 200: { description: 'No pull of the feed is under way', body: feedName } },
    problems: ['leader-silent'],
    async reply({ path, request }) {
      const by = recordedBy(request);
      await told(() => fetching.stopPull(path('feed')));
      await ledger.note(noteOf('stop-pull', path('feed'), null), by);
      return { answer: jsonAnswer({ name: path('feed') }), lifetime: 'momentary' };
    },
  });

/** A week of GDELT has 672 files: somebody waits for the answer. */
const MAX_REPORT_DAYS = 7;

const reportsQuery = z.strictObject({
  dyad: z
    .string('is missing: name a dyad, such as FRA-IRN')
    .transform((text, context) => {
      const dyad = canonicalDyad(text);
      if (dyad !== undefined) return dyad;
      context.addIssue({
        code: 'custom',
        message: 'is not a dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS',
      });
      return z.NEVER;
    })
    .meta({ description: 'Two ISO alpha-3 codes.', example: 'FRA-IRN' }),
  from: day('First day of the acts.'),
  to: day(`Last day of the acts; at most ${MAX_REPORT_DAYS} days at once.`),
});

export const fetchReportsRoute = (fetching: Fetching, ledger: Pick<Ledger, 'note'>) =>
  route({
    method: 'post',
    path: '/api/v1/feeds/:feed/reports',
    needs: 'editor',
    summary: 'Fetch the reports behind the acts of a dyad',
    description:
      'Of dyads that are not watched only counts are stored. This fetches the files of those days once more and keeps the addresses of the reports behind the dyad’s acts; it answers when that is done. Counts and index stay as they are.',
    query: reportsQuery,
    answers: { 200: { description: 'What became of the files', body: reportsKept } },
    problems: ['unknown-feed', 'invalid-feed'],
    async reply({ path, query, request }) {
      const by = recordedBy(request);
      const { dyad, from, to } = query;
      if (from === undefined || to === undefined)
        throw invalid({
          field: from === undefined ? 'from' : 'to',
          value: null,
          message: 'is missing: give the first and the last day',
        });
      if (to < from || to - from >= MAX_REPORT_DAYS)
        throw invalid({
          field: 'to',
          value: toIsoDate(to),
          message: `must lie within ${MAX_REPORT_DAYS} days from "from": ask for one stretch after the other`,
        });
      const { files, kept, faults } = await told(() => fetching.reports(path('feed'), { dyad, range: { from, to } }));
      const asked = { dyad, from: toIsoDate(from), to: toIsoDate(to) };
      await ledger.note(noteOf('fetch-reports', path('feed'), { ...asked, files, kept }), by);
      return { answer: jsonAnswer({ ...asked, files, kept, faults }), lifetime: 'momentary' };
    },
  });

const noteOf = (action: string, feed: string, after: AuditNote['after']): AuditNote => ({
  action,
  subject: feed,
  before: null,
  after,
  why: '',
});

/** @throws Problem for what the request, or a feeds.json that waits, is at fault for */
export async function told<Result>(work: () => Promise<Result>, isTold = true): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnknownFeed) throw new Problem('unknown-feed', error.message);
    if (error instanceof LeaderSilent)
      throw new Problem('leader-silent', error.message, { headers: { 'Retry-After': '15' } });
    if (error instanceof PullUnderway) throw new Problem('pull-underway', error.message);
    if (error instanceof FeedConfigFault) throw new Problem('invalid-feed', isTold ? error.message : UNTOLD);
    throw error;
  }
}

/** A feed as the API gives it. */
export function fetchedFeedOf({
  feed,
  hosts,
  lacking,
  everyMinutes,
  line,
  counts,
  newest,
  pull,
}: FeedStatus): FetchedFeed {
  return {
    name: feed.name,
    kind: feed.kind,
    hosts: [...hosts],
    lacking: [...lacking],
    everyMinutes,
    line,
    files: counts,
    newest: newest && {
      name: newest.name,
      takenAt: newest.takenAt.toISOString(),
      lastDay: newest.lastDay === null ? null : toIsoDate(newest.lastDay),
    },
    pull: pull && accountOf(pull),
  };
}

/** A feed as everybody may read it. */
function openFeedOf(status: FeedStatus): FetchedFeed {
  const feed = fetchedFeedOf(status);
  if (!feed.pull) return { ...feed, hosts: [], lacking: [] };
  const { fault, faults, remarks, ...pull } = feed.pull;
  return {
    ...feed,
    hosts: [],
    lacking: [],
    pull: {
      ...pull,
      faults: untold(faults.length),
      remarks: untold(remarks.length),
      fault: fault === null ? null : UNTOLD,
    },
  };
}

/** An account as the API gives it. */
export function accountOf({
  feed: _feed,
  startedAt,
  endedAt,
  faults,
  remarks,
  ...counts
}: PullAccount): PullAccountResponse {
  return {
    ...counts,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    faults: [...faults],
    remarks: [...remarks],
  };
}
