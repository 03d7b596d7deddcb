/** Whether each revision of an event is as it was written. */
import { CONTENT_IN_SQL, contentHash } from '../ledger/content.ts';
import type { Queryable } from '../store/database.ts';
import { CHANGED_PAST_THE_PROGRAM, type Checked, firstOf } from './fault.ts';

/** Revisions in memory at a time. */
const PAGE = 5000;

export async function checkLedger(database: Queryable): Promise<Checked> {
  const changed: string[] = [];
  let looked = 0;
  let last = { event_id: '', revision: 0 };
  for (;;) {
    const rows = await database.query<{ event_id: string; revision: number; content_hash: string; content: string }>(
      `select event_id, revision, content_hash, ${CONTENT_IN_SQL} as content from event_revision
       where event_id collate "C" > $1 or (event_id = $1 and revision > $2)
       order by event_id collate "C", revision limit ${PAGE}`,
      [last.event_id, last.revision],
    );
    for (const { event_id: id, revision, content_hash: hash, content } of rows)
      if (contentHash(content) !== hash)
        changed.push(
          `event ${id}, revision ${revision}: its content is not that of its hash. ${CHANGED_PAST_THE_PROGRAM}`,
        );
    looked += rows.length;
    if (rows.length < PAGE) break;
    last = rows.at(-1)!;
  }
  return {
    check: 'ledger',
    summary: `revisions of events: ${looked.toLocaleString('en')}, each with the content of its hash`,
    faults: [...firstOf(changed, 'revisions'), ...firstOf(await outOfOrder(database), 'events')],
  };
}

/** Revisions count from 1, one after the other, each later than the one before. */
async function outOfOrder(database: Queryable): Promise<string[]> {
  const rows = await database.query<{ event_id: string; revision: number; place: number }>(
    `select event_id, revision, place from (
       select event_id, revision, recorded_at,
         row_number() over (partition by event_id order by revision) as place,
         lag(recorded_at) over (partition by event_id order by revision) as before
       from event_revision) as numbered
     where revision <> place or recorded_at <= before
     order by event_id collate "C", revision`,
  );
  return rows
    .filter(({ event_id: id }, i) => id !== rows[i - 1]?.event_id)
    .map(
      ({ event_id: id, revision, place }) =>
        `event ${id}: ${revision === place ? `revision ${revision} is no later than the one before it` : `revision ${place} is missing, or another stands twice`}. ${CHANGED_PAST_THE_PROGRAM}`,
    );
}
