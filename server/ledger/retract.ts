import type { Database } from '../store/database.ts';
import { CONTENT_COLUMNS } from './content.ts';
import { RetractionRefused, type Revision } from './ledger.ts';
import { nextMoment } from './moment.ts';
import { revisions } from './query.ts';

const CONTENT = CONTENT_COLUMNS.join(', ');

/** Appends the retraction of an event: its last content once more, with the reason. See `Ledger.retract`. */
export async function retract(
  database: Database,
  now: () => Date,
  eventId: string,
  reason: string,
  recordedBy: string,
): Promise<Revision> {
  if (reason.trim() === '') throw new RetractionRefused(`"${eventId}" was not retracted: say why, in one sentence.`);
  return database.transaction(async (tx) => {
    const last = (await revisions(tx, eventId)).at(-1);
    if (!last) throw new RetractionRefused(`There is no event "${eventId}".`);
    if (last.operation === 'retract')
      throw new RetractionRefused(
        `"${eventId}" was retracted already on ${last.recordedAt.toISOString()}: ${last.reason}`,
      );
    await tx.query(
      `insert into event_revision (event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash, ${CONTENT})
       select event_id, revision + 1, 'retract', cast($1 as timestamptz), cast($2 as text), '', cast($3 as text), content_hash, ${CONTENT}
       from event_revision where event_id = $4 and revision = $5`,
      [await nextMoment(tx, now), recordedBy, reason.trim(), eventId, last.revision],
    );
    return (await revisions(tx, eventId)).at(-1)!;
  });
}
