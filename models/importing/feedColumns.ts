/** Which column of a table a feed reads for what: as the reader says, and guessed where she says nothing. */
import { type CellReader, guessColumns, type GuessBasis } from './guessColumns.ts';
import type { Column } from './columns.ts';
import { FEED_COLUMNS, type FeedColumn } from './feedColumnNames.ts';
import type { FeedDraft } from './feedMapping.ts';

export type FeedColumnBasis = 'given' | GuessBasis | 'constant' | 'none';

export interface FeedCellReader extends CellReader {
  /** whether words of a cell point to a type */
  readonly isTypeLike: (cell: string) => boolean;
}

export interface FeedColumns {
  /** for what is read, the heading in the file */
  readonly headings: ReadonlyMap<FeedColumn, string>;
  readonly bases: ReadonlyMap<FeedColumn, FeedColumnBasis>;
  /** what is needed and is not there; `code` where neither code, text nor value is */
  readonly missing: readonly FeedColumn[];
  /** headings of the draft that the file does not have */
  readonly unknown: readonly string[];
}

const SAMPLE_ROWS = 200;
const NUMBER_SHARE = 0.8;
/** So many kinds of acts even a short table may have; what has more letters tells of one act. */
const MANY_KINDS = 25;
const MAX_KIND_LETTERS = 60;
const NUMBER = /^[-−+]?\d+(?:[.,]\d+)?$/;
const VALUE_HEADING = /goldstein|intensity|\bscale\b|scaled|\bagree\b|agreement score/i;
const PLACE_HEADING = /lat|lon|geo/i;

/** What the guesses of an import are to a feed, the likelier first. */
const GUESSED: Readonly<Partial<Record<FeedColumn, readonly Column[]>>> = {
  date: ['date'],
  actor: ['actor'],
  target: ['target'],
  code: ['cameo', 'type'],
  text: ['summary', 'headline'],
  report: ['source_url'],
};

export function feedColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  draft: FeedDraft,
  reader: FeedCellReader,
): FeedColumns {
  const given = new Map(Object.entries(draft.columns ?? {}) as [FeedColumn, string | null][]);
  const guesses = new Map(guessColumns(header, rows, reader).map((guess) => [guess.column, guess]));
  const headings = new Map<FeedColumn, string>();
  const bases = new Map<FeedColumn, FeedColumnBasis>();
  const taken = new Set<number>();
  const take = (column: FeedColumn, place: number, basis: FeedColumnBasis): void => {
    headings.set(column, header[place]!);
    bases.set(column, basis);
    taken.add(place);
  };
  const unknown: string[] = [];
  for (const [column, heading] of given) {
    if (heading === null) continue;
    const place = header.indexOf(heading);
    if (place < 0) unknown.push(heading);
    else take(column, place, isGuess(column, place, guesses) ?? 'given');
  }
  const hasConstant = (column: FeedColumn): boolean =>
    (column === 'actor' || column === 'target') && (draft.constants?.[column] ?? '') !== '';
  for (const column of FEED_COLUMNS) {
    if (given.has(column) || hasConstant(column) || (column === 'text' && headings.has('code'))) continue;
    for (const own of GUESSED[column] ?? []) {
      const guess = guesses.get(own);
      if (guess && !headings.has(column) && !taken.has(guess.place)) take(column, guess.place, guess.basis);
    }
    if (headings.has(column)) continue;
    const found = (is: (heading: string, place: number) => boolean): number =>
      header.findIndex((heading, place) => !taken.has(place) && is(heading, place));
    if (column === 'code') {
      const place = found((_, at) => isKindOfAct(cellsAt(rows, at), reader));
      if (place >= 0) take(column, place, 'content');
    }
    if (column === 'intensity') {
      const place = found((heading, at) => isValue(heading, cellsAt(rows, at)));
      if (place >= 0) take(column, place, VALUE_HEADING.test(header[place]!) ? 'heading' : 'content');
    }
  }
  for (const column of FEED_COLUMNS)
    if (!bases.has(column)) bases.set(column, hasConstant(column) ? 'constant' : 'none');
  const isThere = (column: FeedColumn): boolean => headings.has(column) || hasConstant(column);
  const missing: FeedColumn[] = (['date', 'actor', 'target'] as const).filter((column) => !isThere(column));
  if (!(['code', 'text', 'intensity'] as const).some(isThere)) missing.push('code');
  return { headings, bases, missing, unknown };
}

function isGuess(
  column: FeedColumn,
  place: number,
  guesses: ReadonlyMap<Column, { readonly place: number; readonly basis: GuessBasis }>,
): GuessBasis | undefined {
  return (GUESSED[column] ?? []).map((own) => guesses.get(own)).find((guess) => guess?.place === place)?.basis;
}

const cellsAt = (rows: readonly (readonly string[])[], place: number): readonly string[] =>
  rows.slice(0, SAMPLE_ROWS).flatMap((row) => row[place]?.trim() || []);

/** Few different cells, most of them words for an act. */
function isKindOfAct(cells: readonly string[], { isTypeLike }: FeedCellReader): boolean {
  const kinds = [...new Set(cells)];
  return (
    kinds.length > 1 &&
    kinds.length <= Math.max(MANY_KINDS, cells.length / 3) &&
    cells.every((cell) => cell.length <= MAX_KIND_LETTERS) &&
    kinds.filter(isTypeLike).length * 2 >= kinds.length
  );
}

/** Numbers under a heading that says so, or some of them below 0, which no count and no year is. */
function isValue(heading: string, cells: readonly string[]): boolean {
  const numbers = cells.filter((cell) => NUMBER.test(cell));
  if (cells.length === 0 || numbers.length < NUMBER_SHARE * cells.length) return false;
  return VALUE_HEADING.test(heading) || (!PLACE_HEADING.test(heading) && numbers.some((cell) => /^[-−]/.test(cell)));
}
