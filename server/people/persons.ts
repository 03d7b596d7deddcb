/** People that a provider or a proxy has named here. */
import { createHash } from 'node:crypto';
import type { HeldRole, Person } from '../../models/contract/people.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';

export interface Named {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly role: HeldRole;
}

export interface PersonRow extends SqlRow {
  person_id: string;
  issuer: string;
  subject: string;
  name: string;
  claimed_role: string;
  given_role: string | null;
  first_seen: Date;
  last_seen: Date;
}

export const roleOf = ({ claimed_role, given_role }: Pick<PersonRow, 'claimed_role' | 'given_role'>): HeldRole =>
  (given_role ?? claimed_role) as HeldRole;

export const personOf = (row: PersonRow): Person => ({
  id: row.person_id,
  name: row.name,
  issuer: row.issuer,
  role: roleOf(row),
  claimedRole: row.claimed_role as HeldRole,
  givenRole: row.given_role as HeldRole | null,
  firstSeen: row.first_seen.toISOString(),
  lastSeen: row.last_seen.toISOString(),
});

/** The same for the same subject of the same provider, whatever she is called. */
export const personIdOf = ({ issuer, subject }: Pick<Named, 'issuer' | 'subject'>): string =>
  createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 20);

export async function personNamed(database: Queryable, id: string): Promise<PersonRow | undefined> {
  const [row] = await database.query<PersonRow>('select * from person where person_id = $1', [id]);
  return row;
}

/** The most recently seen first. */
export async function persons(database: Queryable, limit: number): Promise<Person[]> {
  const rows = await database.query<PersonRow>(
    'select * from person order by last_seen desc, person_id limit cast($1 as bigint)',
    [limit],
  );
  return rows.map(personOf);
}

/** Writes down who came, with the name and role of now. Two people of one name are told apart by a number behind it. */
export async function seenPerson(database: Database, named: Named, at: Date): Promise<PersonRow> {
  const id = personIdOf(named);
  return database.transaction(async (tx) => {
    const held = await personNamed(tx, id);
    const keepsName = held !== undefined && held.name.replace(/ \(\d+\)$/, '') === named.name;
    const name = keepsName ? held.name : await freeName(tx, named.name, id);
    if (held)
      await tx.query(
        'update person set name = $2, claimed_role = $3, last_seen = cast($4 as timestamptz) where person_id = $1',
        [id, name, named.role, at],
      );
    else
      await tx.insert(
        'person',
        ['person_id', 'issuer', 'subject', 'name', 'claimed_role', 'given_role', 'first_seen', 'last_seen'],
        [[id, named.issuer, named.subject, name, named.role, null, at, at]],
      );
    return (await personNamed(tx, id))!;
  });
}

/** What stands beside writing that no person did. */
const OF_NOBODY = new Set(['command line', 'http', 'alerts']);

/** As names are compared: two that look alike are one. */
const plainOf = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The name, with a number behind it where another person has, or had, one that reads alike; from now on it is hers. */
async function freeName(tx: Queryable, name: string, id: string): Promise<string> {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} (${number})`;
    if (await bears(tx, tried, id)) return tried;
  }
}

/** Keys that are no person's may share a name, which is then no person's. */
export const OF_KEYS = 'keys';

/** Whether a name that nobody else has had is theirs from now on. @param owner the id of a person, or `OF_KEYS` */
export async function bears(tx: Queryable, name: string, owner: string): Promise<boolean> {
  const plain = plainOf(name);
  if (OF_NOBODY.has(plain)) return false;
  await tx.query('insert into borne_name (plain, person_id) values ($1, $2) on conflict (plain) do nothing', [
    plain,
    owner,
  ]);
  const [borne] = await tx.query<{ person_id: string }>('select person_id from borne_name where plain = $1', [plain]);
  return borne!.person_id === owner;
}

/** Undefined where nobody has this id. A role of `none` ends her sessions. */
export async function giveRole(
  database: Database,
  id: string,
  role: HeldRole | null,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<Person | undefined> {
  return database.transaction(async (tx) => {
    const held = await personNamed(tx, id);
    if (!held) return undefined;
    await tx.query('update person set given_role = $2 where person_id = $1', [id, role]);
    if (role === 'none')
      await tx.query(
        "update sign_in set ended_at = cast($2 as timestamptz), id_token = '' where person_id = $1 and ended_at is null",
        [id, at],
      );
    await appendAudit(tx, { moment: at, recordedBy: by }, [
      {
        action: 'give-role',
        subject: id,
        before: { role: roleOf(held), given: held.given_role },
        after: { role: role ?? held.claimed_role, given: role, name: held.name },
        why: '',
      },
    ]);
    return personOf({ ...held, given_role: role });
  });
}
