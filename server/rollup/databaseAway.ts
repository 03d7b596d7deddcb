/** Waiting for a database that went away: a run is tried again when it answers, not at the next tick. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, DatabaseUnavailable } from '../store/database.ts';

const LOOK_AGAIN_MS = 1000;
/** A database that comes and goes is not asked for a run every second. */
const MOST_BETWEEN_TRIES_MS = 60_000;

/** Whether an error says that the database was not there: then it is worth looking when it is. */
export const isAway = (error: unknown): boolean =>
  error instanceof DatabaseUnavailable && (error.because === 'unreachable' || error.because === 'busy');

export class DatabaseAway {
  readonly #database: Database;
  readonly #signal: AbortSignal;
  #isWaiting = false;
  #waitMs = LOOK_AGAIN_MS / 2;

  constructor(database: Database, signal: AbortSignal) {
    this.#database = database;
    this.#signal = signal;
  }

  /** Calls `start` when the database answers; not while another call waits for it, nor after the end of the server. */
  async thenStart(start: () => void): Promise<void> {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#waitMs = Math.min(this.#waitMs * 2, MOST_BETWEEN_TRIES_MS);
    try {
      await this.#wait(this.#waitMs);
      while (!(await this.#answers())) await this.#wait(LOOK_AGAIN_MS);
    } catch {
      return; // the server is being stopped
    } finally {
      this.#isWaiting = false;
    }
    start();
  }

  /** A run has ended well. */
  isBack(): void {
    this.#waitMs = LOOK_AGAIN_MS / 2;
  }

  #wait(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#signal, ref: false });
  }

  async #answers(): Promise<boolean> {
    return this.#database.query('select 1 as one').then(
      () => true,
      () => false,
    );
  }
}
