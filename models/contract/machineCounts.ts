/** What contributions and moves say of acts that are coded by machine, or inherited from another dyad. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { date, dyadId } from './values.ts';

/** What stands behind an act coded by machine. */
export const machineCounts = z
  .object({
    feed: z.string(),
    code: z.string().describe('in the ontology of the feed'),
    rows: z.int().describe('rows of the feed that tell it'),
    mentions: z.number(),
    articles: z.number(),
    sources: z.int().describe('the most sources behind one row'),
    lateRows: z.int().describe('rows found more than a day after the act'),
    firstAdded: date.nullable().describe('when the feed first had it'),
    worldRows: z.int().describe('rows of the whole world about its day: the denominator'),
    amount: z.number().describe('how much it counts: under the shipped models, percent of the world’s rows of its day'),
    reports: z
      .array(z.string())
      .describe('addresses or names of reports, as far as they are kept: always of watched dyads'),
  })
  .meta({ id: 'MachineCounts' });

export const smaller = z
  .object({ events: z.int(), tensionPoints: z.number(), indexPoints: z.number() })
  .optional()
  .describe('acts coded by machine: the smallest ones together, where there are more than are listed');

/** What lists of contributions and causes say of an event after its id. */
export const partOfSum = {
  date,
  actor: z.string(),
  target: z.string(),
  type: z.string(),
  category: z.enum(CATEGORIES),
  /** an act that a dyad inherits from another one, by a coupling of the model, says so */
  role: z.enum(['direct', 'indirect', 'coupling']),
  verified: z.boolean(),
  summary: z.string(),
  actId: z.string(),
  endDate: date.nullable(),
  headline: z.string(),
  headlineKo: z.string(),
  sourceUrl: z.string(),
  tensionPoints: z.number(),
  indexPoints: z
    .number()
    .describe('signed index points: of a day the share of the level, of a move the share of the change'),
  coupledFrom: dyadId.optional().describe('the dyad that an act of role coupling is from'),
  machine: machineCounts.optional(),
};

export type MachineCountsResponse = z.infer<typeof machineCounts>;
