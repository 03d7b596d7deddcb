/**
 * ACLED by its API, with the user's own login: one file for each month, because rows are corrected for months after the event, and taken
 * out. Its terms forbid passing rows on; what is stored here stays here.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOfMs, parseDay, toIsoDate } from '../../../models/calendar.ts';
import { readAcled } from '../acled.ts';
import type { FeedRow, FeedTally } from '../feedRow.ts';
import type { FeedTables } from '../feedTables.ts';
import type { FeedFile, FileRecord } from '../fileLedger.ts';
import { AcledApi, type AcledApiOptions } from './acledApi.ts';
import { changedMonths, deletedIds } from './acledCorrections.ts';
import type { Corrections, Discovery, FeedSource, ListedFeedFile, Obtained } from './source.ts';
import { bytesOfTable } from './unpacked.ts';

const ROWS = '/api/acled/read';
/** Months that are asked for again, because their rows are still corrected, once a day. */
const MONTHS_CORRECTED = 3;
const MS_PER_DAY = 86_400_000;

export interface AcledSourceOptions extends AcledApiOptions {
  readonly feed: string;
  readonly folder: string;
  readonly tables: Pick<FeedTables, 'states' | 'acled'>;
}

export class AcledSource implements FeedSource {
  readonly #options: AcledSourceOptions;
  readonly #api: AcledApi;

  constructor(options: AcledSourceOptions) {
    this.#options = options;
    this.#api = new AcledApi(options);
  }

  async *discover({ range }: Discovery): AsyncGenerator<readonly ListedFeedFile[]> {
    const { feed, base } = this.#options;
    const months: ListedFeedFile[] = [];
    for (
      let first = `${toIsoDate(range.from).slice(0, 7)}-01`;
      (parseDay(first) ?? Infinity) <= range.to;
      first = nextMonth(first)
    ) {
      const firstDay = parseDay(first)!;
      const name = fileOfMonth(first);
      months.push({
        feed,
        name,
        address: `${base}${ROWS}`,
        firstDay,
        lastDay: (parseDay(nextMonth(first)) ?? firstDay + 1) - 1,
        expectedBytes: null,
        expectedMd5: null,
      });
    }
    yield months;
  }

  async obtain(file: FeedFile, signal: AbortSignal): Promise<Obtained> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true });
    const path = join(
      folder,
      `${createHash('sha256').update(`${file.feed} ${file.name}`).digest('hex').slice(0, 24)}.pages`,
    );
    const out = await open(path, 'w');
    const hash = createHash('md5');
    let bytes = 0;
    const days = `${toIsoDate(file.firstDay ?? 0)}|${toIsoDate(file.lastDay ?? 0)}`;
    const question = { event_date: days, event_date_where: 'BETWEEN' };
    try {
      for await (const page of this.#api.pages(ROWS, question, 'event_id_cnty', file.name, signal)) {
        const body = Buffer.from(page);
        hash.update(body);
        bytes += body.length;
        await out.write(body);
      }
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await out.close();
    }
    return { path, bytes, md5: hash.digest('hex'), temporary: true, fetchedBytes: bytes };
  }

  read(path: string, _file: FeedFile, tally: FeedTally): AsyncIterable<readonly FeedRow[]> {
    const { states, acled } = this.#options.tables;
    tally.rowIds = [];
    return readAcled(bytesOfTable(path, 'acled.csv'), states, acled, tally);
  }

  readonly changes = (file: FileRecord, now: Date): boolean =>
    file.take !== null && this.#isRecent(file, now) && now.getTime() - file.take.takenAt.getTime() > MS_PER_DAY / 2;

  /** Months with rows that were corrected since, and ids of rows that were taken out; the newest months are read again anyway. */
  async corrections(since: Date, remark: (sentence: string) => void, signal: AbortSignal): Promise<Corrections> {
    const months = await changedMonths(this.#api, ROWS, since, signal);
    const deleted = await deletedIds(this.#api, since, remark, signal);
    return {
      changed: new Map([...months].map(([month, at]) => [fileOfMonth(month), at])),
      deleted,
      isReadAnyway: (file) => this.#isRecent(file, this.#options.runtime.now()),
    };
  }

  #isRecent({ lastDay }: FeedFile, now: Date): boolean {
    return lastDay !== null && lastDay > dayOfMs(now.getTime()) - MONTHS_CORRECTED * 31;
  }
}

const fileOfMonth = (day: string): string => `acled-${day.slice(0, 7)}.csv`;

function nextMonth(first: string): string {
  const [year = 0, month = 0] = first.split('-').map(Number);
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`;
}
