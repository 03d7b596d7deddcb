/** Settings that all servers of a database should have alike: a start says which are not as at the last one. */
import { createHash } from 'node:crypto';
import type { Database } from './store/database.ts';

/**
 * Remembers the settings of this start as digests. A changed one may be meant, or be that of another server which goes on with the
 * old: the sentence names it and never its value.
 *
 * @param settings as they were written; those that are unset are left out
 * @returns a sentence where some differ from the start before, on whatever server that was
 */
export async function noteSettings(
  database: Database,
  settings: Readonly<Record<string, string>>,
  now: Date,
): Promise<string | undefined> {
  const digests = new Map(Object.entries(settings).map(([name, value]) => [name, digestOf(name, value)]));
  const before = await database.transaction(async (tx) => {
    const rows = await tx.query<{ name: string; digest: string; said_at: Date }>('select * from shared_setting');
    await tx.query('delete from shared_setting');
    await tx.insert(
      'shared_setting',
      ['name', 'digest', 'said_at'],
      [...digests].map(([name, digest]) => [name, digest, now]),
    );
    return rows;
  });
  const last = before[0]?.said_at;
  if (last === undefined) return undefined; // the first start
  const known = new Map(before.map(({ name, digest }) => [name, digest]));
  const differing = [...new Set([...digests.keys(), ...known.keys()])].filter(
    (name) => digests.get(name) !== known.get(name),
  );
  return differing.length === 0
    ? undefined
    : `Not as at the last start on this database (${last.toISOString()}): ${differing.sort().join(', ')}. Its servers should have the same settings: set them alike on all, or start the others anew too.`;
}

const digestOf = (name: string, value: string): string =>
  createHash('sha256').update(`${name}=${value}`).digest('hex').slice(0, 8);
