/** The events that the dyad page lists, in the order that the reader chose. */
import type { Scored } from './dyadData.ts';
import type { DyadView, Sort } from './dyadView.ts';
import { compared, searchedWords } from './listing.ts';

/**
 * Positions of the events between two days (of all, where the view asks for all) of one type that have each word of the search.
 *
 * @param points index points of each event on the last day, by position
 */
export function foundEvents(
  scored: Scored,
  points: ReadonlyMap<number, number>,
  from: number,
  to: number,
  view: Pick<DyadView, 'allEvents' | 'type' | 'search' | 'sort' | 'descending'>,
): readonly number[] {
  const { records, columns, figureEvents } = scored;
  const words = searchedWords(view.search);
  const isFound = (e: number): boolean => {
    const { summary, note, sourceName, type, actor, target } = records[e]!;
    const day = columns.day[e]!;
    if ((!view.allEvents && (day < from || day > to)) || (view.type !== '' && type !== view.type)) return false;
    const text = [summary, note, sourceName, type, figureEvents[e]!.title, actor, target].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const keyOf: Readonly<Record<Sort, (e: number) => string | number>> = {
    date: (e) => columns.day[e]!,
    actor: (e) => records[e]!.actor,
    type: (e) => figureEvents[e]!.title,
    severity: (e) => records[e]!.severity,
    points: (e) => points.get(e) ?? 0,
  };
  const key = keyOf[view.sort];
  const sign = view.descending ? -1 : 1;
  return [...records.keys()].filter(isFound).sort((a, b) => sign * (compared(key(a), key(b)) || a - b));
}
