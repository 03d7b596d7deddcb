/** Rows of the table event_revision as events. */
import type { SqlRow } from '../store/database.ts';
import { CONTENT_IN_SQL, eventOfContent } from './content.ts';
import type { Operation } from './change.ts';
import type { LedgerEvent, Revision } from './ledger.ts';

/** What a `RevisionRow` is selected by. */
export const REVISION_COLUMNS = `event_id, revision, operation, recorded_at, recorded_by, reason, import_id, ${CONTENT_IN_SQL} as content`;

/** What an `EventRow` is selected by: each text costs as much to read as a row of numbers. */
export const EVENT_COLUMNS = `event_id, revision, recorded_at, ${CONTENT_IN_SQL} as content`;

export interface EventRow extends SqlRow {
  event_id: string;
  revision: number;
  recorded_at: Date;
  content: string;
}

export interface RevisionRow extends EventRow {
  operation: string;
  recorded_by: string;
  reason: string;
  import_id: string;
}

export function ledgerEvent(row: EventRow): LedgerEvent {
  return { ...eventOfContent(row.event_id, row.content), revision: row.revision, recordedAt: row.recorded_at };
}

export function revisionOf(row: RevisionRow): Revision {
  return {
    revision: row.revision,
    operation: row.operation as Operation,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    reason: row.reason,
    importId: row.import_id,
    event: eventOfContent(row.event_id, row.content),
  };
}
