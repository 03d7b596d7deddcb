/** GET /health/*. */
import { z } from 'zod';

export const health = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    writes: z
      .enum(['taken', 'wait'])
      .optional()
      .describe(
        '`wait`: the database takes none now, and what is published is read all the same. Left out where nobody looked.',
      ),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Health' });

export type Health = z.infer<typeof health>;
