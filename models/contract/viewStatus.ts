/** GET /views/:code/standing: whether a pinned view still holds. */
import { z } from 'zod';
import { date, dyadId, indexValue, modelRef, moment } from './values.ts';
import { viewCode } from './views.ts';

const madeWith = z.object({ asOf: moment.nullable(), model: modelRef });

const reading = z.object({
  index: indexValue.describe('on the last day'),
  change: z.number().describe('index points from the first day to the last'),
});

export const viewStatus = z
  .object({
    code: viewCode,
    status: z.enum(['verified', 'superseded']),
    from: date,
    to: date,
    was: madeWith,
    now: madeWith.describe('the last published run, and the newest version of the model'),
    isDraft: z.boolean().describe('the view shows a draft: only its events can be compared'),
    lines: z
      .array(
        z.object({
          dyad: dyadId,
          name: z.string(),
          was: reading,
          now: reading.nullable().describe('null: the dyad has no events any more'),
          difference: z.number().nullable().describe('of the index on the last day'),
          largest: z
            .object({ date, was: indexValue, now: indexValue })
            .nullable()
            .describe('the day of the view whose index differs most; null: none does'),
        }),
      )
      .describe('one for each dyad of the view'),
    events: z
      .object({ recorded: z.int(), recoded: z.int(), retracted: z.int() })
      .describe('events up to the last day of the view that changed since'),
    changed: z
      .array(
        z.object({
          eventId: z.string(),
          dyad: dyadId,
          date,
          summary: z.string(),
          change: z.enum(['recorded', 'recoded', 'retracted']),
        }),
      )
      .describe('the events that changed since, the latest day first: at most 8 of each dyad'),
    reasons: z.array(z.string()).describe('why, in sentences'),
  })
  .meta({ id: 'Standing' });

export type ViewStatus = z.infer<typeof viewStatus>;
