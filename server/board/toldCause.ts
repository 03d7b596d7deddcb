/** What an act does to a move, told as news. */
import type { EventColumns } from '../../models/eventColumns.ts';
import type { MoveCause } from '../../models/move.ts';
import type { News } from '../../models/periodChange.ts';
import type { LedgerEvent, ScoredRevision } from '../ledger/ledger.ts';

/** A dyad as it was known at some moment. */
export interface KnownDyad<Event extends ScoredRevision = LedgerEvent> {
  readonly columns: EventColumns;
  readonly byId: { get(id: string): Event | undefined };
}

export interface ToldCause<Event extends ScoredRevision = LedgerEvent> {
  readonly event: Event;
  readonly news: News;
  /** the event as it was before, where it was recoded */
  readonly before: Event | undefined;
  readonly indexPoints: number;
}

/**
 * A cause of a move as an act that can be told. `undefined` for one that nobody touched: its share changed because an act like it, to which
 * it is a repetition, was recorded or taken out.
 *
 * @param day the first day of the move: later acts are new
 */
export function toldCause<Event extends ScoredRevision>(
  { eventId, indexPoints }: Pick<MoveCause, 'eventId' | 'indexPoints'>,
  isUndone: boolean,
  now: KnownDyad<Event>,
  known: KnownDyad<Event> | undefined,
  day: number,
): ToldCause<Event> | undefined {
  const after = now.byId.get(eventId);
  const before = known ? known.byId.get(eventId) : after;
  const event = after ?? before;
  if (!event) return undefined;
  const told = (news: News): ToldCause<Event> => ({
    event,
    news,
    before: news === 'recoded' ? before : undefined,
    indexPoints,
  });
  if (isUndone) return told('undone');
  if (!after) return told('retracted');
  if (after.day > day && (!before || before.day > day)) return told('new');
  if (!before) return told('recorded');
  return before.revision === after.revision ? undefined : told('recoded');
}
