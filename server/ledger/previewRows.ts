/** What becomes of each row of a file, put together from the mapping, the checks and the ledger. */
import type { ImportPreview, PreviewRow } from '../../models/contract/importPreview.ts';
import type { ChosenColumns } from '../../models/importing/chosenColumns.ts';
import type { Mapping } from '../../models/importing/mapping.ts';
import type { MappedRow, MappedTable } from '../../models/importing/mapRows.ts';
import type { Queryable } from '../store/database.ts';
import { type Cells, COLUMNS } from '../../models/importing/columns.ts';
import { valueInSql, valuesOfContent } from './content.ts';
import type { CheckedRow } from './draft.ts';
import type { JoinedRows } from './joinRows.ts';
import type { ImportReport, RowFault } from './ledger.ts';
import type { TableFile } from './tableFile.ts';

export interface RowVerdict {
  readonly id: string;
  readonly verdict: 'created' | 'unchanged' | 'revised' | 'repeated' | 'retracted' | 'contradicting' | 'misfit';
  readonly dyad: string;
}

/** An event that may be the same act as a row. */
export interface AlikeRow {
  readonly otherId: string;
  /** null: it stands in the ledger */
  readonly otherLine: number | null;
  readonly date: string;
  readonly summary: string;
  readonly sourceName: string;
}

/** A file with its mapping, applied. */
export interface ReadTable {
  readonly file: TableFile;
  readonly mapping: Mapping;
  readonly columns: ChosenColumns;
  readonly mapped: MappedTable;
  readonly kept: string | null;
}

/** What the ledger says of the rows. */
export interface Attempt {
  readonly report: ImportReport & { readonly taken: ReadonlyMap<number, string> };
  readonly verdicts: ReadonlyMap<number, RowVerdict>;
  readonly alike: ReadonlyMap<number, AlikeRow>;
  readonly joins: JoinedRows;
}

export async function verdictsOf(tx: Queryable): Promise<ReadonlyMap<number, RowVerdict>> {
  const rows = await tx.query<{ line: number; event_id: string; verdict: string; dyad: string }>(
    `select verdict.line, verdict.event_id, verdict.verdict, ${valueInSql('dyad')} as dyad from verdict join staged on staged.line = verdict.line`,
  );
  // The verdicts are those that importFile.ts writes.
  return new Map(
    rows.map(({ line, event_id: id, verdict, dyad }) => [
      line,
      { id, verdict: verdict as RowVerdict['verdict'], dyad },
    ]),
  );
}

export async function alikeRows(tx: Queryable): Promise<ReadonlyMap<number, AlikeRow>> {
  const rows = await tx.query<{
    line: number;
    other_line: number | null;
    other_id: string;
    date: string;
    summary: string;
    source_name: string;
  }>(
    `select alike_act.line, other_line, other_id, other.date, other.summary, other.source_name from alike_act
     join (
       select event_id, ${valueInSql('date')} as date, ${valueInSql('summary')} as summary, ${valueInSql('source_name')} as source_name, line from staged
       union all
       select event_id, cast(date as text), summary, source_name, null from (
         select *, row_number() over (partition by event_id order by revision desc) as newest
         from event_revision where event_id in (select other_id from alike_act where other_line is null)
       ) as known where newest = 1
     ) as other on other.event_id = other_id and (other.line = other_line or (other.line is null and other_line is null))`,
  );
  return new Map(
    rows.map((row) => [
      row.line,
      {
        otherId: row.other_id,
        otherLine: row.other_line,
        date: row.date,
        summary: row.summary,
        sourceName: row.source_name,
      },
    ]),
  );
}

/** An empty polarity follows from the type, for which such a row waits. */
const AT_POLARITY = COLUMNS.indexOf('polarity');

export function previewRows(
  { file, mapping, columns, mapped }: ReadTable,
  { report, verdicts, alike, joins }: Attempt,
  check: (line: number, cells: Cells) => CheckedRow,
): readonly PreviewRow[] {
  const faultsOf = byLine(report.faults);
  const remarksOf = byLine(report.remarks);
  const revised = new Map(report.revisions.map(({ line, fields }) => [line, [...fields]]));
  const previewOf = (row: MappedRow): PreviewRow => {
    const { line, cells, assumed, waiting } = row;
    const checked = check(line, cells);
    const joined = joins.joined.get(line);
    const verdict = verdicts.get(line);
    const base = {
      line,
      id: cells[0] || null,
      cells: filled(checked.event ? [checked.event.id, ...valuesOfContent(checked.event.content)] : cells),
      assumed: [...assumed],
      changed: [],
      faults: [],
      remarks: [],
      alike: null,
    };
    if (row.isLeftOut) return { ...base, outcome: 'leftOut' };
    const missing = checked.faults.some(({ field }) => columns.missing.some((column) => column === field));
    if (waiting.length > 0 || missing)
      return {
        ...base,
        outcome: 'waiting',
        faults: messages(
          checked.faults.filter(({ field }) => field !== 'id' && !(field === 'polarity' && cells[AT_POLARITY] === '')),
        ),
      };
    if (!checked.event) return { ...base, outcome: 'fault', faults: messages(checked.faults) };
    const unknown = joins.unknown.get(line);
    if (unknown !== undefined)
      return {
        ...base,
        outcome: 'fault',
        faults: [
          {
            field: 'acts',
            value: unknown,
            message: 'is no event of the ledger or of this file: choose another, or take the row as an act of its own.',
          },
        ],
      };
    const other = alike.get(line);
    if (joined)
      return {
        ...base,
        id: joined.id,
        outcome: joined.isNew ? 'joined' : 'unchanged',
        remarks: messages(checked.remarks),
      };
    const isFault = verdict === undefined || verdict.verdict === 'contradicting' || verdict.verdict === 'misfit';
    const isSettled = mapping.acts?.[String(line)] === '';
    return {
      ...base,
      outcome: isFault
        ? 'fault'
        : verdict.verdict === 'created'
          ? 'created'
          : verdict.verdict === 'revised'
            ? 'revised'
            : 'unchanged',
      changed: revised.get(line) ?? [],
      faults: isFault ? messages(faultsOf.get(line) ?? []) : [],
      remarks: messages(remarksOf.get(line) ?? []),
      alike:
        other && !isSettled
          ? {
              id: other.otherId,
              line: other.otherLine,
              date: other.date,
              summary: other.summary,
              sourceName: other.sourceName,
            }
          : null,
    };
  };
  const broken = file.broken.map((fault): PreviewRow => ({
    line: fault.line,
    outcome: 'fault',
    id: null,
    cells: {},
    assumed: [],
    changed: [],
    faults: messages([fault]),
    remarks: [],
    alike: null,
  }));
  return [...mapped.rows.map(previewOf), ...broken].sort((a, b) => a.line - b.line);
}

export function countsOf(rows: readonly PreviewRow[]): ImportPreview['counts'] {
  const counts = {
    rows: rows.length,
    created: 0,
    unchanged: 0,
    revised: 0,
    joined: 0,
    fault: 0,
    waiting: 0,
    leftOut: 0,
  };
  for (const { outcome } of rows) counts[outcome]++;
  return counts;
}

const messages = (faults: readonly RowFault[]) =>
  faults.map(({ field, value, message }) => ({ field, value, message }));

const filled = (cells: Cells): PreviewRow['cells'] =>
  Object.fromEntries(COLUMNS.flatMap((column, place) => (cells[place] ? [[column, cells[place]]] : [])));

function byLine(faults: readonly RowFault[]): ReadonlyMap<number, RowFault[]> {
  const found = new Map<number, RowFault[]>();
  for (const fault of faults) found.set(fault.line, [...(found.get(fault.line) ?? []), fault]);
  return found;
}
