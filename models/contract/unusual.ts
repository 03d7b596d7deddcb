/** GET /unusual: pairs of states of which a feed has an unusual day. */
import { z } from 'zod';
import { count, date, dyadId } from './values.ts';

const rank = {
  lower: count.describe('days before that were lower'),
  higher: count.describe('days before that were higher; the rest were alike'),
  of: count.describe('days before that it was held against'),
};

const unusualPair = z
  .object({
    dyad: dyadId,
    name: z.string(),
    nameKo: z.string(),
    watched: z.boolean(),
    reports: count.describe('of the day'),
    usual: z
      .number()
      .describe('reports that the share of the year before makes of the world’s on such a day of the week'),
    share: z.number().describe('of the world’s reports of the day'),
    count: z
      .object({ way: z.enum(['more', 'fewer']), ...rank })
      .nullable()
      .describe(
        'the number of reports as if each day had had the world’s volume of this one; null where it is not unusual',
      ),
    tone: z
      .object({ way: z.enum(['harsher', 'milder']), mean: z.number(), usual: z.number(), ...rank })
      .nullable()
      .describe(
        'the mean of the reports’ values on the scale of the feed; null where it is not unusual, or there are too few',
      ),
    chance: z.number().describe('how likely such a day is at most where nothing has changed'),
  })
  .meta({ id: 'UnusualPair' });

export const unusual = z
  .object({
    feed: z.string().nullable().describe('null: nothing is stored of any feed'),
    feedName: z.string().nullable(),
    feeds: z.array(z.object({ feed: z.string(), name: z.string() })).describe('those of which something is stored'),
    model: z.string().nullable().describe('name of a model that has the lines of this feed'),
    date: date.nullable().describe('the day that is held against the year before it'),
    newestDay: date.nullable().describe('the newest day of which anything is stored'),
    knownDays: count.describe('days of the year before that are known'),
    neededDays: count.describe('with fewer known days nothing is said'),
    worldReports: count.describe('of the day, of the whole world; 0: the day is unknown'),
    usualWorldReports: count.describe('the median of the known days'),
    list: z.string().nullable().describe('title of the watch list to which it keeps; null: all pairs'),
    looked: count.describe('pairs that were held against their year'),
    byChance: z
      .object({ count: z.number(), tone: z.number() })
      .describe('so many of them at most would be told with nothing changed'),
    total: count.describe('pairs with an unusual day'),
    pairs: z.array(unusualPair).describe('the least likely first'),
  })
  .meta({ id: 'Unusual' });

export type Unusual = z.infer<typeof unusual>;
export type UnusualPair = z.infer<typeof unusualPair>;
