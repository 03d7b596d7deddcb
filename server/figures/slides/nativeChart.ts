/** A chart as a presentation program keeps one: a sheet of keys and columns, how columns are drawn, and where the plot lies. */
import type { CategoryPaint } from '../../../client/charts/theme.ts';
import type { Box } from '../svgPath.ts';
import type { Paint } from '../paint.ts';
import type { Scale } from './plotMarks.ts';

export interface NativeChart {
  readonly name: string;
  /** for who cannot see it */
  readonly alt: string;
  /** of its axes, px of the layout */
  readonly area: Box;
  readonly keys: Keys;
  readonly columns: readonly Column[];
  readonly layers: readonly Layer[];
  /** of the values */
  readonly scale: Scale;
  /** of its value axis' numbers @example '0' */
  readonly format: string;
  /** whether the numbers of its value axis stand beside it */
  readonly isWritten: boolean;
}

export type Keys =
  | { readonly kind: 'days'; readonly heading: string; readonly days: readonly number[] }
  | { readonly kind: 'names'; readonly heading: string; readonly names: readonly string[] };

/** A column of the sheet; one that no layer draws is for who edits the others. */
export interface Column {
  readonly name: string;
  /** one for each key; null where there is none */
  readonly values: readonly (number | null)[];
  /** how the value of a row follows from other columns. @example (row) => `C${row}-B${row}` */
  readonly formula?: (row: number) => string;
}

export interface Layer {
  /** `areas` and bars stand on each other; `columns` stand upright, `rows` lie, the first on top */
  readonly kind: 'areas' | 'lines' | 'columns' | 'rows';
  /** between two bars, percent of a bar */
  readonly gap?: number;
  readonly series: readonly NativeSeries[];
}

export interface NativeSeries {
  /** position among the columns */
  readonly column: number;
  /** of areas and bars; neither is not painted */
  readonly fill?: Paint;
  readonly category?: CategoryPaint;
  readonly line?: { readonly colour: string; readonly width: number; readonly dash?: 'dash' | 'sysDot' };
  readonly marker?: { readonly size: number; readonly fill: string; readonly rim: string };
  /** points that are painted otherwise, by their position */
  readonly points?: ReadonlyMap<number, CategoryPaint>;
}

/** The days that a spreadsheet can write as dates: it has none before this one, and takes the next ones for others. */
const FIRST_SHEET_DAY = -25_508; // 1 March 1900
export const haveDates = (days: readonly number[]): boolean => days.length > 0 && days[0]! >= FIRST_SHEET_DAY;
/** A day as a spreadsheet counts it. */
export const sheetDay = (day: number): number => day + 25_569;

/** What an eye can tell on a slide, and a hundred times as much. */
export const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Of the sheet: A are the keys. @example columnName(1) // 'B' */
export const columnName = (position: number): string =>
  position < 26
    ? String.fromCharCode(65 + position)
    : `${columnName(Math.floor(position / 26) - 1)}${columnName(position % 26)}`;
