/** GET /audit: who wrote what, when and why; each entry holds the hash of the one before it. */
import { z } from 'zod';
import { moment } from './values.ts';

export const auditEntry = z
  .object({
    number: z.int().min(1),
    at: moment,
    by: z.string(),
    action: z
      .string()
      .describe(
        'create, revise, retract, restore, import, retract-import, declare-coverage, withdraw-coverage, give-role, make-key, withdraw-key, withdraw-view, save-model, add-feed, remove-feed, start-run, put-alert-rule, remove-alert-rule, silence-alert, put-alert-channel, remove-alert-channel, test-alert-rule, test-alert-channel, acknowledge-alert, send-alert-again, keep-mapping, save-draft, change-dictionary, accept-suggestion, decline-suggestion, create-round, close-round, decide-unit, leave-round, pull-feed, stop-pull, fetch-reports, download-backup',
      ),
    subject: z
      .string()
      .describe(
        'the id of an event, an import, a person or a key; a dyad, the code of a view, name@version of a model, the name of a feed, of a rule or of a channel, the number of a run, the id of a draft, a suggestion, a round of coding or an alert',
      ),
    before: z.record(z.string(), z.unknown()).nullable().describe('the fields that changed, as they were'),
    after: z.record(z.string(), z.unknown()).nullable(),
    why: z.string(),
    hash: z.string().describe('SHA-256, in hex, of the canonical JSON (RFC 8785) of the entry without `hash`'),
    previousHash: z.string().describe('empty for the first'),
  })
  .meta({ id: 'AuditEntry' });

export const audit = z
  .object({ entries: z.array(auditEntry), next: z.int().nullable().describe('`before` of the next page') })
  .meta({ id: 'Audit' });

/** GET /audit/state */
export const auditState = z
  .object({
    entries: z.int().describe('that were checked, up to the first broken one'),
    broken: z
      .object({ number: z.int(), why: z.string() })
      .nullable()
      .describe('the first entry that is not as it was written; null: the chain holds'),
  })
  .meta({ id: 'AuditState' });

export type AuditEntry = z.infer<typeof auditEntry>;
export type AuditState = z.infer<typeof auditState>;
export type Audit = z.infer<typeof audit>;
