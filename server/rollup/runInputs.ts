/** What a run is scored from, and how it is told. */
import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { Queryable, Session } from '../store/database.ts';
import { hasRows } from './dyadRow.ts';
import { type Fence, insertRun } from './runs.ts';
import type { RunRecord } from './rollup.ts';
import type { RunOutcome } from './run.ts';

/** The newest version of every model of the events coded by hand: what a run scores. */
export function activeModels({ models }: Pick<ReferenceData, 'models'>): LoadedModel[] {
  const newest = models.filter(
    (model, i) => models.findIndex(({ definition }) => definition.name === model.definition.name) === i,
  ); // newest first
  return newest.filter(({ definition }) => isRolledUp(definition));
}

export interface RunInputs {
  /** the run that is served */
  readonly previous: RunRecord | null;
  readonly asOf: Date | null;
  readonly throughDay: number;
  readonly models: readonly LoadedModel[];
  /** false where the run that is served already holds all of it */
  readonly isNew: boolean;
}

/** A run that has a row in the log, and what it is scored from. */
export interface RunUnderWay extends Pick<RunInputs, 'previous' | 'models'> {
  readonly session: Session;
  readonly run: RunRecord;
  /** in which it leads */
  readonly term: number;
}

/** Writes the row of a run that begins. */
export function beginRun(
  session: Session,
  fence: Fence,
  { asOf, throughDay, models }: RunInputs,
  begun: Pick<RunRecord, 'trigger' | 'askedBy' | 'startedAt' | 'name' | 'program'>,
): Promise<RunRecord> {
  return insertRun(session, fence, {
    ...begun,
    status: 'running',
    finishedAt: null,
    asOf,
    throughDay,
    dyads: 0,
    points: 0,
    error: null,
    models: models.map(({ hash }) => hash),
  });
}

/** A run that did not reach its end. @param error undefined where the server was stopped */
export function unfinished(run: RunRecord, finishedAt: Date, error: string | undefined): RunRecord {
  if (error === undefined) return { ...run, status: 'interrupted', finishedAt, error: 'The server was stopped.' };
  return { ...run, status: 'failed', finishedAt, error };
}

/** Whether a program, under these very models, has scored a run, with its rows of the board. */
export async function isScoredBy(
  database: Queryable,
  program: string,
  run: RunRecord,
  models: readonly LoadedModel[],
): Promise<boolean> {
  if (run.program !== program || run.models.join(' ') !== models.map(({ hash }) => hash).join(' ')) return false;
  return run.asOf === null || hasRows(database, run.models, run.id);
}

export function sameInputs(
  a: Pick<RunRecord, 'asOf' | 'throughDay'>,
  b: Pick<RunRecord, 'asOf' | 'throughDay'>,
): boolean {
  return a.asOf?.getTime() === b.asOf?.getTime() && a.throughDay === b.throughDay;
}

export function sentenceOf(run: RunRecord, { dyads, points, flags }: RunOutcome): string {
  const seconds = ((run.finishedAt!.getTime() - run.startedAt.getTime()) / 1000).toFixed(1);
  const turned = flags.map(({ dyad, model, from, to }) => ` ${dyad} turned from ${from} to ${to} (${model}).`).join('');
  return `Run ${run.id} published ${points.toLocaleString('en')} points of ${dyads} ${dyads === 1 ? 'dyad' : 'dyads'} in ${seconds} s.${turned}`;
}
