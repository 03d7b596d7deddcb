/** POST /imports: what an import did. */
import { z } from 'zod';
import { count, dyadId, moment } from './values.ts';

const rowFault = z
  .object({
    line: z.int(),
    id: z.string().nullable(),
    field: z.string().nullable(),
    value: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'RowFault' });

export const importReport = z
  .object({
    importId: z.string(),
    source: z.string(),
    dryRun: z.boolean(),
    rows: z.int(),
    created: z.int(),
    unchanged: z.int(),
    revised: z.int(),
    faulty: z.int(),
    remarks: z.array(rowFault),
    faults: z.array(rowFault),
    revisions: z.array(z.object({ id: z.string(), line: z.int(), fields: z.array(z.string()) })),
    dyads: z.array(dyadId),
  })
  .meta({ id: 'ImportReport' });

/** GET /imports: those that recorded something. */
export const imports = z
  .object({
    imports: z.array(
      z.object({
        importId: z.string(),
        source: z.string(),
        recordedAt: moment,
        recordedBy: z.string(),
        rows: count,
        created: count,
        revised: count,
        unchanged: count,
        faulty: count,
        takenBack: z
          .object({ at: moment, by: z.string(), reason: z.string() })
          .nullable()
          .describe('null while it holds'),
      }),
    ),
  })
  .meta({ id: 'Imports' });

/** POST /imports/:importId/retraction */
export const importTakenBack = z
  .object({
    importId: z.string(),
    retracted: count.describe('events that it had created, and that are taken out'),
    reverted: count.describe('events that have their content of before again'),
    left: z
      .array(z.object({ id: z.string(), why: z.string() }))
      .describe(
        'events that stay as they are, because they were changed since, or because what was before does not fit',
      ),
    dyads: z.array(dyadId),
    dryRun: z.boolean(),
    run: z.object({ id: z.int() }).nullable(),
  })
  .meta({ id: 'ImportTakenBack' });

export type Imports = z.infer<typeof imports>;
export type ImportTakenBackResponse = z.infer<typeof importTakenBack>;
export type ImportResponse = z.infer<typeof importReport>;
