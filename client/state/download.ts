/** CSV for the reader: with the byte order mark, by which Excel knows that the file is UTF-8. */

/** What a link asks the server for. */
export const AS_CSV = { format: 'csv', bom: '1' } as const;
/** The same behind a query: for the CSV of a figure, and for those in a ZIP. */
export const BOM = `&bom=${AS_CSV.bom}`;

/** Gives the reader a CSV that the page made, or fetched with its token, as a file. @param csv without the mark */
export function downloadCsv(name: string, csv: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it at once, but not within this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
