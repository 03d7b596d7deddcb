/** A row of `feed_file`, with the take that counts, as a record; and a record as a row. */
import { z } from 'zod';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Queryable, SqlRow, SqlValue } from '../store/database.ts';
import type { FeedFile, FileRecord, FileState, TakeRecord } from './fileLedger.ts';

/** What a list says of a file. */
export interface FileDescription extends SqlRow {
  feed: string;
  name: string;
  address: string;
  first_day: string | null;
  last_day: string | null;
  expected_bytes: number | null;
  expected_md5: string | null;
}

export interface FileRow extends FileDescription {
  state: FileState;
  attempts: number;
  first_tried_at: Date | null;
  last_tried_at: Date | null;
  next_try_at: Date | null;
  reason: string;
  take_id: number | null;
}

export interface TakeRow extends SqlRow {
  taken_at: Date | null;
  replaces: number | null;
  bytes: number | null;
  md5: string | null;
  row_count: number | null;
  taken: number | null;
  stories: number | null;
  faulty: number | null;
  account: string | null;
}

export const FILE_COLUMNS =
  'feed, name, address, first_day, last_day, expected_bytes, expected_md5, state, attempts, first_tried_at, last_tried_at, next_try_at, reason, take_id'.split(
    ', ',
  );

export const FILES = `select ${FILE_COLUMNS.map((column) => `file.${column}`).join(', ')}, take.taken_at, take.replaces, take.bytes, take.md5, take.row_count, take.taken, take.stories, take.faulty, take.account
  from feed_file as file left join feed_take as take on take.take_id = file.take_id`;

/** What the account of a take holds besides its counts. */
const accountSchema = z.object({
  faults: z.record(z.string(), z.number()),
  leftOut: z.record(z.string(), z.number()),
  remarks: z.record(z.string(), z.number()),
  firstFaults: z.array(z.string()),
});

export function recordOf(row: FileRow & TakeRow): FileRecord {
  return {
    ...fileOf(row),
    state: row.state,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
    lastTriedAt: row.last_tried_at,
    nextTryAt: row.next_try_at,
    reason: row.reason,
    take: row.take_id === null ? null : takeOf(row.take_id, row),
  };
}

function takeOf(id: number, row: TakeRow): TakeRecord {
  const account = accountSchema.parse(JSON.parse(row.account ?? '{}'));
  return {
    id,
    takenAt: row.taken_at!,
    replaces: row.replaces,
    bytes: row.bytes!,
    md5: row.md5!,
    rows: row.row_count!,
    taken: row.taken!,
    stories: row.stories!,
    faulty: row.faulty!,
    ...account,
  };
}

/** The file that a row of `feed_file` names. */
export function fileOf(row: FileDescription): FeedFile {
  return {
    feed: row.feed,
    name: row.name,
    address: row.address,
    firstDay: row.first_day === null ? null : epochDay(row.first_day),
    lastDay: row.last_day === null ? null : epochDay(row.last_day),
    expectedBytes: row.expected_bytes,
    expectedMd5: row.expected_md5,
  };
}

/** Files that are known, by feed and name (`fileKey`). */
export async function knownFiles(database: Queryable, files: readonly FeedFile[]): Promise<Map<string, FileRecord>> {
  const known = new Map<string, FileRecord>();
  for (const feed of new Set(files.map((file) => file.feed))) {
    const allNames = files.flatMap((file) => (file.feed === feed ? [file.name] : []));
    for (const names of inPieces(allNames, FILES_PER_STATEMENT)) {
      const rows = await database.query<FileRow & TakeRow>(
        `${FILES} where file.feed = $1 and file.name in (${names.map((_, i) => `$${i + 2}`).join(', ')})`,
        [feed, ...names],
      );
      for (const row of rows) known.set(fileKey(row), recordOf(row));
    }
  }
  return known;
}

export const fileKey = ({ feed, name }: Pick<FeedFile, 'feed' | 'name'>): string => `${feed} ${name}`;

/** Files of one statement: some hundred parameters each, well below what either engine takes. */
export const FILES_PER_STATEMENT = 200;

export interface RowState {
  readonly state: FileState;
  readonly attempts: number;
  readonly triedAt: Date | null;
  readonly nextTryAt: Date | null;
  readonly reason: string;
  readonly takeId: number | null;
}

export function rowOf(file: FeedFile, { state, attempts, triedAt, nextTryAt, reason, takeId }: RowState): SqlValue[] {
  const day = (value: number | null): string | null => (value === null ? null : toIsoDate(value));
  return [
    file.feed,
    file.name,
    file.address,
    day(file.firstDay),
    day(file.lastDay),
    file.expectedBytes,
    file.expectedMd5,
    state,
    attempts,
    triedAt,
    triedAt,
    nextTryAt,
    reason,
    takeId,
  ];
}

/** What a list says of a file replaces what an earlier one said; what it does not say is kept. */
const DESCRIPTION =
  'address = excluded.address, first_day = coalesce(excluded.first_day, feed_file.first_day), last_day = coalesce(excluded.last_day, feed_file.last_day), expected_bytes = coalesce(excluded.expected_bytes, feed_file.expected_bytes), expected_md5 = coalesce(excluded.expected_md5, feed_file.expected_md5)';

const TYPES: Readonly<Record<string, string>> = {
  first_day: 'date',
  last_day: 'date',
  expected_bytes: 'bigint',
  first_tried_at: 'timestamptz',
  last_tried_at: 'timestamptz',
  next_try_at: 'timestamptz',
  take_id: 'integer',
  attempts: 'integer',
};

export async function upsert(tx: Queryable, rows: readonly SqlValue[][], change: string): Promise<void> {
  const width = FILE_COLUMNS.length;
  const values = rows
    .map(
      (_, r) =>
        `(${FILE_COLUMNS.map((column, c) => `cast($${r * width + c + 1} as ${TYPES[column] ?? 'text'})`).join(', ')})`,
    )
    .join(', ');
  await tx.query(
    `insert into feed_file (${FILE_COLUMNS.join(', ')}) values ${values} on conflict (feed, name) do update set ${DESCRIPTION}${change && `, ${change}`}`,
    rows.flat(),
  );
}

export function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
