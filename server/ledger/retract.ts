/** Taking events out: the last content once more, with the reason. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Database, Queryable } from '../store/database.ts';
import { reasonOf } from './acts.ts';
import { heldEvent, type HeldRow, heldRowsOfAct } from './actRows.ts';
import { appendAudit } from './audit.ts';
import { type ActsChange, ChangeRefused, type FieldFault, type RetractionOptions, type Writing } from './change.ts';
import { CONTENT_COLUMNS, valueOf } from './content.ts';
import { nextMoment } from './moment.ts';
import { once } from './once.ts';

const CONTENT = CONTENT_COLUMNS.join(', ');

/** See `Ledger.retract`. */
export async function retract(
  { database, now }: { readonly database: Database; readonly now: () => Date },
  eventId: string,
  given: string,
  { recordedBy, key, dryRun = false, wholeAct = false }: RetractionOptions & Writing,
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
    return { acts: [{ actId: event.act, events }], remarks: await linksOf(tx, rows) };
  };
  if (dryRun) return work(database);
  return database.transaction((tx) =>
    once(tx, { key, asked: { retract: eventId, wholeAct, reason }, now }, () => work(tx)),
  );
}

/** Remarks on the links that a retraction leaves behind: what ends the events that go, and what they end themselves. */
async function linksOf(tx: Queryable, rows: readonly HeldRow[]): Promise<FieldFault[]> {
  const gone = new Set(rows.map(({ id }) => id));
  const places = rows.map((_, i) => `$${i + 1}`).join(', ');
  const enders = await tx.query<{ event_id: string; ended: string }>(
    `select event_id, ended from (
       select event_id, unnest(string_to_array(ends, ';')) as ended from (
         select event_id, operation, ends, row_number() over (partition by event_id order by revision desc) as newest
         from event_revision where event_id in (select event_id from event_revision where ends <> '')
       ) as known where newest = 1 and operation <> 'retract' and ends <> ''
     ) as link where ended in (${places}) order by ended, event_id`,
    [...gone],
  );
  return [
    ...enders
      .filter(({ event_id }) => !gone.has(event_id))
      .map(({ event_id, ended }) => ({
        field: 'ends',
        value: event_id,
        message: `says that it ends ${ended}, which is retracted: look whether ${event_id} still holds.`,
      })),
    ...rows.flatMap(({ id, content }) =>
      valueOf(content, 'ends')
        .split(';')
        .filter((ended) => ended !== '' && !gone.has(ended))
        .map((ended) => ({
          field: 'ends',
          value: ended,
          message: `was ended by ${id}, and counts on without an end once that is retracted: look whether another act ends it.`,
        })),
    ),
  ];
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
