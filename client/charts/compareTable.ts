/** A comparison as a table: the same points, the newest first; and as CSV. */
import type { Step } from '../../models/calendar.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { CompareLine } from './compareLines.ts';
import { differenceOn, lessSure } from './compareFigure.ts';
import { type Arrangement } from './comparePanes.ts';
import type { LineStyle } from './figure.ts';
import type { Scale } from './standing.ts';

export interface CompareTableData {
  readonly columns: readonly { readonly key: string; readonly heading: string }[];
  readonly rows: readonly { readonly day: number; readonly cells: readonly CompareCell[] }[];
}

export interface CompareCell {
  /** NaN where there is none */
  readonly value: number;
  readonly style: LineStyle;
}

/** Rows on the days on which any line has a point; a difference has no column for the line that all are held against. */
export function compareTable(
  lines: readonly CompareLine[],
  arrangement: Arrangement,
  scale: Scale,
  step: Step,
  from: number,
  to: number,
): CompareTableData {
  const first = lines[0];
  const isDifference = arrangement === 'difference' && first !== undefined;
  const shown = isDifference ? lines.slice(1) : lines;
  const days = [...new Set(lines.flatMap((line) => line.daysWithin(from, to, step)))].sort((a, b) => b - a);
  const known = lines.map((line) => new Set(line.daysWithin(from, to, step)));
  return {
    columns: shown.map(({ key, label, short }) => ({
      key,
      heading: isDifference ? `${short} − ${first.short}` : label,
    })),
    rows: days.map((day) => ({
      day,
      cells: shown.map((line, i): CompareCell => {
        if (!known[isDifference ? i + 1 : i]!.has(day)) return { value: Number.NaN, style: line.styleOn(day) };
        if (isDifference)
          return {
            value: known[0]!.has(day) ? differenceOn(line, first, day, scale) : Number.NaN,
            style: lessSure(line.styleOn(day), first.styleOn(day)),
          };
        return { value: line.standingOn(day, scale), style: line.styleOn(day) };
      }),
    })),
  };
}

/** RFC 4180, oldest first, full digits: date, then each line's value and how well the day is covered. */
export function compareCsv({ columns, rows }: CompareTableData): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows
    .toReversed()
    .map(({ day, cells }) => [
      toIsoDate(day),
      ...cells.flatMap(({ value, style }) => [Number.isNaN(value) ? '' : String(value), style]),
    ]);
  return [['date', ...columns.flatMap(({ heading }) => [heading, `${heading}: coverage`])], ...lines]
    .map((row) => `${row.map(quoted).join(',')}\r\n`)
    .join('');
}
