/** An act as rows of cells: one for each of its bearings, and where each cell stands in the request. */
import { parseDay } from '../../models/calendar.ts';
import type { NewAct } from '../../models/contract/acts.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { FieldFault } from './change.ts';
import { type Cells, type Column, COLUMNS, memberOf } from '../../models/importing/columns.ts';
import { typeLabelled } from './draft.ts';
import { cellOf } from './jsonRows.ts';
import { OF_THE_ACT } from './links.ts';

export type ActReference = Pick<ReferenceData, 'codebook' | 'countries' | 'names' | 'stateSpans'>;

/** A row that a request makes. */
export interface ActRow {
  /** 1 for the first */
  readonly line: number;
  /** which act of the request */
  readonly act: number;
  readonly cells: Cells;
  /** the path of a column's field in the request: `acts[1].bearings[0].actor` */
  readonly pathOf: (column: Column) => string;
  readonly remarks: readonly FieldFault[];
}

/** Cells by column. */
export type CellsByColumn = Partial<Record<Column, string>>;

/** The members of a request that are columns, as cells; what is undefined is left out. */
export function cellsOf(members: Readonly<Record<string, unknown>>, columns: readonly Column[]): CellsByColumn {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const value = members[memberOf(column)];
      const text = (cellOf(value) ?? '').trim();
      // A summary is one paragraph: the lines of a pasted text are joined.
      return value === undefined ? [] : [[column, column === 'summary' ? inOneLine(text) : text]];
    }),
  );
}

const inOneLine = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .join(' ');

export const OF_THE_BEARING: readonly Column[] = COLUMNS.filter(
  (column) => !OF_THE_ACT.includes(column) && column !== 'id' && column !== 'act_id',
);

/** States and types by name become codes, with a remark; what names none stays, and is a fault later. */
export function codedCells(
  cells: CellsByColumn,
  pathOf: (column: Column) => string,
  { countries, names, codebook }: ActReference,
): { readonly cells: CellsByColumn; readonly remarks: FieldFault[] } {
  const coded = { ...cells };
  const remarks: FieldFault[] = [];
  const day = parseDay(cells.date ?? '');
  const take = (column: Column, value: string, code: string, name: string): string => {
    remarks.push({ field: pathOf(column), value, message: `was taken for ${code} (${name}).` });
    return code;
  };
  const stateOf = (column: Column, given: string): string => {
    if (given === '' || countries.has(given)) return given;
    const named = names.stateOf(given, day);
    if (named === undefined || 'ambiguous' in named) return given;
    return take(column, given, named.iso3, countries.get(named.iso3)?.name ?? named.iso3);
  };
  for (const column of ['actor', 'target'] as const)
    if (coded[column] !== undefined) coded[column] = stateOf(column, coded[column]);
  if (coded.others !== undefined)
    coded.others = coded.others
      .split(';')
      .flatMap((other) => other.trim() || [])
      .map((other) => stateOf('others', other))
      .join(';');
  const { type } = coded;
  const labelled = type === undefined || codebook.has(type) ? undefined : typeLabelled(type, codebook);
  if (type !== undefined && labelled !== undefined)
    coded.type = take('type', type, labelled, codebook.get(labelled)!.label);
  return { cells: coded, remarks };
}

/** The rows of acts. An id that is not given is made: `freeIds` finds those that nothing bears yet. */
export async function rowsOfActs(
  acts: readonly NewAct[],
  reference: ActReference,
  isList: boolean,
  freeIds: (wanted: readonly string[]) => Promise<readonly string[]>,
): Promise<ActRow[]> {
  const drafted = acts.flatMap((act, a) =>
    act.bearings.map((bearing, b) => {
      const ofAct = isList ? `acts[${a}].` : '';
      const pathOf = (column: Column): string =>
        `${ofAct}${OF_THE_ACT.includes(column) ? '' : `bearings[${b}].`}${memberOf(column)}`;
      const given = { ...cellsOf(act, OF_THE_ACT), ...cellsOf(bearing, ['id', ...OF_THE_BEARING]) };
      return { act: a, isFirst: b === 0, pathOf, ...codedCells(given, pathOf, reference) };
    }),
  );
  const made = await freeIds(drafted.map(({ cells }) => (cells.id ? '' : slugOf(cells))));
  const ids = drafted.map(({ cells }, i) => cells.id || made[i]!);
  return drafted.map(({ act, isFirst, pathOf, cells, remarks }, i) => {
    const leading = ids[drafted.findIndex((row) => row.act === act)]!;
    const full: CellsByColumn = { ...cells, id: ids[i]!, act_id: isFirst ? '' : leading };
    return { line: i + 1, act, pathOf, remarks, cells: COLUMNS.map((column) => full[column] ?? '') };
  });
}

const SLUG_WORDS = 4;
const MAX_SLUG = 90;

/** @example 'kor-rus-2024-04-02-sanction-seoul-sanctions-two-russian' */
function slugOf({ dyad, actor, target, date = '', type = '', headline, summary = '' }: CellsByColumn): string {
  const pair = canonicalDyad(dyad || `${actor}-${target}`) ?? 'act';
  const words = (headline || summary)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return [pair, date, type, ...(words ?? []).slice(0, SLUG_WORDS)]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '');
}
