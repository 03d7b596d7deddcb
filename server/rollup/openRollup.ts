/** The roll-up at work: one run at a time, what is served, and who is told. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pino from 'pino';
import { dayOfMs } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { Database, Session } from '../store/database.ts';
import {
  deleteRun,
  insertRun,
  markInterrupted,
  publish,
  readFirstPublished,
  readModelHashes,
  readPublished,
  readRun,
  readRunning,
  readRuns,
  readSeries,
  readValues,
  updateRun,
} from './publication.ts';
import type { PublishedSeriesReader, Rollup, RunRecord, RunTrigger } from './rollup.ts';
import { type RunOutcome, scoreAndStage } from './run.ts';
import { tryRunLock } from './runLock.ts';

export interface RollupOptions {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly reference: Pick<ReferenceData, 'codebook' | 'models'>;
  /** the moment now; its UTC day is the last that is scored */
  readonly clock: () => Date;
  readonly logger: pino.Logger;
}

export interface OpenRollup extends Rollup, PublishedSeriesReader {
  /** Ends the run under way before its next dyad, as interrupted, and starts no other. */
  stop(): Promise<void>;
}

interface Started {
  readonly id: number;
  readonly done: Promise<RunRecord>;
}

/** How often somebody who waits for the run of another process looks whether it has ended. */
const LOOK_AGAIN_MS = 1000;

/** The newest version of every model of the events coded by hand: what a run scores. */
export function activeModels({ models }: Pick<ReferenceData, 'models'>): LoadedModel[] {
  const newest = models.filter(
    (model, i) => models.findIndex(({ definition }) => definition.name === model.definition.name) === i,
  ); // newest first
  return newest.filter(({ definition }) => isRolledUp(definition));
}

/**
 * Opens the roll-up of a database. The last complete run is served at once; one whose process died is marked as interrupted.
 *
 * `start` writes nothing when nothing is new, and resolves with the run that is served. Asked for while a run is under way it
 * resolves with that one, and another follows by itself, so that what came in meanwhile does not wait for the next tick.
 * A failed run is a record with its error; `done` rejects only when the database cannot be reached any more.
 */
export async function openRollup({ database, ledger, reference, clock, logger }: RollupOptions): Promise<OpenRollup> {
  const listeners = new Set<(run: RunRecord) => void>();
  const stopping = new AbortController();
  let published = await readPublished(database);
  /** the run that this process knows to be what its own program makes of the ledger, and under which models; none at first */
  let scoredHere: { readonly run: number; readonly models: string } | null = null;
  let current: RunRecord | null = null;
  let underway: Promise<Started> | null = null;
  /** who asked for a run while one was under way */
  let askedMeanwhile: RunTrigger | null = null;

  await database.session(clearInterrupted);

  /** Marks what a dead process left as running. False when another process is running right now. */
  async function clearInterrupted(session: Session): Promise<boolean> {
    if (!(await tryRunLock(database, session))) return false;
    for (const { id } of await markInterrupted(session))
      logger.warn(
        { run: id },
        `Run ${id} never ended: its process did. The run before it is served, and the next one scores again.`,
      );
    return true;
  }

  function start(trigger: RunTrigger): Promise<Started> {
    if (stopping.signal.aborted)
      return Promise.reject(new Error('The roll-up is being stopped: no run starts any more.'));
    if (underway) {
      askedMeanwhile = trigger;
      return underway;
    }
    const begun = begin(trigger);
    underway = begun;
    const over = (): void => {
      underway = null;
      const next = askedMeanwhile;
      askedMeanwhile = null;
      if (next === null || stopping.signal.aborted) return;
      start(next).catch((error: unknown) =>
        logger.error({ err: error }, 'The run that was asked for meanwhile could not start.'),
      );
    };
    begun.then(({ done }) => done).then(over, over);
    return begun;
  }

  async function begin(trigger: RunTrigger): Promise<Started> {
    serve(await readPublished(database));
    const asOf = await ledger.watermark();
    // Never back: a clock that was set back does not withdraw days that are published.
    const throughDay = Math.max(dayOfMs(clock().getTime()), published?.throughDay ?? -Infinity);
    // Read anew for each run: a model may have been saved since the last.
    const models = activeModels(reference);
    if (published && isScoredHere(published, models) && sameInputs(published, { asOf, throughDay }))
      return { id: published.id, done: Promise.resolve(published) };

    return new Promise((resolve, reject) => {
      const done: Promise<RunRecord> = database.session(async (session) => {
        if (!(await clearInterrupted(session))) {
          const other = await readRunning(session);
          if (!other) throw new Error('Another process has just begun or ended a run: try again.');
          current = other;
          resolve({ id: other.id, done });
          return endOfOther(other);
        }
        const run = await insertRun(session, {
          trigger,
          status: 'running',
          startedAt: clock(),
          finishedAt: null,
          asOf,
          throughDay,
          dyads: 0,
          points: 0,
          error: null,
        });
        current = run;
        resolve({ id: run.id, done });
        return perform(session, run, published, models);
      });
      done.catch(reject);
    });
  }

  async function perform(
    session: Session,
    run: RunRecord,
    previous: RunRecord | null,
    models: readonly LoadedModel[],
  ): Promise<RunRecord> {
    let ended: RunRecord;
    try {
      const sameScoring = previous !== null && isScoredHere(previous, models);
      const outcome = await scoreAndStage({
        session,
        ledger,
        codebook: reference.codebook,
        models,
        run,
        previous,
        sameScoring,
        signal: stopping.signal,
        onProgress: (done) => (current = { ...run, ...done }),
      });
      const known = await readModelHashes(session);
      if (
        previous &&
        outcome.points === 0 &&
        sameInputs(previous, run) &&
        models.every(({ hash }) => known.has(hash))
      ) {
        await deleteRun(session, run.id);
        logger.info({ run: previous.id }, `Nothing new: run ${previous.id} still holds.`);
        scoredHere = { run: previous.id, models: hashesOf(models) };
        current = null;
        return previous;
      }
      ended = { ...run, status: 'complete', finishedAt: clock(), dyads: outcome.dyads, points: outcome.points };
      await publish(session, ended, models, previous);
      scoredHere = { run: ended.id, models: hashesOf(models) };
      published = ended;
      logger.info(
        { run: ended.id, trigger: ended.trigger, dyads: ended.dyads, points: ended.points, flags: outcome.flags },
        sentenceOf(ended, outcome),
      );
    } catch (error) {
      const stopped = stopping.signal.aborted;
      ended = {
        ...run,
        status: stopped ? 'interrupted' : 'failed',
        finishedAt: clock(),
        error: stopped ? 'The server was stopped.' : messageOf(error),
      };
      if (stopped) logger.info({ run: run.id }, `Run ${run.id} was stopped with the server.`);
      else
        logger.error(
          { run: run.id, err: error },
          `Run ${run.id} failed: ${messageOf(error)} ${previous ? `Run ${previous.id} is still served.` : 'Nothing is served yet.'}`,
        );
      await updateRun(session, ended).catch((fault: unknown) =>
        logger.error({ run: run.id, err: fault }, `The end of run ${run.id} could not be recorded.`),
      );
    }
    current = null;
    tell(ended);
    return ended;
  }

  function isScoredHere(run: RunRecord, models: readonly LoadedModel[]): boolean {
    return scoredHere?.run === run.id && scoredHere.models === hashesOf(models);
  }

  /** Waits for a run of another process: it holds the lock until it ends, or until its process does. */
  async function endOfOther(run: RunRecord): Promise<RunRecord> {
    do await sleep(LOOK_AGAIN_MS, undefined, { signal: stopping.signal });
    while (!(await database.session(clearInterrupted)));
    current = null;
    serve(await readPublished(database));
    return (await readRun(database, run.id)) ?? run;
  }

  /** Takes over a run that another process has published. */
  function serve(run: RunRecord | null): void {
    if (!run || run.id === published?.id) return;
    published = run;
    tell(run);
  }

  function tell(run: RunRecord): void {
    for (const listener of listeners) {
      try {
        listener(run);
      } catch (error) {
        logger.error({ err: error }, 'A listener of the roll-up failed.');
      }
    }
  }

  return {
    start,
    published: () => published,
    current: () => current,
    runs: (limit) => readRuns(database, limit),
    async series(dyad, modelHash, runId = published?.id) {
      return runId === undefined ? undefined : readSeries(database, dyad, modelHash, runId);
    },
    async firstPublished(dyad, modelHash, from, to) {
      return published ? readFirstPublished(database, dyad, modelHash, published.id, from, to) : [];
    },
    values: (modelHash, days, runId) => readValues(database, modelHash, runId, days),
    onEnded(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      stopping.abort();
      await underway?.then(({ done }) => done).catch(() => undefined); // how it ended is in the log and in its record
    },
  };
}

const hashesOf = (models: readonly LoadedModel[]): string => models.map(({ hash }) => hash).join(' ');

function sameInputs(a: Pick<RunRecord, 'asOf' | 'throughDay'>, b: Pick<RunRecord, 'asOf' | 'throughDay'>): boolean {
  return a.asOf?.getTime() === b.asOf?.getTime() && a.throughDay === b.throughDay;
}

function sentenceOf(run: RunRecord, { dyads, points, flags }: RunOutcome): string {
  const seconds = ((run.finishedAt!.getTime() - run.startedAt.getTime()) / 1000).toFixed(1);
  const turned = flags.map(({ dyad, model, from, to }) => ` ${dyad} turned from ${from} to ${to} (${model}).`).join('');
  return `Run ${run.id} published ${points.toLocaleString('en')} points of ${dyads} ${dyads === 1 ? 'dyad' : 'dyads'} in ${seconds} s.${turned}`;
}
