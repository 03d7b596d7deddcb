import { COLUMNS, type Cells } from '../../models/importing/columns.ts';
import type { RowFault } from './ledger.ts';
import { nearest } from '../../models/nearest.ts';
import { visible } from '../../models/textFault.ts';

/** What the reader of a format finds, in the order of the file. */
export type SourceItem =
  | { readonly kind: 'row'; readonly line: number; readonly cells: Cells }
  /** a row that cannot be read as one */
  | { readonly kind: 'fault'; readonly fault: RowFault }
  /** something about the file that the reader passed over */
  | { readonly kind: 'remark'; readonly remark: RowFault };

/** The remark on a column (or JSON member) that no event has. */
export function ignoredColumn(name: string, line: number): RowFault {
  const meant = nearest(name, COLUMNS);
  return {
    line,
    id: null,
    field: visible(name),
    value: null,
    message: `The column ${visible(name)} is not known and was passed over${meant ? `: did you mean ${meant}?` : '.'}`,
  };
}
