/** Whether each revision of an event is as it was written, and as the audit has it. */
import { canonicalJson } from '../../models/canonical.ts';
import { auditOfContents } from '../ledger/audit.ts';
import { CONTENT_IN_SQL, contentHash } from '../ledger/content.ts';
import type { Queryable, SqlRow } from '../store/database.ts';
import { CHANGED_PAST_THE_PROGRAM, type Checked, firstOf } from './fault.ts';

/** Revisions in memory at a time. */
const PAGE = 5000;

/** A revision beside the entry of the audit that was written with it. */
interface RevisionRow extends SqlRow {
  event_id: string;
  revision: number;
  operation: string;
  recorded_by: string;
  reason: string;
  content_hash: string;
  content: string;
  /** null where there is no entry */
  action: string | null;
  said_by: string;
  before: string;
  after: string;
  why: string;
  /** than the first entry of all */
  is_older: boolean;
}

/** An import, and its being taken back, have one entry for all of their revisions; any other change has its own. */
const PAGE_IN_SQL = `
  with page as (
    select event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash, ${CONTENT_IN_SQL} as content
    from event_revision where event_id collate "C" > $1 or (event_id = $1 and revision > $2)
    order by event_id collate "C", revision limit ${PAGE}
  )
  select event_id, revision, operation, page.recorded_by, reason, content_hash, content,
    coalesce(own.action, whole.action) as action, coalesce(own.recorded_by, whole.recorded_by) as said_by,
    coalesce(own.before, whole.before) as before, coalesce(own.after, whole.after) as after, coalesce(own.why, whole.why) as why,
    coalesce(page.recorded_at < (select min(recorded_at) from audit_entry), true) as is_older
  from page
  left join audit_entry as own on import_id = '' and own.subject = event_id and own.recorded_at = page.recorded_at
    and own.action in ('create', 'revise', 'retract', 'restore')
  left join audit_entry as whole on own.number is null and whole.recorded_at = page.recorded_at and (
    (whole.action = 'import' and whole.subject = import_id) or (whole.action = 'retract-import' and import_id = ''))
  order by event_id collate "C", revision`;

export async function checkLedger(database: Queryable): Promise<Checked> {
  const changed: string[] = [];
  const unlike: string[] = [];
  let looked = 0;
  let older = 0;
  let last: Pick<RevisionRow, 'event_id' | 'revision'> = { event_id: '', revision: 0 };
  /** contents of the event up to here, the newest first */
  let earlier: readonly string[] = [];
  for (;;) {
    const rows = await database.query<RevisionRow>(PAGE_IN_SQL, [last.event_id, last.revision]);
    for (const row of rows) {
      const place = `event ${row.event_id}, revision ${row.revision}`;
      if (row.event_id !== last.event_id) earlier = [];
      if (contentHash(row.content) !== row.content_hash)
        changed.push(`${place}: its content is not that of its hash. ${CHANGED_PAST_THE_PROGRAM}`);
      else if (row.action === null && row.is_older) older++;
      else {
        const why = unlikeEntry(row, earlier);
        if (why !== undefined) unlike.push(`${place}: ${why}. ${CHANGED_PAST_THE_PROGRAM}`);
      }
      earlier = [row.content, ...earlier.slice(0, 1)];
      last = row;
    }
    looked += rows.length;
    if (rows.length < PAGE) break;
  }
  return {
    check: 'ledger',
    summary: `revisions of events: ${looked.toLocaleString('en')}, each with the content of its hash and as its entry in the audit says${older === 0 ? '' : `; ${older.toLocaleString('en')} of them ${older === 1 ? 'is dated before the first entry and has none' : 'are dated before the first entry and have none'}`}`,
    faults: [
      ...firstOf(changed, 'revisions'),
      ...firstOf(unlike, 'revisions'),
      ...firstOf(await outOfOrder(database), 'events'),
    ],
  };
}

/** What of a revision its entry does not say; undefined where it says all. @param earlier contents of the event before it, the newest first */
function unlikeEntry(row: RevisionRow, earlier: readonly string[]): string | undefined {
  const { action, operation, content } = row;
  if (action === null) return 'the audit has no entry of it';
  const isOfMany = action === 'import' || action === 'retract-import';
  const unlike = [
    ...(row.recorded_by === row.said_by ? [] : ['who recorded it']),
    ...(row.reason === row.why ? [] : ['why']),
    ...(isOfMany || action === operation ? [] : ['what was done']),
    ...(isAsBefore(row) || isSaid(row) ? [] : ['its fields']),
  ];
  return unlike.length === 0 ? undefined : `its entry in the audit says otherwise of ${unlike.join(', ')}`;

  /** An import's entry has a hash of its rows, which plain `doctor` looks at; taking out repeats a content. */
  function isAsBefore({ action, operation }: RevisionRow): boolean {
    if (action === 'import') return true;
    if (operation === 'retract') return content === earlier[0];
    return action === 'retract-import' && content === earlier[1];
  }

  function isSaid({ before, after }: RevisionRow): boolean {
    if (isOfMany || operation === 'retract') return false;
    const said = auditOfContents(earlier[0] ?? null, content);
    return before === canonicalJson(said.before) && after === canonicalJson(said.after);
  }
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
