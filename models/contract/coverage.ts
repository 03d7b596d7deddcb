/** GET /dyads/:dyad/coverage and POST /coverage: which days somebody looked at. */
import { z } from 'zod';
import { DENSITIES } from '../stretch.ts';
import { date, dyadId, moment } from './values.ts';

export const density = z
  .enum(DENSITIES)
  .describe('how densely: for all acts, for those widely reported, or for crises and turning points only');

export const declaredCoverage = z
  .object({
    dyad: dyadId,
    asOf: moment.nullable(),
    stretches: z.array(
      z.object({
        from: date,
        to: date,
        density,
        by: z.string().describe('who looked; empty when nobody said'),
        sources: z.string().describe('where; empty when nobody said'),
        note: z.string(),
        recordedAt: moment,
        recordedBy: z.string(),
      }),
    ),
  })
  .meta({ id: 'DeclaredCoverage' });

export const coverageDeclared = z
  .object({
    dyads: z.array(dyadId),
    declared: z.int().min(0).describe('stretches that are new; what was declared word for word before is passed over'),
  })
  .meta({ id: 'CoverageDeclared' });
