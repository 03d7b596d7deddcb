/** The roll-up at work: one run at a time, what is served, and who is told. */
import { randomUUID } from 'node:crypto';
import { dayOfMs } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseUnavailable, type Queryable } from '../store/database.ts';
import { readingOf } from '../store/reading.ts';
import { DatabaseAway, isAway } from './databaseAway.ts';
import { Leadership } from './leadership.ts';
import { LeaseLost } from './lease.ts';
import { programName } from './programName.ts';
import { publish } from './publication.ts';
import { publishedReader } from './publishedReader.ts';
import type { RollupOptions } from './rollupOptions.ts';
import type { Leading, PublishedSeriesReader, Rollup, RunAsk, RunRecord, RunTrigger, StartedRun } from './rollup.ts';
import { RollupStopping } from './rollup.ts';
import { scoreAndStage } from './run.ts';
import {
  activeModels,
  beginRun,
  isScoredBy,
  type RunInputs,
  type RunUnderWay,
  sameInputs,
  sentenceOf,
  unfinished,
} from './runInputs.ts';
import { readPublished, readRun, readRuns, updateRun } from './runs.ts';

export interface OpenRollup extends Rollup, PublishedSeriesReader {
  readonly leading: Leading;
  /**
   * Takes part with the other processes on the database for as long as it lives: leads where nobody does, does the runs that others
   * ask for, serves what another has published. Without it a process leads only while it runs. Resolves after the first look.
   */
  follow(): Promise<void>;
  /** Ends the run under way before its next dyad, as interrupted, and starts no other. */
  stop(): Promise<void>;
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
  await rollup.tidy();
  return rollup;
}

class DatabaseRollup implements OpenRollup {
  readonly #parts: RollupOptions & { readonly program: string };
  readonly #listeners = new Set<(run: RunRecord) => void>();
  readonly #stopping = new AbortController();
  #published: RunRecord | null;
  readonly #leadership: Leadership;
  readonly leading: Leading;
  readonly #away: DatabaseAway;
  #lineage = '';
  #current: RunRecord | null = null;
  readonly series: OpenRollup['series'];
  readonly firstPublished: OpenRollup['firstPublished'];
  readonly values: OpenRollup['values'];
  readonly board: OpenRollup['board'];
  #underway: Promise<StartedRun> | null = null;
  /** who asked for a run while one was under way */
  #askedMeanwhile: RunAsk | null = null;

  constructor(parts: RollupOptions & { readonly program: string }, published: RunRecord | null) {
    this.#parts = parts;
    this.#published = published;
    this.#away = new DatabaseAway(parts.database, this.#stopping.signal);
    this.#leadership = new Leadership({
      ...parts,
      signal: this.#stopping.signal,
      start: ({ trigger, askedBy }) => this.start(trigger, askedBy),
      catchUp: () => this.catchUp(),
    });
    this.leading = this.#leadership;
    ({
      series: this.series,
      firstPublished: this.firstPublished,
      values: this.values,
      board: this.board,
    } = publishedReader(
      parts.reading ?? readingOf(parts.database),
      () => this.#published,
      () => this.#lineage,
    ));
  }

  published(): RunRecord | null {
    return this.#published;
  }

  async catchUp(): Promise<void> {
    await this.#serve(await readPublished(this.#parts.database));
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

  leads(): boolean {
    return this.#leadership.leads();
  }

  follow(): Promise<void> {
    return this.#leadership.follow();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#underway?.then(({ done }) => done).catch(() => undefined); // how it ended is in the log and in its record
    await this.#leadership.release();
  }

  start(trigger: RunTrigger, askedBy: string | null = null): Promise<StartedRun> {
    const ask = { trigger, askedBy };
    if (this.#stopping.signal.aborted) return Promise.reject(new RollupStopping());
    if (this.#underway) {
      this.#askedMeanwhile = ask;
      return this.#underway;
    }
    const begun = this.#begin(ask).catch((error: unknown) => {
      throw this.#stopping.signal.aborted ? new RollupStopping() : error;
    });
    this.#underway = begun;
    const over = (): void => this.#startAskedMeanwhile();
    begun
      .then(({ done }) => done)
      .then(over, (error: unknown) => {
        over();
        if (isAway(error)) this.#startWhenItAnswers(ask);
      });
    return begun;
  }

  /** A run whose database went away is tried again as soon as it answers, not at the next tick. */
  #startWhenItAnswers({ trigger, askedBy }: RunAsk): void {
    void this.#away.thenStart(() => void this.start(trigger, askedBy).catch(() => undefined)); // told, and tried again, where it began
  }

  #startAskedMeanwhile(): void {
    this.#underway = null;
    const next = this.#askedMeanwhile;
    this.#askedMeanwhile = null;
    if (next === null || this.#stopping.signal.aborted) return;
    this.start(next.trigger, next.askedBy).catch((error: unknown) =>
      this.#parts.logger.error({ err: error }, 'The run that was asked for meanwhile could not start.'),
    );
  }

  /** Marks what a dead process left as running, unless another process leads. */
  tidy(): Promise<void> {
    return this.#leadership.tidy();
  }

  /** What a run would be scored from now, and whether it could find anything new. */
  async #inputs(): Promise<RunInputs> {
    const { database, program, ledger, reference, clock } = this.#parts;
    await this.catchUp();
    const previous = this.#published;
    const asOf = await ledger.watermark();
    // Never back: a clock that was set back does not withdraw days that are published.
    const throughDay = Math.max(dayOfMs(clock().getTime()), previous?.throughDay ?? -Infinity);
    // Read for each run: a model may have been saved since the last.
    const models = activeModels(reference);
    const isNew =
      !previous ||
      !sameInputs(previous, { asOf, throughDay }) ||
      !(await isScoredBy(database, program, previous, models));
    return { previous, asOf, throughDay, models, isNew };
  }

  async #begin(ask: RunAsk): Promise<StartedRun> {
    const { previous, isNew } = await this.#inputs();
    if (previous && !isNew) return { id: previous.id, done: Promise.resolve(previous) };
    if ((await this.#leadership.hold()) === undefined) {
      const run = await this.#leadership.ask(ask);
      if (run?.status === 'running') this.#current = run;
      if (run) return { id: run.id, done: this.#endOfOther(run.id) };
    }
    try {
      return await this.#beginOwn(ask);
    } catch (error) {
      if (!(error instanceof LeaseLost) || this.#stopping.signal.aborted) throw error;
      return this.#begin(ask); // another process leads meanwhile
    }
  }

  #beginOwn(ask: RunAsk): Promise<StartedRun> {
    const { database, clock, program, newName = randomUUID } = this.#parts;
    return new Promise((resolve, reject) => {
      const done = this.#leadership.leading(async () => {
        const term = await this.#leadership.hold();
        if (term === undefined) throw new LeaseLost();
        // Read again: another process may have published until now.
        const inputs = await this.#inputs();
        if (inputs.previous && !inputs.isNew) {
          resolve({ id: inputs.previous.id, done: Promise.resolve(inputs.previous) });
          return inputs.previous;
        }
        return database.session(async (session) => {
          const fence = (tx: Queryable): Promise<void> => this.#leadership.fence(tx, term);
          const run = await beginRun(session, fence, inputs, { ...ask, startedAt: clock(), name: newName(), program });
          this.#current = run;
          resolve({ id: run.id, done });
          return this.#perform({ session, run, term, ...inputs });
        });
      });
      done.catch(reject);
    });
  }

  async #perform(begun: RunUnderWay): Promise<RunRecord> {
    let ended: RunRecord;
    try {
      ended = await this.#scoreAndPublish(begun);
    } catch (error) {
      ended = await this.#recordFailure(begun, error);
    }
    this.#current = null;
    this.#tell(ended);
    return ended;
  }

  async #scoreAndPublish({ session, run, term, previous, models }: RunUnderWay): Promise<RunRecord> {
    const { database, program, clock, logger } = this.#parts;
    const outcome = await scoreAndStage({
      ...this.#parts,
      session,
      models,
      run,
      previous,
      sameScoring: previous !== null && (await isScoredBy(database, program, previous, models)),
      signal: this.#stopping.signal,
      onProgress: (done) => {
        this.#leadership.check(term);
        this.#current = { ...run, ...done };
      },
    });
    const { dyads, points, flags } = outcome;
    const ended: RunRecord = { ...run, status: 'complete', finishedAt: clock(), dyads, points };
    await publish(session, (tx) => this.#leadership.fence(tx, term), ended, models, previous, outcome.watch);
    this.#published = ended;
    this.#away.isBack();
    logger.info({ run: ended.id, trigger: ended.trigger, dyads, points, flags }, sentenceOf(ended, outcome));
    return ended;
  }

  async #recordFailure({ run, term, previous }: RunUnderWay, error: unknown): Promise<RunRecord> {
    const { database, clock, logger } = this.#parts;
    const stopped = this.#stopping.signal.aborted;
    const ended = unfinished(run, clock(), stopped ? undefined : messageOf(error));
    const served = previous ? `Run ${previous.id} is still served.` : 'Nothing is served yet.';
    if (stopped) logger.info({ run: run.id }, `Run ${run.id} was stopped with the server.`);
    else if (error instanceof LeaseLost || error instanceof DatabaseUnavailable)
      logger.warn({ run: run.id }, `Run ${run.id} failed: ${error.message} ${served}`);
    else logger.error({ run: run.id, err: error }, `Run ${run.id} failed: ${messageOf(error)} ${served}`);
    // Past the session, whose connection may be what failed.
    await database
      .transaction(async (tx) => {
        await this.#leadership.fence(tx, term);
        await updateRun(tx, ended);
      })
      .catch((fault: unknown) => {
        // The next leader marks the row, or this one when the database is back.
        if (!(fault instanceof LeaseLost || fault instanceof DatabaseUnavailable))
          logger.error({ run: run.id, err: fault }, `The end of run ${run.id} could not be recorded.`);
      });
    if (!stopped && isAway(error)) this.#startWhenItAnswers(run);
    return ended;
  }

  async #endOfOther(id: number): Promise<RunRecord> {
    try {
      const ended = await this.#leadership.ended(id);
      await this.catchUp();
      const run = ended ?? this.#published;
      if (!run) throw new Error(`Run ${id} is not in the database any more.`);
      return run;
    } finally {
      this.#current = null;
    }
  }

  /** Takes over a run that another process has published, or that the database has instead since a copy of it was restored. */
  async #serve(run: RunRecord | null): Promise<void> {
    await this.#parts.savedModels?.look();
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
