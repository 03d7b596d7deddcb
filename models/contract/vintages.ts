/** GET /dyads/:dyad/vintages: the value of each day when it was first published. */
import { z } from 'zod';
import { date, dyadId, indexValue, modelRef, moment } from './values.ts';

export const vintages = z
  .object({
    dyad: dyadId,
    model: modelRef,
    points: z.array(
      z.object({
        date,
        index: indexValue,
        run: z.int().describe('the first run that published a value of this day'),
        publishedAt: moment,
      }),
    ),
  })
  .meta({ id: 'Vintages' });

export type Vintages = z.infer<typeof vintages>;
