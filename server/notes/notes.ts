/** Notes on the line: what was known of them at a moment, and how they are written. Append-only: a change and a withdrawal are revisions. */
import { randomUUID } from 'node:crypto';
import type { NoteBody, NoteChange } from '../../models/contract/notes.ts';
import { appendAudit } from '../ledger/audit.ts';
import { type AuditFields, ChangeRefused } from '../ledger/change.ts';
import { placesOf } from '../placesOf.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';

/** Later than everything: a note may be recorded some milliseconds ahead of the clock. */
const ALWAYS = new Date('9999-12-31T23:59:59.999Z');
/** Notes that are not taken back, besides those that are shipped: each has some hundred bytes, and every page with a line asks for them. */
const MAX_NOTES = 2000;

export interface KeptNote {
  readonly id: string;
  readonly revision: number;
  /** null: of all dyads */
  readonly dyad: string | null;
  /** ISO dates */
  readonly from: string;
  /** of a day the same; null: it goes on */
  readonly to: string | null;
  readonly text: string;
  readonly textKo: string | null;
  readonly source: string;
  readonly isShipped: boolean;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export interface NoteFilter {
  /** those of these dyads and of all; every one when undefined */
  readonly dyads?: readonly string[] | undefined;
  /** ISO dates: those that touch these days */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Notes {
  /** Those that were known at a moment, or are now, by first day. */
  read(asOf: Date | undefined, filter: NoteFilter): Promise<KeptNote[]>;
  /** When those of some dyads last changed, up to a moment; undefined where there never were any. */
  lastChange(asOf: Date | undefined, dyads: readonly string[]): Promise<Date | undefined>;
  /** The one that stands there already where it is the same. @throws ChangeRefused */
  add(note: NoteBody, by: string): Promise<KeptNote>;
  /** @throws ChangeRefused where there is none, somebody wrote since, or it is shipped */
  change(id: string, change: NoteChange, by: string): Promise<KeptNote>;
  /** As it stood. @throws ChangeRefused as for a change */
  withdraw(id: string, revision: number, by: string): Promise<KeptNote>;
}

interface NoteRow extends SqlRow {
  note_id: string;
  revision: number;
  dyad: string;
  first_day: string;
  last_day: string;
  note: string;
  note_ko: string;
  source: string;
  is_shipped: boolean;
  is_withdrawn: boolean;
  recorded_at: Date;
  recorded_by: string;
}

const keptOf = (row: NoteRow): KeptNote => ({
  id: row.note_id,
  revision: row.revision,
  dyad: row.dyad || null,
  from: row.first_day,
  to: row.last_day || null,
  text: row.note,
  textKo: row.note_ko || null,
  source: row.source,
  isShipped: row.is_shipped,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
});

const COLUMNS = [
  'note_id',
  'revision',
  'dyad',
  'first_day',
  'last_day',
  'note',
  'note_ko',
  'source',
  'is_shipped',
  'is_withdrawn',
  'recorded_at',
  'recorded_by',
] as const;

/** Writes one revision. */
export const appendNote = (tx: Queryable, note: KeptNote, isWithdrawn = false): Promise<void> =>
  tx.insert('note_revision', COLUMNS, [
    [
      note.id,
      note.revision,
      note.dyad ?? '',
      note.from,
      note.to ?? '',
      note.text,
      note.textKo ?? '',
      note.source,
      note.isShipped,
      isWithdrawn,
      note.recordedAt,
      note.recordedBy,
    ],
  ]);

/** The moment of what is written now: later than all before it, so that a moment of which somebody has seen the notes never gets others. */
export async function nextMoment(tx: Queryable, now: Date): Promise<Date> {
  const [row] = await tx.query<{ last: Date | null }>('select max(recorded_at) as last from note_revision');
  return new Date(Math.max(now.getTime(), (row?.last?.getTime() ?? -Infinity) + 1));
}

/** What an audit entry says of a note. */
export const noteFields = ({
  dyad,
  from,
  to,
  text,
  source,
}: Pick<KeptNote, 'dyad' | 'from' | 'to' | 'text' | 'source'>): AuditFields => ({
  dyad,
  from,
  to,
  text,
  source,
});

/** The newest revisions that were known at a moment, also of what was taken back. */
export async function newestNotes(
  tx: Queryable,
  asOf: Date,
): Promise<(KeptNote & { readonly isWithdrawn: boolean })[]> {
  const rows = await tx.query<NoteRow>(
    `select * from note_revision n where recorded_at <= cast($1 as timestamptz) and not exists (
       select 1 from note_revision later where later.note_id = n.note_id and later.revision > n.revision and later.recorded_at <= cast($1 as timestamptz)
     ) order by first_day, last_day, note_id`,
    [asOf],
  );
  return rows.map((row) => ({ ...keptOf(row), isWithdrawn: row.is_withdrawn }));
}

export function openNotes({ database, now }: { readonly database: Database; readonly now: () => Date }): Notes {
  /** The note that somebody writes to. */
  async function heldNote(tx: Queryable, id: string, revision: number): Promise<KeptNote> {
    const [row] = await tx.query<NoteRow>(
      'select * from note_revision where note_id = $1 order by revision desc limit 1',
      [id],
    );
    if (!row || row.is_withdrawn)
      throw new ChangeRefused('unknown', row ? 'The note was taken back.' : `There is no note ${id.slice(0, 80)}.`);
    if (row.is_shipped)
      throw new ChangeRefused(
        'not-now',
        'The note comes from context.csv: change it there, and start the server again. A copy in the data folder goes before the one that is shipped.',
      );
    if (row.revision !== revision)
      throw new ChangeRefused(
        'changed-since',
        `${row.recorded_by} changed the note on ${row.recorded_at.toISOString()}: look at it again, and write once more. It has the revision ${row.revision}.`,
      );
    return keptOf(row);
  }

  const record = async (
    tx: Queryable,
    action: 'add-note' | 'change-note' | 'withdraw-note',
    before: KeptNote | undefined,
    after: KeptNote,
  ): Promise<KeptNote> => {
    const { recordedAt: moment, recordedBy } = after;
    const isWithdrawn = action === 'withdraw-note';
    await appendNote(tx, after, isWithdrawn);
    await appendAudit(tx, { moment, recordedBy }, [
      {
        action,
        subject: after.id,
        before: before ? noteFields(before) : null,
        after: isWithdrawn ? null : noteFields(after),
        why: '',
      },
    ]);
    return after;
  };

  return {
    async read(asOf = ALWAYS, { dyads, from, to }) {
      const known = await newestNotes(database, asOf);
      return known.filter(
        (note) =>
          !note.isWithdrawn &&
          (dyads === undefined || note.dyad === null || dyads.includes(note.dyad)) &&
          (from === undefined || note.to === null || note.to >= from) &&
          (to === undefined || note.from <= to),
      );
    },
    async lastChange(asOf = ALWAYS, dyads) {
      const [row] = await database.query<{ last: Date | null }>(
        `select max(recorded_at) as last from note_revision where recorded_at <= cast($1 as timestamptz) and dyad in ('', ${placesOf(dyads, 2)})`,
        [asOf, ...dyads],
      );
      return row?.last ?? undefined;
    },
    add: ({ dyad, from, to, text, source }, by) =>
      database.transaction(async (tx) => {
        const moment = await nextMoment(tx, now());
        const standing = (await newestNotes(tx, moment)).filter((one) => !one.isWithdrawn && !one.isShipped);
        const said = JSON.stringify(noteFields({ dyad, from, to, text, source }));
        const same = standing.find((one) => JSON.stringify(noteFields(one)) === said);
        if (same) {
          const { isWithdrawn: _, ...note } = same;
          return note; // sent twice, it is one note
        }
        if (standing.length >= MAX_NOTES)
          throw new ChangeRefused('not-now', `${MAX_NOTES} notes are kept, and no more: take one back first.`);
        return record(tx, 'add-note', undefined, {
          id: randomUUID(),
          revision: 1,
          dyad,
          from,
          to,
          text,
          textKo: null,
          source,
          isShipped: false,
          recordedAt: moment,
          recordedBy: by,
        });
      }),
    change: (id, { from, to, text, source, revision }, by) =>
      database.transaction(async (tx) => {
        const held = await heldNote(tx, id, revision);
        const recordedAt = await nextMoment(tx, now());
        const said = { from, to, text, source };
        return record(tx, 'change-note', held, {
          ...held,
          ...said,
          revision: revision + 1,
          recordedAt,
          recordedBy: by,
        });
      }),
    withdraw: (id, revision, by) =>
      database.transaction(async (tx) => {
        const held = await heldNote(tx, id, revision);
        const recordedAt = await nextMoment(tx, now());
        await record(tx, 'withdraw-note', held, { ...held, revision: revision + 1, recordedAt, recordedBy: by });
        return held;
      }),
  };
}
