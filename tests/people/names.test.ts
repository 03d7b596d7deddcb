/** Names that stand beside what people write: each belongs to one person, for ever. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seenPerson } from '../../server/people/persons.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';

let database: Database;
beforeAll(async () => {
  database = await openDuckDb({ file: ':memory:' });
  await migrate(database);
});
afterAll(() => database.close());

const seen = async (subject: string, name: string): Promise<string> => {
  const named = { issuer: 'https://id.example', subject, name, role: 'editor' as const };
  return (await seenPerson(database, named, new Date('2026-11-28T00:00:00Z'))).name;
};

test('a name that somebody has had goes to nobody else, and comes back to her', async () => {
  expect(await seen('ana', 'Old Name')).toBe('Old Name');
  expect(await seen('ana', 'New Name')).toBe('New Name');
  expect(await seen('ben', 'Old Name')).toBe('Old Name (2)');
  expect(await seen('ben', 'Old Name')).toBe('Old Name (2)');
  expect(await seen('ana', 'Old Name')).toBe('Old Name');
});

test('names that read alike are one name, and what no person wrote is no person’s', async () => {
  expect(await seen('ed', 'Ed Editor')).toBe('Ed Editor');
  expect(await seen('edna', 'Ed\u00a0Editor')).toBe('Ed\u00a0Editor (2)');
  expect(await seen('edgar', 'ED  editor')).toBe('ED  editor (3)');
  expect(await seen('machine', 'Command Line')).toBe('Command Line (2)');
  expect(await seen('http', 'HTTP')).toBe('HTTP (2)');
});
