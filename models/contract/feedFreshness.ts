/** Whether a feed is up to date. */
import { z } from 'zod';
import { date, moment } from './values.ts';

export const feedFreshness = z
  .object({
    feed: z.string(),
    name: z.string(),
    newestDay: date.nullable().describe('the last day that a stored file reports on'),
    lastTakenAt: moment.nullable(),
    lacking: z.int().describe('known files that are not stored'),
    stale: z.boolean(),
    sentence: z.string().describe('the same in words, for a badge'),
  })
  .meta({ id: 'FeedFreshness' });

export type FeedFreshness = z.infer<typeof feedFreshness>;
