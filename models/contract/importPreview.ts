/** POST /imports/preview: what a file would become, row by row, before anything is recorded; and mappings that were kept. */
import { z } from 'zod';
import { isText } from '../textFault.ts';
import { COLUMNS } from '../importing/columns.ts';
import { ROW_OUTCOMES } from '../importing/outcomes.ts';
import { mapping, severityRule } from '../importing/mapping.ts';
import { importReport } from './imports.ts';
import { date, dyadId, moment } from './values.ts';

const column = z.enum(COLUMNS);
const line = z.int().min(1);

const rowMessage = z.object({ field: z.string().nullable(), value: z.string().nullable(), message: z.string() });

export const openWord = z.object({
  value: z.string().describe('as the file writes it'),
  rows: z.int(),
  answer: z.string().nullable().describe('what was answered; empty: its rows are left out; null: it is open'),
  suggestions: z.array(z.string()).describe('the likelier first'),
});

const previewRow = z.object({
  line,
  outcome: z
    .enum(ROW_OUTCOMES)
    .describe(
      'joined: a further source of an act that is known; waiting: it waits for an answer; leftOut: the reader leaves it out',
    ),
  id: z.string().nullable(),
  cells: z.partialRecord(column, z.string()).describe('the row as it would be recorded; empty cells are left out'),
  assumed: z.array(column).describe('columns that the file does not have: by the codebook, or made'),
  changed: z.array(z.string()).describe('of a revised row: the columns that differ'),
  faults: z.array(rowMessage),
  remarks: z.array(rowMessage),
  alike: z
    .object({
      id: z.string(),
      line: line.nullable().describe('null: it stands in the ledger'),
      date: z.string(),
      summary: z.string(),
      sourceName: z.string(),
    })
    .nullable()
    .describe('an event that may be the same act'),
});

export const dateQuestion = z
  .object({
    isMixed: z.boolean().describe('some cells can only be day first, and others only month first'),
    examples: z.array(z.object({ value: z.string(), dayFirst: date, monthFirst: date })),
  })
  .nullable();

/** What was read of a file, before its columns. */
export const tableFacts = z.object({
  kind: z.enum(['text', 'workbook']),
  encoding: z.string().nullable(),
  isEncodingGuessed: z.boolean(),
  separator: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  headerLine: line,
  above: z.array(z.object({ line, text: z.string() })).describe('lines above the header, which are passed over'),
  headings: z.array(z.object({ heading: z.string(), samples: z.array(z.string()) })),
});

export const importPreview = z
  .object({
    source: z.string(),
    file: tableFacts,
    mapping: mapping.describe('as it was used: what was given, and what was guessed'),
    kept: z.string().nullable().describe('the kept mapping that was taken for this header'),
    columns: z.array(
      z.object({
        column,
        heading: z.string().nullable(),
        basis: z.enum(['given', 'heading', 'content', 'constant', 'codebook', 'made', 'none']),
        isNeeded: z.boolean(),
      }),
    ),
    questions: z.object({
      dates: dateQuestion,
      missing: z.array(column).describe('needed columns that the file does not have, and no constant'),
    }),
    dateOrder: z.enum(['day-first', 'month-first']).nullable(),
    states: z.array(openWord),
    types: z.array(openWord),
    severity: z
      .object({ rule: severityRule, values: z.array(z.object({ value: z.string(), severity: z.int().nullable() })) })
      .nullable(),
    zeros: z
      .array(z.object({ value: z.string(), restored: z.string(), isSure: z.boolean() }))
      .describe('CAMEO codes that may have lost their zero'),
    counts: z.object({
      rows: z.int(),
      ...(Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, z.int()])) as Record<
        (typeof ROW_OUTCOMES)[number],
        z.ZodInt
      >),
    }),
    dyads: z.array(dyadId),
    rows: z.array(previewRow),
  })
  .meta({ id: 'ImportPreview' });

export const tableImportReport = importReport
  .extend({
    joined: z.int().describe('rows that became further sources of acts'),
    events: z
      .array(z.object({ id: z.string(), dyad: dyadId, line }))
      .describe('the created and revised ones, at most 1,000'),
    run: z.object({ id: z.int() }).nullable().describe('the roll-up that takes it in; null where nothing changed'),
  })
  .meta({ id: 'TableImportReport' });

export const keptMapping = z
  .object({ name: z.string(), mapping, savedAt: moment, savedBy: z.string() })
  .meta({ id: 'KeptMapping' });
export const keptMappings = z.object({ mappings: z.array(keptMapping) }).meta({ id: 'KeptMappings' });

export const mappingToKeep = z.strictObject({
  name: z.string().min(1).max(100).superRefine(isText()),
  headings: z.array(z.string().max(500)).min(1).max(702).describe('the header of the files that it is for'),
  mapping,
});

export type ImportPreview = z.infer<typeof importPreview>;
export type PreviewRow = z.infer<typeof previewRow>;
export type TableImportReport = z.infer<typeof tableImportReport>;
export type MappingToKeep = z.infer<typeof mappingToKeep>;
