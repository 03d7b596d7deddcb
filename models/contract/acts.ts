/** POST /acts and what corrects them: /acts/:actId/revisions, /events/:id/retraction and /restoration, /imports/:importId/retraction. */
import { z } from 'zod';
import { dyadId, role } from './values.ts';

const polarity = z.union([z.literal(1), z.literal(-1)]);
const severity = z.int().min(1).max(5);
const precision = z.enum(['day', 'month']);

/** What an act means in one dyad. */
export const newBearing = z.strictObject({
  id: z.string().optional().describe('made by the server when left out'),
  dyad: z.string().optional().describe('of actor and target when left out'),
  actor: z.string(),
  target: z.string(),
  others: z.array(z.string()).optional(),
  role: role.optional().describe('direct when left out'),
  polarity,
  severity,
  ends: z.array(z.string()).optional().describe('earlier events of the dyad that this act undoes'),
  note: z.string().optional(),
});

/** A calendar date; the check of the row says what is wrong with one. */
const date = z.string().meta({ format: 'date', example: '2024-04-05' });

const ofTheAct = {
  date,
  datePrecision: precision.optional(),
  endDate: date.nullable().optional(),
  type: z.string(),
  cameo: z.string().optional().describe('the code of the type when left out'),
  summary: z.string(),
  headline: z.string().optional(),
  headlineKo: z.string().optional(),
  sourceName: z.string(),
  sourceUrl: z.string().optional(),
  sourceDate: z.string().optional(),
  verified: z.boolean().optional().describe('false when left out'),
};

export const newAct = z
  .strictObject({ ...ofTheAct, bearings: z.array(newBearing).min(1).max(50) })
  .meta({ id: 'NewAct' });

/** One act, or several that are recorded together: all or none. */
export const newActs = z.union([newAct, z.strictObject({ acts: z.array(newAct).min(1).max(200) })]);

/** Changed fields of the act, and of its bearings by their event ids. An act with one bearing takes that one's fields at the top as well. */
export const actRevision = z
  .strictObject({
    reason: z.string().describe('why, in one sentence'),
    ...z.strictObject(ofTheAct).partial().shape,
    ...newBearing.omit({ id: true, dyad: true }).partial().shape,
    bearings: z
      .array(newBearing.partial())
      .max(50)
      .optional()
      .describe('each with the id of its row; one without an id is a bearing on one dyad more'),
    /** revisions that the writer saw, by event id: refused (409) with the difference where somebody wrote since */
    revisions: z.record(z.string(), z.int()).optional(),
  })
  .meta({ id: 'ActRevision' });

export const reasonBody = z.strictObject({ reason: z.string().describe('why, in one sentence') });

/** Of one event, or of all rows of its act. */
export const eventReasonBody = reasonBody.extend({
  wholeAct: z.boolean().optional().describe('true: in every dyad that the act bears on; this one only when left out'),
});

export const actsRecorded = z
  .object({
    acts: z.array(
      z.object({
        actId: z.string(),
        events: z.array(
          z.object({
            id: z.string(),
            dyad: dyadId,
            revision: z.int(),
            operation: z.enum(['create', 'revise', 'retract', 'restore', 'none']),
          }),
        ),
      }),
    ),
    remarks: z
      .array(z.object({ field: z.string(), value: z.string().nullable(), message: z.string() }))
      .describe('what was taken otherwise than it was written, and acts of the ledger that may be the same'),
    dryRun: z.boolean().describe('true: nothing was recorded'),
    run: z
      .object({ id: z.int() })
      .nullable()
      .describe(
        'the roll-up that takes it in; null where nothing changed, or where no run has begun within 10 s: it is asked for',
      ),
  })
  .meta({ id: 'ActsRecorded' });

export type NewBearing = z.infer<typeof newBearing>;
export type NewAct = z.infer<typeof newAct>;
export type ActRevision = z.infer<typeof actRevision>;
export type ActsRecorded = z.infer<typeof actsRecorded>;
