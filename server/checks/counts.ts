/** Whether the rows that belong together are all there. */
import type { Queryable, SqlRow } from '../store/database.ts';
import { CHANGED_PAST_THE_PROGRAM, type Checked, firstOf } from './fault.ts';

/** Rows that name a row of another table, which must be there. */
const NAMED: readonly [table: string, column: string, other: string, key: string][] = [
  ['event_revision', 'import_id', 'import_log', 'import_id'],
  ['import_retraction', 'import_id', 'import_log', 'import_id'],
  ['published_run', 'run_id', 'rollup_run', 'id'],
  ['published_stretch', 'run_id', 'rollup_run', 'id'],
  ['published_stretch', 'model_hash', 'rollup_model', 'model_hash'],
  ['published_stretch', 'dyad', 'event_revision', 'dyad'],
  ['published_dyad', 'run_id', 'rollup_run', 'id'],
  ['published_dyad', 'model_hash', 'rollup_model', 'model_hash'],
  ['drawn_picture', 'code', 'pinned_view', 'code'],
  ['withdrawn_view', 'code', 'pinned_view', 'code'],
  ['coding_unit', 'round_id', 'coding_round', 'round_id'],
  ['coding_code', 'round_id', 'coding_round', 'round_id'],
  ['coding_decision', 'round_id', 'coding_round', 'round_id'],
  ['coding_person', 'person_id', 'person', 'person_id'],
  ['api_key', 'person_id', 'person', 'person_id'],
  ['feed_file', 'take_id', 'feed_take', 'take_id'],
  ['feed_take', 'replaces', 'feed_take', 'take_id'],
  ['feed_cell', 'take_id', 'feed_take', 'take_id'],
  ['feed_world', 'take_id', 'feed_take', 'take_id'],
  ['feed_report', 'take_id', 'feed_take', 'take_id'],
  ['feed_row_ids', 'take_id', 'feed_take', 'take_id'],
];

interface Counted extends SqlRow {
  name: string;
  what: 'import' | 'retraction' | 'event' | 'file';
  held: number;
  said: number;
}

/** What was counted when it was written, and what is there. */
const COUNTED = `
  select import_id as name, 'import' as what, coalesce(held.rows, 0) as held, log.created + log.revised as said
  from import_log as log left join (select import_id as id, count(*) as rows from event_revision group by import_id) as held on held.id = log.import_id
  union all
  select coalesce(revision.event_id, audit.subject) as name, 'event' as what, coalesce(revision.rows, 0) as held, coalesce(audit.rows, 0) as said
  from (
    select event_id, count(*) as rows from event_revision
    where import_id = '' and recorded_at >= (select min(recorded_at) from audit_entry)
      and recorded_at not in (select recorded_at from import_retraction)
    group by event_id) as revision
  full join (
    select subject, count(*) as rows from audit_entry where action in ('create', 'revise', 'retract', 'restore') group by subject
  ) as audit on audit.subject = revision.event_id
  union all
  select import_id as name, 'retraction' as what, coalesce(held.rows, 0) as held, retracted + reverted as said
  from import_retraction as back left join (
    select recorded_at, count(*) as rows from event_revision where import_id = '' group by recorded_at
  ) as held on held.recorded_at = back.recorded_at
  union all
  select concat_ws(' ', feed, name) as name, 'file' as what, coalesce(held.cells, 0) as held, stories as said
  from feed_take as take left join (select take_id as id, count(*) as cells from feed_cell group by take_id) as held on held.id = take.take_id`;

export async function checkCounts(database: Queryable): Promise<Checked> {
  const faults: string[] = [];
  for (const [table, column, other, key] of NAMED) {
    const rows = await database.query<{ value: string | number; n: number }>(
      `select ${column} as value, count(*) as n from ${table}
       where ${column} is not null and cast(${column} as text) <> '' and ${column} not in (select ${key} from ${other})
       group by ${column} order by ${column}`,
    );
    faults.push(
      ...firstOf(
        rows.map(
          ({ value, n }) =>
            `${table}: rows that name ${column} ${value}, which ${other} does not have: ${n.toLocaleString('en')}. ${CHANGED_PAST_THE_PROGRAM}`,
        ),
        `values of ${column}`,
      ),
    );
  }
  const [counted] = await database.query<{ n: number }>(`select count(*) as n from (${COUNTED}) as counted`);
  const unlike = await database.query<Counted>(
    `select name, what, held, said from (${COUNTED}) as counted where held <> said order by what, name collate "C"`,
  );
  faults.push(...firstOf(unlike.map(unlikeSentence), 'counts'));
  faults.push(...(await unfinishedRun(database)));
  return {
    check: 'counts',
    summary: `counts of imports, changes and files: ${counted!.n.toLocaleString('en')}, each that of its rows; no row names one that is not there`,
    faults,
  };
}

function unlikeSentence({ name, what, held, said }: Counted): string {
  const sentences: Readonly<Record<Counted['what'], string>> = {
    import: `import ${name} recorded ${said} revisions, and ${held} are there`,
    retraction: `taking back import ${name} recorded ${said} revisions, and ${held} are there`,
    event: `event ${name} has ${held} changes made one by one, and the audit has ${said} entries of it`,
    file: `the file ${name} brought ${said} stories, and ${held} are there`,
  };
  return `${sentences[what]}. ${CHANGED_PAST_THE_PROGRAM}`;
}

async function unfinishedRun(database: Queryable): Promise<string[]> {
  const rows = await database.query<{ id: number; status: string }>(
    `select id, status from rollup_run where id in (select run_id from published_run) and status <> 'complete'`,
  );
  return rows.map(
    ({ id, status }) => `run ${id} is served, though it is marked as ${status}. ${CHANGED_PAST_THE_PROGRAM}`,
  );
}
