/** Reads a file as an import does, without a database: rows as objects, faults and remarks. */
import { COLUMNS } from '../../models/importing/columns.ts';
import { csvRows } from '../../server/ledger/csvRows.ts';
import { utf8Blocks } from '../../server/ledger/encoding.ts';
import { jsonRows } from '../../server/ledger/jsonRows.ts';
import type { RowFault } from '../../server/ledger/ledger.ts';
import { bytesOf, type Row } from './ledgers.ts';

interface Reading {
  readonly rows: readonly { readonly line: number; readonly row: Row }[];
  readonly faults: readonly RowFault[];
  readonly remarks: readonly RowFault[];
}

export async function reading(
  format: 'csv' | 'json',
  content: string | Uint8Array,
  chunkBytes?: number,
): Promise<Reading> {
  const rows: { line: number; row: Row }[] = [];
  const faults: RowFault[] = [];
  const remarks: RowFault[] = [];
  const blocks = utf8Blocks(bytesOf(content, chunkBytes));
  for await (const items of format === 'csv' ? csvRows(blocks) : jsonRows(blocks))
    for (const item of items) {
      if (item.kind === 'row')
        rows.push({
          line: item.line,
          row: Object.fromEntries(COLUMNS.map((column, i) => [column, item.cells[i]])) as Row,
        });
      else if (item.kind === 'fault') faults.push(item.fault);
      else remarks.push(item.remark);
    }
  return { rows, faults, remarks };
}
