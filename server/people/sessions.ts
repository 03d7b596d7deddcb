/** Sessions of browsers: begun by a sign-in, ended by a sign-out, by rest or by age. */
import { randomBytes } from 'node:crypto';
import type { HeldRole } from '../../models/contract/people.ts';
import type { Database, SqlRow } from '../store/database.ts';
import { roleOf } from './persons.ts';
import { hashOf, newSecret } from './secret.ts';
import { onceAMinute } from './onceAMinute.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Ended ones are kept so long, for the list of sign-ins. */
const KEEP_MS = 30 * 24 * HOUR_MS;
/** More of one person at once are no use; the oldest ends. */
const MAX_OF_PERSON = 20;

export interface OpenSession {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly role: HeldRole;
  readonly beganAt: Date;
  readonly lastSeen: Date;
  readonly endsAt: Date;
}

interface SessionRow extends SqlRow {
  session_id: string;
  person_id: string;
  name: string;
  claimed_role: string;
  given_role: string | null;
  began_at: Date;
  last_seen: Date;
  ends_at: Date;
}

export interface SessionParts {
  readonly database: Database;
  readonly now: () => Date;
  readonly idleMinutes: number;
  readonly hours: number;
  /** tells of a note that could not be written */
  readonly onFault: (error: unknown) => void;
}

export function openSessions({ database, now, idleMinutes, hours, onFault }: SessionParts) {
  const note = onceAMinute(now, onFault);
  const idleSince = (at: Date): Date => new Date(at.getTime() - idleMinutes * MINUTE_MS);
  const open = (condition: string, value: string, limit: number): Promise<SessionRow[]> => {
    const at = now();
    return database.query<SessionRow>(
      `select s.session_id, s.person_id, p.name, p.claimed_role, p.given_role, s.began_at, s.last_seen, s.ends_at
       from sign_in s join person p on p.person_id = s.person_id
       where ${condition} and s.ended_at is null and s.ends_at > cast($2 as timestamptz) and s.last_seen > cast($3 as timestamptz)
       order by s.last_seen desc, s.session_id limit cast($4 as bigint)`,
      [value, at, idleSince(at), limit],
    );
  };
  return {
    /** @returns what the cookie holds; it is not kept */
    async begin(personId: string, idToken: string): Promise<string> {
      const secret = newSecret();
      const at = now();
      const endsAt = new Date(at.getTime() + hours * HOUR_MS);
      await database.transaction(async (tx) => {
        await tx.query('delete from sign_in where ends_at < cast($1 as timestamptz)', [
          new Date(at.getTime() - KEEP_MS),
        ]);
        const older = await tx.query<{ session_id: string }>(
          'select session_id from sign_in where person_id = $1 and ended_at is null order by began_at desc, session_id',
          [personId],
        );
        for (const { session_id } of older.slice(MAX_OF_PERSON - 1))
          await tx.query("update sign_in set ended_at = cast($2 as timestamptz), id_token = '' where session_id = $1", [
            session_id,
            at,
          ]);
        await tx.insert(
          'sign_in',
          ['session_id', 'secret_hash', 'person_id', 'began_at', 'last_seen', 'ends_at', 'ended_at', 'id_token'],
          [[randomBytes(8).toString('hex'), hashOf(secret), personId, at, at, endsAt, null, idToken]],
        );
      });
      return secret;
    },
    /** Whose session a cookie is, while it is open. @param isQuiet whether its rest goes on */
    async find(secret: string, isQuiet = false): Promise<OpenSession | undefined> {
      const [row] = await open('s.secret_hash = $1', hashOf(secret), 1);
      if (!row) return undefined;
      if (!isQuiet)
        note(row.session_id, (at) =>
          database.query('update sign_in set last_seen = cast($2 as timestamptz) where session_id = $1', [
            row.session_id,
            at,
          ]),
        );
      return sessionOf(row);
    },
    /** @param personId whose; undefined for everybody's */
    async list(personId: string | undefined, limit: number): Promise<OpenSession[]> {
      const rows = await open(personId === undefined ? "$1 = ''" : 's.person_id = $1', personId ?? '', limit);
      return rows.map(sessionOf);
    },
    /** @returns the provider's token of it, for signing out there; undefined where it was not open */
    async end(id: string): Promise<string | undefined> {
      return database.transaction(async (tx) => {
        const [row] = await tx.query<{ id_token: string }>(
          'select id_token from sign_in where session_id = $1 and ended_at is null',
          [id],
        );
        if (!row) return undefined;
        await tx.query("update sign_in set ended_at = cast($2 as timestamptz), id_token = '' where session_id = $1", [
          id,
          now(),
        ]);
        return row.id_token;
      });
    },
  };
}

export type Sessions = ReturnType<typeof openSessions>;

const sessionOf = (row: SessionRow): OpenSession => ({
  id: row.session_id,
  personId: row.person_id,
  name: row.name,
  role: roleOf(row),
  beganAt: row.began_at,
  lastSeen: row.last_seen,
  endsAt: row.ends_at,
});
