import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One row of a CSV file: every value is the text that stands in the file, so `010` stays `010`. */
export type Row = Record<string, string>;

const root = new URL('../../', import.meta.url);

/** The text of a file of the project, named from the top of the repository. */
export const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/**
 * The rows of a CSV file. A row with more or fewer cells than the header is an error of csv-parse and fails the test
 * that reads it.
 */
export const table = (path: string): Row[] => parse<Row>(text(path), { columns: true, skip_empty_lines: false });

/** The header of a CSV file, in its order. */
export const header = (path: string): string[] => parse(text(path), { columns: false, to_line: 1 })[0] ?? [];

/** A cell that must exist; a misspelt column name is an error, not an empty value. */
export function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`The row ${JSON.stringify(row)} has no column "${column}".`);
  return value;
}

/** Every value of one column, top to bottom. */
export const column = (rows: readonly Row[], name: string): string[] => rows.map((row) => cell(row, name));

/** Values that occur more than once, each named once. */
export const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, place) => values.indexOf(value) !== place)),
];

/** The dyads that have an event file, from the file names. */
export const dyadsWithEvents: string[] = readdirSync(new URL('data/events/', root))
  .filter((name) => name.endsWith('.csv'))
  .map((name) => name.slice(0, -'.csv'.length))
  .sort();

export const eventsOf = (dyad: string): Row[] => table(`data/events/${dyad}.csv`);

/** True for a date of the Gregorian calendar written YYYY-MM-DD: 2024-02-29 is one, 2023-02-29 is not. */
export function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

/** True for an absolute http or https address with a host. */
export const isWebAddress = (value: string): boolean =>
  /^https?:\/\//.test(value) && !/\s/.test(value) && URL.canParse(value);
