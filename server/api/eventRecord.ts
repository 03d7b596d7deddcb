/** An event of the ledger as answers give it. */
import type { Codebook } from '../../models/codebook.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { actOf, type CodedEvent } from '../../models/event.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import type { EventDetail, EventRecord } from '../../models/contract/events.ts';

export function codedEventRecord(event: CodedEvent, codebook: Codebook): EventDetail['revisions'][number]['event'] {
  const {
    id,
    dyad,
    day,
    datePrecision,
    actor,
    target,
    others,
    role,
    type,
    cameo,
    polarity,
    severity,
    summary,
    sourceName,
    sourceUrl,
    sourceDate,
    verified,
    note,
    ends = [],
    lastDay,
    headline = '',
    headlineKo = '',
  } = event;
  return {
    id,
    dyad,
    date: toIsoDate(day),
    datePrecision,
    actor,
    target,
    others: [...others],
    role,
    type,
    category: codebook.get(type)?.category ?? 'other', // a type that the codebook no longer has keeps its place in the history
    cameo,
    polarity,
    severity,
    summary,
    sourceName,
    sourceUrl,
    sourceDate,
    verified,
    note,
    actId: actOf(event),
    ends: [...ends],
    endDate: lastDay === undefined ? null : toIsoDate(lastDay),
    headline,
    headlineKo,
  };
}

export function eventRecord(event: LedgerEvent, codebook: Codebook): EventRecord {
  return { ...codedEventRecord(event, codebook), revision: event.revision, recordedAt: event.recordedAt.toISOString() };
}
