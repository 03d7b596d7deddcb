/** GET /dyads/:dyad/contributions: one point as the sum of its events. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';
import { contributionRole, coupledFrom, machineCounts, smaller } from './machineCounts.ts';
import { date, dyadId, indexValue, modelRef, moment } from './values.ts';

export const contributions = z
  .object({
    dyad: dyadId,
    date,
    model: modelRef,
    asOf: moment.nullable(),
    direction: z.string(),
    index: indexValue,
    neutral: indexValue,
    tension: z.number(),
    contributions: z.array(
      z.object({
        eventId: z.string(),
        date,
        actor: z.string(),
        target: z.string(),
        type: z.string(),
        category: z.enum(CATEGORIES),
        role: contributionRole,
        verified: z.boolean(),
        summary: z.string(),
        sourceUrl: z.string(),
        tensionPoints: z.number(),
        indexPoints: z.number(),
        coupledFrom,
        machine: machineCounts.optional(),
      }),
    ),
    smaller,
    residual: z.number(),
  })
  .meta({ id: 'Contributions' });

export type Contributions = z.infer<typeof contributions>;
