/** What a file brings as rows of the database: its stories, their reports, totals of the world, and the account of it. */
import type { Queryable, SqlValue } from '../store/database.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { FeedTally } from './feedRow.ts';
import type { FetchedFile } from './feedStore.ts';
import type { TakeRecord } from './fileLedger.ts';
import { recordTries } from './fileRecords.ts';
import { packedPair } from './packedDyad.ts';
import { writeRowIds } from './reopenedFiles.ts';
import type { Story } from './stories.ts';

/** A file that was read to its end, waiting to be written. */
export interface ReadFile {
  readonly file: FetchedFile;
  readonly tally: FeedTally;
  /** the take by which its feed was last removed when reading began */
  readonly removal?: number | undefined;
  /** stories that are not written yet */
  readonly stories: readonly Story[];
}

/** Number and moment of a take, and what it replaces. */
export interface TakeNumber {
  readonly id: number;
  readonly takenAt: Date;
  /** the take of an earlier content of the file */
  readonly replaces: number | null;
}

export interface TakeWrite extends ReadFile, TakeNumber {
  /** stories that were written before these */
  readonly written: number;
}

/** The next number of a take, and its moment: later than every one before, whatever the clock says. */
export async function nextTake(tx: Queryable, now: () => Date): Promise<{ id: number; takenAt: Date }> {
  const [last] = await tx.query<{ id: number | null; taken_at: Date | null }>(
    'select max(take_id) as id, max(taken_at) as taken_at from feed_take',
  );
  return {
    id: (last?.id ?? 0) + 1,
    takenAt: new Date(Math.max(now().getTime(), (last?.taken_at?.getTime() ?? -Infinity) + 1)),
  };
}

const CELL_COLUMNS =
  'feed, take_id, dyad, day, first_acts, code, row_count, mentions, articles, sources, late_rows, first_added, last_added, own_value'.split(
    ', ',
  );
const REPORT_COLUMNS = 'feed, take_id, dyad, day, first_acts, code, first_row_id, place, reports'.split(', ');
const WORLD_COLUMNS = 'feed, take_id, day, row_count, quad1, quad2, quad3, quad4, interstate, intensity_tenths'.split(
  ', ',
);
const TAKE_COLUMNS =
  'take_id, feed, name, taken_at, replaces, bytes, md5, row_count, taken, stories, faulty, account, first_day, last_day'.split(
    ', ',
  );

/** A damaged file can claim any number of mentions: what a column of 32 bits holds is enough. */
const MAX_INTEGER = 2 ** 31 - 1;

export async function writeStories(
  tx: Queryable,
  writes: readonly TakeWrite[],
  watched: ReadonlySet<number>,
): Promise<void> {
  const cells = writes.flatMap(({ file, id, stories }) => stories.map((story) => cellOf(file.feed, id, story)));
  await tx.insert('feed_cell', CELL_COLUMNS, cells);
  await writeReports(tx, writes, watched);
}

function cellOf(feed: string, takeId: number, story: Story): SqlValue[] {
  const { dyad, firstActs } = packedPair(story.actor, story.target);
  return [
    feed,
    takeId,
    dyad,
    isoDate(story.day),
    firstActs,
    story.code,
    story.rows,
    Math.min(story.mentions, MAX_INTEGER),
    Math.min(story.articles, MAX_INTEGER),
    Math.min(story.sources, MAX_INTEGER),
    story.lateRows,
    isoDate(story.firstAddedDay),
    isoDate(story.lastAddedDay),
    story.value,
  ];
}

/** Writes the reports behind the stories of some dyads. */
export async function writeReports(
  tx: Queryable,
  writes: readonly Pick<TakeWrite, 'file' | 'id' | 'stories'>[],
  dyads: ReadonlySet<number>,
): Promise<void> {
  const rows = writes.flatMap(({ file, id, stories }) =>
    stories.flatMap((story): SqlValue[][] => {
      const { dyad, firstActs } = packedPair(story.actor, story.target);
      if (!dyads.has(dyad)) return [];
      // A report is a line: a name that holds a line break (any CSV may) must not become two.
      const reports = story.reports.map((report) => report.replaceAll(/\s+/g, ' ')).join('\n');
      const { code, firstRowId, place } = story;
      return [[file.feed, id, dyad, isoDate(story.day), firstActs, code, firstRowId, place, reports]];
    }),
  );
  await tx.insert('feed_report', REPORT_COLUMNS, rows);
}

/** Totals of the world, the take itself and the state of the file: what makes a file `done`. */
export async function writeTakes(tx: Queryable, writes: readonly TakeWrite[]): Promise<void> {
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
        isoDate(file.firstDay),
        isoDate(file.lastDay),
      ];
    }),
  );
  for (const { id, tally } of writes) if (tally.rowIds) await writeRowIds(tx, id, tally.rowIds);
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

export function recordOf({ file, tally, id, takenAt, replaces, stories, written }: TakeWrite): TakeRecord {
  return {
    id,
    takenAt,
    replaces,
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
