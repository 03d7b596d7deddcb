/**
 * Event files of the GDELT Project, versions 1.0 and 2.0: tab-separated rows without a header. Which version a row is of shows in
 * its number of columns, and a real file can hold more than one.
 */
import { Buffer } from 'node:buffer';
import { parseDay } from '../../models/calendar.ts';
import type { QuadClass } from '../../models/quadClass.ts';
import type { CameoCodings } from './codings.ts';
import type { FaultReason, FeedRow, FeedTally } from './feedRow.ts';
import { type NoPair, statePair } from './statePair.ts';
import type { States } from './states.ts';
import { type TabRow, TabSplitter } from './tabRows.ts';

/** Columns that every layout has in the same place. */
export const GDELT_COLUMNS = {
  globalEventId: 0,
  sqlDate: 1,
  actor1Code: 5,
  actor1CountryCode: 7,
  actor2Code: 15,
  actor2CountryCode: 17,
  isRootEvent: 25,
  eventCode: 26,
  quadClass: 29,
  goldsteinScale: 30,
  numMentions: 31,
  numSources: 32,
  numArticles: 33,
} as const;

/** Where the columns stand that moved. */
export interface GdeltLayout {
  /** FIPS code of the country where it happened */
  readonly actionGeoCountryCode: number;
  readonly dateAdded: number;
  /** absent in files of 1979 to March 2013 */
  readonly sourceUrl: number | undefined;
}

/**
 * The layouts by number of columns: 1.0 without and with an address, 2.0 (which has one more column for each of three places).
 * The real sample of 1.0 rows mixes 201 rows of 57 with 509 of 58.
 */
export const GDELT_LAYOUTS: ReadonlyMap<number, GdeltLayout> = new Map([
  [57, { actionGeoCountryCode: 51, dateAdded: 56, sourceUrl: undefined }],
  [58, { actionGeoCountryCode: 51, dateAdded: 56, sourceUrl: 57 }],
  [61, { actionGeoCountryCode: 53, dateAdded: 59, sourceUrl: 60 }],
]);

/** What a file with that many columns is, for the sentence that refuses it. */
const OTHER_TABLES: ReadonlyMap<number, string> = new Map([
  [16, 'a file of mentions'],
  [14, 'a file of mentions'],
  [27, 'a file of the knowledge graph'],
]);

const C = GDELT_COLUMNS;
const NO_STATE: NoPair = { why: 'noState' };

/**
 * Reads an event file. Rows in which one state acts towards another are handed on, in batches of a chunk each; every row is
 * counted in the tally, and in its day's world total if it can be read. When the tally says `refused`, nothing may be kept.
 *
 * Bytes never make it throw; an error of `bytes` itself (a lost connection, a bad archive) passes through.
 */
export async function* readGdelt(
  bytes: AsyncIterable<Uint8Array>,
  states: States,
  codings: CameoCodings,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  const reader = new GdeltReader(states, codings, tally);
  for await (const chunk of bytes) {
    const rows = reader.push(chunk);
    if (tally.refused !== null) return;
    if (rows.length > 0) yield rows;
  }
  const rows = reader.end();
  tally.end();
  if (tally.refused === null && rows.length > 0) yield rows;
}

class GdeltReader {
  readonly #states: States;
  readonly #codings: CameoCodings;
  readonly #tally: FeedTally;
  readonly #splitter: TabSplitter;
  readonly #dates = new DateReader();
  readonly #addedDates = new DateReader();
  #rows: FeedRow[] = [];
  #address = '';
  #addressBytes = Buffer.alloc(0);

  constructor(states: States, codings: CameoCodings, tally: FeedTally) {
    this.#states = states;
    this.#codings = codings;
    this.#tally = tally;
    this.#splitter = new TabSplitter(
      (row) => this.#read(row),
      (line) => {
        tally.rows++;
        tally.fault('length', {
          line,
          id: null,
          field: null,
          value: null,
          message: 'The row has more than 256 kB. Rows of GDELT have a few hundred bytes: the file is damaged here.',
        });
      },
    );
  }

  push(chunk: Uint8Array): FeedRow[] {
    this.#rows = [];
    this.#splitter.push(chunk);
    return this.#rows;
  }

  end(): FeedRow[] {
    this.#rows = [];
    this.#splitter.end();
    return this.#rows;
  }

  #read(row: TabRow): void {
    const tally = this.#tally;
    tally.rows++;
    const layout = GDELT_LAYOUTS.get(row.columns);
    tally.layout(row.columns);
    if (layout === undefined) return this.#fault(row, 'columns', undefined, columnsMessage(row.columns));
    if (!row.isUtf8())
      return this.#fault(row, 'bytes', undefined, 'The row holds bytes that are not UTF-8: the file is damaged here.');
    const { bytes } = row;
    const day = this.#dates.read(bytes, row.start(C.sqlDate), row.end(C.sqlDate));
    if (day === undefined)
      return this.#fault(row, 'date', C.sqlDate, 'SQLDATE is no calendar date of the form 20180326.');
    const addedDay = this.#addedDates.read(bytes, row.start(layout.dateAdded), row.end(layout.dateAdded));
    if (addedDay === undefined)
      return this.#fault(row, 'date', layout.dateAdded, 'DATEADDED begins with no calendar date of the form 20180326.');
    const coding = this.#codings.at(bytes, row.start(C.eventCode), row.end(C.eventCode));
    if (coding === undefined)
      return this.#fault(
        row,
        'code',
        C.eventCode,
        'EventCode is no CAMEO code: two to four digits, of which the first two are 01 to 20.',
      );
    const quadClass = quadClassAt(row);
    if (quadClass === undefined)
      return this.#fault(row, 'quadClass', C.quadClass, 'QuadClass is not 1, 2, 3 or 4: columns have moved.');
    if (quadClass !== coding.quadClass) tally.remark('quadClassDiffers');
    if (coding.cut) tally.remark('codeCutToParent');

    const world = tally.worldDay(day);
    world.rows++;
    world.quadClasses[quadClass - 1]!++;
    world.intensityTenths += coding.intensityTenths;

    const actorStart = row.start(C.actor1CountryCode);
    const actorEnd = row.end(C.actor1CountryCode);
    const targetStart = row.start(C.actor2CountryCode);
    const targetEnd = row.end(C.actor2CountryCode);
    if (actorStart === actorEnd || targetStart === targetEnd) return tally.leaveOut(NO_STATE);
    const pair = statePair(
      this.#states.cameoAt(bytes, actorStart, actorEnd) ?? row.text(C.actor1CountryCode),
      this.#states.cameoAt(bytes, targetStart, targetEnd) ?? row.text(C.actor2CountryCode),
      day,
    );
    if ('why' in pair) return tally.leaveOut(pair);

    // The table's value is taken, so that two rows of one code never differ; a file that prints another one is remarked on.
    if (tenthsAt(row, C.goldsteinScale) !== coding.intensityTenths) tally.remark('goldsteinDiffers');
    tally.taken++;
    world.interstate++;
    this.#rows.push({
      id: row.text(C.globalEventId),
      day,
      // In a file of years or months it says when GDELT was built, and not when the report was found.
      addedDay: layout.sourceUrl === undefined ? null : addedDay,
      ...pair,
      actorDetail: row.text(C.actor1Code),
      targetDetail: row.text(C.actor2Code),
      code: coding.code,
      intensity: coding.intensity,
      value: null,
      mentions: countAt(row, C.numMentions),
      sources: countAt(row, C.numSources),
      articles: countAt(row, C.numArticles),
      report: layout.sourceUrl === undefined ? '' : this.#addressAt(row, layout.sourceUrl),
      place:
        this.#states.fipsAt(bytes, row.start(layout.actionGeoCountryCode), row.end(layout.actionGeoCountryCode)) ??
        null,
    });
  }

  /** The address. Rows of one article stand together: they share one text, which saves decoding and memory. */
  #addressAt(row: TabRow, column: number): string {
    const from = row.start(column);
    const to = row.end(column);
    if (
      to - from !== this.#addressBytes.length ||
      row.bytes.compare(this.#addressBytes, 0, to - from, from, to) !== 0
    ) {
      this.#addressBytes = Buffer.from(row.bytes.subarray(from, to));
      this.#address = row.text(column);
    }
    return this.#address;
  }

  #fault(row: TabRow, reason: FaultReason, column: number | undefined, message: string): void {
    const at = (place: number): string => (place < row.columns ? row.text(place).slice(0, 100) : '');
    const field = column === undefined ? null : `column ${column + 1}`;
    this.#tally.fault(reason, {
      line: row.line,
      id: at(C.globalEventId) || null,
      field,
      value: column === undefined ? null : at(column),
      message,
    });
  }
}

function columnsMessage(columns: number): string {
  const other = OTHER_TABLES.get(columns);
  return `The row has ${columns} columns; event files have 57, 58 or 61${other ? `, and ${columns} make ${other}` : ''}.`;
}

function quadClassAt(row: TabRow): QuadClass | undefined {
  const at = row.start(C.quadClass);
  if (row.end(C.quadClass) - at !== 1) return undefined;
  const digit = row.bytes[at]! - 48;
  return digit === 1 || digit === 2 || digit === 3 || digit === 4 ? digit : undefined;
}

/** A count; 1 when the cell is empty or no number, because the row itself is a mention. */
function countAt(row: TabRow, column: number): number {
  let count = 0;
  const end = row.end(column);
  for (let i = row.start(column); i < end; i++) {
    const digit = row.bytes[i]! - 48;
    if (digit < 0 || digit > 9 || count > 1e8) return 1;
    count = count * 10 + digit;
  }
  return Math.max(count, 1);
}

/** A number such as `-4.0` or `7`, in tenths; NaN when it is none. Later decimals are not looked at: the scale has one. */
function tenthsAt(row: TabRow, column: number): number {
  const { bytes } = row;
  const end = row.end(column);
  let at = row.start(column);
  const sign = bytes[at] === MINUS ? -1 : 1;
  if (sign === -1) at++;
  if (at === end) return NaN;
  let whole = 0;
  for (; at < end && bytes[at] !== POINT; at++) whole = whole * 10 + digitOf(bytes[at]!);
  return sign * (whole * 10 + (at + 1 < end ? digitOf(bytes[at + 1]!) : 0));
}

const MINUS = 45;
const POINT = 46;

function digitOf(byte: number): number {
  return byte >= 48 && byte <= 57 ? byte - 48 : NaN;
}

/** Reads dates that begin with eight digits. A file has few different ones, so each is worked out once. */
class DateReader {
  readonly #days = new Map<number, number | undefined>();
  #last = -1;
  #lastDay: number | undefined;

  /** The epoch day, or `undefined` when the first eight bytes are no calendar date. */
  read(bytes: Uint8Array, from: number, to: number): number | undefined {
    if (to - from < 8) return undefined;
    let number = 0;
    for (let i = from; i < from + 8; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return undefined;
      number = number * 10 + digit;
    }
    if (number === this.#last) return this.#lastDay;
    this.#last = number;
    if (!this.#days.has(number)) {
      const text = String(number).padStart(8, '0');
      // Wrong dates are endless, calendar dates are not: keep only these.
      this.#lastDay = parseDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
      if (this.#lastDay !== undefined) this.#days.set(number, this.#lastDay);
    } else this.#lastDay = this.#days.get(number);
    return this.#lastDay;
  }
}
