/** Notes on the line: what a reader should know of a day or a stretch. They change no number. */
import { z } from 'zod';
import { FIRST_DATE } from '../calendar.ts';
import { MAX_NOTE, MAX_NOTE_SOURCE } from '../noteLimits.ts';
import { isText } from '../textFault.ts';
import { date, dyadId, moment } from './values.ts';

const line = (most: number, missing: string) =>
  z.string().trim().min(1, missing).max(most, `is too long: ${most} characters are the most`).superRefine(isText());

const said = {
  from: date
    .refine((from) => from >= FIRST_DATE, `lies before ${FIRST_DATE}, where no series begins: check the year`)
    .describe(`first day, from ${FIRST_DATE} on`),
  to: date.nullable().describe('last day: of a day the same; null: it goes on'),
  text: line(MAX_NOTE, 'is missing: say what happened').describe('in one sentence or less'),
  source: line(MAX_NOTE_SOURCE, 'is missing: give the address of a page, or say where it is written').describe(
    'an address that begins with https:// or http://, or a citation',
  ),
};

const inOrder = (
  { from, to }: { readonly from: string; readonly to: string | null },
  context: z.RefinementCtx,
): void => {
  if (to !== null && to < from)
    context.addIssue({ code: 'custom', path: ['to'], message: `lies before the first day, ${from}: give a later one` });
};

const seen = z.int().min(1).describe('the revision that the writer saw');

export const noteBody = z
  .strictObject({ dyad: dyadId.nullable().describe('null: of all dyads'), ...said })
  .superRefine(inOrder);
export const noteChange = z.strictObject({ ...said, revision: seen }).superRefine(inOrder);
export const noteWithdrawal = z.strictObject({ revision: seen });

export const note = z
  .object({
    id: z.string(),
    revision: z.int(),
    dyad: dyadId.nullable().describe('null: of all dyads'),
    from: date,
    to: date.nullable().describe('of a day the first day; null: it goes on'),
    text: z.string(),
    textKo: z.string().nullable().describe('in Korean, where somebody wrote it'),
    source: z.string().describe('an address or a citation'),
    shipped: z.boolean().describe('it comes from context.csv and is changed there'),
    recordedAt: moment.describe('of this revision; what came with the first context.csv counts from its own days'),
    recordedBy: z.string(),
  })
  .meta({ id: 'Note' });

export const notes = z
  .object({
    asOf: moment.describe('what was known then'),
    notes: z.array(note).describe('by first day'),
    mayWrite: z.boolean().describe('whether you can write notes'),
  })
  .meta({ id: 'Notes' });

export type Note = z.infer<typeof note>;
export type Notes = z.infer<typeof notes>;
export type NoteBody = z.infer<typeof noteBody>;
export type NoteChange = z.infer<typeof noteChange>;
