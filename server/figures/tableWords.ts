/** The table of a figure in words: the names of its columns, and its cells, for who reads and not for who computes. */
import type { Words } from '../../client/words/words.ts';
import { escaped } from '../../client/charts/escaped.ts';
import type { Cell, Table } from './table.ts';

/** @example columnName('KOR-RUS low', words) // 'KOR-RUS 90% low': a line of a comparison has its dyad before the name */
export function columnName(column: string, { seriesTable, charts, categories, files }: Words): string {
  const { date, index, low, high, tension, raises, lowers } = seriesTable;
  const names: Readonly<Record<string, string>> = {
    date,
    index,
    low,
    high,
    tension,
    raises,
    lowers,
    neutral: charts.neutral,
    ...categories,
    ...files.columns,
  };
  return column
    .split(' ')
    .map((part) => names[part] ?? part)
    .join(' ');
}

/** @param decimals of an index or a share of one */
export function cellText(value: Cell, column: string, words: Words, decimals = 2): string {
  if (value === null) return '';
  if (typeof value === 'number') return column === 'events' ? String(value) : value.toFixed(decimals);
  if (typeof value === 'boolean') return value ? words.seriesTable.states.provisional : '';
  const { new: fresh, fading, revised, model } = words.waterfall;
  const kinds: Readonly<Record<string, string>> = {
    new: fresh,
    fading,
    revised,
    model,
    ...words.categories,
    ...words.files.columns,
  };
  return kinds[value] ?? value;
}

/** The table of a page. @param id of the element, for what reads it */
export function htmlTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>, words: Words, id?: string): string[] {
  const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
  return [
    id === undefined ? '<table>' : `<table id="${id}">`,
    `<thead>${row(columns.map((column) => `<th scope="col">${escaped(columnName(column, words))}</th>`))}</thead>`,
    '<tbody>',
    ...rows.map((cells) => row(cells.map((value, i) => `<td>${escaped(cellText(value, columns[i]!, words))}</td>`))),
    '</tbody>',
    '</table>',
  ];
}
