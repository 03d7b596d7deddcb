/** GET /judgements: which period experts call tenser. */
import { z } from 'zod';
import { date, dyadId } from './values.ts';

const period = z.object({
  from: date,
  to: date,
  statistic: z.enum(['mean', 'max']).describe('how the index of the period is read'),
});

export const judgements = z
  .object({
    judgements: z.array(
      z.object({
        id: z.string(),
        dyad: dyadId,
        higher: period.describe('the tenser period'),
        lower: period.describe('the calmer period'),
        statement: z.string(),
        sourceName: z.string(),
        sourceUrl: z.string(),
      }),
    ),
  })
  .meta({ id: 'Judgements' });

export type JudgementsResponse = z.infer<typeof judgements>;
