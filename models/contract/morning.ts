/** GET /morning: what has changed over all dyads. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { PERIODS } from '../periodChange.ts';
import { date, dyadId, flag, indexValue, modelRef, moment } from './values.ts';

const morningEvent = z
  .object({
    id: z.string(),
    dyad: dyadId,
    name: z.string().describe('of the dyad'),
    date,
    datePrecision: z.enum(['day', 'month']),
    actor: z.string(),
    target: z.string(),
    type: z.string(),
    typeLabel: z.string(),
    category: z.enum(CATEGORIES),
    summary: z.string(),
    sourceName: z.string(),
    sourceUrl: z.string(),
    verified: z.boolean(),
    indexPoints: z
      .number()
      .nullable()
      .describe('what it adds to the change of its dyad; null where it is not named with a dyad that moved'),
  })
  .meta({ id: 'MorningEvent' });

export const morning = z
  .object({
    date: date.describe('the day of the values: the last of each period'),
    asOf: moment.nullable(),
    model: modelRef,
    lang: z.string().describe('language of names and sentences'),
    dyads: z.int().describe('dyads that were looked at'),
    lastEvent: date.nullable().describe('day of the last coded event of all dyads: nothing is coded after it'),
    quiet: z.int().describe('dyads without a coded event in the month: no events is absence of events, not peace'),
    sparse: z.int().describe('dyads with too few events for a flag'),
    periods: z.array(
      z.object({
        period: z.enum(PERIODS),
        from: date,
        to: date,
        moved: z
          .int()
          .describe('dyads that rose or fell: by a point or more, and the 90 % band of the change does not hold zero'),
        newEvents: z.int(),
        dyads: z
          .array(
            z.object({
              id: dyadId,
              name: z.string(),
              index: indexValue,
              low: indexValue.describe('90 % band'),
              high: indexValue,
              before: indexValue.describe('the index on the first day'),
              change: z.number(),
              sentence: z.string().describe('by the rules of `move`'),
              flag,
              sparse: z.boolean(),
              provisional: z.boolean().describe('so young that acts may still become known'),
              newEvents: z.int(),
              lastEvent: date,
              events: z.array(morningEvent).describe('the new events that moved it most'),
            }),
          )
          .describe('those that rose or fell, the largest change first'),
        flags: z
          .array(z.object({ id: dyadId, name: z.string(), from: flag, to: flag, change30: z.number() }))
          .describe('dyads whose flag was raised, cleared or turned; one that only became sparse is not listed'),
        events: z
          .array(morningEvent)
          .describe('the gravest new events of all dyads, by severity and weight, beside those named with a dyad'),
      }),
    ),
  })
  .meta({ id: 'Morning' });

export type Morning = z.infer<typeof morning>;
export type MorningPeriod = Morning['periods'][number];
export type MorningEvent = MorningPeriod['events'][number];
