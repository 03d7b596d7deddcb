/** What benchmarks of feeds share: a real batch of GDELT many times over, and the same read by csv-parse. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { toIsoDate } from '../../models/calendar.ts';
import { feedDay } from '../../server/feeds/feedDate.ts';
import type { FeedRow } from '../../server/feeds/feedRow.ts';
import type { FeedTables } from '../../server/feeds/feedTables.ts';
import { GDELT_COLUMNS } from '../../server/feeds/gdelt.ts';
import { statePair } from '../../server/feeds/statePair.ts';
import { whole } from './measure.ts';

/** The batch with each of its days moved, so that every copy tells stories of its own. */
export function copyOf(batch: string, copy: number): Buffer {
  const moved = new Map<string, string>();
  return Buffer.from(
    batch.replace(/^(\d+\t)(\d{4})(\d\d)(\d\d)\t/gm, (_, id: string, year: string, month: string, day: string) => {
      const date = `${year}-${month}-${day}`;
      if (!moved.has(date)) moved.set(date, toIsoDate(feedDay(date)! + copy).replaceAll('-', ''));
      return `${id}${moved.get(date)}\t`;
    }),
  );
}

const C = GDELT_COLUMNS;

/** The rows between two states, as csv-parse reads them. */
export async function* csvParsedRows(bytes: AsyncIterable<Uint8Array>, tables: FeedTables): AsyncGenerator<FeedRow> {
  const records = Readable.from(bytes).pipe(
    parse({ delimiter: '\t', quote: false, relax_column_count: true }),
  ) as AsyncIterable<string[]>;
  for await (const cells of records) {
    const [actorCode, targetCode] = [cells[C.actor1CountryCode]!, cells[C.actor2CountryCode]!];
    const day = feedDay(cells[C.sqlDate]!.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
    const coding = tables.gdelt.of(cells[C.eventCode]!);
    if (actorCode === '' || targetCode === '' || day === undefined || coding === undefined) continue;
    const pair = statePair(tables.states.cameo(actorCode) ?? '', tables.states.cameo(targetCode) ?? '', day);
    if ('why' in pair) continue;
    const count = (column: number): number => Number(cells[column]);
    yield {
      id: cells[0]!,
      day,
      addedDay: null,
      ...pair,
      actorDetail: cells[C.actor1Code]!,
      targetDetail: cells[C.actor2Code]!,
      code: coding.code,
      intensity: coding.intensity,
      value: null,
      mentions: count(C.numMentions),
      sources: count(C.numSources),
      articles: count(C.numArticles),
      report: cells[60]!,
      place: cells[53]!,
    };
  }
}

export interface Taken {
  readonly ms: number;
  /** of all threads: what it would take on one core alone */
  readonly cpuMs: number;
}

export async function taken(work: () => Promise<void>): Promise<Taken> {
  const before = process.cpuUsage();
  const ms = await timedAsync(work);
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 };
}

export async function timedAsync(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

export function rate(rows: number, bytes: number, ms: number): string {
  return `${(rows / ms / 1000).toFixed(2)} M rows/s, ${whole(bytes / 1000 / ms)} MB/s`;
}
