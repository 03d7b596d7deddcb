/** The sheets of a workbook (.xlsx) as rows of text. What comes out of it is bounded before it is read. */
import { strFromU8 } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import type { TableRow } from '../../models/importing/mapRows.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { ImportRefused } from './ledger.ts';
import { UnzipsTooLarge, unzippedWithin } from '../unzipped.ts';
import { MAX_TABLE_ROWS } from './tableLimits.ts';

const BYTES_PER_MIB = 1024 ** 2;
/** Of all parts of a workbook together: a sheet of 20,000 rows has some 20 MiB. */
export const MAX_UNPACKED_BYTES = 64 * BYTES_PER_MIB;
const MAX_PARTS = 5000;
const MAX_SHEETS = 50;
const MAX_COLUMNS = 702; // ZZ
const MS_PER_DAY = 86_400_000;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

/** @throws ImportRefused for an archive that is no workbook, for another kind of workbook, and beyond the limits */
export async function sheetsOf(bytes: Buffer): Promise<readonly Sheet[]> {
  refuseWhatIsTooLarge(bytes);
  let sheets: Awaited<ReturnType<typeof readWorkbook<string>>>;
  try {
    // A number stays as the file writes it: 042 that became 42 is noticed elsewhere, and nothing is rounded.
    sheets = await readWorkbook<string>(new Uint8Array(bytes).buffer, { parseNumber: (text) => text });
  } catch (error) {
    throw new ImportRefused(
      'This workbook cannot be read: open it in a spreadsheet, save it again as .xlsx, and import that.',
      {
        cause: error,
      },
    );
  }
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data.flatMap((cells, place) => {
      const texts = cells.map(textOf);
      return texts.every((text) => text === '') ? [] : [{ line: place + 1, cells: texts }];
    }),
  }));
}

function refuseWhatIsTooLarge(bytes: Buffer): void {
  let parts: Map<string, Uint8Array>;
  try {
    parts = unzippedWithin(bytes, { maxBytes: MAX_UNPACKED_BYTES, maxParts: MAX_PARTS });
  } catch (error) {
    if (error instanceof UnzipsTooLarge)
      throw new ImportRefused(
        `The workbook has more than ${MAX_UNPACKED_BYTES / BYTES_PER_MIB} MiB or ${MAX_PARTS} parts when unpacked: save the one sheet that is meant as a workbook of its own, or as "CSV UTF-8".`,
      );
    throw new ImportRefused('This archive is broken: save the workbook again as .xlsx, and import that.', {
      cause: error,
    });
  }
  const kind = parts.get('mimetype');
  if (kind && strFromU8(kind).includes('opendocument'))
    throw new ImportRefused(
      'This is an OpenDocument file (.ods): save the sheet as .xlsx or as "CSV UTF-8", and import that.',
    );
  if (!parts.has('xl/workbook.xml'))
    throw new ImportRefused('This is a ZIP archive and no workbook: unpack it, and import the file in it.');
  const sheets = [...parts].filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length > MAX_SHEETS)
    throw new ImportRefused(
      `The workbook has ${sheets.length} sheets, more than ${MAX_SHEETS}: save the one that is meant by itself.`,
    );
  for (const [, sheet] of sheets) refuseFarCells(strFromU8(sheet));
}

/** A single cell in the last row of a sheet would make a table of a million rows. */
function refuseFarCells(sheet: string): void {
  for (const [, column = '', row = ''] of sheet.matchAll(/<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)) {
    if (Number(row) > MAX_TABLE_ROWS + 100)
      throw new ImportRefused(
        `A sheet has cells as far down as row ${row}: the most is ${MAX_TABLE_ROWS.toLocaleString('en')}. Delete the empty rows below the table, or split it.`,
      );
    if (placeOf(column) > MAX_COLUMNS)
      throw new ImportRefused(
        `A sheet has cells as far right as column ${column}: delete the empty columns beside the table.`,
      );
  }
}

const placeOf = (letters: string): number =>
  [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0);

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A date of a spreadsheet has no zone: it is read as it stands there. Times are left out.
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? '' : toIsoDate(Math.floor(cell.getTime() / MS_PER_DAY));
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'string' ? cell.trim() : '';
}
