/** Dyads as the ledger has them at a moment, many in one reading. */
import type { Codebook } from '../../models/codebook.ts';
import { throughDay } from '../../models/coverage.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import type { KnownDyad } from '../board/toldCause.ts';
import type { Ledger, LedgerEvent } from '../ledger/ledger.ts';

export interface RecordedDyad extends KnownDyad {
  readonly events: readonly LedgerEvent[];
}

/** @param lastDay the last day (epoch) whose declared coverage has come @param asOf null: nothing was ever recorded */
export async function recordedDyads(
  { ledger, codebook }: { readonly ledger: Pick<Ledger, 'eventsOf' | 'coverageOf'>; readonly codebook: Codebook },
  dyads: readonly string[],
  asOf: Date | null,
  lastDay: number,
): Promise<ReadonlyMap<string, RecordedDyad>> {
  const events = asOf ? await ledger.eventsOf(dyads, asOf) : new Map<string, LedgerEvent[]>();
  const coverage = asOf && dyads.length > 0 ? await ledger.coverageOf(dyads, asOf) : new Map();
  return new Map(
    dyads.map((dyad) => {
      const own = events.get(dyad) ?? [];
      const columns = eventColumns(dyad, own, codebook, throughDay(coverage.get(dyad) ?? [], lastDay));
      return [dyad, { events: own, columns, byId: new Map(own.map((event) => [event.id, event])) }];
    }),
  );
}
