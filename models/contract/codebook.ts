/** GET /codebook: the event types. */
import { z } from 'zod';
import { CATEGORIES } from '../codebook.ts';

export const codebook = z
  .object({
    types: z.array(
      z.object({
        type: z.string(),
        category: z.enum(CATEGORIES),
        polarity: z.union([z.literal(1), z.literal(-1)]),
        cameo: z.string(),
        label: z.string(),
        definition: z.string(),
        mutual: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Codebook' });

export type CodebookResponse = z.infer<typeof codebook>;
