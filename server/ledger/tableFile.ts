/** A file as people keep it (CSV, TSV, XLSX) as a table of text: header, rows with their lines, and what stands above them. */
import { parse } from 'csv-parse/sync';
import { headerPlace } from '../../models/importing/guessColumns.ts';
import { headingsOf } from '../../models/importing/headings.ts';
import type { TableRow } from '../../models/importing/mapRows.ts';
import { visible } from '../../models/textFault.ts';
import { type RawRecord, recordCutter } from './csvRecords.ts';
import { ImportRefused, type RowFault } from './ledger.ts';
import { MAX_TABLE_ROWS } from './tableLimits.ts';
import { decodedText } from './tableText.ts';
import { sheetsOf } from './workbook.ts';

export interface TableFile {
  readonly kind: 'text' | 'workbook';
  /** null for a workbook */
  readonly encoding: string | null;
  readonly isEncodingGuessed: boolean;
  readonly separator: string | null;
  /** null for a text */
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly headerLine: number;
  readonly header: readonly string[];
  /** lines above the header, as text */
  readonly above: readonly { readonly line: number; readonly text: string }[];
  readonly rows: readonly TableRow[];
  /** rows that cannot be read as rows */
  readonly broken: readonly RowFault[];
}

export interface TableChoices {
  readonly encoding?: string | undefined;
  readonly sheet?: string | undefined;
  readonly headerLine?: number | undefined;
}

const SEPARATORS = [',', ';', '\t', '|'];
const SEPARATOR_LINE = /^sep=(.)\s*$/i;
const SAMPLE_RECORDS = 60;
const BLOCK_BYTES = 256 * 1024;
const OLD_WORKBOOK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ARCHIVE = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const GZIP = Buffer.from([0x1f, 0x8b]);

/** Whether the bytes are a ZIP archive, as a workbook is one. */
export const isArchive = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(ARCHIVE);

/** @throws ImportRefused where there is no table, with what to do */
export async function readTable(bytes: Buffer, choices: TableChoices): Promise<TableFile> {
  if (bytes.length === 0) throw new ImportRefused('The file is empty.');
  if (bytes.subarray(0, 4).equals(OLD_WORKBOOK))
    throw new ImportRefused(
      'This is an old Excel workbook (.xls): save it as .xlsx or as "CSV UTF-8", and import that.',
    );
  if (bytes.subarray(0, 2).equals(GZIP))
    throw new ImportRefused('This file is compressed (gzip): unpack it and import that.');
  if (isArchive(bytes)) return workbookTable(bytes, choices);
  const { text, encoding, isGuessed } = decodedText(bytes, choices.encoding);
  const records = recordsOf(text, choices.headerLine);
  const marked = markedSeparator(records);
  const data = marked === undefined ? records : records.slice(1);
  const separator = marked ?? separatorOf(data);
  const { rows, broken } = rowsOf(data, separator);
  return {
    kind: 'text',
    encoding,
    isEncodingGuessed: isGuessed,
    separator,
    sheet: null,
    sheets: [],
    broken,
    ...tableOf(rows, choices.headerLine),
  };
}

async function workbookTable(bytes: Buffer, { sheet: asked, headerLine }: TableChoices): Promise<TableFile> {
  const sheets = (await sheetsOf(bytes)).filter(({ rows }) => rows.length > 0);
  const names = sheets.map(({ name }) => name);
  const withTable = (sheet: { readonly rows: readonly TableRow[] }): boolean =>
    headerPlace(sheet.rows.map(({ cells }) => cells)) !== undefined;
  // Without a heading that is known, the sheet that has most rows.
  const [longest] = sheets.toSorted((a, b) => b.rows.length - a.rows.length);
  const sheet = asked === undefined ? (sheets.find(withTable) ?? longest) : sheets.find(({ name }) => name === asked);
  if (!sheet)
    throw new ImportRefused(
      asked === undefined || names.length === 0
        ? 'The workbook has no cells: nothing is to be imported.'
        : `The workbook has no sheet "${asked.slice(0, 60)}": it has ${names.join(', ')}.`,
    );
  return {
    kind: 'workbook',
    encoding: null,
    isEncodingGuessed: false,
    separator: null,
    sheet: sheet.name,
    sheets: names,
    broken: [],
    ...tableOf(sheet.rows, headerLine),
  };
}

function tableOf(
  rows: readonly TableRow[],
  asked: number | undefined,
): Pick<TableFile, 'headerLine' | 'header' | 'above' | 'rows'> {
  if (rows.length === 0) throw new ImportRefused('The file is empty.');
  const place =
    asked === undefined
      ? (headerPlace(rows.map(({ cells }) => cells)) ?? widestPlace(rows))
      : rows.findIndex(({ line }) => line === asked);
  const head = rows[place];
  if (!head) throw new ImportRefused(`There is no line ${asked}: the header must be one of the lines of the file.`);
  const below = rows.slice(place + 1);
  if (below.length > MAX_TABLE_ROWS) throw tooManyRows();
  return {
    headerLine: head.line,
    header: namedOnce(head.cells, below),
    above: rows.slice(0, place).map(({ line, cells }) => ({
      line,
      text: cells
        .filter((cell) => cell !== '')
        .join(' ')
        .slice(0, 200),
    })),
    rows: below,
  };
}

/** The headings of all columns, also of those that only rows have. */
function namedOnce(head: readonly string[], rows: readonly TableRow[]): readonly string[] {
  const width = Math.max(head.length, ...rows.slice(0, SAMPLE_RECORDS).map(({ cells }) => cells.length));
  return headingsOf(Array.from({ length: width }, (_, place) => head[place] ?? ''));
}

/** Without a heading that is known, the first row that has at least half as many cells as any: titles have fewer. */
function widestPlace(rows: readonly TableRow[]): number {
  const filled = ({ cells }: TableRow): number => cells.filter((cell) => cell !== '').length;
  const usual = Math.max(...rows.slice(0, SAMPLE_RECORDS).map(filled));
  return rows.findIndex((row) => filled(row) >= Math.min(usual, Math.max(2, Math.ceil(usual / 2))));
}

const tooManyRows = (): ImportRefused =>
  new ImportRefused(
    `The file has more than ${MAX_TABLE_ROWS.toLocaleString('en')} rows: split it. Files in our own columns have no such limit (npm run -s tension -- import FILE.csv).`,
  );

/** @throws ImportRefused as soon as there are more than a table may have, below any header that is sought or asked for */
function recordsOf(text: string, headerLine = 0): RawRecord[] {
  const cutter = recordCutter();
  const bytes = Buffer.from(text);
  const records: RawRecord[] = [];
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
    for (const record of cutter.cut(bytes.subarray(from, from + BLOCK_BYTES))) records.push(record);
    if (records.length > MAX_TABLE_ROWS + SAMPLE_RECORDS + headerLine) throw tooManyRows();
  }
  return [...records, ...cutter.end()];
}

/** The separator of a table, found in its first lines; a line `sep=;` says it. */
export function separatorIn(beginning: string): string {
  const records = recordsOf(beginning);
  return markedSeparator(records) ?? separatorOf(records);
}

/** What a first line such as `sep=;` says. */
const markedSeparator = (records: readonly RawRecord[]): string | undefined =>
  SEPARATOR_LINE.exec(
    records[0]?.bytes
      .toString()
      .replace(/^\ufeff/, '')
      .trimEnd() ?? '',
  )?.[1];

/** The separator by which most of the first lines have most cells. */
function separatorOf(records: readonly RawRecord[]): string {
  const sample = records.slice(0, SAMPLE_RECORDS).filter(({ broken }) => !broken);
  const scores = SEPARATORS.map((separator) => {
    const widths = sample.map(({ bytes }) => parsed(bytes, separator)?.[0]?.length ?? 1);
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    return { separator, score: Math.max(0, ...[...counts].map(([width, lines]) => lines * Math.min(width, 12))) };
  });
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

function rowsOf(records: readonly RawRecord[], separator: string): { rows: TableRow[]; broken: RowFault[] } {
  const rows: TableRow[] = [];
  const broken: RowFault[] = [];
  for (const record of records) {
    const cells = record.broken ? undefined : parsed(record.bytes, separator);
    if (cells?.length === 1) {
      const texts = cells[0]!.map((cell) => cell.trim());
      if (texts.some((text) => text !== '')) rows.push({ line: record.line, cells: texts });
    } else
      broken.push({
        line: record.line,
        id: null,
        field: null,
        value: visible(record.bytes.toString('utf8', 0, 120).trim()),
        message:
          'A quote on this line is not closed, or stands inside a field: put the field in quotes and double the quotes inside it.',
      });
  }
  return { rows, broken };
}

function parsed(bytes: Buffer, delimiter: string): string[][] | undefined {
  try {
    return parse(bytes, { delimiter, relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
  } catch {
    return undefined;
  }
}
