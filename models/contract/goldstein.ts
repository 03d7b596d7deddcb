/** GET /goldstein: the Goldstein value of each CAMEO code. */
import { z } from 'zod';

export const goldstein = z
  .object({
    codes: z.array(
      z.object({
        code: z
          .string()
          .regex(/^\d{2,4}$/)
          .describe('CAMEO, as text: leading zeros count'),
        gdelt: z
          .number()
          .min(-10)
          .max(10)
          .nullable()
          .describe('as GDELT has it; null where its table has no such code'),
        icews: z.number().min(-10).max(10).nullable().describe('as ICEWS has it'),
      }),
    ),
  })
  .meta({ id: 'Goldstein' });

export type GoldsteinResponse = z.infer<typeof goldstein>;
