/** When rules of alerts would have told. */
import { z } from 'zod';
import { ruleSchema } from '../alerts/rule.ts';
import { count, date, dyadId, modelRef } from './values.ts';

export const MAX_REPLAYED_DYADS = 20;
export const MAX_TOLD = 1000;

export const alertReplayBody = z.strictObject({
  rule: ruleSchema.describe('the JSON of a file of a rule; nothing of it is kept'),
  from: z.iso.date().optional().describe('the first day of what it tells; the first of all when left out'),
  to: z.iso.date().optional().describe('the last one; that of the last roll-up when left out'),
});

const replayedRule = z.object({
  name: z.string(),
  title: z.string(),
  told: count,
  perYearAndDyad: z.number().describe('times that it told, by year and dyad'),
  judgedPeriods: count.describe(
    'tenser periods of /judgements of whose tension it told within them, in the 30 days before, or earlier where that still held',
  ),
  judged: count.describe('of so many'),
  medianLagDays: z
    .int()
    .nullable()
    .describe('from the beginning of such a period to the telling; below 0 is before; null where it told of none'),
});

const told = z.object({
  rule: z.string(),
  dyad: z.string().describe('or the state, of a rule about several dyads of one'),
  date,
  clearedOn: date.nullable().describe('the day on which it was over; null where it was not, and for acts'),
  value: z.number().describe('what it was measured by, in the unit of its condition; 0 for a flag'),
  side: z.int().min(-1).max(1).describe('1: up, deteriorated; -1: down, improved; 0 where it has no way'),
  acts: z.array(z.string()).describe('ids of the acts, of a rule about acts'),
});

/** The command prints all of it. */
export const replayReport = z.object({
  model: modelRef,
  from: date.nullable(),
  to: date,
  rules: z.array(replayedRule),
  told: z.array(told).describe('the oldest first'),
});

export const alertReplay = replayReport
  .extend({
    told: z.array(told).describe(`the oldest first; of more than ${MAX_TOLD} the newest`),
    dyads: z.array(dyadId).describe('those that were replayed'),
    watched: count.describe('dyads with events that the rule watches'),
  })
  .meta({ id: 'AlertReplay' });

export type ReplayReport = z.infer<typeof replayReport>;
export type AlertReplay = z.infer<typeof alertReplay>;
