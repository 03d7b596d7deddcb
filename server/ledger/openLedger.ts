import { randomUUID } from 'node:crypto';
import type { ReferenceData } from '../referenceData.ts';
import type { Database } from '../store/database.ts';
import { type Reading, readingOf } from '../store/reading.ts';
import { recordActs, restore, reviseAct } from './acts.ts';
import { audit, auditState, noteAudit } from './audit.ts';
import { coverageOf, declareCoverage, withdrawCoverage, withdrawnCoverage } from './coverage.ts';
import { rowCheck } from './draft.ts';
import { importFile } from './importFile.ts';
import { imports, importSources, retractImport } from './importsTaken.ts';
import { keepMapping, keptMappings } from './keptMappings.ts';
import type { Ledger } from './ledger.ts';
import {
  changeMoments,
  changes,
  counts,
  dyads,
  eventsOf,
  mostSevere,
  revisions,
  revisionsSince,
  rowsOfAct,
  scoredEventsOf,
  search,
  summariesOf,
  watermark,
} from './query.ts';
import { retract } from './retract.ts';
import { importTable, previewTable } from './tableImport.ts';
import { importTables } from './importTables.ts';

export interface LedgerParts {
  /** with its tables in place: see store/migrate.ts */
  readonly database: Database;
  /** where what was recorded up to a moment is read; default: the database */
  readonly reading?: Reading;
  /** rows are checked against these */
  readonly reference: Pick<ReferenceData, 'codebook' | 'countries' | 'names' | 'stateSpans'>;
  readonly now: () => Date;
  /** names an import; default: a random UUID */
  readonly newId?: () => string;
}

/** The ledger in a database. It holds no state of its own: what another process records is seen at once. */
export function openLedger({
  database,
  reading = readingOf(database),
  reference,
  now,
  newId = randomUUID,
}: LedgerParts): Ledger {
  const { upTo } = reading;
  const tables = importTables(reference);
  const table = () => ({ database, tables, check: rowCheck(reference, now().getTime()), now, importId: newId() });
  const acts = () => ({ database, reference, now, check: rowCheck(reference, now().getTime()) });
  return {
    watermark: (moment) => upTo(moment, (reader) => watermark(reader, moment)),
    dyads: (asOf) => upTo(asOf, (reader) => dyads(reader, asOf)),
    rowsOfAct: (act, asOf) => upTo(asOf, (reader) => rowsOfAct(reader, act, asOf)),
    counts: (spans, asOf) => upTo(asOf, (reader) => counts(reader, spans, asOf)),
    mostSevere: (span, limit, asOf, dyads) => upTo(asOf, (reader) => mostSevere(reader, span, limit, asOf, dyads)),
    events: (dyad, asOf) => upTo(asOf, async (reader) => (await eventsOf(reader, [dyad], asOf)).get(dyad) ?? []),
    eventsOf: (dyads, asOf) => upTo(asOf, (reader) => eventsOf(reader, dyads, asOf)),
    scoredEventsOf: (dyads, asOf) => upTo(asOf, (reader) => scoredEventsOf(reader, dyads, asOf)),
    summariesOf: (dyads, eventIds) => summariesOf(database, dyads, eventIds),
    search: (dyad, filter) => upTo(filter.asOf, (reader) => search(reader, dyad, filter)),
    revisions: (eventId) => revisions(database, eventId),
    revisionsSince: (dyad, since, until, limit) =>
      upTo(until, (reader) => revisionsSince(reader, dyad, since, until, limit)),
    changes: (since, until) => upTo(until, (reader) => changes(reader, since, until)),
    changeMoments: (since, until) => upTo(until, (reader) => changeMoments(reader, since, until)),
    coverage: (dyad, asOf) =>
      upTo(asOf, async (reader) => (await coverageOf(reader, [dyad], asOf ?? null)).get(dyad) ?? []),
    coverageOf: (dyads, asOf) => upTo(asOf, (reader) => coverageOf(reader, dyads, asOf ?? null)),
    declareCoverage: (stretches, recordedBy) => declareCoverage(database, now, stretches, recordedBy),
    withdrawnCoverage: (dyad, asOf) => upTo(asOf, (reader) => withdrawnCoverage(reader, dyad, asOf ?? null)),
    withdrawCoverage: (withdrawals, reason, recordedBy) =>
      withdrawCoverage(database, now, withdrawals, reason, recordedBy),
    import: (request) =>
      importFile(request, {
        database,
        now,
        importId: newId(),
        check: rowCheck(reference, now().getTime()),
      }),
    previewTable: (request) => previewTable(request, table()),
    importTable: (request) => importTable(request, table()),
    keptMappings: () => keptMappings(database),
    keepMapping: (mapping, recordedBy) => keepMapping(database, now, mapping, recordedBy),
    recordActs: (drafted, writing) => recordActs(acts(), drafted, writing),
    reviseAct: (act, revision, writing) => reviseAct(acts(), act, revision, writing),
    retract: (eventId, reason, recordedBy, options) =>
      retract({ database, now }, eventId, reason, { ...options, recordedBy }),
    restore: (eventId, reason, recordedBy, options) => restore(acts(), eventId, reason, { ...options, recordedBy }),
    imports: (limit) => imports(database, limit),
    importSources: (importIds) => importSources(database, importIds),
    retractImport: (importId, reason, writing) => retractImport({ database, now }, importId, reason, writing),
    note: (note, recordedBy) => noteAudit(database, now(), recordedBy, note),
    audit: (filter) => audit(database, filter),
    auditState: () => auditState(database),
  };
}
