/** The table of a figure in words: the names of its columns, and its cells, for who reads and not for who computes. */
import type { Words } from '../../client/words/words.ts';
import type { Cell } from './table.ts';

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
