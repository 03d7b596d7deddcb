import { z } from 'zod';
import { density } from './coverage.ts';
import { date, dyadId, moment } from './values.ts';

/** Numbers of every event, in columns, as the browser scores them: models/basis.ts `EventColumns`. */
export const basis = z.object({
  dyad: dyadId,
  name: z.string(),
  asOf: moment.nullable(),
  through: date.describe('the last day that is served'),
  codingLagDays: z.number(),
  columns: z.object({
    ids: z.array(z.string()),
    types: z.array(z.string()),
    actors: z.array(z.string()),
    day: z.array(z.int()).describe('epoch days: days since 1970-01-01'),
    type: z.array(z.int()),
    actor: z.array(z.int()),
    polarity: z.array(z.union([z.literal(1), z.literal(-1)])),
    severity: z.array(z.int()),
    indirect: z.array(z.int()),
    unverified: z.array(z.int()),
    firstSideShare: z.array(z.number()),
    lastDay: z.array(z.int()).optional().describe('last day of each act; left out where none lasted'),
    ends: z
      .object({ by: z.array(z.int()), ended: z.array(z.int()) })
      .optional()
      .describe('which event undoes which: positions, a pair an entry; left out where none is undone'),
    coverage: z
      .array(z.object({ from: z.int(), to: z.int(), density }))
      .optional()
      .describe('declared stretches in epoch days; left out where nobody has declared any'),
  }),
});

export type Basis = z.infer<typeof basis>;
