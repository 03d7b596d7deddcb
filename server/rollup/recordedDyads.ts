/** Dyads as the ledger has them at a moment, many in one reading. */
import type { Codebook } from '../../models/codebook.ts';
import { throughDay } from '../../models/coverage.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import type { KnownDyad } from '../board/toldCause.ts';
import type { Ledger, ScoredRevision, ScoredRevisions } from '../ledger/ledger.ts';

export interface RecordedDyad extends KnownDyad<ScoredRevision> {
  /** when the first of its revisions that hold was recorded; undefined without events */
  readonly firstRecorded: Date | undefined;
}

/** @param lastDay the last day (epoch) whose declared coverage has come @param asOf null: nothing was ever recorded */
export async function recordedDyads(
  { ledger, codebook }: { readonly ledger: Pick<Ledger, 'scoredEventsOf' | 'coverageOf'>; readonly codebook: Codebook },
  dyads: readonly string[],
  asOf: Date | null,
  lastDay: number,
): Promise<ReadonlyMap<string, RecordedDyad>> {
  const events = asOf ? await ledger.scoredEventsOf(dyads, asOf) : new Map<string, ScoredRevisions>();
  const coverage = asOf && dyads.length > 0 ? await ledger.coverageOf(dyads, asOf) : new Map();
  return new Map(
    dyads.map((dyad) => {
      const own = events.get(dyad);
      const held = own?.events ?? [];
      const columns = eventColumns(dyad, held, codebook, throughDay(coverage.get(dyad) ?? [], lastDay));
      let byId: Map<string, ScoredRevision> | undefined;
      const get = (id: string): ScoredRevision | undefined =>
        (byId ??= new Map(held.map((event) => [event.id, event]))).get(id);
      return [dyad, { columns, byId: { get }, firstRecorded: own?.firstRecorded }];
    }),
  );
}
