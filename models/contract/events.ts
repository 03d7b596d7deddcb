/** GET /dyads/:dyad/events and /events/:id. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { machineCounts } from './machineCounts.ts';
import { date, dyadId, indexValue, modelRef, moment, role } from './values.ts';

export const operation = z.enum(['create', 'revise', 'retract', 'restore']);

export const event = z
  .object({
    id: z.string(),
    dyad: dyadId,
    date,
    datePrecision: z.enum(['day', 'month']),
    actor: z.string(),
    target: z.string(),
    others: z.array(z.string()),
    role,
    type: z.string(),
    category: z.enum(CATEGORIES),
    cameo: z.string(),
    polarity: z.union([z.literal(1), z.literal(-1)]),
    severity: z.int().min(1).max(5),
    summary: z.string(),
    sourceName: z.string(),
    sourceUrl: z.string(),
    sourceDate: z.string(),
    verified: z.boolean(),
    note: z.string(),
    actId: z
      .string()
      .describe('the act that the row codes, which may bear on several dyads; its own id where it has one row'),
    ends: z.array(z.string()).describe('earlier events of the dyad that this act undoes'),
    endDate: date.nullable().describe('last day of an act that lasted'),
    headline: z.string().describe('the act as a caption; empty where nobody has written one'),
    headlineKo: z.string().describe('the same in Korean'),
    revision: z.int(),
    recordedAt: moment,
    machine: machineCounts.optional(),
  })
  .meta({ id: 'Event' });

export const events = z
  .object({ dyad: dyadId, asOf: moment.nullable(), events: z.array(event), nextCursor: z.string().nullable() })
  .meta({ id: 'EventPage' });

const linkedAct = z.object({
  eventId: z.string(),
  date,
  summary: z.string(),
  headline: z.string(),
  headlineKo: z.string(),
});

export const eventDetail = z
  .object({
    event,
    retracted: z.boolean(),
    revisions: z.array(
      z.object({
        revision: z.int(),
        operation,
        recordedAt: moment,
        recordedBy: z.string(),
        reason: z.string().describe('why it was revised, retracted or restored; empty where nobody said'),
        importId: z.string().describe('the import that brought it; empty where it was no file'),
        importSource: z.string().describe('the name of that file'),
        fields: z
          .array(z.object({ field: z.string(), from: z.string(), to: z.string() }))
          .describe('what a revision changed'),
        event: event.omit({ revision: true, recordedAt: true, machine: true }),
      }),
    ),
    bearings: z
      .array(
        z.object({
          eventId: z.string(),
          dyad: dyadId,
          name: z.string(),
          role,
          polarity: z.union([z.literal(1), z.literal(-1)]),
        }),
      )
      .describe('the rows that code this act (`actId`): this one first, then those in other dyads'),
    undoes: z.array(linkedAct).describe('earlier acts of the dyad that this one undoes'),
    undoneBy: z.array(linkedAct).describe('acts that undo this one, the earliest first'),
    model: modelRef,
    scoring: z
      .object({
        weight: z.number(),
        severityMultiplier: z.number(),
        roleMultiplier: z.number(),
        confidence: z.number(),
        repetition: z.number().describe('factor^n for n earlier acts of the same type and actor within the window'),
        amount: z.number().optional().describe('of an act coded by machine, or inherited: how much of it counts'),
        impact: z.number().describe('signed tension points on the day of the act: the product'),
        holdDays: z.number().describe('as its type holds, and at least to the last day of an act that lasted'),
        halfLifeDays: z.number(),
        undone: z
          .object({ from: date, halfLifeDays: z.number() })
          .nullable()
          .describe(
            'the day on which it was undone, and how it fades from there; null where nothing undoes it, or the model does not ask',
          ),
      })
      .nullable()
      .describe('null for a retracted event'),
    effect: z.array(
      z.object({
        date,
        tensionPoints: z.number(),
        indexPoints: z.number().describe('the share of the level'),
        index: indexValue,
        without: indexValue.describe(
          'the index had this event not been coded; a later act of the same kind is then a less frequent one and counts more',
        ),
      }),
    ),
  })
  .meta({ id: 'EventDetail' });

export type EventRecord = z.infer<typeof event>;
export type EventPage = z.infer<typeof events>;
export type EventDetail = z.infer<typeof eventDetail>;
