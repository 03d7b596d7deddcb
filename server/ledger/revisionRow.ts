/** Rows of the table event_revision as events. */
import { epochDay } from '../../models/calendar.ts';
import type { Polarity, Role, Severity } from '../../models/event.ts';
import type { SqlRow } from '../store/database.ts';
import { CONTENT_IN_SQL, eventOfContent } from './content.ts';
import type { Operation } from './change.ts';
import type { LedgerEvent, Revision, ScoredRevision } from './ledger.ts';

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
  return heldEvent(row.event_id, row.revision, row.recorded_at, row.content);
}

const heldEvent = (id: string, revision: number, recordedAt: Date, content: string): LedgerEvent =>
  Object.assign(eventOfContent(id, content), { revision, recordedAt });

/** Control characters, and so never part of a value. */
const [BETWEEN_EVENTS, WITHIN_EVENT] = ['\x1e', '\x1d'];

/** SQL of many events as one text, in order of day, then id: read at half the cost of a row for each. */
export const EVENTS_IN_SQL = `string_agg(concat_ws(chr(${WITHIN_EVENT.charCodeAt(0)}), event_id, cast(revision as text),
  cast(cast(extract(epoch from recorded_at) * 1000 as bigint) as text), ${CONTENT_IN_SQL}),
  chr(${BETWEEN_EVENTS.charCodeAt(0)}) order by date, event_id collate "C")`;

export function eventsOfText(text: string): LedgerEvent[] {
  return text.split(BETWEEN_EVENTS).map((event) => {
    const [id, revision, recordedMs, content] = event.split(WITHIN_EVENT) as [string, string, string, string];
    return heldEvent(id, Number(revision), new Date(Number(recordedMs)), content);
  });
}

/** SQL of what scoring reads of many events as one text, in no order. */
export const SCORED_IN_SQL = `string_agg(concat_ws(chr(${WITHIN_EVENT.charCodeAt(0)}), event_id, cast(revision as text),
  cast(date - date '1970-01-01' as text), actor, target, role, type, cast(polarity as text), cast(severity as text),
  case when verified then '1' else '' end, ends, end_date), chr(${BETWEEN_EVENTS.charCodeAt(0)}))`;

export function scoredEventsOfText(text: string): ScoredRevision[] {
  return text.split(BETWEEN_EVENTS).map((event) => {
    const values = event.split(WITHIN_EVENT);
    const [id, revision, day, actor, target, role, type, polarity, severity, verified, ends, endDate] = values;
    const scored: { -readonly [Field in keyof ScoredRevision]: ScoredRevision[Field] } = {
      id: id!,
      revision: Number(revision),
      day: Number(day),
      actor: actor!,
      target: target!,
      role: role as Role,
      type: type!,
      polarity: Number(polarity) as Polarity,
      severity: Number(severity) as Severity,
      verified: verified === '1',
    };
    if (ends !== '') scored.ends = ends!.split(';');
    if (endDate !== '') scored.lastDay = epochDay(endDate!);
    return scored;
  });
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
