/** A file with more stories than memory should hold: it is written while it is read, in one transaction that begins with the first. */
import type { Database, Queryable } from '../store/database.ts';
import { lastRemovals, refuseRemoved } from './countedTakes.ts';
import type { FeedTally } from './feedRow.ts';
import type { FetchedFile, TakeResult } from './feedStore.ts';
import { fileKey, knownFiles } from './fileRows.ts';
import type { Story } from './stories.ts';
import { nextTake, recordOf, type TakeNumber, writeStories, writeTakes } from './takeRows.ts';

interface OpenTransaction {
  readonly tx: Queryable;
  readonly take: TakeNumber;
  readonly end: () => void;
  readonly undo: (error: unknown) => void;
  /** settles when it has ended */
  readonly done: Promise<void>;
}

export class LargeFile {
  readonly #database: Database;
  readonly #watched: ReadonlySet<number>;
  readonly #now: () => Date;
  readonly #file: FetchedFile;
  readonly #tally: FeedTally;
  readonly #removal: number | undefined;
  #written = 0;
  #open: OpenTransaction | undefined;

  /** @param removal the take by which its feed was last removed when reading began */
  constructor(
    database: Database,
    watched: ReadonlySet<number>,
    now: () => Date,
    file: FetchedFile,
    tally: FeedTally,
    removal: number | undefined,
  ) {
    this.#database = database;
    this.#watched = watched;
    this.#now = now;
    this.#file = file;
    this.#tally = tally;
    this.#removal = removal;
  }

  get begun(): boolean {
    return this.#open !== undefined;
  }

  async write(stories: readonly Story[]): Promise<void> {
    const { tx, take } = (this.#open ??= await this.#begin());
    await writeStories(
      tx,
      [{ file: this.#file, tally: this.#tally, stories, ...take, written: this.#written }],
      this.#watched,
    );
    this.#written += stories.length;
  }

  async complete(rest: readonly Story[]): Promise<TakeResult> {
    const { tx, take, end, done } = this.#open!;
    const write = { file: this.#file, tally: this.#tally, stories: rest, ...take, written: this.#written };
    try {
      await writeStories(tx, [write], this.#watched);
      await writeTakes(tx, [write]);
    } catch (error) {
      await this.abandon(error);
      throw error;
    }
    end();
    await done;
    return { state: 'done', take: recordOf(write) };
  }

  /** Undoes what was written. */
  async abandon(because: unknown): Promise<void> {
    this.#open?.undo(because);
    await Promise.allSettled([this.#open?.done]); // it fails as intended, and the caller is told why
  }

  #begin(): Promise<OpenTransaction> {
    return new Promise((resolve, reject) => {
      const done: Promise<void> = this.#database.transaction(async (tx) => {
        refuseRemoved(this.#file, this.#removal, await lastRemovals(tx));
        const known = (await knownFiles(tx, [this.#file])).get(fileKey(this.#file));
        const take = { ...(await nextTake(tx, this.#now)), replaces: known?.take?.id ?? null };
        await new Promise<void>((end, undo) => resolve({ tx, take, end, undo, done }));
      });
      done.catch(reject);
    });
  }
}
