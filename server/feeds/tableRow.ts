/** What every reader of a table does with a row: faults, its day, its pair of states, and at last the act. */
import { FIRST_DATE, parseDay } from '../../models/calendar.ts';
import { feedDay } from './feedDate.ts';
import type { FaultReason, FeedRow, FeedTally, Remark } from './feedRow.ts';
import type { NamedRow } from './namedRows.ts';
import { type NoPair, type StatePair, statePair } from './statePair.ts';
import type { Place } from './states.ts';

/** Hands each row to `read`, batch by batch. @param idColumn undefined: the line of a row is its id */
export async function* readTable(
  batches: AsyncIterable<readonly NamedRow[]>,
  idColumn: string | undefined,
  tally: FeedTally,
  read: (row: TableRow) => FeedRow | readonly FeedRow[] | undefined,
): AsyncGenerator<readonly FeedRow[]> {
  for await (const rows of batches) yield rows.flatMap((row) => read(new TableRow(row, idColumn, tally)) ?? []);
  tally.end();
}

/** A date of a year so early that it is none of the calendar's, such as 0025-10-02. */
const YEAR_FIRST = /^\d{4}-\d{2}-\d{2}$/;

/** The longest names of forces and governments have some 100. */
const MAX_NAME_CHARACTERS = 200;

type Defaults = 'addedDay' | 'intensity' | 'value' | 'mentions' | 'sources' | 'articles' | 'place';
type Act = Omit<FeedRow, 'id' | 'day' | 'actor' | 'target' | Defaults> & Partial<FeedRow>;

export class TableRow {
  readonly id: string;
  readonly tally: FeedTally;
  readonly #row: NamedRow;
  readonly #remarks: Remark[] = [];

  constructor(row: NamedRow, idColumn: string | undefined, tally: FeedTally) {
    this.#row = row;
    this.tally = tally;
    this.id = idColumn === undefined ? `line ${row.line}` : row.cell(idColumn);
  }

  cell(column: string): string {
    return this.#row.cell(column);
  }

  /** What a column names; nothing where it holds more than any name has, before a pattern has read it. */
  name(column: string): string {
    const cell = this.cell(column);
    return cell.length > MAX_NAME_CHARACTERS ? '' : cell;
  }

  fault(reason: FaultReason, field: string, message: string, value = this.cell(field)): undefined {
    if (reason === 'code') this.tally.unknownCode(value);
    this.tally.fault(reason, { line: this.#row.line, id: this.id, field, value: value.slice(0, 100), message });
  }

  leaveOut(reason: NoPair): undefined {
    this.tally.leaveOut(reason);
    this.tally.watch?.({ line: this.#row.line, outcome: 'leftOut', ...reason });
  }

  /** Says what was odd about a row that is read all the same. */
  remark(remark: Remark): void {
    if (this.#remarks.includes(remark)) return;
    this.#remarks.push(remark);
    this.tally.remark(remark);
  }

  /** The day of the act, or a fault. @param forms the dates that this feed writes */
  day(column: string, forms: string): number | undefined {
    return this.dayRead(column, feedDay(this.cell(column)), `The date is none of the form ${forms}.`);
  }

  /** The day that a column was read as, where an act can stand on it; else a fault. @param none what is wrong where it was read as none */
  dayRead(column: string, day: number | undefined, none: string): number | undefined {
    const cell = this.cell(column);
    if (day !== undefined && day > this.tally.lastActDay)
      return this.fault('date', column, 'The date lies in the future: only what has happened is counted.');
    if (day === undefined ? cell < FIRST_DATE && YEAR_FIRST.test(cell) : day < parseDay(FIRST_DATE)!)
      return this.fault('date', column, `The date lies before ${FIRST_DATE}, where no series begins: check the year.`);
    return day ?? this.fault('date', column, none);
  }

  /** The two states, or the row is left out. */
  pair(actor: Place | string, target: Place | string, day: number): StatePair | undefined {
    const pair = statePair(actor, target, day);
    return 'why' in pair ? this.leaveOut(pair) : pair;
  }

  /** The pairs of all actors with all targets that are two states; none: the row is left out. What no table knows is counted by name. */
  pairs(
    actors: readonly (Place | string)[],
    targets: readonly (Place | string)[],
    day: number,
  ): readonly StatePair[] | undefined {
    const found = actors.flatMap((actor) => targets.map((target) => statePair(actor, target, day)));
    const pairs = found.filter((pair) => 'actor' in pair);
    const [noPair] = found.filter((pair) => 'why' in pair);
    if (pairs.length === 0) return this.leaveOut(noPair ?? { why: 'noState' });
    if (found.length > 1) this.remark('severalStates');
    if (noPair?.unknown !== undefined) {
      this.remark('partOfAList');
      for (const name of new Set(found.flatMap((pair) => ('why' in pair ? (pair.unknown ?? []) : []))))
        this.tally.unknownPlace(name);
    }
    return pairs;
  }

  /** Counts the row as taken; what the feed does not say of it has the value for "not said". */
  act(day: number, pair: StatePair, act: Act): FeedRow {
    return this.acts(day, [pair], act)[0]!;
  }

  /** The same for a row about several pairs: an act in each. */
  acts(day: number, pairs: readonly StatePair[], act: Act): FeedRow[] {
    this.tally.taken++;
    this.tally.worldDay(day).interstate++;
    const rows = pairs.map((pair) => ({
      id: this.id,
      day,
      addedDay: null,
      intensity: null,
      value: null,
      mentions: 1,
      sources: 1,
      articles: 1,
      place: null,
      ...pair,
      ...act,
    }));
    this.tally.watch?.({ line: this.#row.line, outcome: 'taken', rows, remarks: this.#remarks });
    return rows;
  }
}
