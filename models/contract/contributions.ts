/** GET /dyads/:dyad/contributions: one point as the sum of its events. */
import { z } from 'zod';
import { partOfSum, smaller } from './machineCounts.ts';
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
        ...partOfSum,
      }),
    ),
    smaller,
    residual: z.number(),
  })
  .meta({ id: 'Contributions' });

export type Contributions = z.infer<typeof contributions>;
