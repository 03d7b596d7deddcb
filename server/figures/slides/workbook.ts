/** The sheet behind a chart, as a workbook that people edit. */
import { escaped } from '../../../client/charts/escaped.ts';
import { toIsoDate } from '../../../models/calendar.ts';
import { columnName, haveDates, type Keys, type NativeChart, rounded, sheetDay } from './nativeChart.ts';
import { HEADER, OfficePackage, TYPES } from './officePackage.ts';

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Formats of cells: 0 as it comes, 1 a date. */
const STYLES = `${HEADER}<styleSheet xmlns="${NAMESPACE}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** @returns the same bytes for the same chart */
export function workbookOf({ keys, columns }: Pick<NativeChart, 'keys' | 'columns'>): Buffer {
  const text = (place: string, value: string): string =>
    `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  const head = [keys.heading, ...columns.map(({ name }) => name)].map((name, i) => text(`${columnName(i)}1`, name));
  const rows = keysOf(keys).map((key, i) => {
    const row = i + 2;
    const cells = columns.flatMap(({ values, formula }, c) => {
      const value = values[i];
      if (value === null || value === undefined) return [];
      const written = formula ? `<f>${escaped(formula(row))}</f>` : '';
      return [`<c r="${columnName(c + 1)}${row}">${written}<v>${rounded(value)}</v></c>`];
    });
    const first = typeof key === 'number' ? `<c r="A${row}" s="1"><v>${key}</v></c>` : text(`A${row}`, key);
    return `<row r="${row}">${first}${cells.join('')}</row>`;
  });
  const book = new OfficePackage();
  book.relate('', 'officeDocument', 'xl/workbook.xml');
  book.add(
    'xl/workbook.xml',
    TYPES.workbook,
    `${HEADER}<workbook xmlns="${NAMESPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="${book.relate('xl/workbook.xml', 'worksheet', 'xl/worksheets/sheet1.xml')}"/></sheets></workbook>`,
  );
  book.relate('xl/workbook.xml', 'styles', 'xl/styles.xml');
  book.add('xl/styles.xml', TYPES.styles, STYLES);
  book.add(
    'xl/worksheets/sheet1.xml',
    TYPES.worksheet,
    `${HEADER}<worksheet xmlns="${NAMESPACE}"><cols><col min="1" max="1" width="14" customWidth="1"/><col min="2" max="${columns.length + 1}" width="22" customWidth="1"/></cols><sheetData><row r="1">${head.join('')}</row>${rows.join('')}</sheetData></worksheet>`,
  );
  return book.zipped();
}

/** What stands in the first column: dates as a spreadsheet counts them, or words. */
export const keysOf = (keys: Keys): (number | string)[] =>
  keys.kind === 'names'
    ? [...keys.names]
    : haveDates(keys.days)
      ? keys.days.map(sheetDay)
      : keys.days.map((day) => toIsoDate(day));
