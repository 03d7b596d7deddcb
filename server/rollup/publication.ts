/** Runs and published points in the database: every statement of the roll-up stands here. */
import type { LoadedModel } from '../../models/model.ts';
import type { Score } from '../../models/score.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Queryable, Session, SqlRow, SqlValue } from '../store/database.ts';
import type { ChangedPoints } from './changedPoints.ts';
import type { FirstPublished, PublishedSeries, PublishedValue, RunRecord, RunStatus, RunTrigger } from './rollup.ts';

interface RunRow extends SqlRow {
  id: number;
  trigger: RunTrigger;
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
] as const;

const RUN = `select ${RUN_COLUMNS.join(', ')} from rollup_run`;

function recordOf(row: RunRow): RunRecord {
  return {
    id: row.id,
    trigger: row.trigger,
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

export async function readRuns(database: Queryable, limit: number): Promise<RunRecord[]> {
  return (await database.query<RunRow>(`${RUN} order by id desc limit $1`, [limit])).map(recordOf);
}

export async function readRun(database: Queryable, id: number): Promise<RunRecord | null> {
  const [row] = await database.query<RunRow>(`${RUN} where id = $1`, [id]);
  return row ? recordOf(row) : null;
}

/** The run that is served, or null before the first. */
export async function readPublished(database: Queryable): Promise<RunRecord | null> {
  const [row] = await database.query<RunRow>(`${RUN} where id = (select run_id from published_run where id = 1)`);
  return row ? recordOf(row) : null;
}

/** The newest run that is marked as under way. */
export async function readRunning(database: Queryable): Promise<RunRecord | null> {
  const [row] = await database.query<RunRow>(`${RUN} where status = 'running' order by id desc limit 1`);
  return row ? recordOf(row) : null;
}

/** Marks runs that were under way when their process ended. When they ended is not known, so `finished_at` stays empty. */
export async function markInterrupted(database: Queryable): Promise<RunRecord[]> {
  const error = 'The process ended before the run did; nothing of it was published.';
  const rows = await database.query<RunRow>(`${RUN} where status = 'running' order by id`);
  if (rows.length > 0)
    await database.query(`update rollup_run set status = 'interrupted', error = $1 where status = 'running'`, [error]);
  return rows.map((row) => ({ ...recordOf(row), status: 'interrupted', error }));
}

/** Writes the row of a run that begins, with the next free id. */
export async function insertRun(session: Session, run: Omit<RunRecord, 'id'>): Promise<RunRecord> {
  return session.transaction(async (tx) => {
    const [last] = await tx.query<{ id: number | null }>('select max(id) as id from rollup_run');
    const id = (last?.id ?? 0) + 1;
    await tx.query(
      `insert into rollup_run (${RUN_COLUMNS.join(', ')}) values (${RUN_COLUMNS.map((_, i) => `$${i + 1}`).join(', ')})`,
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

/** Notes that another program makes the same of the ledger as the one that scored a run. */
export async function noteProgram(database: Queryable, id: number, program: string): Promise<void> {
  await database.query('update rollup_run set program = $2 where id = $1', [id, program]);
}

/** Takes a run out of the log that found nothing new: it leaves no trace. */
export async function deleteRun(database: Queryable, id: number): Promise<void> {
  await database.query('delete from rollup_run where id = $1', [id]);
}

const POINT_COLUMNS = ['dyad', 'model_hash', 'day', 'run_id', 'tension', 'conflict', 'cooperation', 'sd'] as const;

/** Rows that are written to the database at once: a statement for every dyad would cost more than the rows of a quiet day. */
const ROWS_AT_ONCE = 10_000;

/** Where the points of a run wait until all are there. */
export interface PointStage {
  /**
   * Adds the points of one dyad under one model. A withdrawn day is written as NaN: it has no value from this run on, which is
   * neither zero nor a deletion, because earlier runs still serve theirs.
   */
  add(dyad: string, modelHash: string, score: Score | undefined, points: ChangedPoints): Promise<void>;
  /** Writes what is still held in memory. */
  flush(): Promise<void>;
}

/**
 * A stage is a temporary table of its session: so memory stays flat however many points there are, and other writers wait only
 * for the publication, not for the scoring.
 */
export async function openStage(session: Session, run: RunRecord): Promise<PointStage> {
  await session.query(
    `create temporary table staged_point (dyad text not null, model_hash text not null, day date not null, run_id bigint not null,
      tension double precision not null, conflict double precision not null, cooperation double precision not null, sd double precision not null)`,
  );
  let rows: SqlValue[][] = [];
  const flush = async (): Promise<void> => {
    const full = rows;
    rows = [];
    await session.insert('staged_point', POINT_COLUMNS, full);
  };
  return {
    async add(dyad, modelHash, score, { changed, withdrawn }) {
      for (const day of withdrawn)
        rows.push([dyad, modelHash, toIsoDate(day), run.id, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
      if (score)
        for (const i of changed)
          rows.push([
            dyad,
            modelHash,
            toIsoDate(score.firstDay + i),
            run.id,
            score.tension[i]!,
            score.conflict[i]!,
            score.cooperation[i]!,
            score.sd[i]!,
          ]);
      if (rows.length >= ROWS_AT_ONCE) await flush();
    },
    flush,
  };
}

/** Another process published while this run was scoring; what it compared with is no longer what is served. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/**
 * Publishes a run: its points, its models, its row and the pointer to it, all in one transaction, so that readers see the
 * whole run or nothing of it.
 *
 * @param previous the run that the points were compared with
 * @throws Overtaken when another run was published since
 */
export async function publish(
  session: Session,
  run: RunRecord,
  models: readonly LoadedModel[],
  previous: RunRecord | null,
): Promise<void> {
  await session.transaction(async (tx) => {
    const served = await readPublished(tx);
    if (served?.name !== previous?.name)
      throw new Overtaken(
        `Run ${served?.id} was published by another process meanwhile; the next run goes on from there.`,
      );
    const columns = POINT_COLUMNS.join(', ');
    await tx.query(`insert into published_point (${columns}) select ${columns} from staged_point`);
    for (const { definition, hash } of models)
      await tx.query(
        'insert into rollup_model (model_hash, name, version, definition, first_run) values ($1, $2, $3, $4, $5) on conflict (model_hash) do nothing',
        [hash, definition.name, definition.version, JSON.stringify(definition), run.id],
      );
    await updateRun(tx, run);
    await tx.query(
      'insert into published_run (id, run_id) values (1, $1) on conflict (id) do update set run_id = excluded.run_id',
      [run.id],
    );
  });
}

interface PointRow extends SqlRow {
  epoch_day: number;
  tension: number;
  conflict: number;
  cooperation: number;
  sd: number;
}

/** A series as run `runId` published it: of each day the value of the newest run up to that one. O(points of the dyad). */
export async function readSeries(
  database: Queryable,
  dyad: string,
  modelHash: string,
  runId: number,
): Promise<PublishedSeries | undefined> {
  const rows = await database.query<PointRow>(
    `select day - date '1970-01-01' as epoch_day, tension, conflict, cooperation, sd
     from (select day, tension, conflict, cooperation, sd, row_number() over (partition by day order by run_id desc) as age
           from published_point where dyad = $1 and model_hash = $2 and run_id <= $3) as point
     where age = 1 order by day`,
    [dyad, modelHash, runId],
  );
  const points = rows.filter((row) => !Number.isNaN(row.tension)); // NaN: withdrawn
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return undefined;
  if (last.epoch_day - first.epoch_day + 1 !== points.length)
    throw new Error(
      `The published series of ${dyad} under model ${modelHash} has a gap between ${toIsoDate(first.epoch_day)} and ${toIsoDate(last.epoch_day)}: restore the database from a copy.`,
    );
  return {
    dyad,
    modelHash,
    firstDay: first.epoch_day,
    tension: Float64Array.from(points, (point) => point.tension),
    conflict: Float64Array.from(points, (point) => point.conflict),
    cooperation: Float64Array.from(points, (point) => point.cooperation),
    sd: Float64Array.from(points, (point) => point.sd),
  };
}

/** Of each day the value of the oldest run up to `runId` that has one. O(points of the dyad between the days). */
export async function readFirstPublished(
  database: Queryable,
  dyad: string,
  modelHash: string,
  runId: number,
  from: number,
  to: number,
): Promise<FirstPublished[]> {
  const rows = await database.query<{
    epoch_day: number;
    tension: number;
    run_id: number;
    finished_at: Date | null;
    started_at: Date;
  }>(
    `select point.day - date '1970-01-01' as epoch_day, point.tension, point.run_id, run.finished_at, run.started_at
     from (select day, tension, run_id, row_number() over (partition by day order by run_id) as age
           from published_point
           where dyad = $1 and model_hash = $2 and run_id <= $3 and day >= cast($4 as date) and day <= cast($5 as date)) as point
     join rollup_run as run on run.id = point.run_id
     where point.age = 1 order by point.day`,
    [dyad, modelHash, runId, toIsoDate(from), toIsoDate(to)],
  );
  return rows
    .filter((row) => !Number.isNaN(row.tension)) // NaN: withdrawn, so there is no value; a day is never withdrawn before it had one
    .map((row) => ({
      day: row.epoch_day,
      tension: row.tension,
      runId: row.run_id,
      publishedAt: row.finished_at ?? row.started_at,
    }));
}

/** The values of all dyads on some days as run `runId` published them, in no order. One scan, however many dyads there are. */
export async function readValues(
  database: Queryable,
  modelHash: string,
  runId: number,
  days: readonly number[],
): Promise<PublishedValue[]> {
  const places = days.map((_, i) => `cast($${i + 3} as date)`).join(', ');
  const rows = await database.query<{ dyad: string; epoch_day: number; tension: number; sd: number }>(
    `select dyad, day - date '1970-01-01' as epoch_day, tension, sd
     from (select dyad, day, tension, sd, row_number() over (partition by dyad, day order by run_id desc) as age
           from published_point where model_hash = $1 and run_id <= $2 and day in (${places})) as point
     where age = 1`,
    [modelHash, runId, ...days.map(toIsoDate)],
  );
  return rows
    .filter((row) => !Number.isNaN(row.tension))
    .map(({ dyad, epoch_day, tension, sd }) => ({ dyad, day: epoch_day, tension, sd })); // NaN: withdrawn
}
