/** How fast a feed becomes stories: a real quarter of an hour of GDELT, many times over, against unzipping alone and against other readers. */
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw, gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { median } from 'simple-statistics';
import { FeedTally } from '../../server/feeds/feedRow.ts';
import { type FeedTables, loadFeedTables } from '../../server/feeds/feedTables.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import { StoryFold } from '../../server/feeds/stories.ts';
import { GDELT_EXPORT_LIMITS, unzipOnly, type ZipBytes, zipInFile } from '../../server/feeds/zip.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { hasRealData, realText } from '../feeds/realData.ts';
import { zipOfPacked } from '../feeds/zipFile.ts';
import { copyOf, csvParsedRows, rate, type Taken, taken, timedAsync } from './gdeltCopies.ts';
import { whole } from './measure.ts';

export const name = 'feeds: a real GDELT file from archive to stories';

/** One real batch has 1,540 rows and 0.61 MB: this is five days of them. */
const COPIES = 500;
const RUNS = 9;
const FLAT_STREAM_BYTES = 2e9;

export async function bench(print: (line: string) => void): Promise<void> {
  if (!hasRealData) return print('skipped: there are no real files (set REAL_DATA_DIR)');
  const tables = await loadFeedTables(projectRoot(), await loadReferenceData(projectRoot()));
  const batch = realText('feeds/gdelt/20180326044500.export.CSV');
  const folder = await mkdtemp(join(tmpdir(), 'feeds-'));
  try {
    await flatMemory(batch, tables, print);
    await throughput(batch, tables, folder, print);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function flatMemory(batch: string, tables: FeedTables, print: (line: string) => void): Promise<void> {
  const bytes = Buffer.from(batch);
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < FLAT_STREAM_BYTES; sent += bytes.length) yield bytes;
  }
  const before = process.resourceUsage().maxRSS;
  const tally = new FeedTally();
  const ms = await timedAsync(async () => {
    await fold(readGdelt(stream(), tables.states, tables.gdelt, tally));
  });
  const after = process.resourceUsage().maxRSS;
  print(
    `a stream of ${(FLAT_STREAM_BYTES / 1e9).toFixed(0)} GB, ${whole(tally.rows)} rows, parsed, mapped and folded: ${rate(tally.rows, FLAT_STREAM_BYTES, ms)}`,
  );
  print(`  peak memory ${whole(after / 1024)} MB, ${whole((after - before) / 1024)} MB more than before`);
}

async function throughput(
  batch: string,
  tables: FeedTables,
  folder: string,
  print: (line: string) => void,
): Promise<void> {
  const plainPath = join(folder, 'rows.csv');
  const zipPath = join(folder, 'rows.zip');
  const copies = Array.from({ length: COPIES }, (_, copy) => copyOf(batch, copy));
  const sizeBytes = copies.reduce((sum, copy) => sum + copy.length, 0);
  const crc = copies.reduce((sum, copy) => crc32(copy, sum), 0);
  const packed: Buffer[] = await Readable.from(copies).pipe(createDeflateRaw()).toArray();
  const packedBytes = packed.reduce((sum, piece) => sum + piece.length, 0);
  await writeFile(zipPath, zipOfPacked('20180326.export.CSV', Buffer.concat(packed), crc, sizeBytes));
  await writeFile(plainPath, Buffer.concat(copies));
  await writeFile(`${plainPath}.gz`, gzipSync(Buffer.concat(copies)));
  copies.length = 0;
  const rows = COPIES * (batch.split('\n').length - 1);
  print(
    `${COPIES} batches, days moved so that each tells its own stories: ${whole(rows)} rows, ${whole(sizeBytes / 1e6)} MB, packed ${whole(packedBytes / 1e6)} MB; median of ${RUNS} runs`,
  );

  const file = await open(zipPath);
  const zip = await zipInFile(file);
  // In turns, so that whatever else the machine does weighs on both.
  const alone: Taken[] = [];
  const entire: Taken[] = [];
  let stories = 0;
  for (let run = 0; run < RUNS; run++) {
    alone.push(
      await taken(async () => {
        for await (const piece of unzipOnly(zip, GDELT_EXPORT_LIMITS)) void piece;
      }),
    );
    entire.push(
      await taken(async () => {
        stories = await fold(
          readGdelt(unzipOnly(zip, GDELT_EXPORT_LIMITS), tables.states, tables.gdelt, new FeedTally()),
        );
      }),
    );
  }
  const ours = median(entire.map(({ ms }) => ms));
  const share = (of: keyof Taken): string => (100 * median(alone.map((run, i) => run[of] / entire[i]![of]))).toFixed(0);
  print(`unzip alone (with checksum): ${rate(rows, sizeBytes, median(alone.map(({ ms }) => ms)))}`);
  print(`unzip, parse, map, fold into ${whole(stories)} stories: ${rate(rows, sizeBytes, ours)}`);
  print(
    `  ${share('ms')} % of the speed of unzip alone by the clock (aim 50 %; unzipping runs on a core of its own while one is free); ${share('cpuMs')} % by processor time, as on one core`,
  );

  let theirs = 0;
  const csvParse = await medianOf(1, async () => {
    theirs = await byCsvParse(zip, tables);
  });
  print(
    `the same with csv-parse (tab, no quotes, relaxed): ${rate(rows, sizeBytes, csvParse)}; ${(csvParse / ours).toFixed(1)} times as long, ${whole(theirs)} stories`,
  );
  await file.close();

  for (const path of [plainPath, `${plainPath}.gz`]) {
    let found = 0;
    const duck = await medianOf(3, async () => {
      found = await byDuckDb(path, tables);
    });
    print(
      `the same in DuckDB SQL, its own CSV reader, all cores, ${path.endsWith('.gz') ? 'gzip (it reads no zip)' : 'unpacked beforehand'}: ${rate(rows, sizeBytes, duck)}; ${(duck / ours).toFixed(1)} times as long, ${whole(found)} stories`,
    );
  }
}

/** How many stories there are; those of a full fold are counted and let go, as a store would take them. */
async function fold(rows: AsyncIterable<Parameters<StoryFold['add']>[0]>): Promise<number> {
  const stories = new StoryFold();
  let count = 0;
  for await (const batch of rows) {
    stories.add(batch);
    if (stories.full) count += stories.empty().length;
  }
  return count + stories.empty().length;
}

async function byCsvParse(zip: ZipBytes, tables: FeedTables): Promise<number> {
  const stories = new StoryFold();
  for await (const row of csvParsedRows(unzipOnly(zip, GDELT_EXPORT_LIMITS), tables)) stories.add([row]);
  return stories.empty().length;
}

async function byDuckDb(path: string, tables: FeedTables): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run('create table place (code text, iso3 text)');
    const places = await connection.createAppender('place');
    for (let n = 0; n < 26 ** 3; n++) {
      const code = String.fromCharCode(65 + Math.floor(n / 676), 65 + (Math.floor(n / 26) % 26), 65 + (n % 26));
      const place = tables.states.cameo(code);
      if (place === undefined || place.region) continue;
      places.appendVarchar(code);
      places.appendVarchar(place.code);
      places.endRow();
    }
    places.closeSync();
    const columns = Array.from({ length: 61 }, (_, i) => `'c${i}': 'varchar'`).join(', ');
    const reader = await connection.runAndReadAll(`
      select count(*) from (
        select strptime(c1, '%Y%m%d') as day, a.iso3 as actor, t.iso3 as target, c26 as code,
          count(*) as n, count(distinct c60) as reports, sum(cast(c31 as integer)) as mentions, max(cast(c32 as integer)) as sources, sum(cast(c33 as integer)) as articles
        from read_csv('${path}', delim = '\t', quote = '', escape = '', header = false, auto_detect = false, columns = {${columns}})
        join place a on a.code = c7 join place t on t.code = c17
        where a.iso3 <> t.iso3
        group by all)`);
    return Number(reader.getRows()[0]![0]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function medianOf(runs: number, work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timedAsync(work));
  return median(times);
}
