/** GET /morning: what has changed over all dyads. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { NEWS, PERIODS } from '../periodChange.ts';
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
    news: z
      .enum(NEWS)
      .describe(
        'what is new: it is dated in the period; it was recorded, coded otherwise or taken out since, though it is dated earlier; or another act undid it',
      ),
    changed: z
      .array(z.object({ field: z.string(), from: z.string(), to: z.string() }))
      .describe('of one that was coded otherwise: the fields'),
    reason: z.string().describe('of one that was taken out: why; empty otherwise'),
    indexPoints: z
      .number()
      .nullable()
      .describe('what it adds to the change of its dyad; null where it is not named with a dyad'),
  })
  .meta({ id: 'MorningEvent' });

const turnedFlag = {
  flag,
  flagBefore: flag.describe('at the begin of the period, as it was known then'),
  change30: z.number().nullable().describe('index points over the days of the flag; null where there was no value'),
  change30Before: z.number().nullable().describe('the same at the begin of the period'),
};

export const morning = z
  .object({
    date: date.describe('the day of the values: the last of each period'),
    asOf: moment.nullable(),
    model: modelRef,
    lang: z.string().describe('language of names and sentences'),
    timeZone: z.string().describe('in which days begin and end'),
    since: moment
      .nullable()
      .describe(
        'acts dated, recorded, coded otherwise or taken out after this moment are new; null for a day in the past, which is told by the dates of its acts',
      ),
    flagRule: z.object({
      windowDays: z.int(),
      raiseAt: z.number().describe('index points of change from which a flag is raised'),
      clearAt: z.number().describe('index points of change below which it is cleared'),
    }),
    list: z.string().nullable().describe('title of the watch list to which it keeps; null: all dyads'),
    dyads: z.int().describe('dyads that were looked at'),
    lastEvent: date.nullable().describe('day of the last coded event of all dyads'),
    quiet: z.int().describe('dyads without a coded event in the month'),
    uncovered: z
      .int()
      .describe(
        'of these, the ones of which nobody has said to have looked at any day of the month: missing data, not calm',
      ),
    sparse: z.int().describe('dyads with too few events for a flag'),
    periods: z
      .array(
        z.object({
          period: z.enum(PERIODS),
          from: date.describe('the day at whose end the period begins'),
          to: date,
          moved: z
            .int()
            .describe(
              'dyads that rose or fell: by a point or more, and the 90 % band of the change does not hold zero',
            ),
          newEvents: z.int().describe('acts dated after the first day'),
          more: z.int().describe('dyads that belong here and are not listed'),
          dyads: z
            .array(
              z.object({
                id: dyadId,
                name: z.string(),
                index: indexValue,
                low: indexValue.describe('90 % band'),
                high: indexValue,
                from: date.describe(
                  'the day at whose end its move begins: that of the period, or the eve of it for a dyad of which nobody knew at `since`; its card begins there too',
                ),
                before: indexValue.nullable().describe('the index on the first day; null where it had no value'),
                isBeforeAsKnown: z.boolean().describe('whether `before` is as it was known at `since`'),
                change: z.number().nullable(),
                newsPoints: z.number().describe('the sizes, added up, of what is new: the order'),
                sentence: z.string().describe('by the rules of `move`'),
                ...turnedFlag,
                sparse: z.boolean(),
                provisional: z.boolean().describe('so young that acts may still become known'),
                lookedThrough: date
                  .nullable()
                  .describe('the last day up to `to` that somebody looked at; null where nobody has said so'),
                newEvents: z.int(),
                lastEvent: date,
                events: z.array(morningEvent).describe('what is new, the largest share first'),
                moreEvents: z.int().describe('what is new and not listed'),
              }),
            )
            .describe(
              'since the last brief: those with anything new, and those that rose or fell; in longer periods those that rose or fell and are not told before. What is new leads',
            ),
          flags: z
            .array(z.object({ id: dyadId, name: z.string(), sentence: z.string(), ...turnedFlag }))
            .describe(
              'further dyads whose flag was raised, cleared or turned, with what moved them over the days of the flag; one that only became sparse is not listed',
            ),
          events: z
            .array(morningEvent)
            .describe('the gravest acts of the period, by severity and weight, of dyads that are not told'),
        }),
      )
      .describe('each dyad is told once, in the first period in which there is something to tell'),
  })
  .meta({ id: 'Morning' });

export type Morning = z.infer<typeof morning>;
export type MorningPeriod = Morning['periods'][number];
export type MorningDyad = MorningPeriod['dyads'][number];
export type MorningEvent = MorningPeriod['events'][number];
