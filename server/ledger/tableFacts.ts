/** What a preview tells of a file as a whole: how it was read, and what its dates leave open. */
import type { z } from 'zod';
import type { dateQuestion, tableFacts } from '../../models/contract/importPreview.ts';
import { type ColumnOrder, readDate } from '../../models/writtenDate.ts';
import type { TableFile } from './tableFile.ts';

/** Cells that show what a column holds. */
const SAMPLES = 3;
const MAX_EXAMPLES = 5;

export const factsOf = (file: TableFile): z.infer<typeof tableFacts> => ({
  kind: file.kind,
  encoding: file.encoding,
  isEncodingGuessed: file.isEncodingGuessed,
  separator: file.separator,
  sheet: file.sheet,
  sheets: [...file.sheets],
  headerLine: file.headerLine,
  above: [...file.above],
  headings: file.header.map((heading, place) => ({ heading, samples: samplesOf(file, place) })),
});

const samplesOf = (file: TableFile, place: number): string[] =>
  [...new Set(file.rows.flatMap(({ cells }) => cells[place]?.slice(0, 80) || []))].slice(0, SAMPLES);

/** The question about the order of day and month, where the cells leave it open. */
export function questionAbout({ order, open, isMixed }: ColumnOrder): z.infer<typeof dateQuestion> {
  if (order !== undefined || open.length === 0) return null;
  const examples = open.slice(0, MAX_EXAMPLES).flatMap((value) => {
    const read = readDate(value);
    return read?.kind === 'either'
      ? [{ value, dayFirst: read.dates['day-first'], monthFirst: read.dates['month-first'] }]
      : [];
  });
  return { isMixed, examples };
}
