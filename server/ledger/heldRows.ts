/** The rows that an import holds against one another: what the file has and what the ledger has; and taking out those that do not fit. */
import type { Queryable } from '../store/database.ts';
import { CONTENT_IN_SQL } from './content.ts';
import type { RowFault } from './ledger.ts';

/** Of each id that the staged file has, the row that counts: what an import has made of it so far stands in `verdict`. */
export const STAGED = `staged join verdict on verdict.line = staged.line and verdict.verdict not in ('repeated', 'contradicting', 'misfit')`;

/** The newest revision of each event that meets a condition and is not staged. */
export const held = (condition: string): string => `(
  select event_id, operation, ${CONTENT_IN_SQL} as content from (
    select *, row_number() over (partition by event_id order by revision desc) as newest
    from event_revision where ${condition} and event_id not in (select event_id from staged)
  ) as known where newest = 1)`;

/** A list for the report, and how many there are in all. */
export interface Found {
  readonly faults: readonly RowFault[];
  readonly total: number;
}

/** Makes the rows whose lines a table has misfits; returns how many there are. */
export async function takeOut(tx: Queryable, misfits: string): Promise<number> {
  const [counted] = await tx.query<{ n: number }>(`select count(*) as n from ${misfits}`);
  await tx.query(`update verdict set verdict = 'misfit' where line in (select line from ${misfits})`);
  return counted!.n;
}
