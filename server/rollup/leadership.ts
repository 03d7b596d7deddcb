/** Leading and following: what a process does about the others on its database. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pino from 'pino';
import type { Database, Queryable } from '../store/database.ts';
import { Lease } from './lease.ts';
import type { Leader, Leading, RunAsk, RunRecord } from './rollup.ts';
import { answeredRun, answerRequests, askForRun, openRequests, withdrawRequest } from './runRequests.ts';
import { markInterrupted, readRun } from './runs.ts';

export interface LeadershipParts {
  readonly database: Database;
  readonly logger: pino.Logger;
  /** ends all looking and waiting */
  readonly signal: AbortSignal;
  /** starts a run of this process, or gives the one under way or served */
  readonly start: (ask: RunAsk) => Promise<{ readonly id: number }>;
  /** serves what is published now */
  readonly catchUp: () => Promise<void>;
}

/** How often a process looks at what the others have done. */
const LOOK_AGAIN_MS = 1000;
/** How often somebody who waits for an answer looks whether it is there. */
const LOOK_SOON_MS = 200;

export class Leadership implements Leading {
  readonly #parts: LeadershipParts;
  readonly #lease: Lease;
  readonly #listeners: (() => Promise<void>)[] = [];
  #isFollowing = false;
  #isAnswering = false;
  /** the last term in which it was seen to lead */
  #seenTerm: number | undefined;
  /** whether the leader before may have left something undone */
  #isNew = false;

  constructor(parts: LeadershipParts) {
    this.#parts = parts;
    this.#lease = new Lease(parts.database, (leader) => this.#markInterrupted(leader));
  }

  leads(): boolean {
    return this.#lease.term() !== undefined;
  }

  /** @returns the term in which this process leads, from now on where nobody did; undefined when another does */
  hold(): Promise<number | undefined> {
    return this.#lease.hold();
  }

  async asLeader(): Promise<Leader | undefined> {
    const term = await this.hold();
    return term === undefined ? undefined : { owner: this.#lease.owner, term };
  }

  onLook(listener: () => Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** What a write of the leader begins with. */
  fence(tx: Queryable, term: number): Promise<void> {
    return this.#lease.fence(tx, term);
  }

  /** @throws LeaseLost where a term is over */
  check(term: number): void {
    this.#lease.check(term);
  }

  /** Leads or follows until the end of the process. Resolves after the first look. */
  async follow(): Promise<void> {
    await this.#look().catch((error: unknown) => this.#cannotLook(error));
    this.#isFollowing = true;
    void this.#lookAgain(this.#parts.signal);
  }

  /** Without the database the lease ends by itself. */
  async release(): Promise<void> {
    await this.#lease.release().catch((error: unknown) => this.#cannotLook(error));
  }

  /** Marks what a dead process left as running, unless another process leads. */
  async tidy(): Promise<void> {
    if ((await this.#lease.hold()) !== undefined && !this.#isFollowing) await this.release();
  }

  /** Does the work of a leader; afterwards a process that does not follow lets another lead. */
  async leading<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isFollowing) return work();
    const over = new AbortController();
    void this.#lookAgain(AbortSignal.any([over.signal, this.#parts.signal]));
    try {
      return await work();
    } finally {
      over.abort();
      await this.release();
    }
  }

  /** Asks the leader for a run. @returns undefined where the leader has gone and this process leads */
  async ask(ask: RunAsk): Promise<RunRecord | undefined> {
    const { database, signal } = this.#parts;
    const request = await askForRun(database, ask);
    for (;;) {
      await sleep(LOOK_SOON_MS, undefined, { signal });
      const id = await answeredRun(database, request);
      const run = id === undefined ? null : await readRun(database, id);
      if (run) return run;
      if ((await this.#lease.hold()) === undefined) continue;
      await withdrawRequest(database, request);
      return undefined;
    }
  }

  /** Waits for a run of another process. @returns null where it is not in the database any more */
  async ended(id: number): Promise<RunRecord | null> {
    const { database, signal } = this.#parts;
    for (;;) {
      const run = await readRun(database, id);
      if (run?.status !== 'running') return run;
      await sleep(LOOK_AGAIN_MS, undefined, { signal });
      await this.tidy(); // its process may have died
    }
  }

  async #markInterrupted(leader: Leader): Promise<void> {
    const { database, logger } = this.#parts;
    for (const id of await markInterrupted(database, leader))
      logger.warn(
        { run: id },
        `Run ${id} never ended: its process did. The run before it is served, and the next one scores again.`,
      );
  }

  /** Leads where nobody does, and then does what others ask for; serves what another has published. */
  async #look(): Promise<void> {
    const term = await this.#lease.hold();
    if (term === undefined) return this.#parts.catchUp();
    // What the leader before had left undone does not wait for the schedule.
    if (this.#isFollowing && term !== this.#seenTerm) this.#isNew = true;
    this.#seenTerm = term;
    // A run may wait for a large import to end; the lease is renewed meanwhile.
    for (const work of [() => this.#answer(term), ...this.#listeners])
      void work().catch((error: unknown) => this.#cannotLook(error));
  }

  /** Starts the run that others ask for, or that a new leader owes. */
  async #answer(term: number): Promise<void> {
    const { database, start } = this.#parts;
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    try {
      const requests = await openRequests(database);
      const [first] = requests;
      if (!first && !this.#isNew) return;
      const { id } = await start({ trigger: first?.trigger ?? 'schedule', askedBy: first?.asked_by ?? null });
      this.#isNew = false;
      if (requests.length === 0) return;
      await database.transaction(async (tx) => {
        await this.#lease.fence(tx, term);
        await answerRequests(tx, requests, id);
      });
    } finally {
      this.#isAnswering = false;
    }
  }

  async #lookAgain(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await sleep(LOOK_AGAIN_MS, undefined, { signal, ref: false });
        await this.#look();
      } catch (error) {
        if (!signal.aborted) this.#cannotLook(error);
      }
    }
  }

  #cannotLook(error: unknown): void {
    this.#parts.logger.debug({ err: error }, 'The other processes could not be looked at; it is tried again.');
  }
}
