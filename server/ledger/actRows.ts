/** The newest revision of an event and of the rows of its act, whether they hold or were retracted. */
import type { Queryable, SqlRow } from '../store/database.ts';
import { ChangeRefused, type Operation } from './change.ts';
import { CONTENT_IN_SQL, valueOf } from './content.ts';

export interface HeldRow {
  readonly id: string;
  /** the act that it is a row of */
  readonly act: string;
  readonly revision: number;
  readonly operation: Operation;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly reason: string;
  readonly content: string;
}

interface NewestRow extends SqlRow {
  event_id: string;
  revision: number;
  operation: string;
  recorded_at: Date;
  recorded_by: string;
  reason: string;
  content: string;
}

const newest = (
  events: string,
): string => `select event_id, revision, operation, recorded_at, recorded_by, reason, ${CONTENT_IN_SQL} as content from (
  select *, row_number() over (partition by event_id order by revision desc) as newest from event_revision where event_id in (${events})
) as known where newest = 1`;

function heldRow(row: NewestRow): HeldRow {
  return {
    id: row.event_id,
    act: valueOf(row.content, 'act_id') || row.event_id,
    revision: row.revision,
    operation: row.operation as Operation,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    reason: row.reason,
    content: row.content,
  };
}

/** @throws ChangeRefused for an id that no event bears */
export async function heldEvent(tx: Queryable, eventId: string): Promise<HeldRow> {
  const [row] = await tx.query<NewestRow>(newest('$1'), [eventId]);
  if (!row) throw new ChangeRefused('unknown', `There is no event "${eventId}".`);
  return heldRow(row);
}

/**
 * The rows of an act by dyad: those that hold, or all of them.
 *
 * @param named the act, or any of its rows
 * @throws ChangeRefused where there is none
 */
export async function heldRowsOfAct(
  tx: Queryable,
  named: string,
  which: 'that hold' | 'whatever holds' = 'that hold',
): Promise<HeldRow[]> {
  const rowsOf = async (act: string): Promise<HeldRow[]> => {
    const rows = await tx.query<NewestRow>(
      newest('select event_id from event_revision where act_id = $1 or event_id = $1'),
      [act],
    );
    return rows
      .map(heldRow)
      .filter((row) => row.act === act && (which === 'whatever holds' || row.operation !== 'retract'))
      .sort((a, b) => Number(b.id === act) - Number(a.id === act) || (a.id < b.id ? -1 : 1));
  };
  const rows = await rowsOf(named);
  if (rows.length > 0) return rows;
  const event = await heldEvent(tx, named);
  const ofItsAct = event.act === named ? [] : await rowsOf(event.act);
  if (ofItsAct.length > 0) return ofItsAct;
  throw new ChangeRefused(
    'not-now',
    `"${named}" was retracted on ${event.recordedAt.toISOString().slice(0, 10)} (${event.reason}): restore it first.`,
  );
}
