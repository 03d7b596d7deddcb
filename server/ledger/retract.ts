/** Taking events out: the last content once more, with the reason. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Database, Queryable } from '../store/database.ts';
import { reasonOf } from './acts.ts';
import { heldEvent, type HeldRow, heldRowsOfAct } from './actRows.ts';
import { appendAudit } from './audit.ts';
import { type ActsChange, ChangeRefused, type RetractionOptions, type Writing } from './change.ts';
import { CONTENT_COLUMNS, valueOf } from './content.ts';
import { nextMoment } from './moment.ts';
import { linksLeft } from './endRemarks.ts';
import { once } from './once.ts';

const CONTENT = CONTENT_COLUMNS.join(', ');

/** See `Ledger.retract`. */
export async function retract(
  { database, now }: { readonly database: Database; readonly now: () => Date },
  eventId: string,
  given: string,
  { recordedBy, key, alongside, dryRun = false, wholeAct = false }: RetractionOptions & Writing,
): Promise<ActsChange> {
  const reason = reasonOf(given);
  const work = async (tx: Queryable): Promise<ActsChange> => {
    const event = await heldEvent(tx, eventId);
    if (event.operation === 'retract')
      throw new ChangeRefused(
        'not-now',
        `"${eventId}" was retracted already on ${toIsoDate(dayOfMs(event.recordedAt.getTime()))}: ${event.reason}`,
      );
    const rows = wholeAct ? await heldRowsOfAct(tx, event.act) : [event];
    if (!dryRun) await append(tx, rows, { moment: await nextMoment(tx, now), recordedBy, reason });
    const events = rows.map(({ id, revision, content }) => ({
      id,
      dyad: valueOf(content, 'dyad'),
      revision: revision + 1,
      operation: 'retract' as const,
    }));
    return { acts: [{ actId: event.act, events }], remarks: await linksLeft(tx, rows) };
  };
  if (dryRun) return work(database);
  return database.transaction((tx) =>
    once(tx, { key, recordedBy, asked: { retract: eventId, wholeAct, reason }, now, alongside }, () => work(tx)),
  );
}

async function append(
  tx: Queryable,
  rows: readonly HeldRow[],
  { moment, recordedBy, reason }: { readonly moment: Date; readonly recordedBy: string; readonly reason: string },
): Promise<void> {
  for (const { id, revision } of rows)
    await tx.query(
      `insert into event_revision (event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash, ${CONTENT})
       select event_id, revision + 1, 'retract', cast($1 as timestamptz), cast($2 as text), '', cast($3 as text), content_hash, ${CONTENT}
       from event_revision where event_id = $4 and revision = cast($5 as integer)`,
      [moment, recordedBy, reason, id, revision],
    );
  await appendAudit(
    tx,
    { moment, recordedBy },
    rows.map(({ id }) => ({
      action: 'retract',
      subject: id,
      before: { retracted: false },
      after: { retracted: true },
      why: reason,
    })),
  );
}
