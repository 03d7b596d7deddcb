/** GET /pairs: pairs of states found by words. */
import { z } from 'zod';
import { date, dyadId } from './values.ts';

export const pairs = z
  .object({
    query: z.string(),
    pairs: z.array(
      z.object({
        dyad: dyadId,
        name: z.string(),
        nameKo: z.string(),
        watched: z.boolean(),
        events: z.int().describe('events coded by hand, as last published'),
        feeds: z.array(z.object({ feed: z.string(), name: z.string(), rows: z.int(), firstDay: date, lastDay: date })),
      }),
    ),
    total: z.int().describe('pairs that the words fit, listed or not'),
  })
  .meta({ id: 'Pairs' });

export type Pairs = z.infer<typeof pairs>;
