/** One row of a table by its mapping: its day, its sides, its code and its value, each as people write them. */
import { parseDay } from '../../models/calendar.ts';
import { EVERY_OTHER_CODE, type FeedMapping } from '../../models/importing/feedMapping.ts';
import { typeInText } from '../../models/importing/typeWords.ts';
import { type DateOrder, orderOf, readDate } from '../../models/writtenDate.ts';
import type { Coding, Codings } from './codings.ts';
import type { FeedRow } from './feedRow.ts';
import type { NamedRow } from './namedRows.ts';
import { statesIn } from './namedSides.ts';
import type { Place, States } from './states.ts';
import type { TableRow } from './tableRow.ts';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const FORMS = '2018-06-01, 1 June 2018 or 1/6/2018';
const NUMBER = /^[-−+]?\d+(?:[.,]\d+)?$/;
/** More states than this on one side are a list of members and no actor. */
const MAX_SIDES = 10;

type Side = 'actor' | 'target';

export class MappedRows {
  readonly #mapping: FeedMapping;
  readonly #codings: Codings;
  readonly #states: States;
  readonly #constants: Readonly<Record<Side, Place | string | undefined>>;
  #order: DateOrder | undefined;

  constructor(mapping: FeedMapping, codings: Codings, states: States) {
    this.#mapping = mapping;
    this.#codings = codings;
    this.#states = states;
    const constant = (side: Side): Place | string | undefined => {
      const code = mapping.columns[side] === undefined ? mapping.constants?.[side] : undefined;
      return code === undefined ? undefined : (states.side(code) ?? code);
    };
    this.#constants = { actor: constant('actor'), target: constant('target') };
    this.#order = mapping.dates;
  }

  /** One date that can only be day first, such as 13/04/2024, decides the file. */
  learn(rows: readonly NamedRow[]): void {
    this.#order ??= orderOf(rows.map((row) => row.cell(this.#mapping.columns.date))).order;
  }

  read(row: TableRow): readonly FeedRow[] | undefined {
    const { columns } = this.#mapping;
    const day = this.#dayOf(row);
    if (day === undefined) return undefined;
    const coding = this.#codingOf(row);
    if (coding === undefined) return undefined;
    const value = this.#valueOf(row);
    if (value === undefined) return undefined;
    row.tally.worldDay(day).rows++;
    const actors = this.#sidesOf(row, 'actor');
    const targets = actors && this.#sidesOf(row, 'target');
    const pairs = targets && row.pairs(actors, targets, day);
    return (
      pairs &&
      row.acts(day, pairs, {
        actorDetail: detailOf(row, columns.actor),
        targetDetail: detailOf(row, columns.target),
        code: coding.code,
        value: value.number,
        report: columns.report === undefined ? '' : row.cell(columns.report),
      })
    );
  }

  /** The day, or the row is left out or at fault. */
  #dayOf(row: TableRow): number | undefined {
    const { columns } = this.#mapping;
    const cell = columns.month === undefined ? row.cell(columns.date) : this.#joinedDate(row);
    if (ISO_DAY.test(cell)) return row.dayRead(columns.date, parseDay(cell), `The date is none of the form ${FORMS}.`);
    const read = readDate(cell);
    const given = (day: string): number | undefined => row.dayRead(columns.date, parseDay(day), '');
    switch (read?.kind) {
      case 'day':
        return read.order === undefined || this.#order === undefined || read.order === this.#order
          ? given(read.date)
          : row.fault(
              'date',
              columns.date,
              `The date can only be ${read.order}, and others of the file are ${this.#order}: correct it.`,
            );
      case 'either':
        return this.#order === undefined
          ? row.fault(
              'date',
              columns.date,
              `The date is ${read.dates['day-first']} or ${read.dates['month-first']}, and nothing in the first rows says which: add "dates": "day-first" or "month-first" to the mapping.`,
            )
          : given(read.dates[this.#order]);
      case 'month':
        row.remark('dayByMonth');
        return given(read.date);
      case 'year': {
        const { yearsOn } = this.#mapping;
        if (yearsOn === undefined) return row.leaveOut({ why: 'dayUnknown' });
        row.remark('dayByYear');
        return given(`${/\d{4}/.exec(cell)![0]}-${yearsOn}`);
      }
      case undefined:
        return row.dayRead(columns.date, undefined, `The date is none of the form ${FORMS}.`);
    }
  }

  /** Year, month and day of three columns as one date; an unknown month or day is written as 0 or below. */
  #joinedDate(row: TableRow): string {
    const { date, month, day } = this.#mapping.columns;
    const number = (column: string | undefined): number => (column === undefined ? 0 : Number(row.cell(column)));
    const [months, days] = [number(month), number(day)];
    const year = row.cell(date);
    if (!(months >= 1)) return year;
    if (!(days >= 1)) return `${year}-${two(months)}`;
    return `${year}-${two(months)}-${two(days)}`;
  }

  /** The coding, or the row is left out or at fault. */
  #codingOf(row: TableRow): Coding | undefined {
    const { code, text } = this.#mapping.columns;
    const every = this.#codings.get(EVERY_OTHER_CODE);
    const cell = code === undefined ? '' : row.cell(code);
    if (code !== undefined && (cell !== '' || text === undefined))
      return (
        this.#codings.get(cell) ??
        every ??
        row.fault(
          'code',
          code,
          'The mapping has no such code: add it under "codes", with null if it says nothing about tension, or "*" for all others.',
        )
      );
    if (text === undefined) return every;
    const type = typeInText(row.cell(text), this.#codings);
    return (type === undefined ? every : this.#codings.get(type)) ?? row.leaveOut({ why: 'noType' });
  }

  /** The value, or null without one; undefined where it is at fault. */
  #valueOf(row: TableRow): { readonly number: number | null } | undefined {
    const { columns, scale } = this.#mapping;
    const cell = columns.intensity === undefined ? '' : row.cell(columns.intensity);
    if (columns.intensity === undefined || cell === '') return { number: null };
    if (!NUMBER.test(cell)) return row.fault('field', columns.intensity, 'The intensity is no number.');
    const number = Number(cell.replace('−', '-').replace(',', '.'));
    return { number: scale ? (number - scale.zero) * scale.times : number };
  }

  /** Who stands on a side, or the row is left out. */
  #sidesOf(row: TableRow, side: Side): readonly (Place | string)[] | undefined {
    const constant = this.#constants[side];
    if (constant !== undefined) return [constant];
    const cell = row.name(this.#mapping.columns[side]!);
    if (cell === '') return row.leaveOut({ why: 'noState' });
    const found = statesIn(cell, this.#mapping, this.#states);
    if (found.isLeftOut) return row.leaveOut({ why: 'namedOut', unknown: cell });
    if (found.sides.length > MAX_SIDES) return row.leaveOut({ why: 'noState' });
    if (found.isForces) row.remark('forcesOfAState');
    return found.sides;
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

const detailOf = (row: TableRow, column: string | undefined): string => (column === undefined ? '' : row.name(column));
