/** Rows of somebody's file become rows of ours, by a mapping; what the mapping leaves open is asked once for all rows alike. */
import { parseDay } from '../calendar.ts';
import { canonicalDyad } from '../dyad.ts';
import { type ColumnOrder, orderOf, readDate } from '../writtenDate.ts';
import { type Cells, type Column, COLUMNS } from './columns.ts';
import { eventIdOf } from './eventId.ts';
import { type ImportTables, stateOf, statesLike } from './importTables.ts';
import { lacksZero, mayLackZero, withZero } from './lostZero.ts';
import type { Mapping, SeverityRule } from './mapping.ts';
import { severityBy, severityRuleOf } from './severityScale.ts';
import { typeOf, typesLike } from './typeWords.ts';

export interface TableRow {
  /** in the file, from 1 */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row as ours. */
export interface MappedRow {
  readonly line: number;
  readonly cells: Cells;
  /** columns whose value is assumed: by the codebook, or made */
  readonly assumed: readonly Column[];
  /** columns that wait for an answer, each with the cell of the file */
  readonly waiting: readonly { readonly column: Column; readonly value: string }[];
  /** the reader leaves this row out */
  readonly isLeftOut: boolean;
}

/** A word of the file that no table knows, or that was asked about. */
export interface OpenWord {
  readonly value: string;
  /** rows that have it */
  readonly rows: number;
  /** what the reader made of it; null: it is open. Empty: its rows are left out */
  readonly answer: string | null;
  readonly suggestions: readonly string[];
}

export interface MappedTable {
  readonly rows: readonly MappedRow[];
  readonly dates: ColumnOrder;
  readonly states: readonly OpenWord[];
  readonly types: readonly OpenWord[];
  readonly severity:
    | {
        readonly rule: SeverityRule;
        readonly values: readonly { readonly value: string; readonly severity: number | null }[];
      }
    | undefined;
  /** codes that may have lost their zero, with what the mapping makes of them */
  readonly zeros: readonly { readonly value: string; readonly restored: string; readonly isSure: boolean }[];
}

const AT = Object.fromEntries(COLUMNS.map((column, place) => [column, place])) as Record<Column, number>;
const STATES: readonly Column[] = ['actor', 'target'];
const YES = /^(yes|y|true|x|1|ja|oui|si|sí|예|네|확인|o)$/i;
const NO = /^(no|n|false|0|nein|non|아니요|아니오|미확인|-)$/i;
const RAISES =
  /^(\+|\+?1([.,]0+)?|raises?|negative|conflict(ual)?|escalat\w*|worse|up|악화|상승|긴장|verschärf\w*|aggrav\w*)$/i;
const LOWERS =
  /^([-−]|[-−]1([.,]0+)?|lowers?|positive|cooperat\w*|de-?escalat\w*|eas(es|ing)|better|down|완화|개선|협력|entspann\w*|apais\w*)$/i;
/** A list of what was asked stays one that can be read. */
const MAX_WORDS = 300;
const MAX_SEVERITIES = 30;

/** @param places for each column of ours its place in the file; none: the file has no such column */
export function mapRows(
  table: readonly TableRow[],
  places: ReadonlyMap<Column, number>,
  mapping: Mapping,
  tables: ImportTables,
): MappedTable {
  const given = (row: TableRow, column: Column): string => {
    const place = places.get(column);
    return (place === undefined ? '' : (row.cells[place]?.trim() ?? '')) || (mapping.constants?.[column]?.trim() ?? '');
  };
  const column = (name: Column): string[] => table.map((row) => given(row, name));
  const found = orderOf([...column('date'), ...column('end_date')]);
  const order = mapping.dates ?? found.order;
  const guessed = severityRuleOf(column('severity'));
  const rule = mapping.severity ?? guessed;
  const leftOut = new Set(mapping.leftOut);
  const words = {
    states: new Map<string, number>(),
    types: new Map<string, number>(),
    zeros: new Map<string, boolean>(),
  };

  const rows = table.map((row): MappedRow => {
    const cells = COLUMNS.map((name) => given(row, name));
    const waiting: { column: Column; value: string }[] = [];
    const assumed: Column[] = [];
    let isLeftOut = leftOut.has(row.line);
    const wait = (name: Column, value: string): void => void waiting.push({ column: name, value });

    for (const name of ['date', 'end_date'] as const) {
      const read = readDate(cells[AT[name]]!);
      if (read?.kind === 'day') cells[AT[name]] = read.date;
      else if (read?.kind === 'either' && order) cells[AT[name]] = read.dates[order];
      else if (read?.kind === 'either') wait(name, cells[AT[name]]!);
      else if (read?.kind === 'month' && name === 'date') {
        cells[AT.date] = read.date;
        cells[AT.date_precision] = 'month';
      }
    }
    const sourceDate = readDate(cells[AT.source_date]!);
    if (sourceDate?.kind === 'day') cells[AT.source_date] = sourceDate.date;
    else if (sourceDate?.kind === 'either' && order) cells[AT.source_date] = sourceDate.dates[order];
    const day = parseDay(cells[AT.date]!);

    for (const name of STATES) {
      const cell = cells[AT[name]]!;
      if (cell === '') continue;
      const answer = mapping.states?.[cell];
      const code = answer === undefined ? stateOf(cell, tables, day) : answer;
      if (answer !== undefined || code === undefined) count(words.states, cell);
      if (code === undefined) wait(name, cell);
      else if (code === '') isLeftOut = true;
      else cells[AT[name]] = code;
    }
    cells[AT.others] = cells[AT.others]!.split(/[;,|]/)
      .flatMap((other) =>
        other.trim() === ''
          ? []
          : (mapping.states?.[other.trim()] ?? stateOf(other.trim(), tables, day) ?? other.trim()),
      )
      .filter((other) => other !== '')
      .join(';');

    const word = cells[AT.type]!;
    if (word !== '') {
      const answer = mapping.types?.[word];
      const type = answer ?? typeOf(word, tables);
      if (answer !== undefined || type === undefined) count(words.types, word);
      if (type === undefined) wait('type', word);
      else if (type === '') isLeftOut = true;
      else cells[AT.type] = type;
    }
    const type = tables.codebook.get(cells[AT.type]!);

    const polarity = cells[AT.polarity]!;
    if (polarity === '' && type) {
      cells[AT.polarity] = String(type.polarity);
      assumed.push('polarity');
    } else if (RAISES.test(polarity)) cells[AT.polarity] = '1';
    else if (LOWERS.test(polarity)) cells[AT.polarity] = '-1';

    const severity = cells[AT.severity]!;
    if (severity !== '') cells[AT.severity] = String(severityBy(rule, severity) ?? severity);

    const code = cells[AT.cameo]!;
    const isEasing = cells[AT.polarity] === '-1';
    if (lacksZero(code) || mayLackZero(code, isEasing)) {
      words.zeros.set(code, lacksZero(code));
      if (mapping.lostZeros ?? lacksZero(code)) cells[AT.cameo] = withZero(code, isEasing);
    }
    const verified = cells[AT.verified]!;
    if (YES.test(verified)) cells[AT.verified] = 'yes';
    else if (NO.test(verified)) cells[AT.verified] = 'no';

    const dyad = canonicalDyad(cells[AT.dyad] || `${cells[AT.actor]}-${cells[AT.target]}`);
    if (cells[AT.id] === '' && waiting.length === 0 && dyad !== undefined && day !== undefined && type) {
      cells[AT.id] = eventIdOf({
        dyad,
        date: cells[AT.date]!,
        actor: cells[AT.actor]!,
        target: cells[AT.target]!,
        type: type.type,
        summary: cells[AT.summary]!,
      });
      assumed.push('id');
    }
    return { line: row.line, cells, assumed, waiting, isLeftOut };
  });

  return {
    rows,
    dates: { ...found, order },
    states: openWords(words.states, mapping.states, (word) => statesLike(word, tables)),
    types: openWords(words.types, mapping.types, (word) => typesLike(word, tables)),
    severity: rule && { rule, values: severities(column('severity'), rule) },
    zeros: [...words.zeros].map(([value, isSure]) => ({ value, restored: `0${value}`, isSure })),
  };
}

function count(words: Map<string, number>, word: string): void {
  words.set(word, (words.get(word) ?? 0) + 1);
}

function openWords(
  words: ReadonlyMap<string, number>,
  answers: Readonly<Record<string, string>> | undefined,
  like: (word: string) => readonly string[],
): OpenWord[] {
  return [...words]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_WORDS)
    .map(([value, rows]) => ({ value, rows, answer: answers?.[value] ?? null, suggestions: like(value) }));
}

function severities(cells: readonly string[], rule: SeverityRule): { value: string; severity: number | null }[] {
  const values = [...new Set(cells)].filter((cell) => cell !== '');
  const number = (cell: string): number => Number(/\d+(?:[.,]\d+)?/.exec(cell)?.[0]?.replace(',', '.') ?? Infinity);
  return values
    .sort((a, b) => number(a) - number(b))
    .slice(0, MAX_SEVERITIES)
    .map((value) => ({ value, severity: severityBy(rule, value) ?? null }));
}
