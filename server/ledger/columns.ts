/** The columns of an event file, as rows of the ledger have them. */
export { type Cells, type Column, COLUMNS, columnNamed, REQUIRED_COLUMNS } from '../../models/importing/columns.ts';
