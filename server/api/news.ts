/** What is new of a dyad since a moment: not only what happened, also what became known, was coded otherwise or taken out. */
import type { MoveCause } from '../../models/move.ts';
import type { News } from '../../models/periodChange.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import { type DyadHistory, LEDGER_ACTS, type Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';

/** A dyad as it was known before. */
export interface KnownBefore {
  readonly vintage: Vintage;
  readonly history: DyadHistory;
  /** whether it entered the ledger after the moment that was asked for */
  readonly isFirst: boolean;
}

/** The dyads of which anything was recorded after a moment; none where acts have no revisions (feeds, couplings). */
export async function dyadsRecordedSince(
  { ledger }: Pick<Snapshots, 'ledger'>,
  { asOf, acts }: Pick<Vintage, 'asOf' | 'acts'>,
  moment: Date,
): Promise<ReadonlySet<string>> {
  if (asOf === null || acts !== LEDGER_ACTS) return new Set();
  return new Set((await ledger.changes(moment, asOf)).map(({ dyad }) => dyad));
}

/**
 * What was known of a dyad at a moment. One that entered the ledger later is as its first recording had it: whoever records a history has
 * not made news of all of it.
 *
 * @param history as it is known now
 */
export async function knownBefore(
  snapshots: Snapshots,
  history: DyadHistory,
  moment: Date,
): Promise<KnownBefore | undefined> {
  const first = history.events.reduce((least, { recordedAt }) => Math.min(least, recordedAt.getTime()), Infinity);
  if (first === Infinity) return undefined;
  const known = new Date(Math.max(moment.getTime(), first));
  const vintage = await snapshots.vintage({ text: known.toISOString(), moment: known });
  const before = await vintage.source.history(history.dyad);
  if (before.events.length === 0) return undefined;
  return { vintage, history: before, isFirst: first > moment.getTime() };
}

export interface ToldCause {
  readonly event: LedgerEvent;
  readonly news: News;
  /** the event as it was before, where it was recoded */
  readonly before: LedgerEvent | undefined;
  readonly indexPoints: number;
}

/**
 * A cause of a move as an act that can be told. `undefined` for one that nobody touched: its share changed because an act like it, to which
 * it is a repetition, was recorded or taken out.
 *
 * @param day the first day of the move: later acts are new
 */
export function toldCause(
  { eventId, indexPoints }: Pick<MoveCause, 'eventId' | 'indexPoints'>,
  isUndone: boolean,
  now: DyadHistory,
  known: DyadHistory | undefined,
  day: number,
): ToldCause | undefined {
  const after = now.byId.get(eventId);
  const before = known ? known.byId.get(eventId) : after;
  const event = after ?? before;
  if (!event) return undefined;
  const told = (news: News): ToldCause => ({
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
