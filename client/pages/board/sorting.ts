/** Which dyads the board lists, and in which order. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import type { NameTable } from '../../../models/names.ts';
import { dyadName } from '../../state/countryNames.ts';
import { compared, searchedWords } from '../../state/listing.ts';
import { language } from '../../state/language.ts';

export const SORTS = ['name', 'index', 'change', 'events', 'last'] as const;

export type Sort = (typeof SORTS)[number];

/** The dyads that a search finds, sorted; equal ones by their code. */
export function foundDyads(
  dyads: readonly BoardDyad[],
  search: string,
  sort: Sort,
  isDescending: boolean,
  names?: NameTable,
): BoardDyad[] {
  const compare: Readonly<Record<Sort, (a: BoardDyad, b: BoardDyad) => number>> = {
    name: (a, b) => dyadName(a.id, a.name).localeCompare(dyadName(b.id, b.name), language.value),
    index: (a, b) => a.index - b.index,
    change: (a, b) => Math.abs(a.change30) - Math.abs(b.change30),
    events: (a, b) => a.events - b.events,
    last: (a, b) => compared(a.lastEvent, b.lastEvent),
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
