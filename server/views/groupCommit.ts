/** Writes that wait for one another's turn are made in one transaction; whoever does not need to wait does not. */
import type { Database, Queryable } from '../store/database.ts';

/** As many as a transaction takes in some milliseconds. */
const AT_ONCE = 200;

interface Waiting<Entry, Result> {
  readonly entry: Entry;
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

export class GroupCommit<Entry, Result> {
  readonly #database: Database;
  readonly #write: (tx: Queryable, entry: Entry) => Promise<Result>;
  readonly #waiting: Waiting<Entry, Result>[] = [];
  #writing: Promise<void> | undefined;

  constructor(database: Database, write: (tx: Queryable, entry: Entry) => Promise<Result>) {
    this.#database = database;
    this.#write = write;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when it is written. @throws whatever the database throws */
  keep(entry: Entry): Promise<Result> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entry, done, failed });
      this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
    });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // what comes in the same moment goes together
    while (this.#waiting.length > 0) {
      const some = this.#waiting.slice(0, AT_ONCE);
      try {
        const results = await this.#database.transaction(async (tx) => {
          const written: Result[] = [];
          for (const { entry } of some) written.push(await this.#write(tx, entry));
          return written;
        });
        for (const [i, { done }] of some.entries()) done(results[i]!);
      } catch (error) {
        for (const { failed } of some) failed(error);
      } finally {
        this.#waiting.splice(0, some.length);
      }
    }
  }
}
