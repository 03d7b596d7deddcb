/** GET /models/{name}/calibration: what stored history makes of the numbers of a model. */
import { z } from 'zod';
import { modelSchema } from '../model.ts';
import { date, modelRef } from './values.ts';

const turned = z.object({ from: z.number(), to: z.number() });

export const calibration = z
  .object({
    model: modelRef,
    knownDays: z.int().describe('days of which the feeds are known; the first 365 only settle the lines'),
    first: date,
    last: date,
    pairs: z.int().describe('pairs of states, those with the most rows'),
    days: z.int().describe('days of all these pairs that were counted'),
    percentile: z.number(),
    index: z.number(),
    scale: turned,
    worldRowsAtLeast: turned.nullable().describe('null where the model takes no shares of the world’s rows'),
    raiseAt: turned,
    clearAt: turned,
    definition: modelSchema.describe('the next version, with these numbers: POST it to /api/v1/models'),
  })
  .meta({ id: 'Calibration' });

export type CalibrationResponse = z.infer<typeof calibration>;
