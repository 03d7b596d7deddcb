/** Changes that somebody without the right to record asks for, until an editor has decided. */
import type { NewSuggestion, Suggestion } from '../../models/contract/desk.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';

/** More that nobody has looked at are not taken. */
export const MAX_OPEN = 500;

interface SuggestionRow extends SqlRow {
  id: string;
  kind: string;
  subject: string;
  change: string;
  by_whom: string;
  signed_in: boolean | null;
  reason: string;
  made_at: Date;
  state: string;
  decided_by: string | null;
  decided_at: Date | null;
  decision: string;
}

const suggestionOf = (row: SuggestionRow): Suggestion => ({
  id: row.id,
  kind: row.kind as Suggestion['kind'],
  subject: row.subject,
  change: JSON.parse(row.change) as Suggestion['change'],
  by: row.by_whom,
  signedIn: row.signed_in,
  reason: row.reason,
  at: row.made_at.toISOString(),
  state: row.state as Suggestion['state'],
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  decision: row.decision,
});

/** Who suggested it, as it is written down: a name that was only typed is not mistaken for the person who bears it. */
export const suggester = ({ by, signedIn }: Pick<Suggestion, 'by' | 'signedIn'>): string =>
  signedIn === true ? by : `${by || 'a reader'} (${signedIn === null ? 'not known to be signed in' : 'not signed in'})`;

/** The newest first. */
export async function suggestions(
  database: Queryable,
  state: Suggestion['state'] | undefined,
  limit: number,
): Promise<Suggestion[]> {
  const rows = await database.query<SuggestionRow>(
    `select * from suggestion where ${state === undefined ? "$2 = ''" : 'state = $2'} order by made_at desc, id limit cast($1 as bigint)`,
    [limit, state ?? ''],
  );
  return rows.map(suggestionOf);
}

export async function suggestionNamed(database: Queryable, id: string): Promise<Suggestion | undefined> {
  const [row] = await database.query<SuggestionRow>('select * from suggestion where id = $1', [id]);
  return row && suggestionOf(row);
}

/** Undefined where too many are open. */
export async function addSuggestion(
  database: Database,
  id: string,
  { kind, subject, change, by, reason, signedIn }: NewSuggestion & { readonly signedIn: boolean },
  madeAt: Date,
): Promise<Suggestion | undefined> {
  return database.transaction(async (tx) => {
    if ((await openSuggestions(tx)) >= MAX_OPEN) return undefined;
    await tx.insert(
      'suggestion',
      ['id', 'kind', 'subject', 'change', 'by_whom', 'signed_in', 'reason', 'made_at', 'state', 'decision'],
      [[id, kind, subject, JSON.stringify(change), by, signedIn, reason, madeAt, 'open', '']],
    );
    return suggestionNamed(tx, id);
  });
}

/** How many wait for an editor. */
export async function openSuggestions(database: Queryable): Promise<number> {
  const [open] = await database.query<{ n: number }>("select count(*) as n from suggestion where state = 'open'");
  return open!.n;
}

/** Writes down what an editor decided, with what else the transaction records; undefined where it was decided already. */
export async function decideSuggestion(
  tx: Queryable,
  id: string,
  {
    state,
    by,
    at,
    decision,
  }: { readonly state: 'accepted' | 'declined'; readonly by: string; readonly at: Date; readonly decision: string },
): Promise<Suggestion | undefined> {
  // Of two who decide at the same moment the second one finds it decided.
  const decided = await tx.query<{ id: string }>(
    "update suggestion set state = $2, decided_by = $3, decided_at = cast($4 as timestamptz), decision = $5 where id = $1 and state = 'open' returning id",
    [id, state, by, at, decision],
  );
  const settled = decided.length === 0 ? undefined : await suggestionNamed(tx, id);
  if (!settled) return undefined;
  await appendAudit(tx, { moment: at, recordedBy: by }, [
    {
      action: state === 'accepted' ? 'accept-suggestion' : 'decline-suggestion',
      subject: id,
      before: null,
      after: { kind: settled.kind, of: settled.subject, by: suggester(settled) },
      why: decision,
    },
  ]);
  return settled;
}
