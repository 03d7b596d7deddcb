/** GET /dyads/:dyad/coverage and POST /coverage: which days somebody looked at. */
import { z } from 'zod';
import { DENSITIES } from '../stretch.ts';
import { date, dyadId, moment } from './values.ts';

export const density = z
  .enum(DENSITIES)
  .describe('how densely: for all acts, for those widely reported, or for crises and turning points only');

const stretch = z.object({
  from: date,
  to: date,
  density,
  by: z.string().describe('who looked; empty when nobody said'),
  sources: z.string().describe('where; empty when nobody said'),
  note: z.string(),
  recordedAt: moment,
  recordedBy: z.string(),
});

export const declaredCoverage = z
  .object({
    dyad: dyadId,
    asOf: moment.nullable(),
    stretches: z.array(stretch).describe('what holds'),
    withdrawn: z
      .array(stretch.extend({ reason: z.string().describe('why it was taken back') }))
      .describe('what was declared and taken back; `recordedAt` and `recordedBy` are of the withdrawal'),
  })
  .meta({ id: 'DeclaredCoverage' });

export const coverageDeclared = z
  .object({
    dyads: z.array(dyadId),
    declared: z.int().min(0).describe('stretches that are new; what is declared word for word already is passed over'),
    withdrawn: z.int().min(0).describe('stretches that hold no longer'),
    remarks: z
      .array(z.string())
      .describe('a sentence for each stretch that overlaps another of its dyad with another density'),
  })
  .meta({ id: 'CoverageDeclared' });

export type CoverageDeclared = z.infer<typeof coverageDeclared>;
export type DeclaredCoverage = z.infer<typeof declaredCoverage>;
