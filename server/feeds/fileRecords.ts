/** The ledger of files in the database: every statement on `feed_file` and `feed_take` stands here. */
import { z } from 'zod';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Database, Queryable, SqlRow, SqlValue } from '../store/database.ts';
import {
  FILE_STATES,
  type ExpectedFile,
  type FeedFile,
  type FileFilter,
  type FileLedger,
  type FileRecord,
  type FileState,
  type TakeRecord,
} from './fileLedger.ts';
import { groupCommit } from './groupCommit.ts';

interface FileRow extends SqlRow {
  feed: string;
  name: string;
  address: string;
  first_day: string | null;
  last_day: string | null;
  expected_bytes: number | null;
  expected_md5: string | null;
  state: FileState;
  attempts: number;
  first_tried_at: Date | null;
  last_tried_at: Date | null;
  next_try_at: Date | null;
  reason: string;
  take_id: number | null;
}

interface TakeRow extends SqlRow {
  taken_at: Date | null;
  bytes: number | null;
  md5: string | null;
  row_count: number | null;
  taken: number | null;
  stories: number | null;
  faulty: number | null;
  account: string | null;
}

const FILE_COLUMNS = [
  'feed',
  'name',
  'address',
  'first_day',
  'last_day',
  'expected_bytes',
  'expected_md5',
  'state',
  'attempts',
  'first_tried_at',
  'last_tried_at',
  'next_try_at',
  'reason',
  'take_id',
] as const;

const FILES = `select ${FILE_COLUMNS.map((column) => `file.${column}`).join(', ')}, take.taken_at, take.bytes, take.md5, take.row_count, take.taken, take.stories, take.faulty, take.account
  from feed_file as file left join feed_take as take on take.take_id = file.take_id`;

/** What the account of a take holds besides its counts. */
export const accountSchema = z.object({
  faults: z.record(z.string(), z.number()),
  leftOut: z.record(z.string(), z.number()),
  remarks: z.record(z.string(), z.number()),
  firstFaults: z.array(z.string()),
});

function recordOf(row: FileRow & TakeRow): FileRecord {
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
export function fileOf(
  row: Pick<FileRow, 'feed' | 'name' | 'address' | 'first_day' | 'last_day' | 'expected_bytes' | 'expected_md5'>,
): FeedFile {
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

/** What of a file is already stored. */
export interface KnownFile {
  readonly state: FileState;
  readonly take: TakeRecord | null;
}

/** Files that are known, by feed and name (`fileKey`). */
export async function knownFiles(database: Queryable, files: readonly FeedFile[]): Promise<Map<string, KnownFile>> {
  const known = new Map<string, KnownFile>();
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

/** How a try ended. */
export interface FileTry {
  readonly file: FeedFile;
  readonly state: FileState;
  readonly reason: string;
  readonly nextTryAt: Date | null;
  readonly takeId: number | null;
}

/** Files of one statement: some hundred parameters each, well below what either engine takes. */
const FILES_PER_STATEMENT = 200;

/** Writes the end of tries: one more attempt each. */
export async function recordTries(tx: Queryable, tries: readonly FileTry[], now: Date): Promise<void> {
  for (const some of inPieces(tries, FILES_PER_STATEMENT)) {
    await upsert(
      tx,
      some.map(({ file, state, reason, nextTryAt, takeId }) =>
        rowOf(file, { state, attempts: 1, triedAt: now, nextTryAt, reason, takeId }),
      ),
      'state = excluded.state, attempts = feed_file.attempts + 1, first_tried_at = coalesce(feed_file.first_tried_at, excluded.first_tried_at), last_tried_at = excluded.last_tried_at, next_try_at = excluded.next_try_at, reason = excluded.reason, take_id = excluded.take_id',
    );
  }
}

interface RowState {
  readonly state: FileState;
  readonly attempts: number;
  readonly triedAt: Date | null;
  readonly nextTryAt: Date | null;
  readonly reason: string;
  readonly takeId: number | null;
}

function rowOf(file: FeedFile, { state, attempts, triedAt, nextTryAt, reason, takeId }: RowState): SqlValue[] {
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

async function upsert(tx: Queryable, rows: readonly SqlValue[][], change: string): Promise<void> {
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

function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** The ledger of files of a database. */
export function fileLedgerOf(database: Database, now: () => Date): FileLedger {
  const mark = groupCommit<FileTry, void>(
    ({ file }) => fileKey(file),
    (tries) => database.transaction((tx) => markFiles(tx, tries, now())),
  );
  return {
    expect: (files) => database.transaction((tx) => expectFiles(tx, files, now())),
    mark: (file, state, reason, nextTryAt) => mark({ file, state, reason, nextTryAt, takeId: null }),
    async record(feed, name) {
      const [row] = await database.query<FileRow & TakeRow>(`${FILES} where file.feed = $1 and file.name = $2`, [
        feed,
        name,
      ]);
      return row && recordOf(row);
    },
    list: async (filter) => (await database.query<FileRow & TakeRow>(...listStatement(filter))).map(recordOf),
    async states(feed) {
      const rows = await database.query<{ name: string; state: FileState }>(
        'select name, state from feed_file where feed = $1',
        [feed],
      );
      return new Map(rows.map(({ name, state }) => [name, state]));
    },
    async counts(feed) {
      const rows = await database.query<{ state: FileState; files: number }>(
        'select state, count(*) as files from feed_file where feed = $1 group by state',
        [feed],
      );
      const counts = { pending: 0, done: 0, missing: 0, failed: 0, refused: 0 } satisfies Record<FileState, number>;
      for (const { state, files } of rows) counts[state] = files;
      return counts;
    },
  };
}

async function markFiles(tx: Queryable, tries: readonly FileTry[], now: Date): Promise<void[]> {
  const known = await knownFiles(
    tx,
    tries.map(({ file }) => file),
  );
  await recordTries(
    tx,
    tries.filter(({ file }) => known.get(fileKey(file))?.state !== 'done'),
    now,
  );
  return tries.map(() => undefined);
}

async function expectFiles(tx: Queryable, files: readonly ExpectedFile[], now: Date): Promise<number> {
  const distinct = [...new Map(files.map((file) => [fileKey(file), file])).values()];
  const known = await knownDescriptions(tx, distinct);
  const added = distinct.filter((file) => !known.has(fileKey(file)));
  await tx.insert(
    'feed_file',
    FILE_COLUMNS,
    added.map((file) => rowOf(file, file.skipped ? skippedState(file.skipped, now) : UNTRIED)),
  );
  const named = distinct.filter(({ skipped }) => skipped === undefined);
  const changed = named.filter((file) => {
    const before = known.get(fileKey(file));
    return before !== undefined && descriptionOf(before) !== descriptionOf(file);
  });
  for (const some of inPieces(changed, FILES_PER_STATEMENT))
    await upsert(
      tx,
      some.map((file) => rowOf(file, UNTRIED)),
      '',
    );
  const reopened = changed.flatMap((file): FileTry[] => {
    const before = known.get(fileKey(file));
    if (file.expectedMd5 === null || file.expectedMd5 === before?.expectedMd5) return [];
    const reason = REOPENED[before?.state ?? 'pending'];
    return reason === undefined ? [] : [{ file, state: 'pending', reason, nextTryAt: now, takeId: null }];
  });
  await recordTries(tx, reopened, now);
  return added.filter(({ skipped }) => skipped === undefined).length;
}

const UNTRIED: RowState = {
  state: 'pending',
  attempts: 0,
  triedAt: null,
  nextTryAt: null,
  reason: '',
  takeId: null,
};

const skippedState = (skipped: NonNullable<ExpectedFile['skipped']>, now: Date): RowState => ({
  state: 'missing',
  attempts: 1,
  triedAt: now,
  ...skipped,
  takeId: null,
});

/** Why a file of a state is tried at once when a list states another content than before. */
const REOPENED: Readonly<Partial<Record<FileState, string>>> = {
  missing: 'The list names it now.',
  refused: 'The list states another content now.',
};

const descriptionOf = ({ address, firstDay, lastDay, expectedBytes, expectedMd5 }: FeedFile): string =>
  JSON.stringify([address, firstDay, lastDay, expectedBytes, expectedMd5]);

/** How files are described that are known. Lists are in order, so little else lies between their first and their last name. */
async function knownDescriptions(
  tx: Queryable,
  files: readonly FeedFile[],
): Promise<Map<string, FeedFile & { readonly state: FileState }>> {
  const known = new Map<string, FeedFile & { readonly state: FileState }>();
  for (const feed of new Set(files.map((file) => file.feed))) {
    const names = files.flatMap((file) => (file.feed === feed ? [file.name] : [])).sort(); // as "C" sorts
    const rows = await tx.query<FileRow>(
      'select feed, name, address, first_day, last_day, expected_bytes, expected_md5, state from feed_file where feed = $1 and name collate "C" >= $2 and name collate "C" <= $3',
      [feed, names[0] ?? '', names.at(-1) ?? ''],
    );
    for (const row of rows) known.set(fileKey(row), { ...fileOf(row), state: row.state });
  }
  return known;
}

function listStatement({
  feed,
  states = FILE_STATES,
  dueBy,
  from,
  to,
  limit,
  newestFirst = false,
}: FileFilter): [string, SqlValue[]] {
  const parameters: SqlValue[] = [feed];
  const next = (value: SqlValue): string => `$${parameters.push(value)}`;
  const conditions = [
    'file.feed = $1',
    states.length === 0 ? 'false' : `file.state in (${states.map(next).join(', ')})`,
  ];
  if (dueBy !== undefined)
    conditions.push(`(file.next_try_at <= ${next(dueBy)} or (file.state = 'pending' and file.next_try_at is null))`);
  if (from !== undefined) conditions.push(`file.last_day >= cast(${next(toIsoDate(from))} as date)`);
  if (to !== undefined) conditions.push(`file.first_day <= cast(${next(toIsoDate(to))} as date)`);
  const order = `order by file.name collate "C"${newestFirst ? ' desc' : ''}`;
  return [
    `${FILES} where ${conditions.join(' and ')} ${order}${limit === undefined ? '' : ` limit ${next(limit)}`}`,
    parameters,
  ];
}
