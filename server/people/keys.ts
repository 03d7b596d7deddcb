/** API keys: `ten_ID_SECRET`. The secret is told once; its hash is kept. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKey, HeldRole, NewKey } from '../../models/contract/people.ts';
import { reaches, type Role, ROLES } from '../../models/roles.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import type { Identity } from './identity.ts';
import { onceAMinute } from './onceAMinute.ts';
import { bears, OF_KEYS, personNamed, type PersonRow, roleOf } from './persons.ts';
import { hashOf, newSecret } from './secret.ts';

/** A key says by its beginning what it is. */
export const API_KEY_PREFIX = 'ten_';

/** A key that cannot be made; the message says why. */
export class KeyRefused extends Error {
  override name = 'KeyRefused';
  readonly field: 'name' | 'role' | 'endsAt' | 'personId';

  constructor(field: KeyRefused['field'], message: string) {
    super(message);
    this.field = field;
  }
}

interface KeyRow extends SqlRow {
  key_id: string;
  secret_hash: string;
  name: string;
  role: string;
  person_id: string | null;
  made_by: string;
  maker_id: string | null;
  made_at: Date;
  ends_at: Date | null;
  last_used: Date | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
}

const keyOf = (row: KeyRow): ApiKey => ({
  id: row.key_id,
  name: row.name,
  role: row.role as Role,
  personId: row.person_id,
  madeBy: row.made_by,
  madeAt: row.made_at.toISOString(),
  endsAt: row.ends_at?.toISOString() ?? null,
  lastUsed: row.last_used?.toISOString() ?? null,
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  withdrawnBy: row.withdrawn_by,
});

/** Who makes a key. */
export interface Maker {
  readonly name: string;
  readonly role: HeldRole;
  readonly id?: string | undefined;
}

export interface KeyParts {
  readonly database: Database;
  readonly now: () => Date;
  readonly onFault: (error: unknown) => void;
}

export function openKeys({ database, now, onFault }: KeyParts) {
  const note = onceAMinute(now, onFault);
  /** A sentence where it counts for nothing. */
  const standingOf = async (
    held: KeyRow,
  ): Promise<string | { readonly person: PersonRow | undefined; readonly role: HeldRole }> => {
    if (held.withdrawn_at) return 'The key was withdrawn';
    if (held.ends_at && held.ends_at <= now()) return 'The key has ended';
    const person = held.person_id === null ? undefined : await personNamed(database, held.person_id);
    const maker = held.maker_id === null ? undefined : await personNamed(database, held.maker_id);
    return { person, role: lowest(held.role as Role, person && roleOf(person), maker && roleOf(maker)) };
  };
  return {
    /** @throws KeyRefused */
    async make({ name, role, endsAt, personId }: NewKey, maker: Maker): Promise<{ key: ApiKey; secret: string }> {
      const at = now();
      if (!reaches(maker.role, role))
        throw new KeyRefused('role', `is more than you may do yourself: you may give what a ${maker.role} may`);
      const ends = endsAt === undefined ? null : new Date(endsAt);
      if (ends && ends <= at) throw new KeyRefused('endsAt', 'has passed: give a later moment, or none');
      const id = randomBytes(6).toString('hex');
      const secret = newSecret();
      return database.transaction(async (tx) => {
        const person = personId === undefined ? undefined : await personNamed(tx, personId);
        if (personId !== undefined && !person)
          throw new KeyRefused('personId', 'is nobody here: GET /api/v1/people lists who has signed in');
        if (!person && !(await bears(tx, name, OF_KEYS)))
          throw new KeyRefused(
            'name',
            'is the name of a person, or stands for nobody: what the key writes would stand in that name. Give another, or make the key hers',
          );
        const secretHash = hashOf(secret);
        await tx.insert(
          'api_key',
          ['key_id', 'secret_hash', 'name', 'role', 'person_id', 'made_by', 'maker_id', 'made_at', 'ends_at'],
          [[id, secretHash, name, role, personId ?? null, maker.name, maker.id ?? null, at, ends]],
        );
        await appendAudit(tx, { moment: at, recordedBy: maker.name }, [
          {
            action: 'make-key',
            subject: id,
            before: null,
            after: {
              name,
              role,
              endsAt: ends?.toISOString() ?? null,
              person: person?.name ?? null,
              personId: personId ?? null,
              makerId: maker.id ?? null,
              secretHashSum: hashOf(secretHash), // for the deep check; the hash itself stays in its row
            },
            why: '',
          },
        ]);
        return { key: keyOf((await keyNamed(tx, id))!), secret: `${API_KEY_PREFIX}${id}_${secret}` };
      });
    },
    /** The newest first. */
    async list(limit: number): Promise<ApiKey[]> {
      const rows = await database.query<KeyRow>(
        'select * from api_key order by made_at desc, key_id limit cast($1 as bigint)',
        [limit],
      );
      return rows.map(keyOf);
    },
    /** Undefined where there is no such key; one that was withdrawn before stays as it is. */
    async withdraw(id: string, by: string): Promise<ApiKey | undefined> {
      const at = now();
      return database.transaction(async (tx) => {
        const held = await keyNamed(tx, id);
        if (!held) return undefined;
        if (held.withdrawn_at) return keyOf(held);
        await tx.query(
          'update api_key set withdrawn_at = cast($2 as timestamptz), withdrawn_by = $3 where key_id = $1',
          [id, at, by],
        );
        await appendAudit(tx, { moment: at, recordedBy: by }, [
          { action: 'withdraw-key', subject: id, before: { name: held.name, role: held.role }, after: null, why: '' },
        ]);
        return keyOf((await keyNamed(tx, id))!);
      });
    },
    /** What a key counts for now, by its id, whoever bears it. */
    async roleNow(id: string): Promise<HeldRole> {
      const held = await keyNamed(database, id);
      const standing = held && (await standingOf(held));
      return standing === undefined || typeof standing === 'string' ? 'none' : standing.role;
    },
    /** Whose key it is; a sentence where it counts for nothing. @param isQuiet whether this is no use of it */
    async find(given: string, isQuiet = false): Promise<Identity | string> {
      const [, id = '', secret = ''] = /^ten_([0-9a-f]{12})_([\w-]{32})$/.exec(given) ?? [];
      const held = id === '' ? undefined : await keyNamed(database, id);
      const hash = hashOf(secret);
      if (!held || !timingSafeEqual(Buffer.from(held.secret_hash), Buffer.from(hash)))
        return 'The key is none of this server’s';
      const standing = await standingOf(held);
      if (typeof standing === 'string') return standing;
      const { person, role } = standing;
      if (!isQuiet)
        note(id, (at) =>
          database.query('update api_key set last_used = cast($2 as timestamptz) where key_id = $1', [id, at]),
        );
      return {
        name: person?.name ?? held.name,
        role,
        via: 'key',
        keyId: id,
        ...(person && { id: person.person_id }),
      };
    },
  };
}

export type Keys = ReturnType<typeof openKeys>;

async function keyNamed(database: Queryable, id: string): Promise<KeyRow | undefined> {
  const [row] = await database.query<KeyRow>('select * from api_key where key_id = $1', [id]);
  return row;
}

/** A key may never more than whose it is, nor than who made it. */
function lowest(...roles: readonly (HeldRole | undefined)[]): HeldRole {
  const held = roles.filter((role) => role !== undefined);
  if (held.includes('none')) return 'none';
  return ROLES.find((role) => held.includes(role))!;
}
