/** GET /dyads: all dyads today. */
import { z } from 'zod';
import { NEWS } from '../periodChange.ts';
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
        index: indexValue.nullable().describe('null before the first day that has a value'),
        low: indexValue.nullable(),
        high: indexValue.nullable(),
        change30: z
          .number()
          .nullable()
          .describe('index points over 30 days, as known now; null where there was no value 30 days ago'),
        newPoints30: z
          .number()
          .min(0)
          .describe(
            'the sizes, added up, of what acts that were dated, undone, recorded, recoded or retracted within the 30 days add to the change: the order of the board. 0: nothing is new, the index only fades',
          ),
        fadingPoints30: z.number().describe('what earlier acts add to change30 by fading, index points'),
        percentile: z
          .number()
          .min(0)
          .max(100)
          .nullable()
          .describe(
            'where the index stands in the history of the dyad: the share of its covered days on which it was at most as high (where several are equal, the mean of their ranks); null with fewer than 365 covered days',
          ),
        coveredDays: z.int().describe('the days that the percentile is of: those that somebody looked at'),
        highestSince: date
          .nullable()
          .describe(
            'the last covered day on which the index was as high, where that is a year ago or longer; the first covered day where it never was; null where neither, or nobody looked today',
          ),
        isHighestOnRecord: z.boolean().describe('whether it was never as high since highestSince'),
        lookedThrough: date
          .nullable()
          .describe(
            'the last day up to today that somebody declared to have looked at; null where nobody did. Under a model that does not ask who looked, the day of the last event',
          ),
        flag,
        events: z.int().describe('number of events'),
        lastEvent: date.describe('day of the last coded event: nothing is coded after it'),
        topEvent: z
          .object({ id: z.string(), date, type: z.string(), summary: z.string(), indexPoints: z.number() })
          .nullable()
          .describe(
            'the act that is new within the 30 days and moved the index most; where none did, the largest contribution today',
          ),
        topEventIsRecent: z.boolean().describe('whether topEvent is new within the 30 days'),
        topEventNews: z
          .enum(NEWS)
          .nullable()
          .describe(
            'what is new of topEvent: dated within the 30 days; recorded, recoded or retracted within them though dated earlier; undone within them; null where nothing is',
          ),
        sparkline: z
          .object({
            from: date,
            step: z.literal('week'),
            values: z.array(indexValue),
            covered: z.array(z.boolean()).describe('whether somebody looked at the day of each value'),
          })
          .describe('the index over the last two years'),
      }),
    ),
  })
  .meta({ id: 'Board' });

export type Board = z.infer<typeof board>;
export type BoardDyad = Board['dyads'][number];
