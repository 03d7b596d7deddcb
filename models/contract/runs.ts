/** GET and POST /runs: roll-up runs. */
import { z } from 'zod';
import { date, moment } from './values.ts';

export const run = z
  .object({
    id: z.int(),
    trigger: z
      .enum(['start', 'schedule', 'request', 'change', 'cli'])
      .describe('request: somebody asked for it; change: something was recorded, or a model was saved'),
    askedBy: z
      .string()
      .nullable()
      .describe('who asked, or recorded what it is for; null where nobody did, and for whom it is not told'),
    status: z.enum(['running', 'complete', 'failed', 'interrupted']),
    startedAt: moment,
    finishedAt: moment.nullable(),
    asOf: moment.nullable(),
    through: date,
    dyads: z.int(),
    points: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Run' });

/** A run in the list, beside the one before it. */
export const listedRun = run
  .extend({
    compared: z
      .enum(['program', 'models', 'afresh'])
      .nullable()
      .describe(
        'why it held every day against what was served, though that may have changed nothing (`points` is 0 then): another version of the program or codebook, other models, or because somebody asked for all of it anew; null: it only looked at what was new',
      ),
  })
  .meta({ id: 'ListedRun' });

export const runs = z.object({ runs: z.array(listedRun) }).meta({ id: 'Runs' });

export const runStarted = z.object({ id: z.int() }).meta({ id: 'RunStarted' });

export type Run = z.infer<typeof run>;
export type ListedRun = z.infer<typeof listedRun>;
