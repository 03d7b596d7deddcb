/** Every error: RFC 9457. */
import { z } from 'zod';

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('where, which value, what to do'),
    instance: z.string().describe('the request id'),
    errors: z.array(z.object({ field: z.string(), value: z.string().nullable(), message: z.string() })).optional(),
    current: z.unknown().optional().describe('what stands there now, where somebody wrote since'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem' });

export type Problem = z.infer<typeof problem>;
