/** Which dyads the board lists, and in which order. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import type { NameTable } from '../../../models/names.ts';
import { dyadName } from '../../state/countryNames.ts';
import { compared, searchedWords } from '../../state/listing.ts';
import { language } from '../../state/language.ts';

/** `news`: by what acts that are new add to the 30-day change, as nobody chose a column. */
export const SORTS = ['news', 'name', 'index', 'change', 'events', 'last'] as const;

export type Sort = (typeof SORTS)[number];

/** A dyad without a value comes last. */
const height = (index: number | null): number => index ?? -1;

/** A row of the board: a dyad, or a heading over those below it. */
export type BoardRow = { readonly heading: string } | { readonly dyad: BoardDyad };

/** The rows of sorted dyads; by news those with any stand under one heading, those without under another. */
export function boardRows(
  dyads: readonly BoardDyad[],
  sort: Sort,
  headings: { readonly news: string; readonly silent: (n: number) => string },
): BoardRow[] {
  const rows = (some: readonly BoardDyad[]): BoardRow[] => some.map((dyad) => ({ dyad }));
  if (sort !== 'news') return rows(dyads);
  const news = dyads.filter(({ newPoints30 }) => newPoints30 > 0);
  const silent = dyads.filter(({ newPoints30 }) => newPoints30 === 0);
  return [
    ...(news.length > 0 ? [{ heading: headings.news }] : []),
    ...rows(news),
    ...(silent.length > 0 ? [{ heading: headings.silent(silent.length) }] : []),
    ...rows(silent),
  ];
}

/** The dyads that a search finds, sorted; equal ones by their code. */
export function foundDyads(
  dyads: readonly BoardDyad[],
  search: string,
  sort: Sort,
  isDescending: boolean,
  names?: NameTable,
): BoardDyad[] {
  const compare: Readonly<Record<Sort, (a: BoardDyad, b: BoardDyad) => number>> = {
    // What only fades comes in a group of its own, the higher index before the lower.
    news: (a, b) => a.newPoints30 - b.newPoints30 || height(a.index) - height(b.index),
    name: (a, b) => dyadName(a.id, a.name).localeCompare(dyadName(b.id, b.name), language.value),
    index: (a, b) => height(a.index) - height(b.index),
    change: (a, b) => Math.abs(a.change30 ?? 0) - Math.abs(b.change30 ?? 0),
    events: (a, b) => a.events - b.events,
    last: (a, b) => compared(a.lookedThrough ?? '', b.lookedThrough ?? '') || compared(a.lastEvent, b.lastEvent),
  };
  return searched(dyads, search, names).sort(
    (a, b) => (isDescending ? -1 : 1) * compare[sort](a, b) || (a.id < b.id ? -1 : 1),
  );
}

/** Whole names find their dyads; beginnings and mistyped names those that come closest, and all whose name or code has each word. */
export function searched<Dyad extends Pick<BoardDyad, 'id' | 'name'>>(
  dyads: readonly Dyad[],
  search: string,
  names: NameTable | undefined,
): Dyad[] {
  const words = searchedWords(search);
  const asked = new Map(names?.pairsIn(search)?.map(({ dyad, closeness }) => [dyad, closeness]));
  const closest = Math.min(...dyads.map(({ id }) => asked.get(id) ?? Infinity));
  const hasWords = (dyad: Dyad): boolean =>
    words.every((word) => `${dyad.name} ${dyadName(dyad.id, dyad.name)} ${dyad.id}`.toLowerCase().includes(word));
  return dyads.filter((dyad) => asked.get(dyad.id) === closest || (closest > 0 && hasWords(dyad)));
}
