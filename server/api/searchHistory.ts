/** A page of the events of a history, newest first. */
import type { EventFilter, LedgerEvent } from '../ledger/ledger.ts';
import { type DyadHistory, type FoundEvents, noCursor } from './eventSource.ts';

/** The cursor is the last id of the page before. @throws Problem for another cursor */
export async function searchHistory(history: DyadHistory, filter: EventFilter): Promise<FoundEvents> {
  const { columns, byId } = history;
  const { from = -Infinity, to = Infinity, type, limit, cursor } = filter;
  const after = cursor === undefined ? columns.ids.length : columns.ids.indexOf(cursor);
  if (after < 0) throw noCursor(cursor);
  const isAsked = asksFor(filter);
  const typeAt = type === undefined ? undefined : columns.types.indexOf(type);
  const found: string[] = [];
  // One more than the page shows tells whether there is a next one.
  for (let e = after - 1; e >= 0 && found.length <= limit; e--) {
    if (columns.day[e]! < from) break;
    if (columns.day[e]! > to || (typeAt !== undefined && columns.type[e] !== typeAt)) continue;
    const id = columns.ids[e]!;
    if (isAsked(() => byId.get(id))) found.push(id);
  }
  const ids = found.slice(0, limit);
  await history.readReports(ids);
  return {
    events: ids.flatMap((id) => byId.get(id) ?? []),
    nextCursor: found.length > limit ? ids.at(-1)! : null,
    behind: history.behind,
  };
}

/** Whether an event has the actor and the words asked for; it is read only where some are. */
function asksFor({ actor, q = '' }: EventFilter): (read: () => LedgerEvent | undefined) => boolean {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (actor === undefined && words.length === 0) return () => true;
  return (read) => {
    const event = read();
    if (!event || (actor !== undefined && event.actor !== actor)) return false;
    const text = `${event.summary} ${event.note} ${event.sourceName} ${event.type}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
