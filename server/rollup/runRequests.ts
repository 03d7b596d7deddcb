/** Runs that a process asks the leader for, as rows of the database. */
import { randomUUID } from 'node:crypto';
import { placesOf } from '../placesOf.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import type { RunAsk, RunTrigger } from './rollup.ts';

interface RunRequest extends SqlRow {
  id: string;
  trigger: RunTrigger;
  asked_by: string | null;
}

/** @returns the id of the request */
export async function askForRun(database: Database, { trigger, askedBy }: RunAsk): Promise<string> {
  const id = randomUUID();
  await database.query(
    'insert into run_request (id, trigger, asked_by, asked_at) values ($1, $2, $3, current_timestamp)',
    [id, trigger, askedBy],
  );
  return id;
}

/** The run that does what was asked for; undefined until the leader has said which. */
export async function answeredRun(database: Database, request: string): Promise<number | undefined> {
  const [row] = await database.query<{ run_id: number | null }>('select run_id from run_request where id = $1', [
    request,
  ]);
  return row?.run_id ?? undefined;
}

export function openRequests(database: Database): Promise<RunRequest[]> {
  return database.query<RunRequest>(
    'select id, trigger, asked_by from run_request where run_id is null order by asked_at',
  );
}

/** Says which run does what was asked for, and forgets requests of long ago. */
export async function answerRequests(tx: Queryable, requests: readonly RunRequest[], runId: number): Promise<void> {
  await tx.query(`update run_request set run_id = $1 where id in (${placesOf(requests, 2)})`, [
    runId,
    ...requests.map(({ id }) => id),
  ]);
  await tx.query(`delete from run_request where asked_at < current_timestamp - interval '1 hour'`);
}

/** For a process that leads meanwhile and does the run itself. */
export async function withdrawRequest(database: Database, request: string): Promise<void> {
  await database.query('delete from run_request where id = $1', [request]);
}
