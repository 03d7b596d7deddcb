/** GET /models and /models/:name. */
import { z } from 'zod';
import { modelSchema } from '../model.ts';

export const modelSummary = z
  .object({
    feeds: z
      .array(z.string())
      .optional()
      .describe('machine-coded feeds that it reads; left out for a model of the events coded by hand'),
    couplings: z.boolean().optional().describe('true: dyads inherit from others'),
    name: z.string(),
    version: z.int(),
    hash: z.string(),
    title: z.string(),
    description: z.string(),
    changelog: modelSchema.shape.changelog,
  })
  .meta({ id: 'ModelSummary' });

export const models = z.object({ models: z.array(modelSummary) }).meta({ id: 'Models' });

export const modelDetail = z
  .object({ name: z.string(), version: z.int(), hash: z.string(), definition: modelSchema })
  .meta({ id: 'ModelDetail' });

export type ModelSummary = z.infer<typeof modelSummary>;
export type ModelDetail = z.infer<typeof modelDetail>;
