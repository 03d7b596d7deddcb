/** A feed store on a database of its own, and files to put into it. */
import { createHash } from 'node:crypto';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import type { FeedStore, FetchedFile, FileSink } from '../../server/feeds/feedStore.ts';
import type { FeedFile } from '../../server/feeds/fileLedger.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { countedNow } from '../../server/feeds/countedTakes.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { bytesOf, tables } from './tables.ts';

export const WATCHED: ReadonlySet<string> = new Set(['KOR-RUS', 'RUS-USA']);

export async function feedStoreOn(
  database: Database,
  now: () => Date = () => new Date('2026-11-23T12:00:00Z'),
): Promise<FeedStore> {
  await migrate(database);
  return openFeedStore({ database, watched: WATCHED, now });
}

export function expectedFile(name: string, changes: Partial<FeedFile> = {}): FeedFile {
  return {
    feed: 'gdelt',
    name,
    address: `http://example.org/${name}`,
    firstDay: 17_616,
    lastDay: 17_616,
    expectedBytes: null,
    expectedMd5: null,
    ...changes,
  };
}

export function fetchedFile(name: string, content: string | Uint8Array, changes: Partial<FeedFile> = {}): FetchedFile {
  return {
    ...expectedFile(name, changes),
    bytes: content.length,
    md5: createHash('md5').update(content).digest('hex'),
  };
}

/** Reads the content as a file of GDELT. */
export const readAsGdelt =
  (content: string | Uint8Array) =>
  async (into: FileSink): Promise<void> => {
    for await (const rows of readGdelt(bytesOf(content, 65_536), tables.states, tables.gdelt, into.tally))
      await into.add(rows);
  };

export const takeGdelt = (
  store: FeedStore,
  name: string,
  content: string | Uint8Array,
  changes: Partial<FeedFile> = {},
) => store.take(fetchedFile(name, content, changes), readAsGdelt(content));

/** Everything that feeds have stored, in an order of its own and without numbers of takes, so that two stores can be compared row for row. */
export async function everythingStored(database: Database): Promise<unknown> {
  const rows = (sql: string) => database.query(sql);
  return {
    cells:
      await rows(`select take.name, cell.feed, cell.dyad, cell.day, cell.first_acts, cell.code, cell.row_count, cell.mentions, cell.articles, cell.sources, cell.late_rows, cell.first_added, cell.last_added
      from feed_cell as cell join feed_take as take on take.take_id = cell.take_id order by take.name, cell.dyad, cell.day, cell.first_acts, cell.code`),
    world: await rows(
      'select take.name, world.day, world.row_count, world.quad1, world.quad2, world.quad3, world.quad4, world.interstate, world.intensity_tenths from feed_world as world join feed_take as take on take.take_id = world.take_id order by take.name, world.day',
    ),
    reports: await rows(
      'select take.name, report.dyad, report.day, report.first_acts, report.code, report.first_row_id, report.place, report.reports from feed_report as report join feed_take as take on take.take_id = report.take_id order by take.name, report.dyad, report.day, report.first_acts, report.code',
    ),
    takes: await rows(
      'select name, feed, bytes, md5, row_count, taken, stories, faulty, account from feed_take order by name',
    ),
    files: await rows('select feed, name, state from feed_file order by feed, name'),
  };
}

/** What of that counts now, without the files and takes that brought it. */
export async function countedNowOf(database: Database): Promise<unknown> {
  const counts = countedNow('counted');
  return {
    cells: await database.query(
      `select take.name, counted.dyad, counted.day, counted.first_acts, counted.code, counted.row_count, counted.mentions, counted.articles, counted.sources, counted.late_rows, counted.first_added, counted.last_added, counted.own_value
       from feed_cell as counted join feed_take as take on take.take_id = counted.take_id where ${counts} order by take.name, counted.dyad, counted.day, counted.first_acts, counted.code`,
    ),
    world: await database.query(
      `select take.name, counted.day, counted.row_count, counted.quad1, counted.quad2, counted.quad3, counted.quad4, counted.interstate, counted.intensity_tenths
       from feed_world as counted join feed_take as take on take.take_id = counted.take_id where ${counts} order by take.name, counted.day`,
    ),
    reports: await database.query(
      `select take.name, counted.dyad, counted.day, counted.first_acts, counted.code, counted.first_row_id, counted.place, counted.reports
       from feed_report as counted join feed_take as take on take.take_id = counted.take_id where ${counts} order by take.name, counted.dyad, counted.day, counted.first_acts, counted.code`,
    ),
    takes: await database.query(
      `select name, md5, row_count, taken, stories, faulty, account from feed_take as counted where ${counts} and md5 <> '' order by name`,
    ),
    files: await database.query('select name, state from feed_file order by name'),
  };
}
