/** What waits at the desk: saved drafts, suggestions, the queue. */
import { z } from 'zod';
import { date, dyadId, moment } from './values.ts';

/** A text and its drafts as a page keeps them; the server stores `content` and does not read it. */
export const savedDraft = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    title: z.string(),
    content: z.unknown(),
    state: z.enum(['open', 'recorded', 'discarded']),
    savedAt: moment,
    savedBy: z.string(),
  })
  .meta({ id: 'SavedDraft' });

const reader = z.object({ page: z.string().describe('names the page: one person may have several'), name: z.string() });

/** GET /desk/drafts/:id: with who has it open now. */
export const openedDraft = savedDraft.extend({ openBy: z.array(reader) }).meta({ id: 'OpenedDraft' });

/** POST /desk/drafts/:id/readers: says every 15 seconds that a page has the draft open. */
export const draftReader = z.strictObject({
  page: z.string().min(1).max(100),
  leaving: z.boolean().optional().describe('true: it has it open no longer'),
});

export const draftReaders = z.object({ openBy: z.array(reader) }).meta({ id: 'DraftReaders' });

export const savedDrafts = z
  .object({ drafts: z.array(savedDraft.omit({ content: true })) })
  .meta({ id: 'SavedDrafts' });

/** POST /desk/drafts makes one, POST /desk/drafts/:id saves it; 409 with the draft as it stands where `version` is not the newest. */
export const draftToSave = z.strictObject({
  version: z.int().min(0).describe('the version that the writer saw; 0 for a new one'),
  title: z.string().max(300),
  content: z.unknown(),
  state: z.enum(['open', 'recorded', 'discarded']).optional(),
});

export const suggestion = z
  .object({
    id: z.string(),
    kind: z.enum(['act', 'revision', 'retraction', 'restoration']),
    subject: z.string().describe('the event id or act id; empty for a new act'),
    change: z.record(z.string(), z.unknown()).describe('the body that the route would take'),
    by: z.string(),
    signedIn: z
      .boolean()
      .nullable()
      .describe('whether the server knew who it was; false: the name is only typed; null: not noted then'),
    reason: z.string(),
    at: moment,
    state: z.enum(['open', 'accepted', 'declined']),
    decidedBy: z.string().nullable(),
    decidedAt: moment.nullable(),
    decision: z.string().describe('what the editor said; empty while open'),
  })
  .meta({ id: 'Suggestion' });

export const suggestions = z.object({ suggestions: z.array(suggestion) }).meta({ id: 'Suggestions' });

export const newSuggestion = z.strictObject({
  kind: z.enum(['act', 'revision', 'retraction', 'restoration']),
  subject: z.string().max(200).default(''),
  change: z.record(z.string(), z.unknown()).default({}),
  by: z.string().trim().min(1, 'is missing: say who suggests it').max(100),
  reason: z.string().trim().min(1, 'is missing: say why, in one sentence').max(1000),
});

export const suggestionDecision = z.strictObject({ accept: z.boolean(), reason: z.string().max(1000).default('') });

/** GET /desk/queue */
export const queue = z
  .object({
    drafts: savedDrafts.shape.drafts,
    suggestions: z.array(suggestion),
    disputes: z.array(z.object({ roundId: z.string(), title: z.string(), open: z.int() })),
    secondCodings: z.array(z.object({ roundId: z.string(), title: z.string(), open: z.int() })),
    lookedAt: z
      .array(z.object({ dyad: dyadId, through: date.nullable() }))
      .describe('dyads, the one not looked at for longest first; null: never'),
  })
  .meta({ id: 'Queue' });

export type OpenedDraft = z.infer<typeof openedDraft>;
export type DraftReaders = z.infer<typeof draftReaders>;
export type SavedDraft = z.infer<typeof savedDraft>;
export type SavedDrafts = z.infer<typeof savedDrafts>;
export type DraftToSave = z.infer<typeof draftToSave>;
export type Suggestion = z.infer<typeof suggestion>;
export type Suggestions = z.infer<typeof suggestions>;
export type NewSuggestion = z.infer<typeof newSuggestion>;
export type Queue = z.infer<typeof queue>;
