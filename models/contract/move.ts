/** GET /dyads/:dyad/move: the change between two days as the sum of its causes. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { MOVE_KINDS } from '../move.ts';
import { partOfSum, smaller } from './machineCounts.ts';
import { date, dyadId, indexValue, modelRef, moment } from './values.ts';

const moveKind = z.enum(MOVE_KINDS);

export const move = z.object({
  dyad: dyadId,
  name: z.string(),
  direction: z.string(),
  from: z.object({ date, index: indexValue, tension: z.number(), model: modelRef, asOf: moment.nullable() }),
  to: z.object({ date, index: indexValue, tension: z.number(), model: modelRef, asOf: moment.nullable() }),
  change: z.number().describe('index points; the sum of the groups, and of the events and the rescaling'),
  groups: z
    .array(
      z.object({
        kind: moveKind,
        category: z.enum(CATEGORIES).nullable().describe('null: another base or scale of the model'),
        events: z.int(),
        indexPoints: z.number(),
      }),
    )
    .describe('the bars of the waterfall, in fixed order'),
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
