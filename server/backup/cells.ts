/** A row as a line of JSON, and back, bit by bit. */
import type { SqlRow, SqlValue } from '../store/database.ts';
import type { ColumnType, Table } from './tables.ts';

type Cell = string | number | boolean | null;

/** The cells in the order of the columns; moments in ISO, bytes in base64, numbers that JSON lacks as text. */
export const lineOf = (row: SqlRow, { columns }: Table): string =>
  `${JSON.stringify(columns.map(({ name }) => cellOf(row[name] ?? null)))}\n`;

function cellOf(value: SqlValue): Cell {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return Object.is(value, -0) ? '-0' : String(value);
  return value;
}

/** @throws Error for a line that has not a cell for each column */
export function rowOfLine(line: string, { name, columns }: Table): SqlValue[] {
  const cells: unknown = JSON.parse(line);
  if (!Array.isArray(cells) || cells.length !== columns.length)
    throw new Error(`a row of ${name} has not its ${columns.length} cells`);
  return columns.map(({ type }, i) => valueOf(cells[i] as Cell, type));
}

function valueOf(cell: Cell, type: ColumnType): SqlValue {
  if (typeof cell !== 'string') return cell;
  if (type === 'timestamptz') return new Date(cell);
  if (type === 'bytea') return new Uint8Array(Buffer.from(cell, 'base64'));
  return type === 'double precision' ? Number(cell) : cell;
}
