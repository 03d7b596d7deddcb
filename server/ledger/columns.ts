/** The columns of an event file, as rows of the ledger have them. */
import type { Column } from '../../models/importing/columns.ts';

export { type Cells, type Column, COLUMNS, columnNamed, REQUIRED_COLUMNS } from '../../models/importing/columns.ts';

/** The name that the API has for a column: `source_url` is `sourceUrl`. */
export const memberOf = (column: Column): string =>
  column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
