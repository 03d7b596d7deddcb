/** GET /dyads/:dyad/revisions: what was recorded since a moment. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { operation } from './events.ts';
import { date, dyadId, moment } from './values.ts';

export const revisions = z
  .object({
    dyad: dyadId,
    since: moment.nullable().describe('null: from the beginning'),
    until: moment.nullable().describe('null: nothing was ever recorded'),
    counts: z
      .object({ create: z.int(), revise: z.int(), retract: z.int(), restore: z.int() })
      .describe('of all revisions, listed or not'),
    revisions: z
      .array(
        z.object({
          eventId: z.string(),
          revision: z.int(),
          operation,
          recordedAt: moment,
          recordedBy: z.string(),
          reason: z.string().describe('why it was revised, retracted or restored; empty where nobody said'),
          date,
          type: z.string(),
          category: z.enum(CATEGORIES),
          summary: z.string(),
          fields: z
            .array(z.object({ field: z.string(), from: z.string(), to: z.string() }))
            .describe('what a revision changed'),
        }),
      )
      .describe('the newest first'),
  })
  .meta({ id: 'Revisions' });

export type Revisions = z.infer<typeof revisions>;
