/** Runs in the database: the log of them, and which one is served. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { appendAudit, auditHead } from '../ledger/audit.ts';
import type { Queryable, Session, SqlRow } from '../store/database.ts';
import type { Reader } from '../store/reading.ts';
import type { Leader, RunRecord, RunStatus, RunTrigger } from './rollup.ts';

interface RunRow extends SqlRow {
  id: number;
  trigger: RunTrigger;
  asked_by: string | null;
  status: RunStatus;
  started_at: Date;
  finished_at: Date | null;
  as_of: Date | null;
  through_day: string;
  dyads: number;
  points: number;
  error: string | null;
  models: string | null;
  name: string | null;
  program: string | null;
}

const RUN_COLUMNS = [
  'id',
  'trigger',
  'status',
  'started_at',
  'finished_at',
  'as_of',
  'through_day',
  'dyads',
  'points',
  'error',
  'models',
  'name',
  'program',
  'asked_by',
] as const;

const RUN = `select ${RUN_COLUMNS.join(', ')} from rollup_run`;

function recordOf(row: RunRow): RunRecord {
  return {
    id: row.id,
    trigger: row.trigger,
    askedBy: row.asked_by,
    status: row.status,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    asOf: row.as_of,
    throughDay: epochDay(row.through_day),
    dyads: row.dyads,
    points: row.points,
    error: row.error,
    models: row.models?.split(' ') ?? [],
    name: row.name ?? `${row.id} of ${row.started_at.toISOString()}`,
    program: row.program,
  };
}

export async function readRuns(database: Reader, limit: number): Promise<RunRecord[]> {
  return (await database.query<RunRow>(`${RUN} order by id desc limit $1`, [limit])).map(recordOf);
}

export async function readRun(database: Reader, id: number): Promise<RunRecord | null> {
  const [row] = await database.query<RunRow>(`${RUN} where id = $1`, [id]);
  return row ? recordOf(row) : null;
}

/** The run that is served, or null before the first. */
export async function readPublished(database: Reader): Promise<RunRecord | null> {
  const [row] = await database.query<RunRow>(`${RUN} where id = (select run_id from published_run where id = 1)`);
  return row ? recordOf(row) : null;
}

/** The ids of the run that is served and of the one that was before it, the newest first. */
export async function readRecent(database: Reader): Promise<number[]> {
  const rows = await database.query<{ id: number }>(
    `select id from rollup_run where status = 'complete' and id <= (select run_id from published_run where id = 1) order by id desc limit 2`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Marks runs that were under way when their process ended. When they ended is not known, so `finished_at` stays empty. One statement,
 * which waits for no other writer and changes nothing where another process leads.
 *
 * @returns their ids
 */
export async function markInterrupted(database: Queryable, leader: Leader): Promise<number[]> {
  const rows = await database.query<{ id: number }>(
    `update rollup_run set status = 'interrupted', error = $1
     where status = 'running' and exists (select 1 from lease where owner = $2 and term = $3) returning id`,
    [
      'The run did not reach its end: its process or its connection to the database did. Nothing of it was published.',
      leader.owner,
      leader.term,
    ],
  );
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

/** Refuses a transaction of a process that does not lead. */
export type Fence = (tx: Queryable) => Promise<void>;

/** Writes the row of a run that begins, with the next id: a run that has one keeps it. One that somebody asked for is in the audit; each says how far the audit reached. */
export async function insertRun(session: Session, fence: Fence, run: Omit<RunRecord, 'id'>): Promise<RunRecord> {
  return session.transaction(async (tx) => {
    await fence(tx);
    const [last] = await tx.query<{ id: number | null }>('select max(id) as id from rollup_run');
    const id = (last?.id ?? 0) + 1;
    if (run.trigger === 'request' && run.askedBy !== null)
      await appendAudit(tx, { moment: run.startedAt, recordedBy: run.askedBy }, [
        { action: 'start-run', subject: `run ${id}`, before: null, after: null, why: '' },
      ]);
    const { entries, hash } = await auditHead(tx);
    const columns = [...RUN_COLUMNS, 'audit_entries', 'audit_hash'];
    await tx.query(
      `insert into rollup_run (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
      [
        id,
        run.trigger,
        run.status,
        run.startedAt,
        run.finishedAt,
        run.asOf,
        toIsoDate(run.throughDay),
        run.dyads,
        run.points,
        run.error,
        run.models.join(' '),
        run.name,
        run.program,
        run.askedBy,
        entries,
        hash,
      ],
    );
    return { id, ...run };
  });
}

/** Records how a run ended. */
export async function updateRun(database: Queryable, run: RunRecord): Promise<void> {
  await database.query(
    'update rollup_run set status = $2, finished_at = $3, dyads = $4, points = $5, error = $6 where id = $1',
    [run.id, run.status, run.finishedAt, run.dyads, run.points, run.error],
  );
}

/** Forgets which program scored the run that is served: the next one compares everything. */
export async function forgetProgram(database: Queryable): Promise<void> {
  await database.query(
    'update rollup_run set program = null where id = (select run_id from published_run where id = 1)',
  );
}
