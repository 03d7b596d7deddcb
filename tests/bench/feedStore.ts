/** How fast files of a feed are stored, what they take on disk, and how fast any pair is read and scored from 36 years. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { median } from 'simple-statistics';
import { scoreThrough } from '../../server/rollup/run.ts';
import { explainPoint } from '../../models/contribution.ts';
import { epochDay } from '../../models/calendar.ts';
import type { LoadedModel } from '../../models/model.ts';
import { FeedReading } from '../../server/feeds/feedReading.ts';
import type { FetchedFile } from '../../server/feeds/feedStore.ts';
import { type FeedTables, loadFeedTables } from '../../server/feeds/feedTables.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import { machineHistoryOf } from '../../server/feeds/machineHistory.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { packedDyad } from '../../server/feeds/packedDyad.ts';
import { openStoredFeeds } from '../../server/feeds/storedFeeds.ts';
import { GDELT_EXPORT_LIMITS, unzipOnly, zipInFile } from '../../server/feeds/zip.ts';
import { zipInMemory } from '../feeds/zipFile.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../../server/referenceData.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { hasRealData, realText } from '../feeds/realData.ts';
import { zipOf, zipOfPacked } from '../feeds/zipFile.ts';
import { copyOf, csvParsedRows, rate, type Taken, taken, timedAsync } from './gdeltCopies.ts';
import { whole } from './measure.ts';

export const name = 'feed store: from archive to stored, and from stored to a line';

/** Five days of quarters of an hour, as one file. */
const COPIES = 500;
const RUNS = 5;
/** Files of a quarter of an hour, each in its own archive. */
const SMALL_FILES = 300;
/** Stories of all pairs over 36 years. */
const STORIES = 10_000_000;

export async function bench(print: (line: string) => void): Promise<void> {
  const reference = await loadReferenceData(projectRoot());
  const tables = await loadFeedTables(projectRoot(), reference);
  const folder = await mkdtemp(join(tmpdir(), 'feed-store-'));
  try {
    if (hasRealData) await storing(realText('feeds/gdelt/20180326044500.export.CSV'), tables, folder, print);
    else print('storing skipped: there are no real files (set REAL_DATA_DIR)');
    await reading(reference, tables, folder, print);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const fileNamed = (file: string, bytes: number): FetchedFile => ({
  feed: 'gdelt',
  name: file,
  address: '',
  firstDay: 17_616,
  lastDay: 17_616,
  expectedBytes: null,
  expectedMd5: null,
  bytes,
  md5: createHash('md5').update(file).digest('hex'),
});

async function storing(
  batch: string,
  tables: FeedTables,
  folder: string,
  print: (line: string) => void,
): Promise<void> {
  const copies = Array.from({ length: COPIES }, (_, copy) => copyOf(batch, copy));
  const sizeBytes = copies.reduce((sum, copy) => sum + copy.length, 0);
  const packed: Buffer[] = await Readable.from(copies).pipe(createDeflateRaw()).toArray();
  const zipPath = join(folder, 'rows.zip');
  await writeFile(
    zipPath,
    zipOfPacked(
      '20180326.export.CSV',
      Buffer.concat(packed),
      copies.reduce((sum, copy) => crc32(copy, sum), 0),
      sizeBytes,
    ),
  );
  await writeFile(join(folder, 'rows.csv'), Buffer.concat(copies));
  const small = copies.slice(0, SMALL_FILES).map((copy) => zipOf({ name: '20180326044500.export.CSV', content: copy }));
  const smallBytes = copies.slice(0, SMALL_FILES).reduce((sum, copy) => sum + copy.length, 0);
  copies.length = 0;
  const batchRows = batch.split('\n').length - 1;
  const rows = COPIES * batchRows;
  const file = await open(zipPath);
  const zip = await zipInFile(file);

  const alone: Taken[] = [];
  const entire: Taken[] = [];
  let stories = 0;
  for (let run = 0; run < RUNS; run++) {
    alone.push(
      await taken(async () => {
        for await (const piece of unzipOnly(zip, GDELT_EXPORT_LIMITS)) void piece;
      }),
    );
    const database = await emptyStore(join(folder, `store-${run}.duckdb`));
    const store = openFeedStore({ database, watched: new Set(['KOR-RUS', 'RUS-USA']), now: () => new Date() });
    entire.push(
      await taken(async () => {
        const result = await store.take(fileNamed('large', 1), async (into) => {
          for await (const some of readGdelt(
            unzipOnly(zip, GDELT_EXPORT_LIMITS),
            tables.states,
            tables.gdelt,
            into.tally,
          ))
            await into.add(some);
        });
        if (result.state === 'done') stories = result.take.stories;
      }),
    );
    await database.close();
  }
  const ours = median(entire.map(({ ms }) => ms));
  const share = (of: keyof Taken): string => (100 * median(alone.map((run, i) => run[of] / entire[i]![of]))).toFixed(0);
  print(`${whole(rows)} rows, ${whole(sizeBytes / 1e6)} MB, in one archive; median of ${RUNS} runs`);
  print(`unzip alone (with checksum): ${rate(rows, sizeBytes, median(alone.map(({ ms }) => ms)))}`);
  print(
    `unzip, parse, map, fold, store ${whole(stories)} stories and commit: ${rate(rows, sizeBytes, ours)}; ${share('ms')} % of unzip alone by the clock, ${share('cpuMs')} % by processor time`,
  );

  const theirDatabase = await emptyStore(join(folder, 'csv-parse.duckdb'));
  const theirStore = openFeedStore({ database: theirDatabase, watched: new Set(), now: () => new Date() });
  const csvParse = await timedAsync(async () => {
    await theirStore.take(fileNamed('large', 1), async (into) => {
      for await (const row of csvParsedRows(unzipOnly(zip, GDELT_EXPORT_LIMITS), tables)) await into.add([row]);
    });
  });
  await theirDatabase.close();
  await file.close();
  print(
    `the same with csv-parse into the same store: ${rate(rows, sizeBytes, csvParse)}; ${(csvParse / ours).toFixed(1)} times as long`,
  );

  const duckDatabase = await emptyStore(join(folder, 'duck.duckdb'));
  const duck = await timedAsync(() => storedByDuckDb(duckDatabase, join(folder, 'rows.csv'), tables));
  const [{ cells } = { cells: 0 }] = await duckDatabase.query<{ cells: number }>(
    'select count(*) as cells from feed_cell',
  );
  await duckDatabase.close();
  print(
    `the same in DuckDB SQL alone, unpacked beforehand, all cores: ${rate(rows, sizeBytes, duck)}; ${(duck / ours).toFixed(1)} times as long, ${whole(cells)} stories`,
  );

  const smallDatabase = await emptyStore(join(folder, 'small.duckdb'));
  const smallStore = openFeedStore({ database: smallDatabase, watched: new Set(), now: () => new Date() });
  for (const atOnce of [1, 16]) {
    const ms = await timedAsync(async () => {
      for (let begin = 0; begin < small.length; begin += atOnce)
        await Promise.all(
          small.slice(begin, begin + atOnce).map((bytes, i) =>
            smallStore.take(fileNamed(`${atOnce} ${begin + i}`, bytes.length), async (into) => {
              for await (const some of readGdelt(
                unzipOnly(zipInMemory(bytes), GDELT_EXPORT_LIMITS),
                tables.states,
                tables.gdelt,
                into.tally,
              ))
                await into.add(some);
            }),
          ),
        );
    });
    print(
      `${SMALL_FILES} files of a quarter of an hour, ${atOnce} at a time: ${(SMALL_FILES / (ms / 1000)).toFixed(0)} files/s, ${rate(SMALL_FILES * batchRows, smallBytes, ms)}`,
    );
  }
  await smallDatabase.close();
  const emptyBytes = await emptyFileBytes(folder);
  const storeBytes = statSync(join(folder, 'store-0.duckdb')).size - emptyBytes;
  print(
    `on disk: ${(storeBytes / stories).toFixed(1)} bytes a story, ${(storeBytes / rows).toFixed(2)} MB a million rows of the feed, totals and some reports included`,
  );
}

/** What a file takes that holds nothing. */
async function emptyFileBytes(folder: string): Promise<number> {
  const path = join(folder, 'empty.duckdb');
  await (await emptyStore(path)).close();
  return statSync(path).size;
}

async function emptyStore(file: string): Promise<Database> {
  const database = await openDuckDb({ file });
  await migrate(database);
  await database.query('checkpoint');
  return database;
}

async function storedByDuckDb(database: Database, path: string, tables: FeedTables): Promise<void> {
  await database.query('create table place (code text, iso3 text)');
  const places: [string, string][] = [];
  for (let n = 0; n < 26 ** 3; n++) {
    const code = String.fromCharCode(65 + Math.floor(n / 676), 65 + (Math.floor(n / 26) % 26), 65 + (n % 26));
    const place = tables.states.cameo(code);
    if (place && !place.region) places.push([code, place.code]);
  }
  await database.insert('place', ['code', 'iso3'], places);
  const columns = Array.from({ length: 61 }, (_, i) => `'c${i}': 'varchar'`).join(', ');
  await database.query(`
    insert into feed_cell
    select 'gdelt', 1, hash(least(a.iso3, t.iso3), greatest(a.iso3, t.iso3)) % 1000000000, cast(strptime(c1, '%Y%m%d') as date), a.iso3 < t.iso3, c26,
      count(*), sum(cast(c31 as integer)), sum(cast(c33 as integer)), max(cast(c32 as integer)), 0, null, null, null
    from read_csv('${path}', delim = '\t', quote = '', escape = '', header = false, auto_detect = false, columns = {${columns}})
    join place a on a.code = c7 join place t on t.code = c17 where a.iso3 <> t.iso3 group by 1, 2, 3, 4, 5, 6`);
}

async function reading(
  reference: ReferenceData,
  tables: FeedTables,
  folder: string,
  print: (line: string) => void,
): Promise<void> {
  const file = join(folder, 'years.duckdb');
  const database = await emptyStore(file);
  const empty = statSync(file).size;
  await fill(database, reference);
  await database.query('checkpoint');
  print(
    `${whole(STORIES)} drawn stories of all pairs over 36 years: ${((statSync(file).size - empty) / STORIES).toFixed(1)} bytes each on disk`,
  );
  const stored = openStoredFeeds(database, tables, () => new Date());
  const pairs = [...(await new FeedReading(database).pairs())].sort((a, b) => b.rows - a.rows);
  const pairsMs = await timedAsync(async () => void (await new FeedReading(database).pairs()));
  print(`the list of its ${whole(pairs.length)} pairs: ${whole(pairsMs)} ms the first time, then what came since`);
  const mark = await stored.reading.mark();
  await stored.reading.world('gdelt', mark);
  const today = epochDay('2026-11-23');
  const model = reference.models.find(({ definition }) => definition.name === 'gdelt')!.definition;
  for (const [what, pair] of [
    ['most', pairs[0]!],
    ['a middling number of', pairs[Math.floor(pairs.length / 2)]!],
    ['fewest', pairs.at(-1)!],
  ] as const) {
    let acts = 0;
    const times: number[] = [];
    let explained = 0;
    for (let run = 0; run < 3; run++) {
      times.push(
        await timedAsync(async () => {
          const history = await machineHistoryOf({ ...stored, reference }, pair.dyad, model, mark);
          acts = history.events;
          scoreThrough(history.columns, model, today);
          explained = await timedAsync(async () => void explainPoint(history.columns, model, today));
        }),
      );
    }
    print(
      `the daily line of the pair with ${what} stories (${pair.dyad}, ${whole(acts)} acts): ${whole(median(times))} ms from the store, with one point explained (${whole(explained)} ms)`,
    );
  }
  const { unusual } = stored;
  const gdelt = (await stored.feedOf('gdelt'))!;
  const newest = Math.max(...(await stored.reading.world('gdelt', mark)).keys());
  let looked = 0;
  const unusualMs = await timedAsync(async () => void (looked = (await unusual.of(gdelt, newest, mark)).pairs.size));
  print(
    `what is unusual on the newest day: ${whole(looked)} pairs held against their year, ${whole(unusualMs)} ms the first time, then kept until a file comes`,
  );
  const watched = [...reference.dyads.keys()];
  const machine: LoadedModel[] = [];
  for (const model of reference.models) {
    const known = await Promise.all((model.definition.feeds ?? []).map(stored.feedOf));
    if (known.length > 0 && known.every((feed) => feed)) machine.push(model); // others are patterns for feeds of one's own
  }
  const rollUp = await timedAsync(async () => {
    for (const dyad of watched)
      for (const { definition } of machine)
        scoreThrough(
          (await machineHistoryOf({ ...stored, reference }, dyad, definition, mark)).columns,
          definition,
          today,
        );
  });
  print(
    `a roll-up of the ${watched.length} watched dyads under ${machine.length} models from these ${whole(STORIES)} stories: ${whole(rollUp)} ms`,
  );
  await database.close();
}

/** Stories drawn so that few pairs have most of them, as in real feeds; the pairs and days are those of states since 1990. */
async function fill(database: Database, reference: ReferenceData): Promise<void> {
  const states = [...reference.countries.values()]
    .filter(({ kind }) => kind === 'state')
    .map(({ code }) => code)
    .sort();
  const first = ['CHN', 'RUS', 'USA', 'KOR', 'JPN', 'PRK', 'IND', 'PAK', 'DEU', 'FRA'];
  const ranked = [...first, ...states.filter((code) => !first.includes(code))];
  const dyads: (readonly [number, number])[] = [];
  for (let sum = 1; sum < 2 * ranked.length; sum++)
    for (let a = 0; a < sum / 2 && a < ranked.length; a++) {
      const b = sum - a;
      if (b < ranked.length && a !== b)
        dyads.push([dyads.length, packedDyad([ranked[a]!, ranked[b]!].sort().join('-'))]);
    }
  await database.query('create table drawn (place integer, dyad integer)');
  await database.insert('drawn', ['place', 'dyad'], dyads);
  const perTake = 10_000;
  await database.query(`
    insert into feed_cell
    select 'gdelt', 1 + n // ${perTake}, dyad, date '1990-10-01' + cast(n // (${STORIES} / 13200) as integer), random() < 0.5,
      (['010', '020', '036', '040', '042', '043', '051', '057', '061', '070', '112', '120', '163', '173', '190', '193'])[1 + cast(floor(16 * random()) as integer)],
      1 + cast(floor(20 * power(random(), 6)) as integer), 1 + cast(floor(60 * power(random(), 4)) as integer), 1 + cast(floor(60 * power(random(), 4)) as integer),
      1 + cast(floor(8 * power(random(), 4)) as integer), 0, date '1990-10-01' + cast(n // (${STORIES} / 13200) as integer), date '1990-10-01' + cast(n // (${STORIES} / 13200) as integer), null
    from (select n, cast(floor(${dyads.length} * power(random(), 5)) as integer) as place from range(${STORIES}) as drawn_row(n)) as story join drawn using (place)`);
  await database.query(
    `insert into feed_world select 'gdelt', max(take_id), day, 20 * count(*), 12 * count(*), 2 * count(*), 3 * count(*), 3 * count(*), 2 * count(*), 0 from feed_cell group by day`,
  );
  await database.query(
    `insert into feed_take select distinct take_id, 'gdelt', cast(take_id as text), timestamptz '2026-11-01 00:00:00' + to_seconds(take_id), null, 0, '', 0, 0, 0, 0, '{"faults":{},"leftOut":{},"remarks":{},"firstFaults":[]}' from feed_cell`,
  );
}
