/** Which column of a file holds what: by its heading, else by its cells. Every guess is shown, with what it rests on. */
import { readDate } from '../writtenDate.ts';
import { type Column, columnNamed, COLUMNS } from './columns.ts';
import { HEADINGS } from './headerNames.ts';
import { plainName } from '../plainName.ts';

/** What a guess rests on. */
export type GuessBasis = 'heading' | 'content';

export interface ColumnGuess {
  readonly column: Column;
  /** place in the file, from 0 */
  readonly place: number;
  readonly basis: GuessBasis;
}

/** What the words of a cell mean; the tables stand elsewhere. */
export interface CellReader {
  readonly isState: (cell: string) => boolean;
  readonly isType: (cell: string) => boolean;
}

/** Of a column whose cells are to tell what it holds, so many tell it. */
const CONTENT_SHARE = 0.8;
const SAMPLE_ROWS = 200;
const MIN_SUMMARY_LETTERS = 25;
/** A header names at least so many columns, and stands among the first lines. */
const MIN_HEADER_NAMES = 3;
const MAX_LINES_BEFORE = 20;

const byHeading = new Map<string, { readonly column: Column; readonly rank: number }[]>();
for (const column of COLUMNS)
  (HEADINGS[column] ?? []).forEach((heading, rank) => {
    const key = headingKey(heading);
    byHeading.set(key, [...(byHeading.get(key) ?? []), { column, rank }]);
  });

function headingKey(heading: string): string {
  return plainName(heading.replaceAll('_', ' ')).replaceAll(' ', '');
}

/** @returns what a heading may mean, the likelier first: our own name, then those that others use */
function meaningsOf(heading: string): readonly { readonly column: Column; readonly rank: number }[] {
  const own = columnNamed(heading);
  const others = byHeading.get(headingKey(heading)) ?? [];
  return own ? [{ column: own, rank: -1 }, ...others] : others;
}

/** The place of the header among the first lines; `undefined` where none names three columns. */
export function headerPlace(rows: readonly (readonly string[])[]): number | undefined {
  let best: { place: number; names: number } | undefined;
  for (const [place, cells] of rows.slice(0, MAX_LINES_BEFORE + 1).entries()) {
    const names = new Set(cells.flatMap((cell) => meaningsOf(cell)[0]?.column ?? [])).size;
    if (names >= MIN_HEADER_NAMES && names > (best?.names ?? 0)) best = { place, names };
  }
  return best?.place;
}

/** A guess for each column of ours that the file seems to have; no place of the file is given twice. */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  reader: CellReader,
): readonly ColumnGuess[] {
  const sample = rows.slice(0, SAMPLE_ROWS);
  const cellsAt = (place: number): string[] => sample.flatMap((row) => row[place]?.trim() || []);
  const share = (place: number, is: (cell: string) => boolean): number => {
    const cells = cellsAt(place);
    return cells.length === 0 ? 0 : cells.filter(is).length / cells.length;
  };
  const fits: Partial<Record<Column, (place: number) => boolean>> = {
    date: (place) => share(place, (cell) => readDate(cell) !== undefined) >= CONTENT_SHARE,
    source_url: (place) => share(place, (cell) => /^https?:\/\//i.test(cell)) >= CONTENT_SHARE,
    // Names that no table knows are asked about one by one: half are enough to know the column.
    actor: (place) => share(place, reader.isState) >= CONTENT_SHARE / 2,
    target: (place) => share(place, reader.isState) >= CONTENT_SHARE / 2,
    type: (place) => share(place, reader.isType) >= CONTENT_SHARE / 2,
    summary: (place) =>
      cellsAt(place).length > 0 && share(place, (cell) => cell.length >= MIN_SUMMARY_LETTERS) >= CONTENT_SHARE / 2,
  };
  const taken = new Map<Column, ColumnGuess>();
  const used = new Set<number>();
  const take = (column: Column, place: number, basis: GuessBasis): void => {
    if (taken.has(column) || used.has(place)) return;
    taken.set(column, { column, place, basis });
    used.add(place);
  };
  const candidates = header
    .flatMap((heading, place) => meaningsOf(heading).map((meaning) => ({ ...meaning, place })))
    // "Source" is who acts where its cells are states, and the newspaper where they are none.
    .filter(
      ({ column, place, rank }) =>
        rank < 0 || (column !== 'actor' && column !== 'target') || cellsAt(place).length === 0 || fits[column]!(place),
    )
    .filter(({ column, place, rank }) => rank < 0 || column !== 'source_name' || !fits.actor!(place))
    .sort((a, b) => a.rank - b.rank);
  for (const { column, place } of candidates) take(column, place, 'heading');
  for (const column of ['date', 'source_url', 'actor', 'target', 'type', 'summary'] as const)
    for (let place = 0; place < header.length; place++)
      if (!used.has(place) && fits[column]!(place)) take(column, place, 'content');
  return [...taken.values()];
}
