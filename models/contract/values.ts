/** What the API's answers are made of. Dates are `YYYY-MM-DD` (UTC), moments ISO 8601 with `Z`. */
import { z } from 'zod';
import { DYAD_ID } from '../dyad.ts';

export const date = z.iso.date();

export const moment = z.iso.datetime();

export const dyadId = z
  .string()
  .regex(DYAD_ID)
  .describe('two ISO 3166 alpha-3 codes (or EU, UN, NATO) in alphabetical order');

export const indexValue = z.number().min(0).max(100);

export const modelRef = z
  .object({ name: z.string(), version: z.int(), hash: z.string().regex(/^[0-9a-f]{8}$/) })
  .meta({ id: 'ModelRef' });

export const flag = z.enum(['deteriorated', 'unchanged', 'improved', 'sparse']);

export const step = z.enum(['day', 'week', 'month']);

export const stretch = z.object({ from: date, to: date });

export const role = z.enum(['direct', 'indirect']);

export const direction = z
  .union([z.literal('both'), z.templateLiteral([z.string(), '>', z.string()])])
  .describe('both, or KOR>RUS for the acts of one side');

export const count = z.int().min(0);
