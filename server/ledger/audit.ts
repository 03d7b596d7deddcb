/** Who wrote what, when and why. Each entry holds the hash of the one before it: one that is changed or taken out breaks the chain. */
import { createHash, hash } from 'node:crypto';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalJson } from '../../models/canonical.ts';
import type { Database, Queryable, SqlRow, SqlValue } from '../store/database.ts';
import { type Column, memberOf } from '../../models/importing/columns.ts';
import { changedColumns, CONTENT_COLUMNS, valuesOfContent } from './content.ts';
import type { AuditFields, AuditFilter, AuditHead, AuditNote, AuditState, RecordedEntry } from './change.ts';

interface EntryRow extends SqlRow {
  number: number;
  recorded_at: Date;
  recorded_by: string;
  action: string;
  subject: string;
  before: string;
  after: string;
  why: string;
  hash: string;
  previous_hash: string;
}

const COLUMNS = [
  'number',
  'recorded_at',
  'recorded_by',
  'action',
  'subject',
  'before',
  'after',
  'why',
  'hash',
  'previous_hash',
] as const;
/** Entries read at a time when the whole chain is checked. */
const PAGE = 5000;

export async function auditHead(tx: Queryable): Promise<AuditHead> {
  const [last] = await tx.query<{ entries: number; hash: string }>(
    'select number as entries, hash from audit_entry order by number desc limit 1',
  );
  return last ?? { entries: 0, hash: '' };
}

/** Writes down changes, in their transaction and in their order. */
export async function appendAudit(
  tx: Queryable,
  { moment, recordedBy }: { readonly moment: Date; readonly recordedBy: string },
  notes: readonly AuditNote[],
): Promise<void> {
  let { entries: number, hash: previousHash } = await auditHead(tx);
  const rows = notes.map((note): SqlValue[] => {
    const entry = { ...note, number: ++number, at: moment, by: recordedBy, previousHash };
    previousHash = hashOf(entry);
    const { action, subject, before, after, why } = note;
    return [
      number,
      moment,
      recordedBy,
      action,
      subject,
      canonicalJson(before),
      canonicalJson(after),
      why,
      previousHash,
      entry.previousHash,
    ];
  });
  await tx.insert('audit_entry', COLUMNS, rows);
}

/** Writes down by itself what somebody did that changes no row beside which it could be written, such as a pull that she asked for. */
export const noteAudit = (database: Database, moment: Date, recordedBy: string, note: AuditNote): Promise<void> =>
  database.transaction((tx) => appendAudit(tx, { moment, recordedBy }, [note]));

/** The hash of an entry: SHA-256, in hex, of its canonical JSON (RFC 8785) without `hash`. */
const hashOf = ({
  number,
  at,
  by,
  action,
  subject,
  before,
  after,
  why,
  previousHash,
}: Omit<RecordedEntry, 'hash'>): string =>
  hash(
    'sha256',
    canonicalJson({ number, at: at.toISOString(), by, action, subject, before, after, why, previousHash }),
  );

const entryOf = ({
  recorded_at: at,
  recorded_by: by,
  before,
  after,
  previous_hash: previousHash,
  ...row
}: EntryRow): RecordedEntry => ({
  ...row,
  at,
  by,
  before: JSON.parse(before) as AuditFields | null,
  after: JSON.parse(after) as AuditFields | null,
  previousHash,
});

/** A page of entries, the newest first. */
export async function audit(
  database: Queryable,
  { subject, by, action, from, to, before, limit }: AuditFilter,
): Promise<{ readonly entries: RecordedEntry[]; readonly next: number | null }> {
  const parameters: SqlValue[] = [];
  const conditions = ['true'];
  if (action !== undefined) conditions.push(`action = $${parameters.push(action)}`);
  for (const [column, value] of [
    ['subject', subject],
    ['recorded_by', by],
  ] as const)
    if (value !== undefined)
      conditions.push(`position(lower(cast($${parameters.push(value)} as text)) in lower(${column})) > 0`);
  const moment = (day: number, time: string): string =>
    `cast($${parameters.push(new Date(`${toIsoDate(day)}T${time}Z`))} as timestamptz)`;
  if (from !== undefined) conditions.push(`recorded_at >= ${moment(from, '00:00:00.000')}`);
  // Moments have milliseconds, and the day after the last one that can be written has no form.
  if (to !== undefined) conditions.push(`recorded_at <= ${moment(to, '23:59:59.999')}`);
  if (before !== undefined) conditions.push(`number < cast($${parameters.push(before)} as bigint)`);
  const rows = await database.query<EntryRow>(
    `select ${COLUMNS.join(', ')} from audit_entry where ${conditions.join(' and ')} order by number desc limit cast($${parameters.push(limit + 1)} as bigint)`,
    parameters,
  );
  const entries = rows.slice(0, limit).map(entryOf);
  return { entries, next: rows.length > limit ? entries.at(-1)!.number : null };
}

/** Goes through the whole chain. */
export async function auditState(database: Database): Promise<AuditState> {
  let number = 0;
  let previousHash = '';
  for (;;) {
    const rows = await database.query<EntryRow>(
      `select ${COLUMNS.join(', ')} from audit_entry where number > cast($1 as bigint) order by number limit ${PAGE}`,
      [number],
    );
    for (const row of rows) {
      const entry = entryOf(row);
      const broken = (why: string): AuditState => ({ entries: number, broken: { number: number + 1, why } });
      if (entry.number !== number + 1) return broken('it is missing');
      if (entry.previousHash !== previousHash) return broken('it does not follow on the one before it');
      if (hashOf(entry) !== entry.hash) return broken('its content is not that of its hash');
      const held = entry.action === 'import' ? await importedRowsHash(database, entry.subject) : undefined;
      if (held !== undefined && held !== entry.after?.['rowsHash'])
        return broken(`the rows of the import ${entry.subject} are not those that it recorded`);
      ({ number, hash: previousHash } = entry);
    }
    if (rows.length < PAGE) return { entries: number, broken: null };
  }
}

/** What an import recorded as one hash: SHA-256 over id, revision and hash of each row, in order of ids. */
export async function importedRowsHash(database: Queryable, importId: string): Promise<string> {
  const rows = createHash('sha256');
  let last = '';
  for (;;) {
    const page = await database.query<{ event_id: string; revision: number; content_hash: string }>(
      `select event_id, revision, content_hash from event_revision where import_id = $1 and event_id collate "C" > $2 order by event_id collate "C" limit ${PAGE}`,
      [importId, last],
    );
    for (const row of page) rows.update(`${row.event_id} ${row.revision} ${row.content_hash}\n`);
    if (page.length < PAGE) return rows.digest('hex');
    last = page.at(-1)!.event_id;
  }
}

/** The fields that a revision changes, or those that a new event has. */
export function auditOfContents(
  before: string | null,
  after: string,
): { readonly before: AuditFields | null; readonly after: AuditFields } {
  const is = valuesOfContent(after);
  if (before === null)
    return {
      before: null,
      after: fieldsOf(
        CONTENT_COLUMNS.filter((_, i) => is[i] !== ''),
        is,
      ),
    };
  const columns = changedColumns(before, after);
  return { before: fieldsOf(columns, valuesOfContent(before)), after: fieldsOf(columns, is) };
}

function fieldsOf(columns: readonly Column[], values: readonly string[]): AuditFields {
  return Object.fromEntries(
    columns.map((column) => [memberOf(column), fieldOf(column, values[CONTENT_COLUMNS.indexOf(column)]!)]),
  );
}

function fieldOf(column: Column, value: string): AuditFields[string] {
  if (column === 'polarity' || column === 'severity') return Number(value);
  if (column === 'others' || column === 'ends') return value === '' ? [] : value.split(';');
  return column === 'verified' ? value === 'yes' : value;
}
