/** What a drafter finds in a text: drafts of acts, each with the words that prove it. A draft is a proposal; nothing here records. */
import { z } from 'zod';
import { date, dyadId } from '../contract/values.ts';

/** Characters of the text as it was pasted (UTF-16 code units), `end` not included. */
export const span = z.strictObject({ start: z.int().min(0), end: z.int().min(1) });

/** Where the value of a field comes from: words of the text, a rule, the codebook's default; `open` is the coder's call. */
export const origin = z.enum(['span', 'rule', 'codebook', 'open']);

const polarity = z.union([z.literal(1), z.literal(-1)]);
const severity = z.int().min(1).max(5).nullable().describe('null: the rubric does not decide it');

export const bearing = z.strictObject({
  dyad: dyadId,
  role: z.enum(['direct', 'indirect']),
  polarity,
  severity,
  suggested: z.boolean().describe('a bearing on a dyad that the act is not between: offered, never taken by itself'),
});

export const draft = z.strictObject({
  date: date.nullable().describe('null: the text does not say'),
  datePrecision: z.enum(['day', 'month']),
  actor: z.string().describe('ISO alpha-3 code, or EU, UN, NATO'),
  target: z.string(),
  others: z.array(z.string()),
  type: z.string().describe('a type of the codebook'),
  polarity,
  severity,
  summary: z.string(),
  headline: z.string().describe('a caption of at most 60 characters'),
  background: z.boolean().describe('an earlier act that the text recalls'),
  verified: z.boolean().describe('false: one side alone reports it'),
  bearings: z.array(bearing).describe('between actor and target first, then suggested ones'),
  evidence: z.array(span).min(1),
  match: z
    .strictObject({ eventId: z.string(), differs: z.array(z.string()) })
    .nullable()
    .describe('the recorded event that this most likely is, and the fields in which it differs'),
  origins: z.record(z.string(), origin).describe('by field'),
});

export const drafted = z
  .strictObject({
    published: z.strictObject({
      date: date.nullable(),
      guessed: z.boolean(),
      reason: z.string().describe('where the date stands, or why none was found'),
    }),
    language: z.enum(['en', 'ko']),
    drafts: z.array(draft),
    passedOver: z.array(z.strictObject({ start: z.int(), end: z.int(), why: z.string() })),
  })
  .meta({ id: 'Drafted' });

export type Span = z.infer<typeof span>;
export type Origin = z.infer<typeof origin>;
export type Bearing = z.infer<typeof bearing>;
export type Draft = z.infer<typeof draft>;
export type Drafted = z.infer<typeof drafted>;
