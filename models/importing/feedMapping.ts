/** Which column of a table is what, as a feed reads it: the mapping of a table of one's own, and what a page has said of one so far. */
import { z } from 'zod';
import { DATE_ORDERS } from '../writtenDate.ts';
import { CONSTANT_SIDES, FEED_COLUMNS } from './feedColumnNames.ts';

const column = z.string().min(1, 'name a column of the file');
const value = z.string().max(400);

/** How a file names states. */
export const STATE_WORDS = ['iso3', 'cameo', 'cow', 'name'] as const;
export type StateWords = (typeof STATE_WORDS)[number];

/** What a code means; null: it says nothing about tension. */
const meaning = z
  .strictObject({
    type: z.string(),
    polarity: z.union([z.literal(1), z.literal(-1)], 'write 1 (raises tension) or -1 (lowers it)'),
    severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], 'write 1 to 5'),
    goldstein: z.number('write a number, such as -4.5; below 0 for conflict').min(-1000).max(1000).optional(),
  })
  .nullable();

const parts = {
  /** one character; found by trial when left out */
  delimiter: z.string().length(1, 'write one character').optional(),
  /** such as utf-16le or windows-1252; found by trial when left out */
  encoding: z.string().max(40).optional(),
  /** of a workbook; the first that has the columns when left out */
  sheet: z.string().max(200).optional(),
  /** in the place of a column: the code of a state or of the EU, the UN or NATO */
  constants: z.partialRecord(z.enum(CONSTANT_SIDES), z.string().max(20)).optional(),
  /** codes for names that no table knows; an empty one leaves the rows out */
  names: z.record(value, z.string().max(20)).optional(),
  /** how 5/4/2024 is read; by the first rows when left out, and where they do not decide, such a row is at fault */
  dates: z.enum(DATE_ORDERS, 'write day-first or month-first').optional(),
  /** the day on which a row stands of which the file knows the year alone; left out, such a row is */
  yearsOn: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'write a month and a day, such as 07-01')
    .optional(),
  /** makes of the values of a file what is summed: (value - zero) x times; a scale on which conflict counts up has times -1 */
  scale: z.strictObject({ zero: z.number().default(0), times: z.number().default(1) }).optional(),
} as const;

/**
 * The mapping file.
 *
 * @example
 * { "name": "crisis-desk", "title": "Crisis desk", "states": "name",
 *   "columns": { "date": "When", "actor": "Who", "target": "Whom", "code": "What", "report": "Link" },
 *   "codes": { "note verbale": { "type": "protest", "polarity": 1, "severity": 2 }, "press item": null } }
 */
export const feedMapping = z
  .strictObject({
    /** begins the ids of the events */
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'write lower-case letters, digits and hyphens'),
    title: z.string().min(1),
    ...parts,
    /** how the file names states */
    states: z.enum(STATE_WORDS, `write ${STATE_WORDS.slice(0, -1).join(', ')} or ${STATE_WORDS.at(-1)}`),
    columns: z.strictObject({
      /** the day, or the year where month and day have columns of their own */
      date: column,
      month: column.optional(),
      day: column.optional(),
      actor: column.optional(),
      target: column.optional(),
      code: column.optional(),
      /** what happened, in words: its type is told by them where there is no code */
      text: column.optional(),
      /** the value of an act on a scale of one's own, below 0 for conflict */
      intensity: column.optional(),
      /** without it, the line of the file is the row's id */
      id: column.optional(),
      report: column.optional(),
    }),
    /** what each code means. "*" stands for every code that is not named */
    codes: z.record(z.string(), meaning),
  })
  .superRefine(({ columns, constants }, context) => {
    const fault = (at: string, message: string): void =>
      context.addIssue({ code: 'custom', path: ['columns', at], message });
    for (const side of CONSTANT_SIDES)
      if (columns[side] === undefined && (constants?.[side] ?? '') === '')
        fault(side, `name a column, or write under "constants" who it is in every row`);
    if (columns.code === undefined && columns.text === undefined && columns.intensity === undefined)
      fault('code', 'name the column of the code, of the text or of the value of an act');
  });

export type FeedMapping = z.infer<typeof feedMapping>;
export type CodeMeaning = z.infer<typeof meaning>;

/** In a mapping, every code that it does not name. */
export const EVERY_OTHER_CODE = '*';

/** What somebody has said of a table so far; what is left out is guessed. */
export const feedDraft = z
  .strictObject({
    ...parts,
    states: z.enum(STATE_WORDS).optional(),
    columns: z
      .partialRecord(z.enum(FEED_COLUMNS), z.string().max(200).nullable())
      .optional()
      .describe('the heading in the file; null: none. What is not named is guessed'),
    codes: z.record(value, meaning).optional(),
  })
  .meta({ id: 'FeedMappingDraft' });

export type FeedDraft = z.infer<typeof feedDraft>;
