/** The columns of a chart's sheet, and what is drawn from them: a line by how sure it is, bands on each other. */
import type { LineStyle } from '../../../client/charts/figure.ts';
import type { Words } from '../../../client/words/words.ts';
import { paintOf } from '../paint.ts';
import { type Column, columnName, type Layer, type NativeSeries } from './nativeChart.ts';

/** EMU, as in the picture: 2 px and less. */
export const LINE = 25_400;
export const THIN = 12_700;

/** The columns of a sheet, with a place for each. */
export class Columns {
  readonly all: Column[] = [];
  /** @returns its position */
  add(name: string, values: Column['values'], formula?: Column['formula']): number {
    this.all.push({ name, values, ...(formula && { formula }) });
    return this.all.length - 1;
  }
}

/** Areas on an area that is not painted: the widths from each edge to the next. Where there is no value, they close. */
export function bandLayer(columns: Columns, words: Words, edges: readonly number[], paints: readonly string[]): Layer {
  const valuesOf = (column: number): readonly (number | null)[] => columns.all[column]!.values;
  let last = valuesOf(edges[0]!).find((value) => value !== null) ?? 0;
  const base = valuesOf(edges[0]!).map((value) => (last = value ?? last));
  const series: NativeSeries[] = [{ column: columns.add(words.files.below, base, (row) => cell(edges[0]!, row)) }];
  paints.forEach((paint, i) => {
    const [below, above] = [edges[i]!, edges[i + 1]!];
    const widths = valuesOf(above).map((value, at) => (value === null ? 0 : value - valuesOf(below)[at]!));
    series.push({
      column: columns.add(
        words.files.between(columns.all[below]!.name, columns.all[above]!.name),
        widths,
        (row) => `${cell(above, row)}-${cell(below, row)}`,
      ),
      fill: paintOf(paint),
    });
  });
  return { kind: 'areas', series };
}

export const cell = (column: number, row: number): string => `${columnName(column + 1)}${row}`;

/** A line as it is drawn by how sure it is: whole, pale, broken, dotted. Each part has a column of its own that follows the line's. */
export function styledLine(
  columns: Columns,
  of: number,
  styles: readonly LineStyle[],
  looks: Readonly<Record<LineStyle, NonNullable<NativeSeries['line']>>>,
  words: Words,
): NativeSeries[] {
  const { name, values } = columns.all[of]!;
  const found = (['covered', 'sparse', 'provisional', 'uncovered'] as const).filter((style) => styles.includes(style));
  if (found.length === 1) return [{ column: of, line: looks[found[0]!] }];
  return found.map((style) => ({
    column: columns.add(
      `${name}, ${words.files.styles[style]}`,
      // A piece of line is of the kind of the point that it leads to.
      values.map((value, i) => (styles[i] === style || styles[i + 1] === style ? value : null)),
      (row) => cell(of, row),
    ),
    line: looks[style],
  }));
}
