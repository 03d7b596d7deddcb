/** The numbers behind a figure as CSV, named like the series of the API. */
import { csvOf } from '../csv.ts';
import type { Page } from './page.ts';
import { type Cell, tableOf } from './table.ts';

export function csv({ input }: Page): Buffer {
  const { columns, rows } = tableOf(input);
  return Buffer.from(
    csvOf(
      columns.map((name, i) => ({ name, of: (row: readonly Cell[]) => row[i] ?? null })),
      rows,
    ),
  );
}
