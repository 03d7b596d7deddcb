/** What becomes of staged rows, whoever staged them (a file, the desk): they are compared with the ledger, and what is new is appended. */
import type { Queryable } from '../store/database.ts';
import { LIST_LIMIT } from './cappedList.ts';
import {
  CONTENT_COLUMNS,
  CONTENT_COLUMNS_IN_SQL,
  CONTENT_IN_SQL,
  CONTENT_PARTS_IN_SQL,
  contentHash,
} from './content.ts';

/** Makes the empty table of rows. */
export async function createStaged(session: Queryable): Promise<void> {
  await session.query(
    'create temporary table staged (line bigint not null, event_id text not null, content_hash text not null, content text not null)',
  );
}

export interface StagedRow {
  readonly line: number;
  readonly id: string;
  readonly content: string;
}

export async function stageRows(session: Queryable, rows: readonly StagedRow[]): Promise<void> {
  await session.insert(
    'staged',
    ['line', 'event_id', 'content_hash', 'content'],
    rows.map(({ line, id, content }) => [line, id, contentHash(content), content]),
  );
}

/**
 * What becomes of each staged row, before rows are held against others (links.ts). Among them the first row of an id counts: a later one
 * with the same content repeats it, one with another content contradicts it. An id that is retracted in the ledger stays so until its
 * content differs.
 */
export const VERDICTS = `create temporary table verdict as
  select line, event_id, content_hash, first_line, revision,
    case
      when line <> first_line and content_hash = first_hash then 'repeated'
      when line <> first_line then 'contradicting'
      when revision is null then 'created'
      when content_hash <> held_hash then 'revised'
      when operation = 'retract' then 'retracted'
      else 'unchanged'
    end as verdict
  from (
    select staged.line, staged.event_id, staged.content_hash,
      first_value(staged.line) over (partition by staged.event_id order by staged.line) as first_line,
      first_value(staged.content_hash) over (partition by staged.event_id order by staged.line) as first_hash,
      held.revision, held.operation, held.content_hash as held_hash
    from staged
    left join (
      select event_id, revision, operation, content_hash from (
        select event_id, revision, operation, content_hash, row_number() over (partition by event_id order by revision desc) as newest
        from event_revision
        where event_id in (select event_id from staged)
      ) as known
      where newest = 1
    ) as held on held.event_id = staged.event_id
  ) as compared`;

export async function verdictCounts(tx: Queryable): Promise<Map<string, number>> {
  const rows = await tx.query<{ verdict: string; n: number }>(
    'select verdict, count(*) as n from verdict group by verdict',
  );
  return new Map(rows.map((row) => [row.verdict, row.n]));
}

/** A row that is new, or differs from what the ledger has. */
export interface Change {
  readonly line: number;
  readonly id: string;
  /** that the row gets */
  readonly revision: number;
  /** null: the event is new */
  readonly before: string | null;
  readonly after: string;
}

/** The changes by line: those of known events, or all. */
export async function changesOf(tx: Queryable, which: 'revised' | 'all'): Promise<Change[]> {
  const rows = await tx.query<{
    line: number;
    event_id: string;
    revision: number | null;
    before: string | null;
    after: string;
  }>(
    `select verdict.line, verdict.event_id, verdict.revision, held.content as before, staged.content as after
     from verdict
     join staged on staged.line = verdict.line
     left join (select event_id, revision, ${CONTENT_IN_SQL} as content from event_revision where event_id in (select event_id from verdict where verdict = 'revised')) as held
       on held.event_id = verdict.event_id and held.revision = verdict.revision
     where verdict.verdict in (${which === 'all' ? "'created', 'revised'" : "'revised'"}) order by verdict.line limit ${LIST_LIMIT}`,
  );
  return rows.map(({ line, event_id: id, revision, before, after }) => ({
    line,
    id,
    revision: (revision ?? 0) + 1,
    before,
    after,
  }));
}

/** What a group of revisions has in common. */
export interface RevisionMark {
  readonly moment: Date;
  readonly recordedBy: string;
  /** empty where no file was imported */
  readonly importId: string;
  readonly reason: string;
  /** the rows that the ledger knows are put back after a retraction */
  readonly isRestoration?: boolean;
}

/** Appends the created and revised rows. */
export async function appendChanges(
  tx: Queryable,
  { moment, recordedBy, importId, reason, isRestoration = false }: RevisionMark,
): Promise<void> {
  await tx.query(
    `insert into event_revision (event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash, ${CONTENT_COLUMNS.join(', ')})
     select event_id, coalesce(revision, 0) + 1, case when revision is null then 'create' else cast($5 as text) end,
       cast($1 as timestamptz), cast($2 as text), cast($3 as text), cast($4 as text), content_hash, ${CONTENT_COLUMNS_IN_SQL}
     from (
       select verdict.event_id, verdict.revision, verdict.content_hash, ${CONTENT_PARTS_IN_SQL} as parts
       from verdict join staged on staged.line = verdict.line
       where verdict in ('created', 'revised')
       offset 0
     ) as taken`, // "offset 0" keeps PostgreSQL from splitting the content once for every column
    [moment, recordedBy, importId, reason, isRestoration ? 'restore' : 'revise'],
  );
}
