/** What the audit of a database has, the oldest first, after its chain was checked. */
import { expect } from 'vitest';
import { audit, auditState } from '../../server/ledger/audit.ts';
import type { RecordedEntry } from '../../server/ledger/change.ts';
import type { Database } from '../../server/store/database.ts';

export async function entriesOf(database: Database): Promise<RecordedEntry[]> {
  const { entries } = await audit(database, { limit: 1000 });
  expect(await auditState(database)).toEqual({ entries: entries.length, broken: null });
  return entries.toReversed();
}
