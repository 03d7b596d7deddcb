/** Rows of the table event_revision as events. */
import type { CodedEvent, Polarity, Role, Severity } from '../../models/event.ts';
import type { SqlRow } from '../store/database.ts';
import type { LedgerEvent, Operation, Revision } from './ledger.ts';

/** The columns that `RevisionRow` has; `day` is the date as an epoch day. */
export const REVISION_COLUMNS = `event_id, revision, operation, recorded_at, recorded_by, reason, dyad, date - date '1970-01-01' as day, date_precision,
  actor, target, others, role, type, cameo, polarity, severity, summary, source_name, source_url, source_date, verified, note`;

export interface RevisionRow extends SqlRow {
  event_id: string;
  revision: number;
  operation: string;
  recorded_at: Date;
  recorded_by: string;
  reason: string;
  dyad: string;
  day: number;
  date_precision: string;
  actor: string;
  target: string;
  others: string;
  role: string;
  type: string;
  cameo: string;
  polarity: number;
  severity: number;
  summary: string;
  source_name: string;
  source_url: string;
  source_date: string;
  verified: boolean;
  note: string;
}

/** The event of a row; the table holds only what draft.ts has checked. */
export function codedEvent(row: RevisionRow): CodedEvent {
  return {
    id: row.event_id,
    dyad: row.dyad,
    day: row.day,
    datePrecision: row.date_precision as CodedEvent['datePrecision'],
    actor: row.actor,
    target: row.target,
    others: row.others === '' ? [] : row.others.split(';'),
    role: row.role as Role,
    type: row.type,
    cameo: row.cameo,
    polarity: row.polarity as Polarity,
    severity: row.severity as Severity,
    summary: row.summary,
    sourceName: row.source_name,
    sourceUrl: row.source_url,
    sourceDate: row.source_date,
    verified: row.verified,
    note: row.note,
  };
}

export function ledgerEvent(row: RevisionRow): LedgerEvent {
  return { ...codedEvent(row), revision: row.revision, recordedAt: row.recorded_at };
}

export function revisionOf(row: RevisionRow): Revision {
  return {
    revision: row.revision,
    operation: row.operation as Operation,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    reason: row.reason,
    event: codedEvent(row),
  };
}
