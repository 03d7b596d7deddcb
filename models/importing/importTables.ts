/** What the cells of a file are held against: the tables of states and types, and the day. */
import type { NameTable } from '../names.ts';
import type { TypeNames } from './typeWords.ts';

export interface ImportTables extends TypeNames {
  readonly names: NameTable;
  /** all states by code, with what else they are known by */
  readonly countries: ReadonlyMap<string, { readonly name: string; readonly iso2: string; readonly cameo: string }>;
}

/** The code that a cell names by itself; `undefined` where nobody can say, or where two states are called so. */
export function stateOf(cell: string, tables: ImportTables, day?: number): string | undefined {
  if (tables.countries.has(cell)) return cell;
  const named = tables.names.stateOf(cell, day);
  return named !== undefined && 'iso3' in named ? named.iso3 : undefined;
}

/** So many suggestions for a name. */
const MAX_SUGGESTIONS = 4;

/** States that a cell may mean, the likelier first. None is taken without being asked. */
export function statesLike(cell: string, { names, countries }: ImportTables): readonly string[] {
  const named = names.stateOf(cell);
  const word = cell.trim().toUpperCase();
  const coded = [...countries].flatMap(([code, { iso2, cameo }]) =>
    word !== '' && (iso2 === word || cameo === word || code === word) ? [code] : [],
  );
  const mistyped = names.mistyped(cell);
  const mentioned = names.statesIn(cell).flatMap(({ named }) => ('iso3' in named ? [named.iso3] : named.ambiguous));
  const found = [
    ...(named && 'ambiguous' in named ? named.ambiguous : []),
    ...coded,
    ...(mistyped === undefined ? [] : [mistyped]),
    ...mentioned,
  ];
  return [...new Set(found)].filter((code) => countries.has(code)).slice(0, MAX_SUGGESTIONS);
}
