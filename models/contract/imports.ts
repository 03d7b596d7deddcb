/** POST /imports: what an import did. */
import { z } from 'zod';
import { dyadId } from './values.ts';

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

export type ImportResponse = z.infer<typeof importReport>;
