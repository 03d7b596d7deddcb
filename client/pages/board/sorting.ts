/** Which dyads the board lists, and in which order. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import { dyadName } from '../../state/countryNames.ts';
import { compared, searchedWords } from '../../state/listing.ts';
import { language } from '../../state/language.ts';

export const SORTS = ['name', 'index', 'change', 'events', 'last'] as const;

export type Sort = (typeof SORTS)[number];

/** The dyads whose name or code has each word of the search, sorted; equal ones by their code. */
export function foundDyads(
  dyads: readonly BoardDyad[],
  search: string,
  sort: Sort,
  isDescending: boolean,
): BoardDyad[] {
  const words = searchedWords(search);
  const compare: Readonly<Record<Sort, (a: BoardDyad, b: BoardDyad) => number>> = {
    name: (a, b) => dyadName(a.id, a.name).localeCompare(dyadName(b.id, b.name), language.value),
    index: (a, b) => a.index - b.index,
    change: (a, b) => Math.abs(a.change30) - Math.abs(b.change30),
    events: (a, b) => a.events - b.events,
    last: (a, b) => compared(a.lastEvent, b.lastEvent),
  };
  return dyads
    .filter((dyad) =>
      words.every((word) => `${dyad.name} ${dyadName(dyad.id, dyad.name)} ${dyad.id}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => (isDescending ? -1 : 1) * compare[sort](a, b) || (a.id < b.id ? -1 : 1));
}
