/** What every reader of an outside format gives: rows about an act of one state towards another, and an account of all the others. */
import type { RowFault } from '../ledger/ledger.ts';
import { LEFT_OUT, type LeftOut } from './leftOut.ts';
import type { NoPair } from './statePair.ts';

/** A row of a feed in which one state acts towards another, in the feed's own coding. */
export interface FeedRow {
  /** the feed's id of the row */
  readonly id: string;
  /** epoch day of the act, as the feed dates it */
  readonly day: number;
  /** epoch day on which the feed took the row in; null where the feed does not say. `addedDay - day` is the coding lag. */
  readonly addedDay: number | null;
  /** ISO alpha-3 codes of two different states */
  readonly actor: string;
  readonly target: string;
  /** who exactly, as the feed writes it: `USACVL`, `Ministry (Japan)` */
  readonly actorDetail: string;
  readonly targetDetail: string;
  /** code in the feed's ontology, with leading zeros */
  readonly code: string;
  /** the feed's own intensity (Goldstein or the like); null where it gives none */
  readonly intensity: number | null;
  /** what the row itself says on the scale of its feed, below 0 for conflict; null where its code says it */
  readonly value: number | null;
  /** mentions, sources and articles behind the row; 1 where the feed does not count them */
  readonly mentions: number;
  readonly sources: number;
  readonly articles: number;
  /** web address of the report, or how the feed names it (`Mainichi Daily News, story 47400357`); empty where it names none */
  readonly report: string;
  /** ISO alpha-3 code of the country where it happened; null where the feed does not say or means no country */
  readonly place: string | null;
}

/** Why a row cannot be read. Each costs one row. */
export type FaultReason = 'columns' | 'bytes' | 'length' | 'date' | 'code' | 'quadClass' | 'field';

export interface FeedFault extends RowFault {
  readonly reason: FaultReason;
}

/** What was odd about rows that were read all the same. */
export type Remark =
  | 'goldsteinDiffers'
  | 'quadClassDiffers'
  | 'codeCutToParent'
  | 'idWithTwoDates'
  | 'cellsBeyondHeader'
  /** the header has names for which no row has a cell */
  | 'namesWithoutCells'
  /** it stands on its first day, or on the first on which it may have been */
  | 'longerThanADay'
  /** the row knows its month, and stands in the middle of it */
  | 'dayByMonth'
  /** the row knows its year, and stands on the day that the mapping says */
  | 'dayByYear'
  /** a side is named by the forces or the government of a state: `Military Forces of Russia (2000-)` */
  | 'forcesOfAState'
  /** a side lists several states: the act stands in each pair */
  | 'severalStates'
  /** some names of such a list are no state: the act stands in the other pairs */
  | 'partOfAList';

/** What became of a row. */
export type RowOutcome = { readonly line: number } & (
  | { readonly outcome: 'taken'; readonly rows: readonly FeedRow[]; readonly remarks: readonly Remark[] }
  | ({ readonly outcome: 'leftOut' } & NoPair)
  | { readonly outcome: 'fault'; readonly fault: FeedFault }
);

/** How much a feed reported in the whole world about one day: the denominator of every share. */
export interface WorldDay {
  rows: number;
  /** rows of QuadClass 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, in this order; zeros where the feed has none */
  readonly quadClasses: [number, number, number, number];
  /** rows in which one state acts towards another */
  interstate: number;
  /** sum of the feed's own intensities, in tenths, so that it is exact in any order */
  intensityTenths: number;
}

/** Faults kept with line and value; all are counted. */
const FAULTS_KEPT = 1000;

/** A file is refused when, from this many rows on, more than half are at fault. */
const ROWS_BEFORE_REFUSAL = 100;
/** Or at its end, from so many on, or where none can be read: of a few rows, some that are at fault say nothing of the file. */
const ROWS_AT_THE_END = 10;

/** Codes without a meaning that a refusal names. */
const CODES_NAMED = 10;
/** Different texts that are counted apart: rubbish must not fill the memory. */
const KEPT_APART = 1000;

/** The account of one reading: every row of the file stands in it exactly once, as taken, left out or at fault. */
export class FeedTally {
  /** epoch day: acts after it have not happened yet */
  readonly lastActDay: number;
  rows = 0;
  /** rows handed on */
  taken = 0;
  faulty = 0;
  /** one sentence when the file as a whole is not what it should be: nothing of it may be kept */
  refused: string | null = null;
  /** the first faults, in the order of the file */
  readonly faults: FeedFault[] = [];
  readonly faultCounts = new Map<FaultReason, number>();
  readonly leftOut: Record<LeftOut, number> = { ...LEFT_OUT };
  readonly remarks = new Map<Remark, number>();
  /** codes of places that no table knows, with the number of rows */
  readonly unknownPlaces = new Map<string, number>();
  /** codes that no table or mapping has, with the number of rows */
  readonly unknownCodes = new Map<string, number>();
  /** rows by number of columns */
  readonly layouts = new Map<number, number>();
  /** ids of its rows, where the source wants to know later in which file a row is */
  rowIds: string[] | undefined;
  /** by epoch day of the act */
  readonly world = new Map<number, WorldDay>();
  /** told of every row of a table, where somebody looks on */
  readonly watch: ((outcome: RowOutcome) => void) | undefined;
  #lastDay = Number.NaN;
  #lastWorldDay: WorldDay = emptyWorldDay();

  constructor(lastActDay = Infinity, watch?: (outcome: RowOutcome) => void) {
    this.lastActDay = lastActDay;
    this.watch = watch;
  }

  fault(reason: FaultReason, fault: RowFault): void {
    this.faulty++;
    this.watch?.({ line: fault.line, outcome: 'fault', fault: { reason, ...fault } });
    count(this.faultCounts, reason);
    if (this.faults.length < FAULTS_KEPT) this.faults.push({ reason, ...fault });
    if (this.rows >= ROWS_BEFORE_REFUSAL) this.#refuseIfMostlyFaulty();
  }

  leaveOut({ why, unknown }: NoPair): void {
    this.leftOut[why]++;
    if (unknown !== undefined) this.unknownPlace(unknown);
  }

  unknownPlace(name: string): void {
    countSome(this.unknownPlaces, name);
  }

  unknownCode(code: string): void {
    countSome(this.unknownCodes, code);
  }

  /** Counts a row by its number of columns. */
  layout(columns: number): void {
    count(this.layouts, columns);
  }

  remark(remark: Remark): void {
    count(this.remarks, remark);
  }

  worldDay(day: number): WorldDay {
    // Rows of one day stand together in every feed.
    if (day === this.#lastDay) return this.#lastWorldDay;
    let worldDay = this.world.get(day);
    if (!worldDay) this.world.set(day, (worldDay = emptyWorldDay()));
    this.#lastDay = day;
    this.#lastWorldDay = worldDay;
    return worldDay;
  }

  refuse(sentence: string): void {
    this.refused ??= sentence;
  }

  /** To be called when the file has ended. */
  end(): void {
    if (this.rows >= ROWS_AT_THE_END || this.faulty === this.rows) this.#refuseIfMostlyFaulty();
  }

  /** The file may well be the right one: what lacks is a meaning. */
  #withoutMeaning(rows: number): string {
    const codes = [...this.unknownCodes].toSorted(([, a], [, b]) => b - a);
    const named = codes.slice(0, CODES_NAMED).map(([code, n]) => `"${code}" (${n})`);
    const others = codes.length > named.length ? ` and ${codes.length - named.length} others` : '';
    return `${rows} of the first ${this.rows} rows have codes of which nobody has said what they mean: ${named.join(', ')}${others}. Add them, or in a mapping "*": null for all that it does not name.`;
  }

  #refuseIfMostlyFaulty(): void {
    if (this.faulty * 2 <= this.rows) return;
    const [first] = this.faults;
    const codes = this.faultCounts.get('code') ?? 0;
    if (codes * 2 > this.faulty) return this.refuse(this.#withoutMeaning(codes));
    this.refuse(
      `${this.faulty} of the first ${this.rows} rows cannot be read, so this is not the file that its name promises. The first fault, line ${first?.line}: ${first?.message}`,
    );
  }
}

function emptyWorldDay(): WorldDay {
  return { rows: 0, quadClasses: [0, 0, 0, 0], interstate: 0, intensityTenths: 0 };
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function countSome(counts: Map<string, number>, text: string): void {
  if (counts.has(text) || counts.size < KEPT_APART) count(counts, text.slice(0, 100));
}
