/** Drafts that pages keep on the server: what is saved last stands, and nobody overwrites what she has not seen. */
import type { DraftToSave, SavedDraft } from '../../models/contract/desk.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';

/** A draft that somebody saved since. */
export class DraftChanged extends Error {
  override name = 'DraftChanged';
  readonly current: SavedDraft;

  constructor(current: SavedDraft) {
    super(
      `${current.savedBy} saved version ${current.version} on ${current.savedAt}: take it in, and save again with that version.`,
    );
    this.current = current;
  }
}

interface DraftRow extends SqlRow {
  id: string;
  version: number;
  title: string;
  content: string;
  state: string;
  saved_at: Date;
  saved_by: string;
}

export type ListedDraft = Omit<SavedDraft, 'content'>;

const listed = ({ id, version, title, state, saved_at, saved_by }: Omit<DraftRow, 'content'>): ListedDraft => ({
  id: id as string,
  version: version as number,
  title: title as string,
  state: state as SavedDraft['state'],
  savedAt: (saved_at as Date).toISOString(),
  savedBy: saved_by as string,
});

/** Those that are open, or all; the newest first. */
export async function savedDrafts(database: Queryable, limit: number, onlyOpen: boolean): Promise<ListedDraft[]> {
  const rows = await database.query<DraftRow>(
    `select id, version, title, state, saved_at, saved_by from saved_draft ${onlyOpen ? "where state = 'open'" : ''} order by saved_at desc, id limit cast($1 as bigint)`,
    [limit],
  );
  return rows.map(listed);
}

export async function savedDraft(database: Queryable, id: string): Promise<SavedDraft | undefined> {
  const [row] = await database.query<DraftRow>('select * from saved_draft where id = $1', [id]);
  return row && { ...listed(row), content: JSON.parse(row.content) as unknown };
}

/** Undefined where it is no new one, and there is none. @throws DraftChanged where the version is not the one that stands */
export async function saveDraft(
  database: Database,
  id: string,
  { version, title, content, state = 'open' }: DraftToSave,
  { savedAt, savedBy, isNew }: { readonly savedAt: Date; readonly savedBy: string; readonly isNew: boolean },
): Promise<SavedDraft | undefined> {
  return database.transaction(async (tx) => {
    const current = await savedDraft(tx, id);
    if (current && current.version !== version) throw new DraftChanged(current);
    if (!current && !(isNew && version === 0)) return undefined;
    const values = [id, version + 1, title, JSON.stringify(content ?? null), state, savedAt, savedBy];
    await tx.query('delete from saved_draft where id = $1', [id]);
    await tx.insert('saved_draft', ['id', 'version', 'title', 'content', 'state', 'saved_at', 'saved_by'], [values]);
    const fieldsOf = (draft: Pick<SavedDraft, 'version' | 'title' | 'state'>) => ({
      version: draft.version,
      title: draft.title,
      state: draft.state,
    });
    await appendAudit(tx, { moment: savedAt, recordedBy: savedBy }, [
      {
        action: 'save-draft',
        subject: id,
        before: current ? fieldsOf(current) : null,
        after: fieldsOf({ version: version + 1, title, state }),
        why: '',
      },
    ]);
    return savedDraft(tx, id);
  });
}
