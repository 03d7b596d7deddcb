/** What the rest of the server asks of the roll-up. */
import type { BoardDyad } from '../../models/contract/board.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import type { LoadedModel } from '../../models/model.ts';
import type { Score } from '../../models/score.ts';
import type { Queryable } from '../store/database.ts';

/** `request`: somebody asked for a run; `change`: something was recorded or a model saved */
export type RunTrigger = 'start' | 'schedule' | 'request' | 'change' | 'cli';
export type RunStatus = 'running' | 'complete' | 'failed' | 'interrupted';

/** Why a run begins, and for whom. */
export interface RunAsk {
  readonly trigger: RunTrigger;
  /** who asked, or recorded what it is for; null where nobody did */
  readonly askedBy: string | null;
}

export interface RunRecord extends RunAsk {
  /** increases with every run */
  readonly id: number;
  readonly status: RunStatus;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** the ledger's watermark that the run scored: the moment served as `asOf`; null for an empty ledger */
  readonly asOf: Date | null;
  /** the last day scored (epoch day): the day of the run, UTC */
  readonly throughDay: number;
  /** dyads rescored, points written */
  readonly dyads: number;
  readonly points: number;
  readonly error: string | null;
  /** hashes of the models that it scored: of others it published nothing */
  readonly models: readonly string[];
  /** its own in every copy of the database: an id can come again where a copy was restored */
  readonly name: string;
  /** names the program that scored it; null for a run of a program that named none */
  readonly program: string | null;
}

/** The process is ending: another one does the run. */
export class RollupStopping extends Error {
  override name = 'RollupStopping';

  constructor() {
    super('The roll-up is being stopped: no run starts any more.');
  }
}

/** A run that has begun, or the one that is served where nothing is new. */
export interface StartedRun {
  readonly id: number;
  readonly done: Promise<RunRecord>;
}

/** A process that leads, in its term. */
export interface Leader {
  readonly owner: string;
  readonly term: number;
}

/** A run that begins. */
export interface BegunRun {
  readonly session: Queryable;
  readonly run: RunRecord;
  /** the run that is served */
  readonly previous: RunRecord | null;
  readonly models: readonly LoadedModel[];
  /** whether it looks at every dyad, and not only at those that changed */
  readonly isWhole: boolean;
}

/** What is held against each dyad of a run, and written with it. */
export interface RunRules {
  /** Undefined where there is nothing to look at. */
  begin(begun: BegunRun): Promise<RunWatch | undefined>;
}

export interface RunWatch {
  /** hash of the model under which it looks */
  readonly model: string;
  /** before some dyads are looked at */
  prepare(dyads: readonly string[]): Promise<void>;
  look(
    dyad: string,
    looked: {
      readonly now: EventColumns;
      /** as the run before saw it: the same where nothing has changed; undefined where there was none */
      readonly before: EventColumns | undefined;
      /** the last day of the run before */
      readonly beforeThrough: number | undefined;
      readonly score: Score | undefined;
    },
  ): void;
  /** In the transaction that publishes the run. */
  write(tx: Queryable): Promise<void>;
}

/** Leading, for what else than the roll-up only one process does. */
export interface Leading {
  /** Whether this process leads, as far as it can be sure. */
  leads(): boolean;
  /** This process as the leader, from now on where nobody leads; undefined where another one does. */
  asLeader(): Promise<Leader | undefined>;
  /** Leads as long as the work lasts; a process that does not follow lets another lead afterwards. */
  leading<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Called each second while this process leads. */
  onLook(listener: () => Promise<void>): void;
}

export interface Rollup {
  /**
   * Starts a run, or returns the one under way: there is never more than one. When nothing is new (no revision, no new day, the
   * same models) no run is made, and the one that is served is returned. `done` settles when the run ends; a failed run is a
   * record with its error.
   *
   * @throws RollupStopping
   */
  start(trigger: RunTrigger, askedBy?: string | null): Promise<StartedRun>;
  /** Whether this process leads those on its database: it alone runs, and polls the feeds. */
  leads(): boolean;
  /** The last complete run: what is served; null before the first. */
  published(): RunRecord | null;
  /** Looks now, and not only each second, whether another process has published a run, and serves it. @throws DatabaseUnavailable */
  catchUp(): Promise<void>;
  /**
   * Names the history that the served run continues. Another one after a copy of the database was restored, or a standby promoted:
   * what was read of the old history, of whatever moment, no longer holds.
   */
  lineage(): string;
  /** Newest first. */
  runs(limit: number): Promise<RunRecord[]>;
  /** The run under way, if any. */
  current(): RunRecord | null;
  /** Tells when a run ends, complete or failed; returns the way to stop listening. */
  onEnded(listener: (run: RunRecord) => void): () => void;
}

/** A published series of one dyad under one model. Arrays have one entry a day from `firstDay`. */
export interface PublishedSeries {
  readonly dyad: string;
  readonly modelHash: string;
  readonly firstDay: number;
  readonly tension: Float64Array;
  readonly conflict: Float64Array;
  readonly cooperation: Float64Array;
  readonly sd: Float64Array;
}

export interface PublishedSeriesReader {
  /** The series as the run `runId` (default: the last complete one) published it; undefined when it has no such dyad or did not score the model. */
  series(dyad: string, modelHash: string, runId?: number): Promise<PublishedSeries | undefined>;
  /** What each day's value was when it was first published, between two days (epoch, inclusive), as far as the last complete run; in order of day. */
  firstPublished(dyad: string, modelHash: string, from: number, to: number): Promise<FirstPublished[]>;
  /** The values of all dyads on some days (epoch) as the run `runId` published them; none under a model that it did not score, nor of a dyad before its first event. */
  values(modelHash: string, days: readonly number[], runId: number): Promise<PublishedValue[]>;
  /** The rows of the board as run `runId` published them, by id of the dyad; undefined under a model that it did not score, and of a run long before the one that is served. */
  board(modelHash: string, runId: number): Promise<PublishedRow[] | undefined>;
}

/** A dyad on the board. */
export interface PublishedRow {
  /** epoch day of its first event */
  readonly firstDay: number;
  readonly board: BoardDyad;
  /** the board as it is stored */
  readonly json: string;
}

/** The published value of one dyad on one day. */
export interface PublishedValue {
  readonly dyad: string;
  /** epoch day */
  readonly day: number;
  readonly tension: number;
  readonly sd: number;
}

/** The value of a day in the first run that published one. */
export interface FirstPublished {
  /** epoch day */
  readonly day: number;
  readonly tension: number;
  readonly runId: number;
  readonly publishedAt: Date;
}
