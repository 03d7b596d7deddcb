/** Feeds: what is fetched, and how the files stand. */
import { z } from 'zod';
import { feedFreshness } from './feedFreshness.ts';
import { count, date, dyadId, moment } from './values.ts';

export const pullAccount = z
  .object({
    startedAt: moment,
    endedAt: moment.nullable(),
    stage: z.enum(['lists', 'files', 'ended']),
    listed: count.describe('files that its lists name and that were not known'),
    gaps: count.describe('quarters of an hour, or days, that its lists skip'),
    files: count.describe('files seen to'),
    totalFiles: count,
    bytes: count.describe('packed bytes of files seen to'),
    totalBytes: count.describe('0 where the lists do not say'),
    done: count,
    replaced: count.describe('of these, files whose rows took the place of those that they brought before'),
    unchanged: count,
    missing: count,
    failed: count,
    refused: count,
    rows: count,
    faultyRows: count,
    stories: count,
    faults: z.array(z.string()).describe('what went wrong with files: the first twenty'),
    remarks: z.array(z.string()),
    stopped: z.boolean().describe('stopped before its end: the next pull goes on'),
    fault: z.string().nullable().describe('why it ended before its end'),
  })
  .meta({ id: 'PullAccount' });

export const fetchedFeed = z
  .object({
    name: z.string(),
    kind: z.enum(['gdelt', 'icews', 'polecat', 'acled', 'ucdp', 'csv']),
    hosts: z.array(z.string()).describe('the only hosts from which it is fetched'),
    lacking: z.array(z.string()).describe('variables of its login that are not set where the server runs'),
    everyMinutes: z.int(),
    line: z.string().nullable().describe('name of the model that reads it; null where none does'),
    files: z.object({ pending: count, done: count, missing: count, failed: count, refused: count }),
    newest: z
      .object({ name: z.string(), takenAt: moment, lastDay: date.nullable() })
      .nullable()
      .describe('the newest file that is stored'),
    pull: pullAccount.nullable().describe('the pull under way, or the last one, of whichever server'),
  })
  .meta({ id: 'FetchedFeed' });

export const fetchedFeeds = z.object({ feeds: z.array(fetchedFeed) }).meta({ id: 'FetchedFeeds' });

export const reportsKept = z
  .object({
    dyad: dyadId,
    from: date,
    to: date,
    files: count.describe('stored files with stories of the dyad on these days whose reports were not kept'),
    kept: count.describe('those whose reports are kept now'),
    faults: z.array(z.string()).describe('why the others are not: the first twenty'),
  })
  .meta({ id: 'ReportsKept' });

export const feedName = z.object({ name: z.string() }).meta({ id: 'FeedName' });

export const feedStates = z
  .object({
    feeds: z.array(
      z.object({
        ...feedFreshness.shape,
        firstDay: date.nullable(),
        files: z.object({ pending: z.int(), done: z.int(), missing: z.int(), failed: z.int(), refused: z.int() }),
        nextTryAt: moment.nullable().describe('when a missing or failed file is tried again'),
        rows: z.int(),
        interstateRows: z.int(),
        stories: z.int(),
        bytes: z.int().describe('as fetched'),
        faulty: z.int(),
        faults: z.record(z.string(), z.int()).describe('faulty rows by reason'),
        lastDay: z.object({ files: z.int(), rows: z.int() }).describe('what was stored within the last 24 hours'),
        troubles: z
          .array(
            z.object({
              name: z.string(),
              state: z.string(),
              attempts: z.int(),
              reason: z.string(),
              lastTriedAt: moment.nullable(),
              nextTryAt: moment.nullable(),
            }),
          )
          .describe('files that are missing, failed or refused, the newest first: fifty at most'),
      }),
    ),
  })
  .meta({ id: 'FeedStates' });

export type PullAccountResponse = z.infer<typeof pullAccount>;
export type FetchedFeed = z.infer<typeof fetchedFeed>;
export type FeedStates = z.infer<typeof feedStates>;
