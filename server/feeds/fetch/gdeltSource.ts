/**
 * GDELT as one feed: events of 1.0 (files of years, months and days) through 18 February 2015, and the quarters of an hour of 2.0 from
 * the day after. Together they are one series without a day that counts twice. Only the names in its lists count: what is fetched
 * comes from the feed's own base address.
 */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { dayOfMs, epochDay, toIsoDate } from '../../../models/calendar.ts';
import type { FeedRow, FeedTally } from '../feedRow.ts';
import type { FeedTables } from '../feedTables.ts';
import type { FeedFile } from '../fileLedger.ts';
import { readGdelt } from '../gdelt.ts';
import { missingDays, type QuarterHourFile, readHistoryLists, readQuarterHourList } from '../gdeltLists.ts';
import { GDELT_EXPORT_LIMITS } from '../zip.ts';
import type { FeedHosts } from './address.ts';
import type { Downloads } from './download.ts';
import { fetchText } from './fetchText.ts';
import type { Discovery, FeedSource, ListedFeedFile, Obtained } from './source.ts';
import type { RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';
import { bytesInZip } from './unpacked.ts';

/** The last day that is read from files of 1.0. 2.0 begins an hour before its end. */
export const LAST_HISTORY_DAY = epochDay('2015-02-18');

const QUARTER_HOUR_MS = 15 * 60_000;
const MS_PER_DAY = 86_400_000;
/** Three lines of the master list for each quarter of an hour, of 110 to 120 bytes each. */
const LIST_BYTES_PER_QUARTER = 3 * 120;
/** The end of the master list is asked for alone up to this length: some five weeks. */
const MAX_TAIL_BYTES = 4e6;
/** The whole master list had 140 MB in 2026, and grows by 13 a year. */
const MAX_MASTER_LIST_BYTES = 1e9;
const MAX_LIST_BYTES = 32e6;
/** The largest file of 1.0, of 2006 to 2013, has some 120 MB packed. */
const MAX_FILE_BYTES = 2e9;
const LINES_AT_ONCE = 30_000;
/** Files are reissued within days: so far back the list is looked through once a day. */
const REISSUED_WITHIN_MS = 7 * MS_PER_DAY;

export interface GdeltSourceOptions {
  readonly feed: string;
  readonly base: string;
  readonly hosts: FeedHosts;
  readonly tables: Pick<FeedTables, 'states' | 'gdelt'>;
  readonly downloads: Downloads;
  readonly runtime: Runtime;
  readonly retryPolicy: RetryPolicy;
}

export class GdeltSource implements FeedSource {
  readonly #options: GdeltSourceOptions;
  /** the lists of 1.0 are closed: once in a process is enough */
  #historyListed = false;
  /** the day (epoch) on which the last days of the master list were looked through for files that were reissued */
  #reissuesDay: number | undefined;

  constructor(options: GdeltSourceOptions) {
    this.#options = options;
  }

  async *discover(discovery: Discovery, signal: AbortSignal): AsyncGenerator<readonly ListedFeedFile[]> {
    const { reach, range, newest } = discovery;
    if (range.from <= LAST_HISTORY_DAY && (reach === 'all' || !this.#historyListed)) {
      yield await this.#history(discovery, signal);
      this.#historyListed = true;
    }
    if (range.to <= LAST_HISTORY_DAY) return;
    const fromMs = Math.max(range.from, LAST_HISTORY_DAY + 1) * MS_PER_DAY;
    const toMs = (range.to + 1) * MS_PER_DAY - 1;
    const latest = await this.#latest(discovery, signal);
    const knownMs = newest && momentOfName(newest.name);
    const today = dayOfMs(this.#options.runtime.now().getTime());
    const looksBack = this.#reissuesDay !== today;
    const nextMs =
      knownMs === undefined ? fromMs : looksBack ? knownMs - REISSUED_WITHIN_MS : knownMs + QUARTER_HOUR_MS;
    const sinceMs = reach === 'newest' ? Math.max(nextMs, fromMs) : fromMs;
    // Steady polling: the newest file follows the one that is known, or is that one. No need to look into the master list.
    const steady =
      reach === 'newest' &&
      !looksBack &&
      knownMs !== undefined &&
      latest !== undefined &&
      latest.publishedAt <= knownMs + QUARTER_HOUR_MS;
    const raster = new Raster(reach === 'newest' ? knownMs : undefined, sinceMs, toMs);
    if (!steady) yield* this.#master(discovery, sinceMs, raster, signal);
    if (latest) yield this.#listed(raster.upTo([latest]));
    this.#reissuesDay = today;
  }

  async obtain(file: FeedFile, signal: AbortSignal): Promise<Obtained> {
    const { downloads, hosts } = this.#options;
    const found = await downloads.fetch(
      {
        address: file.address,
        hosts,
        expectedBytes: file.expectedBytes,
        expectedMd5: file.expectedMd5,
        maxBytes: MAX_FILE_BYTES,
      },
      signal,
    );
    return { ...found, temporary: true, fetchedBytes: found.bytes - found.resumedAt };
  }

  read(path: string, _file: FeedFile, tally: FeedTally): AsyncIterable<readonly FeedRow[]> {
    const { states, gdelt } = this.#options.tables;
    return readGdelt(bytesInZip(path, GDELT_EXPORT_LIMITS), states, gdelt, tally);
  }

  #text(path: string, signal: AbortSignal, lastBytes?: number): ReturnType<typeof fetchText> {
    const { base, hosts, runtime, retryPolicy } = this.#options;
    return fetchText(
      {
        address: `${base}/${path}`,
        hosts,
        maxBytes: MAX_LIST_BYTES,
        ...(lastBytes !== undefined && { lastBytes }),
      },
      runtime,
      retryPolicy,
      signal,
    );
  }

  /** The newest export that GDELT announces. */
  async #latest({ remark }: Discovery, signal: AbortSignal): Promise<QuarterHourFile | undefined> {
    const { files, faults } = readQuarterHourList((await this.#text('gdeltv2/lastupdate.txt', signal)).text);
    const latest = files.find(({ table }) => table === 'export');
    if (!latest)
      remark(
        `lastupdate.txt names no export${faults[0] ? `; its line ${faults[0].line} is "${faults[0].text.slice(0, 80)}"` : ''}: is the base address that of GDELT?`,
      );
    return latest;
  }

  /** Exports of the master list between two moments, and the quarters of an hour that it skips. */
  async *#master(
    { remark }: Discovery,
    fromMs: number,
    raster: Raster,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ListedFeedFile[]> {
    const quarters = (this.#options.runtime.now().getTime() - fromMs) / QUARTER_HOUR_MS;
    const tailBytes = Math.ceil((quarters * 1.25 + 100) * LIST_BYTES_PER_QUARTER);
    if (tailBytes <= MAX_TAIL_BYTES) {
      const { text, cut } = await this.#text('gdeltv2/masterfilelist.txt', signal, tailBytes);
      const whole = cut ? text.slice(text.indexOf('\n') + 1) : text;
      const { files, faults } = readQuarterHourList(whole);
      if (!cut || (files[0] !== undefined && files[0].publishedAt <= fromMs)) {
        if (faults[0]) remark(faultsInWords(faults.length, faults[0]));
        yield this.#listed(raster.upTo(files));
        return;
      }
    }
    yield* this.#wholeMaster(raster, remark, signal);
  }

  async *#wholeMaster(
    raster: Raster,
    remark: (sentence: string) => void,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ListedFeedFile[]> {
    const { base, hosts, downloads } = this.#options;
    const list = await downloads.fetch(
      {
        address: `${base}/gdeltv2/masterfilelist.txt`,
        hosts,
        expectedBytes: null,
        expectedMd5: null,
        maxBytes: MAX_MASTER_LIST_BYTES,
      },
      signal,
    );
    let faulty = 0;
    try {
      for await (const lines of linesOf(list.path)) {
        const { files, faults } = readQuarterHourList(lines.join('\n'));
        if (faults[0] && faulty === 0) remark(faultsInWords(faults.length, faults[0]));
        faulty += faults.length;
        const wanted = raster.upTo(files);
        if (wanted.length > 0) yield this.#listed(wanted);
      }
    } finally {
      await rm(list.path, { force: true });
    }
  }

  #listed(quarters: readonly Quarter[]): ListedFeedFile[] {
    const { feed, base } = this.#options;
    return quarters.map(({ name, publishedAt, sizeBytes, md5 }) => {
      const day = Math.floor(publishedAt / MS_PER_DAY);
      const file = {
        feed,
        name,
        address: `${base}/gdeltv2/${name}`,
        firstDay: day,
        lastDay: day,
        expectedBytes: sizeBytes,
        expectedMd5: md5,
      };
      return md5 === null ? { ...file, absent: 'The master list goes past this quarter of an hour.' } : file;
    });
  }

  async #history({ range, remark }: Discovery, signal: AbortSignal): Promise<ListedFeedFile[]> {
    const { feed, base } = this.#options;
    const sizes = await this.#text('events/filesizes', signal);
    const md5s = await this.#text('events/md5sums', signal);
    const { files, faults } = readHistoryLists(sizes.text, md5s.text);
    if (faults[0])
      remark(
        `The lists of GDELT 1.0 have ${faults.length} lines that say nothing usable; the first is line ${faults[0].line}: ${faults[0].message}`,
      );
    const wanted = ({ firstDay, lastDay }: DayOf): boolean =>
      lastDay >= range.from && firstDay <= Math.min(range.to, LAST_HISTORY_DAY);
    const described = (
      name: string,
      days: DayOf,
      rest: Pick<ListedFeedFile, 'expectedBytes' | 'expectedMd5' | 'absent'>,
    ): ListedFeedFile => ({ feed, name, address: `${base}/events/${name}`, ...days, ...rest });
    return [
      ...files
        .filter(wanted)
        .map(({ name, firstDay, lastDay, sizeBytes, md5 }) =>
          described(name, { firstDay, lastDay }, { expectedBytes: sizeBytes, expectedMd5: md5 }),
        ),
      ...missingDays(files)
        .map((day): DayOf => ({ firstDay: day, lastDay: day }))
        .filter(wanted)
        .map((days) =>
          described(`${toIsoDate(days.firstDay).replaceAll('-', '')}.export.CSV.zip`, days, {
            expectedBytes: null,
            expectedMd5: null,
            absent: 'The list goes past this day.',
          }),
        ),
    ];
  }
}

interface DayOf {
  readonly firstDay: number;
  readonly lastDay: number;
}

/** A quarter of an hour; without size and md5 where the list skips it. */
interface Quarter {
  readonly name: string;
  readonly publishedAt: number;
  readonly sizeBytes: number | null;
  readonly md5: string | null;
}

/**
 * Finds exports between two moments, and the quarters of an hour that the list skips, as it comes in pieces. What lies before the
 * first export that a list names is no gap: a mirror may begin anywhere.
 */
class Raster {
  readonly #fromMs: number;
  readonly #toMs: number;
  #lastMs: number | undefined;
  readonly #seen = new Set<number>();

  /** @param lastMs the last export that is known; undefined when none is */
  constructor(lastMs: number | undefined, fromMs: number, toMs: number) {
    this.#lastMs = lastMs;
    this.#fromMs = fromMs;
    this.#toMs = toMs;
  }

  /** The exports among these files, and those before them that were skipped. */
  upTo(files: readonly QuarterHourFile[]): Quarter[] {
    const exports = files.filter(({ table, publishedAt }) => table === 'export' && publishedAt <= this.#toMs);
    return exports.sort((a, b) => a.publishedAt - b.publishedAt).flatMap((file) => this.#next(file));
  }

  #next(file: QuarterHourFile): Quarter[] {
    const at = file.publishedAt;
    const after = this.#lastMs ?? at;
    this.#lastMs = Math.max(after, at);
    if (at < this.#fromMs || this.#seen.has(at)) return [];
    this.#seen.add(at);
    const quarters: Quarter[] = [];
    for (let skipped = after + QUARTER_HOUR_MS; skipped < at; skipped += QUARTER_HOUR_MS) {
      // A list can name a file late, out of its order: it then takes the place of its gap.
      if (skipped < this.#fromMs || this.#seen.has(skipped)) continue;
      quarters.push({ name: nameOfMoment(skipped), publishedAt: skipped, sizeBytes: null, md5: null });
    }
    return [...quarters, file];
  }
}

function nameOfMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}.export.CSV.zip`;
}

function momentOfName(name: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\./.exec(name) ?? [];
  return year === undefined
    ? undefined
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

function faultsInWords(count: number, first: { readonly text: string }): string {
  return `The master list has ${count} ${count === 1 ? 'line that says' : 'lines that say'} nothing usable, such as "${first.text.slice(0, 80)}".`;
}

async function* linesOf(path: string): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    batch.push(line);
    if (batch.length === LINES_AT_ONCE) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}
