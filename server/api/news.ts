/** What is new of a dyad since a moment: not only what happened, also what became known, was coded otherwise or taken out. */
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
