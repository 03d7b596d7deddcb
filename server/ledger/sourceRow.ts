import type { Cells } from './columns.ts';
import type { RowFault } from './ledger.ts';

/** What the reader of a format finds, in the order of the file. */
export type SourceItem =
  | { readonly kind: 'row'; readonly line: number; readonly cells: Cells }
  /** a row that cannot be read as one */
  | { readonly kind: 'fault'; readonly fault: RowFault }
  /** something about the file that the reader passed over */
  | { readonly kind: 'remark'; readonly remark: RowFault };
