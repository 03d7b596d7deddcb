/** Which column of the file is read for which of ours: as the reader says, and guessed where she says nothing. */
import { type Column, COLUMNS } from './columns.ts';
import { type CellReader, guessColumns } from './guessColumns.ts';
import type { Mapping } from './mapping.ts';

export type ColumnBasis = 'given' | 'heading' | 'content' | 'constant' | 'codebook' | 'made' | 'none';

export interface ChosenColumns {
  /** for each column of ours that the file has, its place there */
  readonly places: ReadonlyMap<Column, number>;
  readonly bases: ReadonlyMap<Column, ColumnBasis>;
  /** needed columns that the file does not have, and no constant */
  readonly missing: readonly Column[];
  /** headings of the mapping that the file does not have */
  readonly unknown: readonly string[];
}

/** Without these nobody knows what happened. Id and polarity are made where they are missing. */
export const NEEDED: readonly Column[] = ['date', 'actor', 'target', 'type', 'severity', 'summary', 'source_name'];

export function chosenColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  reader: CellReader,
): ChosenColumns {
  const given = new Map(
    Object.entries(mapping.columns ?? {}).flatMap(([column, heading]) =>
      heading === undefined ? [] : [[column as Column, heading]],
    ),
  );
  const guesses = new Map(guessColumns(header, rows, reader).map((guess) => [guess.column, guess]));
  const places = new Map<Column, number>();
  const bases = new Map<Column, ColumnBasis>();
  const unknown: string[] = [];
  const taken = new Set<number>();
  for (const [column, heading] of given) {
    if (heading === null) continue;
    const place = header.indexOf(heading);
    if (place < 0) {
      unknown.push(heading);
      continue;
    }
    places.set(column, place);
    taken.add(place);
    const guess = guesses.get(column);
    bases.set(column, guess?.place === place ? guess.basis : 'given');
  }
  for (const [column, { place, basis }] of guesses) {
    if (given.has(column) || taken.has(place)) continue;
    places.set(column, place);
    bases.set(column, basis);
  }
  const hasConstant = (column: Column): boolean => (mapping.constants?.[column] ?? '').trim() !== '';
  for (const column of COLUMNS) {
    if (bases.has(column)) continue;
    if (hasConstant(column)) bases.set(column, 'constant');
    else bases.set(column, column === 'polarity' ? 'codebook' : column === 'id' || column === 'dyad' ? 'made' : 'none');
  }
  return {
    places,
    bases,
    missing: NEEDED.filter((column) => !places.has(column) && !hasConstant(column)),
    unknown,
  };
}
