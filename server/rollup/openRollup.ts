/** The roll-up at work: one run at a time, what is served, and who is told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pino from 'pino';
import { dayOfMs } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { Database, Session } from '../store/database.ts';
import { hasRows } from './dyadRow.ts';
import { programName } from './programName.ts';
import { publish } from './publication.ts';
import { publishedReader } from './publishedReader.ts';
import type { PublishedSeriesReader, Rollup, RunRecord, RunTrigger } from './rollup.ts';
import { type RunOutcome, scoreAndStage } from './run.ts';
import { tryRunLock } from './runLock.ts';
import {
  deleteRun,
  insertRun,
  markInterrupted,
  noteProgram,
  readPublished,
  readRun,
  readRunning,
  readRuns,
  updateRun,
} from './runs.ts';

export interface RollupOptions {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly reference: Pick<ReferenceData, 'codebook' | 'models' | 'dyads' | 'countries'>;
  /** the moment now; its UTC day is the last that is scored */
  readonly clock: () => Date;
  readonly logger: pino.Logger;
  /** names a run; default: a random UUID */
  readonly newName?: () => string;
  /** names what scores; default: this program with its codebook */
  readonly program?: string;
}

export interface OpenRollup extends Rollup, PublishedSeriesReader {
  /** Ends the run under way before its next dyad, as interrupted, and starts no other. */
  stop(): Promise<void>;
}

/** A run that has a row in the log, and what it is scored from. */
interface BegunRun {
  readonly session: Session;
  readonly run: RunRecord;
  /** the run that was served when it began */
  readonly previous: RunRecord | null;
  readonly models: readonly LoadedModel[];
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
export async function openRollup(options: RollupOptions): Promise<OpenRollup> {
  const program = options.program ?? (await programName(options.reference.codebook));
  const rollup = new DatabaseRollup({ ...options, program }, await readPublished(options.database));
  await rollup.clearInterrupted();
  return rollup;
}

class DatabaseRollup implements OpenRollup {
  readonly #parts: RollupOptions & { readonly program: string };
  readonly #listeners = new Set<(run: RunRecord) => void>();
  readonly #stopping = new AbortController();
  #published: RunRecord | null;
  /** the run of another program that this process knows to be what its own makes of the ledger, and under which models; none at first */
  #scoredHere: { readonly run: string; readonly models: string } | null = null;
  #lineage = '';
  #current: RunRecord | null = null;
  readonly series: OpenRollup['series'];
  readonly firstPublished: OpenRollup['firstPublished'];
  readonly values: OpenRollup['values'];
  readonly board: OpenRollup['board'];
  #underway: Promise<Started> | null = null;
  /** who asked for a run while one was under way */
  #askedMeanwhile: RunTrigger | null = null;

  constructor(parts: RollupOptions & { readonly program: string }, published: RunRecord | null) {
    this.#parts = parts;
    this.#published = published;
    ({
      series: this.series,
      firstPublished: this.firstPublished,
      values: this.values,
      board: this.board,
    } = publishedReader(parts.database, () => this.#published));
  }

  published(): RunRecord | null {
    return this.#published;
  }

  lineage(): string {
    return this.#lineage;
  }

  current(): RunRecord | null {
    return this.#current;
  }

  runs(limit: number): Promise<RunRecord[]> {
    return readRuns(this.#parts.database, limit);
  }

  onEnded(listener: (run: RunRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#underway?.then(({ done }) => done).catch(() => undefined); // how it ended is in the log and in its record
  }

  start(trigger: RunTrigger): Promise<Started> {
    if (this.#stopping.signal.aborted)
      return Promise.reject(new Error('The roll-up is being stopped: no run starts any more.'));
    if (this.#underway) {
      this.#askedMeanwhile = trigger;
      return this.#underway;
    }
    const begun = this.#begin(trigger);
    this.#underway = begun;
    const over = (): void => this.#startAskedMeanwhile();
    begun.then(({ done }) => done).then(over, over);
    return begun;
  }

  #startAskedMeanwhile(): void {
    this.#underway = null;
    const next = this.#askedMeanwhile;
    this.#askedMeanwhile = null;
    if (next === null || this.#stopping.signal.aborted) return;
    this.start(next).catch((error: unknown) =>
      this.#parts.logger.error({ err: error }, 'The run that was asked for meanwhile could not start.'),
    );
  }

  /** Marks what a dead process left as running. False when another process is running right now. */
  clearInterrupted(): Promise<boolean> {
    return this.#parts.database.session((session) => this.#clearInterruptedIn(session));
  }

  async #clearInterruptedIn(session: Session): Promise<boolean> {
    if (!(await tryRunLock(this.#parts.database, session))) return false;
    for (const { id } of await markInterrupted(session))
      this.#parts.logger.warn(
        { run: id },
        `Run ${id} never ended: its process did. The run before it is served, and the next one scores again.`,
      );
    return true;
  }

  async #begin(trigger: RunTrigger): Promise<Started> {
    const { database, ledger, reference, clock } = this.#parts;
    await this.#serve(await readPublished(database));
    const previous = this.#published;
    const asOf = await ledger.watermark();
    // Never back: a clock that was set back does not withdraw days that are published.
    const throughDay = Math.max(dayOfMs(clock().getTime()), previous?.throughDay ?? -Infinity);
    // Read for each run: a model may have been saved since the last.
    const models = activeModels(reference);
    if (previous && sameInputs(previous, { asOf, throughDay }) && (await this.#isScoredHere(previous, models)))
      return { id: previous.id, done: Promise.resolve(previous) };

    return new Promise((resolve, reject) => {
      const done: Promise<RunRecord> = database.session(async (session) => {
        if (!(await this.#clearInterruptedIn(session))) {
          const other = await readRunning(session);
          if (!other) throw new Error('Another process has just begun or ended a run: try again.');
          this.#current = other;
          resolve({ id: other.id, done });
          return this.#endOfOther(other);
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
          models: models.map(({ hash }) => hash),
          name: (this.#parts.newName ?? randomUUID)(),
          program: this.#parts.program,
        });
        this.#current = run;
        resolve({ id: run.id, done });
        return this.#perform({ session, run, previous: this.#published, models });
      });
      done.catch(reject);
    });
  }

  async #perform(begun: BegunRun): Promise<RunRecord> {
    let ended: RunRecord;
    try {
      ended = await this.#scoreAndPublish(begun);
    } catch (error) {
      ended = await this.#recordFailure(begun, error);
    }
    this.#current = null;
    if (ended !== begun.previous) this.#tell(ended);
    return ended;
  }

  /** @returns the run before, when this one would publish nothing new */
  async #scoreAndPublish({ session, run, previous, models }: BegunRun): Promise<RunRecord> {
    const { ledger, reference, clock, logger } = this.#parts;
    const outcome = await scoreAndStage({
      session,
      ledger,
      reference,
      models,
      run,
      previous,
      sameScoring: previous !== null && (await this.#isScoredHere(previous, models)),
      signal: this.#stopping.signal,
      onProgress: (done) => (this.#current = { ...run, ...done }),
    });
    const { dyads, points, rows, flags } = outcome;
    const hadAll = models.every(({ hash }) => previous?.models.includes(hash));
    if (previous && points === 0 && rows === 0 && sameInputs(previous, run) && hadAll) {
      await deleteRun(session, run.id);
      await noteProgram(session, previous.id, this.#parts.program);
      logger.info({ run: previous.id }, `Nothing new: run ${previous.id} still holds.`);
      this.#scoredHere = { run: previous.name, models: hashesOf(models) };
      return previous;
    }
    const ended: RunRecord = { ...run, status: 'complete', finishedAt: clock(), dyads, points };
    await publish(session, ended, models, previous);
    this.#published = ended;
    logger.info({ run: ended.id, trigger: ended.trigger, dyads, points, flags }, sentenceOf(ended, outcome));
    return ended;
  }

  async #recordFailure({ session, run, previous }: BegunRun, error: unknown): Promise<RunRecord> {
    const { clock, logger } = this.#parts;
    const stopped = this.#stopping.signal.aborted;
    const ended: RunRecord = {
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
    return ended;
  }

  /** Whether this program, under these very models, makes of the ledger what a run published, with its rows of the board. */
  async #isScoredHere(run: RunRecord, models: readonly LoadedModel[]): Promise<boolean> {
    const { program, database } = this.#parts;
    const hashes = hashesOf(models);
    const isOurs = run.program === program && run.models.join(' ') === hashes;
    if (!isOurs && (this.#scoredHere?.run !== run.name || this.#scoredHere.models !== hashes)) return false;
    return run.asOf === null || hasRows(database, run.models, run.id);
  }

  /** Waits for a run of another process: it holds the lock until it ends, or until its process does. */
  async #endOfOther(run: RunRecord): Promise<RunRecord> {
    const { database } = this.#parts;
    do await sleep(LOOK_AGAIN_MS, undefined, { signal: this.#stopping.signal });
    while (!(await this.clearInterrupted()));
    this.#current = null;
    await this.#serve(await readPublished(database));
    return (await readRun(database, run.id)) ?? run;
  }

  /** Takes over a run that another process has published, or that the database has instead since a copy of it was restored. */
  async #serve(run: RunRecord | null): Promise<void> {
    const served = this.#published;
    if (!run || run.name === served?.name) return;
    if (served && (await readRun(this.#parts.database, served.id))?.name !== served.name) {
      this.#parts.logger.warn(
        { run: run.id },
        `The database no longer has run ${served.id}, which was served: a copy of it was restored. What was read before is forgotten, and run ${run.id} is served.`,
      );
      this.#lineage = run.name;
    }
    this.#published = run;
    this.#tell(run);
  }

  #tell(run: RunRecord): void {
    for (const listener of this.#listeners) {
      try {
        listener(run);
      } catch (error) {
        this.#parts.logger.error({ err: error }, 'A listener of the roll-up failed.');
      }
    }
  }
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
