/** GET /health/*. */
import { z } from 'zod';

export const health = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Health' });

export type Health = z.infer<typeof health>;
