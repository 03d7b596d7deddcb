/** The lease: which of the processes on a database leads, and the proof that a write is the leader's. */
import { randomUUID } from 'node:crypto';
import { PROCESS_PLACE } from '../processPlace.ts';
import type { Database, Queryable } from '../store/database.ts';
import type { Leader } from './rollup.ts';

/** After a leader has gone without a word, another leads so much later. */
const LEASE_S = 15;
const RENEW_AFTER_MS = 3000;
/** A leader that could not renew stops so long after it last asked: before the database gives the lease to another. */
const SURE_FOR_MS = 12_000;

const UNTIL = `current_timestamp + interval '${LEASE_S} seconds'`;
/** It has ended, or ends later than any can: then the database's clock was set back. */
const IS_FREE = `(until <= current_timestamp or until > ${UNTIL})`;

/** A write of a process that no longer leads; nothing of it is kept. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';

  constructor() {
    super('Another process leads now, or this one could not renew its lease in time: nothing more of this is written.');
  }
}

/**
 * One process leads at a time, for a term whose number is its own. A row of the database says which, until when by the database's
 * clock; no lock outlives a statement. A process that stood still may believe that it leads when another does: each of its
 * writes carries its term (`fence`) and is refused in its own transaction.
 *
 * A DuckDB file has one process, which leads as long as it lives.
 */
export class Lease {
  readonly #database: Database;
  readonly #taken: (leader: Leader) => Promise<void>;
  readonly #isAlone: boolean;
  /** random, this process's own */
  readonly owner = randomUUID();
  #term: number | undefined;
  /** when the lease was last asked for with success, by the clock that nobody sets */
  #heldMs = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param taken done first in each new term, such as tidying up after the leader before; it waits for nobody, or the lease ends meanwhile */
  constructor(database: Database, taken: (leader: Leader) => Promise<void>) {
    this.#database = database;
    this.#taken = taken;
    this.#isAlone = database.engine === 'DuckDB';
  }

  /** The term in which this process leads; undefined where it does not, or cannot be sure any more. */
  term(): number | undefined {
    return this.#isAlone || performance.now() - this.#heldMs < SURE_FOR_MS ? this.#term : undefined;
  }

  /** Goes on leading, or leads from now on where nobody does. @returns the term; undefined when another process leads */
  hold(): Promise<number | undefined> {
    const held = this.#last.then(async () => (await this.#renewed()) ?? this.#take());
    this.#last = held.catch(() => undefined);
    return held;
  }

  /** Lets another lead at once. */
  async release(): Promise<void> {
    const term = this.#term;
    this.#term = undefined;
    if (term === undefined || this.#isAlone) return;
    await this.#database.query('update lease set until = current_timestamp where id = 1 and owner = $1 and term = $2', [
      this.owner,
      term,
    ]);
  }

  /** The first statement of each write of a leader: until its transaction ends, no other process leads. @throws LeaseLost */
  async fence(tx: Queryable, term: number): Promise<void> {
    const [row] = await tx.query(
      `select term from lease where id = 1 and owner = $1 and term = $2 ${this.#isAlone ? '' : 'for key share'}`,
      [this.owner, term],
    );
    if (row) return;
    if (this.#term === term) this.#term = undefined;
    throw new LeaseLost();
  }

  /** @throws LeaseLost where a term is over, as far as this process knows */
  check(term: number): void {
    if (this.term() !== term) throw new LeaseLost();
  }

  async #renewed(): Promise<number | undefined> {
    const term = this.term();
    const nowMs = performance.now();
    if (term === undefined || this.#isAlone || nowMs - this.#heldMs < RENEW_AFTER_MS) return term;
    const [kept] = await this.#database.query(
      `update lease set until = ${UNTIL} where id = 1 and owner = $1 and term = $2 returning term`,
      [this.owner, term],
    );
    if (kept) this.#heldMs = nowMs;
    else this.#term = undefined;
    return this.#term;
  }

  async #take(): Promise<number | undefined> {
    const nowMs = performance.now();
    const [taken] = await this.#database.query<{ term: number }>(
      `update lease set owner = $1, place = $2, term = term + 1, until = ${UNTIL} where id = 1 ${this.#isAlone ? '' : `and ${IS_FREE}`} returning term`,
      [this.owner, PROCESS_PLACE],
    );
    if (!taken) return undefined;
    await this.#taken({ owner: this.owner, term: taken.term });
    this.#heldMs = nowMs;
    this.#term = taken.term;
    return taken.term;
  }
}
