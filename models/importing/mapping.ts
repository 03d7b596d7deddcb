/** How the columns of somebody's file become events: what a reader can change, keep and send. */
import { z } from 'zod';
import { DATE_ORDERS } from '../writtenDate.ts';
import { COLUMNS } from './columns.ts';

const shortText = z.string().max(4000);
const column = z.enum(COLUMNS);
const value = z.string().max(400);

/** Severities of the file that are no 1 to 5: a scale, or words. */
export const severityRule = z.union([
  z
    .strictObject({ from: z.number(), to: z.number() })
    .refine(({ from, to }) => from < to, 'the scale ends before it begins'),
  z.strictObject({ words: z.record(value, z.int().min(1).max(5)) }),
]);

export const mapping = z
  .strictObject({
    encoding: z
      .string()
      .max(40)
      .optional()
      .describe('of a text file: utf-8, utf-16le, windows-1252, euc-kr ...; found when left out'),
    sheet: z.string().max(200).optional().describe('the sheet of a workbook; the first that has a table when left out'),
    headerLine: z.int().min(1).max(1000).optional().describe('the line of the header; found when left out'),
    columns: z
      .partialRecord(column, z.string().max(200).nullable())
      .optional()
      .describe('for a column of ours the heading in the file; null: none. What is not named is guessed'),
    constants: z
      .partialRecord(column, shortText)
      .optional()
      .describe('what stands in every row where the cell is empty'),
    dates: z.enum(DATE_ORDERS).optional().describe('how 5/4/2024 is read'),
    severity: severityRule.optional().describe('how a severity of the file becomes 1 to 5; guessed when left out'),
    states: z
      .record(value, z.string().max(20))
      .optional()
      .describe('codes for names that no table knows; an empty one leaves the rows out'),
    types: z
      .record(value, z.string().max(60))
      .optional()
      .describe('types for words that are none; an empty one leaves the rows out'),
    lostZeros: z.boolean().optional().describe('true: a CAMEO code that lost its zero in a spreadsheet gets it back'),
    acts: z
      .record(z.string().max(20), z.string().max(120))
      .optional()
      .describe('by line: the id of the act that the row tells again, or an empty text where it is one of its own'),
    leftOut: z.array(z.int().min(1)).max(20_000).optional().describe('lines that are not taken'),
  })
  .meta({ id: 'ImportMapping' });

export type Mapping = z.infer<typeof mapping>;
export type SeverityRule = z.infer<typeof severityRule>;

/** What is kept of a mapping for the next file with the same header: all but what is said of single lines. */
export function keptPart({ acts: _acts, leftOut: _leftOut, ...kept }: Mapping): Mapping {
  return kept;
}
