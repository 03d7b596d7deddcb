/** GET /dyads: all dyads today. */
import { z } from 'zod';
import { date, dyadId, flag, indexValue, modelRef, moment } from './values.ts';

export const board = z
  .object({
    date: date.describe('the day of the values'),
    asOf: moment.nullable(),
    model: modelRef,
    dyads: z.array(
      z.object({
        id: dyadId,
        name: z.string(),
        index: indexValue,
        low: indexValue,
        high: indexValue,
        change30: z.number().describe('index points over 30 days'),
        flag,
        events: z.int().describe('number of events'),
        lastEvent: date.describe('day of the last coded event: nothing is coded after it'),
        topEvent: z
          .object({ id: z.string(), date, type: z.string(), summary: z.string(), indexPoints: z.number() })
          .nullable()
          .describe(
            'the event that moved the index most within the 30 days; where none did, the largest contribution today',
          ),
        topEventIsRecent: z.boolean().describe('whether topEvent lies within the 30 days'),
        sparkline: z
          .object({ from: date, step: z.literal('week'), values: z.array(indexValue) })
          .describe('the index over the last two years'),
      }),
    ),
  })
  .meta({ id: 'Board' });

export type Board = z.infer<typeof board>;
export type BoardDyad = Board['dyads'][number];
