/** The ledger of files in the database. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Database, Queryable, SqlValue } from '../store/database.ts';
import {
  type ExpectedFile,
  type FeedFile,
  FILE_STATES,
  type FileFilter,
  type FileLedger,
  type FileState,
} from './fileLedger.ts';
import {
  FILE_COLUMNS,
  type FileRow,
  FILES,
  FILES_PER_STATEMENT,
  fileKey,
  fileOf,
  inPieces,
  knownFiles,
  recordOf,
  rowOf,
  type RowState,
  type TakeRow,
  upsert,
} from './fileRows.ts';
import { groupCommit } from './groupCommit.ts';

/** How a try ended. */
export interface FileTry {
  readonly file: FeedFile;
  readonly state: FileState;
  readonly reason: string;
  readonly nextTryAt: Date | null;
  readonly takeId: number | null;
}

/** Writes the end of tries: one more attempt each. */
export async function recordTries(tx: Queryable, tries: readonly FileTry[], now: Date): Promise<void> {
  for (const some of inPieces(tries, FILES_PER_STATEMENT)) {
    await upsert(
      tx,
      some.map(({ file, state, reason, nextTryAt, takeId }) =>
        rowOf(file, { state, attempts: 1, triedAt: now, nextTryAt, reason, takeId }),
      ),
      'state = excluded.state, attempts = feed_file.attempts + 1, first_tried_at = coalesce(feed_file.first_tried_at, excluded.first_tried_at), last_tried_at = excluded.last_tried_at, next_try_at = excluded.next_try_at, reason = excluded.reason, take_id = coalesce(excluded.take_id, feed_file.take_id)',
    );
  }
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
    if (before?.state === 'done' && before.storedMd5 === file.expectedMd5) return [];
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
  done: 'The list states another content than was stored: it is read again.',
};

const descriptionOf = ({ address, firstDay, lastDay, expectedBytes, expectedMd5 }: FeedFile): string =>
  JSON.stringify([address, firstDay, lastDay, expectedBytes, expectedMd5]);

type KnownDescription = FeedFile & { readonly state: FileState; readonly storedMd5: string | null };

/** How files are described that are known. Lists are in order, so little else lies between their first and their last name. */
async function knownDescriptions(tx: Queryable, files: readonly FeedFile[]): Promise<Map<string, KnownDescription>> {
  const known = new Map<string, KnownDescription>();
  for (const feed of new Set(files.map((file) => file.feed))) {
    const names = files.flatMap((file) => (file.feed === feed ? [file.name] : [])).sort(); // as "C" sorts
    const rows = await tx.query<FileRow & Pick<TakeRow, 'md5'>>(
      `select file.feed, file.name, file.address, file.first_day, file.last_day, file.expected_bytes, file.expected_md5, file.state, take.md5
       from feed_file as file left join feed_take as take on take.take_id = file.take_id
       where file.feed = $1 and file.name collate "C" >= $2 and file.name collate "C" <= $3`,
      [feed, names[0] ?? '', names.at(-1) ?? ''],
    );
    for (const row of rows) known.set(fileKey(row), { ...fileOf(row), state: row.state, storedMd5: row.md5 });
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
