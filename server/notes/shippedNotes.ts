/** The notes that come with the program, or those that an office has put in their place: taken at the start, when the file has changed. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { noteBody } from '../../models/contract/notes.ts';
import { reasonOf } from '../../models/errorMessage.ts';
import { MAX_NOTE } from '../../models/noteLimits.ts';
import { isText } from '../../models/textFault.ts';
import { unwritable } from '../figures/writable.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable } from '../store/database.ts';
import { appendNote, type KeptNote, newestNotes, nextMoment, noteFields } from './notes.ts';

/** Below the project's folder, and in the data folder, where it goes before that. */
const SHIPPED = 'data/context.csv';
const OWN = 'context.csv';
/** A note of the file is known by that. */
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const MAX_BYTES = 1024 ** 2;

type ShippedNote = Omit<KeptNote, 'revision' | 'isShipped' | 'recordedAt' | 'recordedBy'>;

/** A file that cannot be taken; the notes of before stay. */
export class NotesFault extends Error {
  override name = 'NotesFault';
}

export interface NotesFile {
  /** as people name it */
  readonly path: string;
  readonly text: string;
}

/** The file whose notes count; undefined where there is none. */
export async function notesFile(root: string, dataDir: string): Promise<NotesFile | undefined> {
  for (const { path, at } of [
    { path: `DATA_DIR/${OWN}`, at: join(dataDir, OWN) },
    { path: SHIPPED, at: join(root, SHIPPED) },
  ]) {
    const text = await readFile(at, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw new NotesFault(`${path} cannot be read: ${reasonOf(error)}.`);
    });
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

const korean = z
  .string()
  .trim()
  .max(MAX_NOTE, `is too long: ${MAX_NOTE} characters are the most`)
  .superRefine(isText());

/** @throws NotesFault that names line, column, value and remedy of every fault */
export function readNotes({ path, text }: NotesFile): ShippedNote[] {
  if (text.length > MAX_BYTES) throw new NotesFault(`${path} has more than ${MAX_BYTES} characters: take rows out.`);
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true });
  } catch (error) {
    throw new NotesFault(`${path} is no CSV: ${reasonOf(error)}.`);
  }
  const faults: string[] = [];
  const seen = new Set<string>();
  const notes = records.flatMap(({ record, info }): ShippedNote[] => {
    const fault = (column: string, message: string): void =>
      void faults.push(
        `${path}, line ${info.lines}, column ${column}: "${(record[column] ?? '').slice(0, 80)}" ${message}.`,
      );
    const { id = '', dyad, from, to, note, note_ko = '', source } = record;
    const before = faults.length;
    if (!ID.test(id)) fault('id', 'is no name: write lower-case letters, digits and hyphens, 80 at most');
    if (seen.has(id)) fault('id', 'stands there for the second time: keep one');
    seen.add(id);
    const body = noteBody.safeParse({ dyad: dyad || null, from, to: to || null, text: note, source });
    for (const {
      path: [field],
      message,
    } of body.error?.issues ?? [])
      fault(field === 'text' ? 'note' : String(field), message);
    const ko = korean.safeParse(note_ko);
    for (const { message } of ko.error?.issues ?? []) fault('note_ko', message);
    for (const column of ['note', 'note_ko']) {
      const wrong = unwritable(record[column] ?? '');
      if (wrong !== undefined) fault(column, wrong);
    }
    return faults.length > before || !body.success ? [] : [{ id, ...body.data, textKo: ko.data || null }];
  });
  if (faults.length > 0) throw new NotesFault(faults.join('\n'));
  return notes;
}

/**
 * Makes the shipped notes those of the file: what is new or changed becomes a revision, what is gone is taken back, all at one moment. The first
 * file of a database is what everybody could know: its notes count from their own days, an end from the day on which it came.
 *
 * @returns revisions that were written; undefined where the file was taken before
 * @throws NotesFault
 */
export async function takeShippedNotes(database: Database, file: NotesFile, now: Date): Promise<number | undefined> {
  const digest = hash('sha256', file.text).slice(0, 32);
  return database.transaction(async (tx) => {
    const [noted] = await tx.query<{ digest: string }>('select digest from shipped_file where path = $1', [SHIPPED]);
    if (noted?.digest === digest) return undefined;
    const moment = await nextMoment(tx, now);
    const known = await newestNotes(tx, moment);
    const held = new Map(known.filter(({ isShipped }) => isShipped).map((note) => [note.id, note]));
    const notes = readNotes(file);
    let written = 0;
    for (const note of notes) {
      const before = held.get(note.id);
      if (known.length === 0) written += await appendAsItCame(tx, note, file.path, moment);
      else if (!before || before.isWithdrawn || isOther(before, note)) {
        // A note of other dyads is another note: what was seen of the old one stays as it was.
        if (before && before.dyad !== note.dyad)
          throw new NotesFault(
            `${file.path}: "${note.id}" was a note of ${before.dyad ?? 'all dyads'}: give it another id.`,
          );
        const after = { ...note, ...taken(file.path, moment), revision: (before?.revision ?? 0) + 1 };
        await appendNote(tx, after);
        written++;
      }
    }
    const ids = new Set(notes.map(({ id }) => id));
    for (const { isWithdrawn, ...gone } of held.values())
      if (!isWithdrawn && !ids.has(gone.id)) {
        await appendNote(tx, { ...gone, ...taken(file.path, moment), revision: gone.revision + 1 }, true);
        written++;
      }
    await appendAudit(tx, { moment, recordedBy: file.path }, [
      {
        action: 'take-notes',
        subject: file.path,
        before: null,
        after: { notes: notes.length, written, digest },
        why: '',
      },
    ]);
    await tx.query(
      'insert into shipped_file (path, digest, taken_at) values ($1, $2, $3) on conflict (path) do update set digest = excluded.digest, taken_at = excluded.taken_at',
      [SHIPPED, digest, now],
    );
    return written;
  });
}

const taken = (recordedBy: string, recordedAt: Date): Pick<KeptNote, 'isShipped' | 'recordedAt' | 'recordedBy'> => ({
  isShipped: true,
  recordedAt,
  recordedBy,
});

const isOther = (held: KeptNote, note: ShippedNote): boolean =>
  held.textKo !== note.textKo || JSON.stringify(noteFields(held)) !== JSON.stringify(noteFields({ ...held, ...note }));

/** A note as it came to be known: when it began, and when it ended. */
async function appendAsItCame(tx: Queryable, note: ShippedNote, path: string, now: Date): Promise<number> {
  const at = (day: string): Date => new Date(Math.min(Date.parse(day), now.getTime()));
  const began = { ...note, ...taken(path, at(note.from)), revision: 1 };
  if (note.to === null || note.to === note.from) {
    await appendNote(tx, began);
    return 1;
  }
  const ended = at(note.to);
  // An end that lies ahead is part of what was agreed.
  if (ended.getTime() === began.recordedAt.getTime() || Date.parse(note.to) > now.getTime()) {
    await appendNote(tx, began);
    return 1;
  }
  await appendNote(tx, { ...began, to: null });
  await appendNote(tx, { ...began, ...taken(path, ended), revision: 2 });
  return 2;
}
