/** GET /dyads/:dyad/move: the change between two days as the sum of its causes. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { MOVE_KINDS } from '../move.ts';
import { partOfSum, smaller } from './machineCounts.ts';
import { date, dyadId, indexValue, modelRef, moment } from './values.ts';

const moveKind = z.enum(MOVE_KINDS);
const extreme = z.object({ date, index: indexValue }).nullable();

export const move = z.object({
  dyad: dyadId,
  name: z.string(),
  direction: z.string(),
  from: z.object({ date, index: indexValue, tension: z.number(), model: modelRef, asOf: moment.nullable() }),
  to: z.object({ date, index: indexValue, tension: z.number(), model: modelRef, asOf: moment.nullable() }),
  change: z
    .number()
    .describe(
      'index points; the sum of the groups, of the types and of the actors with the rescaling, and of the events and the smaller ones with it',
    ),
  band: z
    .object({ low: z.number(), high: z.number() })
    .describe(
      'the 90 % band of the change, index points: both days share their weights, so that it is not the band of either level',
    ),
  highest: extreme.describe(
    'of the covered days between the two; null where there is none, or the ends differ in moment or model',
  ),
  lowest: extreme,
  firstDay: date
    .nullable()
    .describe(
      'the first day that has a value, where the move begins before it: then it is no rise and no fall, and `from.index` is the neutral value from which the sum starts',
    ),
  isUncovered: z.boolean().describe('nobody looked at any day after the first'),
  uncoveredDays: z
    .int()
    .min(0)
    .describe('days after the first that nobody looked at; 0 under a model that does not ask'),
  lookedThrough: extreme.describe(
    'the last day that somebody looked at, where it lies between the two; null where somebody looked at the last',
  ),
  groups: z
    .array(
      z.object({
        kind: moveKind,
        category: z.enum(CATEGORIES).nullable().describe('null: another base or scale of the model'),
        events: z.int(),
        indexPoints: z.number(),
      }),
    )
    .describe('the bars of the waterfall, in fixed order: shares of the change, index points'),
  types: z
    .array(
      z.object({
        kind: moveKind,
        type: z.string(),
        category: z.enum(CATEGORIES),
        events: z.int(),
        indexPoints: z.number(),
      }),
    )
    .describe(
      'the same causes by kind and type of act, those that add and those that take away apart; with the rescaling they add up to the change, however many acts there are',
    ),
  actors: z
    .array(
      z.object({
        actor: z.string().nullable().describe('null: acts of both sides together, such as summits and talks'),
        events: z.int(),
        indexPoints: z.number(),
        kinds: z
          .array(z.object({ kind: moveKind, events: z.int(), indexPoints: z.number() }))
          .describe('the same by kind of cause'),
      }),
    )
    .describe('whose acts: the same causes by actor, the largest share first'),
  events: z.array(
    z.object({
      eventId: z.string(),
      kind: moveKind,
      ...partOfSum,
    }),
  ),
  smaller,
  rescaling: z.number().describe('index points from another base or scale of the model, which belong to no event'),
  sentence: z.string(),
  residual: z.number(),
});

export type Move = z.infer<typeof move>;
