import { z } from 'zod';
import { feedFreshness } from './feedFreshness.ts';
import { date, dyadId, modelRef, moment, stretch } from './values.ts';

/** What a feed has of a pair of states, day by day: the evidence behind its machine-coded lines. */
export const dyadFeed = z
  .object({
    dyad: dyadId,
    name: z.string(),
    feed: z.string(),
    model: modelRef.describe('whose measure of a jump and of a share is used'),
    asOf: moment.nullable(),
    from: date,
    to: date,
    freshness: feedFreshness,
    siblings: z
      .array(z.object({ dyad: dyadId, name: z.string() }))
      .describe('pairs that machine coders confuse with this one'),
    summary: z.object({
      rows: z.int(),
      stories: z.int(),
      countedStories: z.int().describe('stories whose code says whether tension rises'),
      lateRows: z.int(),
      lateShare: z.number().nullable().describe('share of rows found more than a day after the act; null without rows'),
      singleSourceStories: z.int().describe('stories that "at least two sources" removes'),
      singleSourceShare: z.number().nullable(),
      unknownDays: z.int().describe('days of which no file is stored: unknown, not zero'),
      partialDays: z.int().describe('days of which some files are stored and some are not'),
      contaminatedDays: z.int().describe('days on which the pair and a sibling jump together'),
    }),
    unknown: z.array(stretch),
    days: z.array(
      z.object({
        date,
        rows: z.int().nullable().describe('null: unknown, because no file of that day is stored'),
        stories: z.int().nullable(),
        singleSourceStories: z.int().nullable(),
        sources: z.int().nullable().describe('the most behind one row'),
        mentions: z.number().nullable(),
        articles: z.number().nullable(),
        lateRows: z.int().nullable(),
        worldRows: z.int().nullable().describe('rows of the whole world about that day'),
        worldQuadClasses: z
          .array(z.int())
          .length(4)
          .nullable()
          .describe('of them verbal and material cooperation, verbal and material conflict'),
        share: z.number().nullable().describe('percent of the world’s rows'),
        filesDone: z.int(),
        filesLacking: z.int(),
        jump: z.boolean(),
        siblingJumps: z.array(dyadId).describe('siblings that jump on the same day'),
      }),
    ),
  })
  .meta({ id: 'DyadFeed' });

export type DyadFeed = z.infer<typeof dyadFeed>;
