/** Lists as CSV (RFC 4180): a header row, CRLF, quotes where needed, UTF-8. */

export interface Column<Row> {
  readonly name: string;
  /** null leaves the cell empty */
  readonly of: (row: Row) => string | number | boolean | null;
}

/**
 * Rows as CSV text. A text that a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets show as
 * nothing: it begins with `=`, `+`, `-` or `@`, in full width too, or with a tab or a line end. A text with a separator of any kind
 * (`,` `;` tab), a quote or a line end stands in quotes, so that it is one cell wherever the file is opened. Numbers are left alone.
 *
 * @example csvOf([{ name: 'note', of: (row) => row }], ['=1+1']) // "note\r\n'=1+1\r\n"
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => cell(column.name)).join(',')];
  for (const row of rows) lines.push(columns.map((column) => cell(column.of(row))).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** Whether a spreadsheet may run a text. */
export const isFormula = (text: string): boolean => /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text);

function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = isFormula(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns that are members of the row under their own names. */
export function members<Row extends Readonly<Record<Name, string | number | boolean | null>>, Name extends string>(
  ...names: readonly Name[]
): Column<Row>[] {
  return names.map((name) => ({ name, of: (row) => row[name] }));
}
