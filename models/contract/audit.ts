/** GET /audit: who wrote what, when and why; each entry holds the hash of the one before it. */
import { z } from 'zod';
import { moment } from './values.ts';

export const auditEntry = z
  .object({
    number: z.int().min(1),
    at: moment,
    by: z.string(),
    action: z.string().describe('create, revise, retract, restore, import, retract-import, declare-coverage, ...'),
    subject: z.string().describe('an event id, an import id, a dyad, a draft ...'),
    before: z.record(z.string(), z.unknown()).nullable().describe('the fields that changed, as they were'),
    after: z.record(z.string(), z.unknown()).nullable(),
    why: z.string(),
    hash: z.string().describe('SHA-256 of the entry with `previousHash`, hex'),
    previousHash: z.string().describe('empty for the first'),
  })
  .meta({ id: 'AuditEntry' });

export const audit = z
  .object({ entries: z.array(auditEntry), next: z.int().nullable().describe('`before` of the next page') })
  .meta({ id: 'Audit' });

export type AuditEntry = z.infer<typeof auditEntry>;
export type Audit = z.infer<typeof audit>;
