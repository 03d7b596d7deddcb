/** One pull of a feed: what its lists have that is not stored, fetched, read and stored, with an account of it. */
import { setMaxListeners } from 'node:events';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../models/errorMessage.ts';
import { DatabaseError } from '../../store/database.ts';
import { FeedRemoved } from '../countedTakes.ts';
import type { FeedStore } from '../feedStore.ts';
import type { ExpectedFile, FeedFile, FileRecord, FileState } from '../fileLedger.ts';
import { ZipRefused } from '../zip.ts';
import { AddressRefused } from './address.ts';
import { FetchFault, NotThere } from './httpRequest.ts';
import type { DayRange, Discovery, FeedSource, ListedFeedFile, Obtained } from './source.ts';
import { backOffMs } from './retryPolicy.ts';
import { type PullAccount, PullCounts } from './pullAccount.ts';
import { PullReader } from './pullReader.ts';
import type { Runtime } from './runtime.ts';

export interface PullOrder {
  readonly range: DayRange;
  readonly reach: Discovery['reach'];
  /** only files that report on days of the range, as a backfill does; otherwise every file that is due */
  readonly onlyRange: boolean;
  /** also files that failed or were missing and are not due yet; of a range, those that are stored too */
  readonly again: boolean;
}

export interface PullParts {
  readonly feed: string;
  readonly source: FeedSource;
  readonly store: FeedStore;
  readonly parallel: number;
  /** where files are kept after they were read; undefined: they are not */
  readonly rawFolder: string | undefined;
  readonly runtime: Runtime;
}

const BATCH_FILES = 200;
const FILES_COUNTED = 5000;
/** So many files in a row that fail for a reason that is not theirs: the others would, too. */
const FAULTS_IN_A_ROW = 3;
/** When a file that was missing or failed is tried again: first at the next poll, then less and less often, at last once a week. */
const FIRST_RETRY_MS = 15 * 60_000;
const LAST_RETRY_MS = 7 * 86_400_000;
/** A row is given out some time after its timestamp. */
const CORRECTIONS_OVERLAP_MS = 86_400_000;
const OPEN_STATES: readonly FileState[] = ['pending', 'missing', 'failed'];

export class Pull {
  readonly #parts: PullParts;
  readonly #order: PullOrder;
  readonly #stop = new AbortController();
  readonly #counts: PullCounts;
  /** names that were seen to: each file once in a pull */
  readonly #seen = new Set<string>();
  #inARow = 0;
  /** lists have brought something newer: begin with the newest again */
  #newer = false;
  #looking: Promise<void> | undefined;

  constructor(parts: PullParts, order: PullOrder) {
    setMaxListeners(0, this.#stop.signal); // each file that is fetched listens, and stops
    this.#parts = parts;
    this.#order = order;
    this.#counts = new PullCounts(parts.feed, parts.runtime.now());
  }

  get account(): PullAccount {
    return this.#counts.account;
  }

  /** Ends it: files that are being fetched are left, and the next pull goes on with them. */
  stop(): void {
    this.#stop.abort();
  }

  /** Looks into the lists, then sees to the files. Never rejects: what went wrong stands in the account. */
  async run(): Promise<PullAccount> {
    try {
      await this.#discover(this.#order.reach, this.#order.range);
      await this.#reopenCorrected();
      this.#counts.stage = 'files';
      await this.#seeToFiles();
    } catch (error) {
      if (this.#stop.signal.aborted) this.#counts.stopped = true;
      else this.#counts.fault ??= messageOf(error);
    }
    await this.#looking;
    this.#counts.stage = 'ended';
    this.#counts.endedAt = this.#parts.runtime.now();
    return this.account;
  }

  /** Looks for newer files while a long pull goes on; they come first. */
  lookAgain(range: DayRange): void {
    if (this.#counts.stage !== 'files' || this.#looking) return;
    this.#looking = this.#discover('newest', range)
      .catch((error: unknown) => void (this.#stop.signal.aborted || this.#counts.addRemark(messageOf(error))))
      .finally(() => (this.#looking = undefined));
  }

  async #discover(reach: Discovery['reach'], range: DayRange): Promise<void> {
    const { feed, source, store } = this.#parts;
    const [newest] = await store.files.list({ feed, limit: 1, newestFirst: true });
    for await (const batch of source.discover(
      { reach, range, newest, remark: (sentence) => this.#counts.addRemark(sentence) },
      this.#stop.signal,
    )) {
      const added = await store.files.expect(batch.map((file) => this.#expected(file)));
      this.#counts.listed += added;
      this.#counts.gaps += batch.filter(({ absent }) => absent !== undefined).length;
      if (added > 0) this.#newer = true;
      this.#stop.signal.throwIfAborted();
    }
  }

  /** Has files read again in which the server has corrected or deleted rows since the last look. */
  async #reopenCorrected(): Promise<void> {
    const { feed, source, store } = this.#parts;
    if (!source.corrections) return;
    const begun = this.#counts.startedAt;
    const through = await store.reopened.lookedThrough(feed);
    if (through === null) return store.reopened.reopen(feed, [], '', begun); // what is stored comes now
    const since = new Date(through.getTime() - CORRECTIONS_OVERLAP_MS);
    const remark = (sentence: string): void => this.#counts.addRemark(sentence);
    const found = await source.corrections(since, remark, this.#stop.signal).catch((error: unknown) => {
      this.#stop.signal.throwIfAborted();
      remark(`What was corrected since ${since.toISOString().slice(0, 10)} cannot be had now: ${messageOf(error)}`);
    });
    if (!found) return; // the next pull looks again
    const { changed, deleted, isReadAnyway } = found;
    const holding = new Set(await store.reopened.holding(feed, deleted));
    const reopened = (await store.files.list({ feed, states: ['done'] })).filter((file) => {
      const changedAt = changed.get(file.name);
      const takenAt = file.take?.takenAt ?? begun;
      const isChanged = changedAt !== undefined && changedAt.getTime() > takenAt.getTime() - CORRECTIONS_OVERLAP_MS;
      return (isChanged || holding.has(file.name)) && !isReadAnyway(file);
    });
    const names = reopened.map(({ name }) => name);
    await store.reopened.reopen(feed, names, 'Its server has corrected rows of it: it is read again.', begun);
  }

  #expected({ absent, ...file }: ListedFeedFile): ExpectedFile {
    if (absent === undefined) return file;
    return { ...file, skipped: { reason: `${absent} What happened then is unknown.`, nextTryAt: this.#retryAt(1) } };
  }

  async #seeToFiles(): Promise<void> {
    const { parallel } = this.#parts;
    await this.#count();
    for (;;) {
      const batch = await this.#due();
      if (batch.length === 0) {
        if (!this.#looking) return;
        await this.#looking;
        continue;
      }
      this.#counts.totalFiles = Math.max(this.#counts.totalFiles, this.#counts.files + batch.length);
      this.#newer = false;
      const queue = batch.values();
      const reading = new PullReader();
      const workers = Array.from({ length: Math.min(parallel, batch.length) }, async () => {
        for (const record of queue) {
          if (this.#newer || reading.broken) return;
          await this.#fetch(record, reading);
        }
      });
      for (const end of await Promise.allSettled(workers)) if (end.status === 'rejected') reading.break(end.reason);
      await reading.end();
    }
  }

  /** Fetches a file, and hands it on to be read while the next is fetched. */
  async #fetch(record: FileRecord, reading: PullReader): Promise<void> {
    try {
      this.#stop.signal.throwIfAborted();
      this.#seen.add(record.name);
      const obtained = await this.#parts.source.obtain(record, this.#stop.signal);
      await reading.add(obtained.bytes, () => this.#take(record, obtained));
    } catch (error) {
      await this.#fail(record, error).catch((reason: unknown) => reading.break(reason));
    }
  }

  /** Files to see to now: newest first, because what is new is looked at most. */
  async #due(): Promise<FileRecord[]> {
    const { feed, source, store, runtime } = this.#parts;
    const { again, range, onlyRange } = this.#order;
    const now = runtime.now();
    const among = { feed, newestFirst: true, ...(onlyRange ? range : {}) };
    const fresh = (records: readonly FileRecord[]): FileRecord[] => records.filter(({ name }) => !this.#seen.has(name));
    const due = fresh(
      await store.files.list({ ...among, states: OPEN_STATES, dueBy: now, limit: BATCH_FILES + this.#stillListed() }),
    );
    if (due.length > 0) return due;
    const retried = again
      ? fresh(await store.files.list({ ...among, states: this.#againStates() })).filter(isToTry)
      : [];
    if (retried.length > 0 || !source.changes) return retried.slice(0, BATCH_FILES);
    const changed: FileRecord[] = [];
    for (const record of fresh(await store.files.list({ ...among, states: ['done'] })))
      if (await source.changes(record, now)) changed.push(record);
    return changed;
  }

  /** Asked for days again, or for files of which no list tells, those that are stored are looked at as well. */
  #againStates(): readonly FileState[] {
    return this.#order.onlyRange || this.#parts.source.isAskedAgain
      ? ['missing', 'failed', 'refused', 'done']
      : ['missing', 'failed', 'refused'];
  }

  /** Files that were seen to, and are due again because a long pull goes on: the next pull tries them. */
  #stillListed(): number {
    const { missing, failed } = this.#counts;
    return missing + failed;
  }

  /** How much there is to do, as far as it is known. */
  async #count(): Promise<void> {
    const { feed, store, runtime } = this.#parts;
    const { range, onlyRange } = this.#order;
    const open = await store.files.list({
      feed,
      states: OPEN_STATES,
      dueBy: runtime.now(),
      limit: FILES_COUNTED,
      ...(onlyRange ? range : {}),
    });
    const all = open.length < FILES_COUNTED ? open.length : (await store.files.counts(feed)).pending;
    this.#counts.expect(
      all,
      open.map(({ expectedBytes }) => expectedBytes ?? 0),
    );
  }

  /** Reads a file and stores it, or says why not. */
  async #take(record: FileRecord, obtained: Obtained): Promise<void> {
    const { source, store } = this.#parts;
    try {
      const result = await store.take(
        { ...described(record), bytes: obtained.bytes, md5: obtained.md5 },
        async (into) => {
          for await (const rows of source.read(obtained.path, record, into.tally)) {
            this.#stop.signal.throwIfAborted();
            await into.add(rows);
          }
        },
      );
      this.#inARow = 0;
      this.#counts.addTake(record, obtained.bytes, result);
    } catch (error) {
      await this.#fail(record, error);
    } finally {
      if (obtained.temporary) await this.#putAway(obtained, record);
    }
  }

  /** @throws the error itself when it is no fault of the file */
  async #fail(record: FileRecord, error: unknown): Promise<void> {
    if (error instanceof FeedRemoved) this.stop();
    if (this.#stop.signal.aborted || error instanceof DatabaseError) throw error;
    this.#counts.files++;
    await this.#markFault(record, error);
  }

  async #markFault(record: FileRecord, error: unknown): Promise<void> {
    const { store } = this.#parts;
    const reason = messageOf(error);
    this.#counts.addFault(record, reason);
    const again = this.#retryAt(record.attempts + 1, error instanceof FetchFault ? error.waitMs : undefined);
    if (error instanceof NotThere) {
      this.#counts.missing++;
      this.#inARow = 0;
      return store.files.mark(described(record), 'missing', reason, again);
    }
    // An archive with the md5 of the list is what the server means it to be: fetching it again changes nothing.
    const asListed = error instanceof ZipRefused && record.expectedMd5 !== null;
    this.#counts[asListed ? 'refused' : 'failed']++;
    await store.files.mark(described(record), asListed ? 'refused' : 'failed', reason, asListed ? null : again);
    if (
      error instanceof ZipRefused ||
      error instanceof AddressRefused ||
      (error instanceof FetchFault && !error.server)
    ) {
      this.#inARow = 0;
      return;
    }
    if (++this.#inARow >= FAULTS_IN_A_ROW)
      throw new Error(`${this.#inARow} files in a row failed, the last because: ${reason} The next poll goes on.`, {
        cause: error,
      });
  }

  async #putAway({ path }: Obtained, { name }: FeedFile): Promise<void> {
    const { rawFolder } = this.#parts;
    if (rawFolder !== undefined) {
      await mkdir(rawFolder, { recursive: true });
      await rename(path, join(rawFolder, name)).catch(() => copyFile(path, join(rawFolder, name))); // another disk cannot be renamed to
    }
    await rm(path, { force: true });
  }

  #retryAt(attempts: number, waitMs = 0): Date {
    const { now, random } = this.#parts.runtime;
    return new Date(now().getTime() + Math.max(waitMs, backOffMs(attempts, FIRST_RETRY_MS, LAST_RETRY_MS, random())));
  }
}

/** Not one that is stored as its list states it. */
const isToTry = ({ state, expectedMd5, take }: FileRecord): boolean =>
  state !== 'done' || expectedMd5 === null || take?.md5 !== expectedMd5;

/** What the ledger is told of a file: not what it knows already. */
function described({ feed, name, address, firstDay, lastDay, expectedBytes, expectedMd5 }: FeedFile): FeedFile {
  return { feed, name, address, firstDay, lastDay, expectedBytes, expectedMd5 };
}
