/** GET /countries. */
import { z } from 'zod';

export const countries = z
  .object({
    countries: z.array(
      z.object({
        code: z.string().describe('ISO 3166 alpha-3, or EU, UN, NATO'),
        name: z.string(),
        nameKo: z.string().describe('in Korean'),
        kind: z.enum(['state', 'territory', 'organisation', 'former']),
      }),
    ),
  })
  .meta({ id: 'Countries' });

export type CountriesResponse = z.infer<typeof countries>;
