/** The feed store on a database: see feedStore.ts for what it promises. */
import type { Database, Queryable, SqlValue } from '../store/database.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { FeedStore, FetchedFile, FileSink, TakeResult } from './feedStore.ts';
import { FeedTally } from './feedRow.ts';
import type { TakeRecord } from './fileLedger.ts';
import { fileKey, fileLedgerOf, fileOf, type KnownFile, knownFiles, recordTries } from './fileRecords.ts';
import { groupCommit } from './groupCommit.ts';
import { packedDyad, packedPair } from './packedDyad.ts';
import { type Story, StoryFold } from './stories.ts';

export interface FeedStoreOptions {
  readonly database: Database;
  /** dyads whose reports are kept as files come in */
  readonly watched: ReadonlySet<string>;
  readonly now: () => Date;
}

/** A file that was read to its end, waiting to be written. */
interface ReadFile {
  readonly file: FetchedFile;
  readonly tally: FeedTally;
  /** stories that are not written yet */
  readonly stories: readonly Story[];
}

export function openFeedStore({ database, watched, now }: FeedStoreOptions): FeedStore {
  const watchedDyads = new Set([...watched].map(packedDyad));
  const files = fileLedgerOf(database, now);
  const commit = groupCommit<ReadFile, TakeResult>(
    ({ file }) => fileKey(file),
    (group) => database.transaction((tx) => writeFiles(tx, group, watchedDyads, now)),
  );
  const lookUp = groupLookUp(database);

  return {
    files,
    async take(file, read) {
      const stored = unchangedTake(await lookUp(file), file);
      if (stored) return { state: 'unchanged', take: stored };
      const tally = new FeedTally();
      const fold = new StoryFold();
      const large = new LargeFile(database, watchedDyads, now, file, tally);
      try {
        await read({
          tally,
          async add(rows) {
            fold.add(rows);
            if (fold.full) await large.write(fold.empty());
          },
        });
      } catch (error) {
        await large.abandon(error);
        throw error;
      }
      if (tally.refused !== null) {
        await large.abandon(new Error(tally.refused));
        await files.mark(file, 'refused', tally.refused, null);
        return { state: 'refused', reason: tally.refused };
      }
      return large.begun ? large.complete(fold.empty()) : commit({ file, tally, stories: fold.empty() });
    },
    addresses: {
      async wanted(feed, dyad, from, to) {
        const rows = await database.query<Parameters<typeof fileOf>[0] & Record<string, SqlValue>>(
          `select feed, name, address, first_day, last_day, expected_bytes, expected_md5 from feed_file
           where feed = $1 and state = 'done' and take_id in (
             select take_id from feed_cell where feed = $1 and dyad = $2 and day >= cast($3 as date) and day <= cast($4 as date)
             except select take_id from feed_report where feed = $1 and dyad = $2)
           order by name collate "C"`,
          [feed, packedDyad(dyad), toIsoDate(from), toIsoDate(to)],
        );
        return rows.map(fileOf);
      },
      async add(file, dyads, read) {
        const wanted = new Set([...dyads].map(packedDyad));
        const fold = new StoryFold(Infinity); // only the stories of some dyads are kept: those of a year are few
        const tally = new FeedTally();
        await read({
          tally,
          add: async (rows) => fold.add(rows.filter(({ actor, target }) => wanted.has(packedPair(actor, target).dyad))),
        } satisfies FileSink);
        const stories = fold.empty();
        await database.transaction(async (tx) => {
          const known = (await knownFiles(tx, [file])).get(fileKey(file));
          const take = known?.take ?? null;
          if (take === null) throw new RangeError(`${file.name} of ${file.feed} is not stored: take it first.`);
          if (take.md5 !== file.md5)
            throw new RangeError(
              `${file.name} of ${file.feed} has another content than was stored (MD5 ${file.md5}, not ${take.md5}): take it again first.`,
            );
          const kept = await tx.query<{ dyad: number }>(
            'select distinct dyad from feed_report where feed = $1 and take_id = $2',
            [file.feed, take.id],
          );
          const have = new Set(kept.map(({ dyad }) => dyad));
          await tx.insert(
            'feed_report',
            REPORT_COLUMNS,
            reportRows(file.feed, take.id, stories, (dyad) => wanted.has(dyad) && !have.has(dyad)),
          );
        });
      },
    },
  };
}

/** The take that has this very content, if any. */
function unchangedTake(known: KnownFile | undefined, { md5 }: FetchedFile): TakeRecord | undefined {
  return known?.state === 'done' && known.take?.md5 === md5 ? known.take : undefined;
}

/** Looks files up together that are asked for at the same time: a statement costs as much as reading a small file. */
function groupLookUp(database: Database): (file: FetchedFile) => Promise<KnownFile | undefined> {
  let asked: { readonly files: FetchedFile[]; readonly found: Promise<Map<string, KnownFile>> } | undefined;
  return async (file) => {
    if (!asked) {
      const files: FetchedFile[] = [];
      const found = new Promise((resolve) => setImmediate(resolve)).then(() => {
        asked = undefined;
        return knownFiles(database, files);
      });
      asked = { files, found };
    }
    asked.files.push(file);
    return (await asked.found).get(fileKey(file));
  };
}

/** Writes a group of files; those whose content another process has stored meanwhile are left as they are. */
async function writeFiles(
  tx: Queryable,
  group: readonly ReadFile[],
  watched: ReadonlySet<number>,
  now: () => Date,
): Promise<TakeResult[]> {
  const known = await knownFiles(
    tx,
    group.map(({ file }) => file),
  );
  const fresh = group.filter(({ file }) => !unchangedTake(known.get(fileKey(file)), file));
  const { id: firstId, takenAt } = await nextTake(tx, now);
  const writes = fresh.map((read, i): TakeWrite => ({
    ...read,
    id: firstId + i,
    takenAt,
    replaces: known.get(fileKey(read.file))?.take?.id ?? null,
    written: 0,
  }));
  await writeStories(tx, writes, watched);
  await writeTakes(tx, writes);
  return group.map(({ file }) => {
    const stored = unchangedTake(known.get(fileKey(file)), file);
    if (stored) return { state: 'unchanged', take: stored };
    return { state: 'done', take: recordOf(writes.find((write) => write.file === file)!) };
  });
}

interface TakeWrite extends ReadFile {
  readonly id: number;
  readonly takenAt: Date;
  /** the take of an earlier content of the file */
  readonly replaces: number | null;
  /** stories that were written before these */
  readonly written: number;
}

interface OpenTransaction {
  readonly tx: Queryable;
  readonly id: number;
  readonly takenAt: Date;
  readonly replaces: number | null;
  readonly end: () => void;
  readonly undo: (error: unknown) => void;
  /** settles when it has ended */
  readonly done: Promise<void>;
}

/** A file with more stories than memory should hold: it is written while it is read, in one transaction that begins with the first. */
class LargeFile {
  readonly #database: Database;
  readonly #watched: ReadonlySet<number>;
  readonly #now: () => Date;
  readonly #file: FetchedFile;
  readonly #tally: FeedTally;
  #written = 0;
  #open: OpenTransaction | undefined;

  constructor(database: Database, watched: ReadonlySet<number>, now: () => Date, file: FetchedFile, tally: FeedTally) {
    this.#database = database;
    this.#watched = watched;
    this.#now = now;
    this.#file = file;
    this.#tally = tally;
  }

  get begun(): boolean {
    return this.#open !== undefined;
  }

  async write(stories: readonly Story[]): Promise<void> {
    const { tx, id, takenAt, replaces } = (this.#open ??= await this.#begin());
    await writeStories(
      tx,
      [{ file: this.#file, tally: this.#tally, stories, id, takenAt, replaces, written: this.#written }],
      this.#watched,
    );
    this.#written += stories.length;
  }

  async complete(rest: readonly Story[]): Promise<TakeResult> {
    const { tx, id, takenAt, replaces, end, done } = this.#open!;
    const write = {
      file: this.#file,
      tally: this.#tally,
      stories: rest,
      id,
      takenAt,
      replaces,
      written: this.#written,
    };
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
    if (!this.#open) return;
    this.#open.undo(because);
    await Promise.allSettled([this.#open.done]); // it fails because it was to, and the caller is told why
  }

  #begin(): Promise<OpenTransaction> {
    return new Promise((resolve, reject) => {
      const done: Promise<void> = this.#database.transaction(async (tx) => {
        const known = (await knownFiles(tx, [this.#file])).get(fileKey(this.#file));
        const next = await nextTake(tx, this.#now);
        await new Promise<void>((end, undo) =>
          resolve({ tx, ...next, replaces: known?.take?.id ?? null, end, undo, done }),
        );
      });
      done.catch(reject);
    });
  }
}

/** The next number of a take, and its moment: later than every one before, whatever the clock says. */
async function nextTake(tx: Queryable, now: () => Date): Promise<{ id: number; takenAt: Date }> {
  const [last] = await tx.query<{ id: number | null; taken_at: Date | null }>(
    'select max(take_id) as id, max(taken_at) as taken_at from feed_take',
  );
  return {
    id: (last?.id ?? 0) + 1,
    takenAt: new Date(Math.max(now().getTime(), (last?.taken_at?.getTime() ?? -Infinity) + 1)),
  };
}

const CELL_COLUMNS = [
  'feed',
  'take_id',
  'dyad',
  'day',
  'first_acts',
  'code',
  'row_count',
  'mentions',
  'articles',
  'sources',
  'late_rows',
  'first_added',
  'last_added',
] as const;
const REPORT_COLUMNS = [
  'feed',
  'take_id',
  'dyad',
  'day',
  'first_acts',
  'code',
  'first_row_id',
  'place',
  'reports',
] as const;
const WORLD_COLUMNS = [
  'feed',
  'take_id',
  'day',
  'row_count',
  'quad1',
  'quad2',
  'quad3',
  'quad4',
  'interstate',
  'intensity_tenths',
] as const;
const TAKE_COLUMNS = [
  'take_id',
  'feed',
  'name',
  'taken_at',
  'replaces',
  'bytes',
  'md5',
  'row_count',
  'taken',
  'stories',
  'faulty',
  'account',
] as const;

/** A damaged file can claim any number of mentions: what a column of 32 bits holds is enough. */
const MOST = 2 ** 31 - 1;

async function writeStories(tx: Queryable, writes: readonly TakeWrite[], watched: ReadonlySet<number>): Promise<void> {
  const cells: SqlValue[][] = [];
  const reports: SqlValue[][] = [];
  for (const { file, id, stories } of writes) {
    for (const story of stories) {
      const { dyad, firstActs } = packedPair(story.actor, story.target);
      cells.push([
        file.feed,
        id,
        dyad,
        isoDate(story.day),
        firstActs,
        story.code,
        story.rows,
        Math.min(story.mentions, MOST),
        Math.min(story.articles, MOST),
        Math.min(story.sources, MOST),
        story.lateRows,
        isoDate(story.firstAddedDay),
        isoDate(story.lastAddedDay),
      ]);
    }
    for (const row of reportRows(file.feed, id, stories, (dyad) => watched.has(dyad))) reports.push(row);
  }
  await tx.insert('feed_cell', CELL_COLUMNS, cells);
  await tx.insert('feed_report', REPORT_COLUMNS, reports);
}

function reportRows(
  feed: string,
  id: number,
  stories: readonly Story[],
  wanted: (dyad: number) => boolean,
): SqlValue[][] {
  return stories.flatMap((story) => {
    const { dyad, firstActs } = packedPair(story.actor, story.target);
    if (!wanted(dyad)) return [];
    // A report is a line: a name that holds a line break (any CSV may) must not become two.
    const reports = story.reports.map((report) => report.replaceAll(/\s+/g, ' ')).join('\n');
    return [[feed, id, dyad, isoDate(story.day), firstActs, story.code, story.firstRowId, story.place, reports]];
  });
}

/** Totals of the world, the take itself and the state of the file: what makes a file `done`. */
async function writeTakes(tx: Queryable, writes: readonly TakeWrite[]): Promise<void> {
  const world = writes.flatMap(({ file, id, tally }) =>
    [...tally.world].map(([day, { rows, quadClasses, interstate, intensityTenths }]): SqlValue[] => [
      file.feed,
      id,
      isoDate(day),
      rows,
      ...quadClasses,
      interstate,
      intensityTenths,
    ]),
  );
  await tx.insert('feed_world', WORLD_COLUMNS, world);
  await tx.insert(
    'feed_take',
    TAKE_COLUMNS,
    writes.map((write) => {
      const { file, id, takenAt, replaces } = write;
      const { bytes, md5, rows, taken, stories, faulty, faults, leftOut, remarks, firstFaults } = recordOf(write);
      return [
        id,
        file.feed,
        file.name,
        takenAt,
        replaces,
        bytes,
        md5,
        rows,
        taken,
        stories,
        faulty,
        JSON.stringify({ faults, leftOut, remarks, firstFaults }),
      ];
    }),
  );
  const [first] = writes;
  if (first)
    await recordTries(
      tx,
      writes.map(({ file, id }) => ({ file, state: 'done', reason: '', nextTryAt: null, takeId: id })),
      first.takenAt,
    );
}

/** Faults that are kept in words. */
const FAULTS_IN_WORDS = 10;

function recordOf({ file, tally, id, takenAt, stories, written }: TakeWrite): TakeRecord {
  return {
    id,
    takenAt,
    bytes: file.bytes,
    md5: file.md5,
    rows: tally.rows,
    taken: tally.taken,
    stories: written + stories.length,
    faulty: tally.faulty,
    faults: Object.fromEntries(tally.faultCounts),
    leftOut: Object.fromEntries(Object.entries(tally.leftOut).filter(([, rows]) => rows > 0)),
    remarks: Object.fromEntries(tally.remarks),
    firstFaults: tally.faults.slice(0, FAULTS_IN_WORDS).map(({ line, message }) => `Line ${line}: ${message}`),
  };
}

const dates = new Map<number, string>();

/** Few different days stand in a file: their texts are made once. */
function isoDate(day: number): string;
function isoDate(day: number | null): string | null;
function isoDate(day: number | null): string | null {
  if (day === null) return null;
  let text = dates.get(day);
  if (text === undefined) dates.set(day, (text = toIsoDate(day)));
  return text;
}
