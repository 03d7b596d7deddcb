/** POST /feeds/preview: what a feed would make of a table, row by row; GET /feeds/mappings: mappings of data sets that are known. */
import { z } from 'zod';
import { FEED_COLUMNS, FEED_OUTCOMES } from '../importing/feedColumnNames.ts';
import { feedDraft } from '../importing/feedMapping.ts';
import { dateQuestion, openWord, tableFacts } from './importPreview.ts';
import { date, dyadId } from './values.ts';

const column = z.enum(FEED_COLUMNS);

const previewRow = z.object({
  line: z.int().min(1),
  outcome: z
    .enum(FEED_OUTCOMES)
    .describe(
      'silent: taken, and its code says nothing about tension; leftOut: about no pair of states; waiting: it waits for an answer',
    ),
  date: date.nullable(),
  pairs: z.array(z.object({ actor: z.string(), target: z.string() })).describe('several where a side lists states'),
  actor: z.string().describe('as the file writes it'),
  target: z.string(),
  code: z.string(),
  type: z.string().nullable(),
  value: z.number().nullable(),
  reason: z.string().nullable().describe('of a row that is left out: why, as a word such as sameState'),
  message: z.string().nullable().describe('of a row at fault, as a sentence'),
  remarks: z.array(z.string()),
});

export const feedPreview = z
  .object({
    source: z.string(),
    file: tableFacts,
    mapping: feedDraft.describe('as it was used: what was given, and what was guessed'),
    columns: z.array(
      z.object({
        column,
        heading: z.string().nullable(),
        basis: z.enum(['given', 'heading', 'content', 'constant', 'none']),
        isNeeded: z.boolean(),
      }),
    ),
    questions: z.object({
      dates: dateQuestion,
      missing: z.array(column),
      years: z.boolean().describe('rows know the year alone, and the mapping does not say on which day they stand'),
    }),
    dateOrder: z.enum(['day-first', 'month-first']).nullable(),
    states: z.array(openWord),
    codes: z.array(openWord.extend({ severity: z.int().nullable() })),
    values: z.object({ least: z.number(), most: z.number() }).nullable().describe('of the column of values'),
    counts: z.object({
      rows: z.int(),
      ...(Object.fromEntries(FEED_OUTCOMES.map((outcome) => [outcome, z.int()])) as Record<
        (typeof FEED_OUTCOMES)[number],
        z.ZodInt
      >),
    }),
    dyads: z.array(z.object({ dyad: dyadId, rows: z.int() })).describe('the pairs with most rows first, at most 50'),
    refused: z.string().nullable().describe('why a feed would take nothing of the file'),
    rows: z.array(previewRow),
  })
  .meta({ id: 'FeedPreview' });

export const shippedMappings = z
  .object({
    mappings: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        note: z.string(),
        noteKo: z.string(),
        source: z.string(),
        mapping: feedDraft,
      }),
    ),
  })
  .meta({ id: 'ShippedMappings' });

export type FeedPreview = z.infer<typeof feedPreview>;
export type FeedPreviewRow = z.infer<typeof previewRow>;
export type ShippedMappings = z.infer<typeof shippedMappings>;
