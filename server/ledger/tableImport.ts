/** A file as people keep it, from its bytes to the ledger: previewed row by row, then recorded by the same steps. */
import type { ImportPreview } from '../../models/contract/importPreview.ts';
import { chosenColumns, NEEDED } from '../../models/importing/chosenColumns.ts';
import { type ImportTables, stateOf } from '../../models/importing/importTables.ts';
import { type MappedRow, mapRows } from '../../models/importing/mapRows.ts';
import { typeOf } from '../../models/importing/typeWords.ts';
import type { Database } from '../store/database.ts';
import { type Cells, COLUMNS } from '../../models/importing/columns.ts';
import type { CheckedRow } from './draft.ts';
import { importRows } from './importFile.ts';
import { eventCells, joinRows, wasJoined } from './joinRows.ts';
import { keptMappingFor } from './keptMappings.ts';
import { ImportRefused, type TableReport, type TableRequest } from './ledger.ts';
import {
  alikeRows,
  type AlikeRow,
  type Attempt,
  countsOf,
  previewRows,
  type ReadTable,
  type RowVerdict,
  verdictsOf,
} from './previewRows.ts';
import { readTableApart } from './tableApart.ts';
import { factsOf, questionAbout } from './tableFacts.ts';

export interface TableSettings {
  readonly database: Database;
  readonly tables: ImportTables;
  readonly check: (line: number, cells: Cells) => CheckedRow;
  readonly now: () => Date;
  readonly importId: string;
}

/** Ids that a report lists. */
const MAX_EVENTS = 1000;

/** @throws ImportRefused where there is no table */
export async function previewTable(request: TableRequest, settings: TableSettings): Promise<ImportPreview> {
  const read = await readMapped(request, settings);
  const tried = await attempt(read, request, settings, true);
  const { file, mapping, columns, mapped, kept } = read;
  const rows = previewRows(read, tried, settings.check);
  return {
    source: request.source,
    file: factsOf(file),
    mapping: {
      ...mapping,
      columns: Object.fromEntries(
        COLUMNS.map((column) => [
          column,
          columns.places.has(column) ? file.header[columns.places.get(column)!]! : null,
        ]),
      ),
    },
    kept,
    columns: COLUMNS.map((column) => ({
      column,
      heading: columns.places.has(column) ? file.header[columns.places.get(column)!]! : null,
      basis: columns.bases.get(column)!,
      isNeeded: NEEDED.includes(column),
    })),
    questions: { dates: questionAbout(mapped.dates), missing: [...columns.missing] },
    dateOrder: mapped.dates.order ?? null,
    states: mapped.states.map((word) => ({ ...word, suggestions: [...word.suggestions] })),
    types: mapped.types.map((word) => ({ ...word, suggestions: [...word.suggestions] })),
    severity: mapped.severity ? { rule: mapped.severity.rule, values: [...mapped.severity.values] } : null,
    zeros: [...mapped.zeros],
    counts: countsOf(rows),
    dyads: [...tried.report.dyads],
    rows: [...rows],
  };
}

/** @throws ImportRefused also where a question about the whole file is open */
export async function importTable(request: TableRequest, settings: TableSettings): Promise<TableReport> {
  const read = await readMapped(request, settings);
  const { columns, mapped } = read;
  const question = questionAbout(mapped.dates);
  if (question) {
    const { value, dayFirst, monthFirst } = question.examples[0]!;
    throw new ImportRefused(
      `The dates can be read in two ways: "${value}" is ${dayFirst} or ${monthFirst}. Say which ("dates": "day-first" or "month-first" in the mapping; --day-first or --month-first in the command).`,
    );
  }
  if (columns.missing.length > 0)
    throw new ImportRefused(
      `The file has no column for ${columns.missing.join(', ')}: say which column it is, or give one value for all rows ("columns" and "constants" in the mapping).`,
    );
  const done = await attempt(read, request, settings, false);
  const { report, joins } = done;
  const rows = previewRows(read, done, settings.check);
  const staged = new Map(joins.rows.map(({ line, cells }) => [line, cells]));
  const events = [...staged].filter(([line]) => report.taken.has(line));
  const faults = rows.flatMap(({ line, id, outcome, faults }) =>
    outcome === 'fault' || outcome === 'waiting' ? faults.map((fault) => ({ line, id, ...fault })) : [],
  );
  return {
    ...plainReport(report),
    rows: mapped.rows.length + read.file.broken.length,
    faulty: rows.filter(({ outcome }) => outcome === 'fault' || outcome === 'waiting').length,
    faults,
    joined: [...joins.joined.values()].filter(({ isNew }) => isNew).length,
    events: events.slice(0, MAX_EVENTS).map(([line, cells]) => ({
      id: cells[COLUMNS.indexOf('id')]!,
      dyad: report.taken.get(line)!,
      line,
    })),
  };
}

async function readMapped(request: TableRequest, { database, tables }: TableSettings): Promise<ReadTable> {
  const { bytes, charset, mapping: given } = request;
  const file = await readTableApart(bytes, {
    encoding: given?.encoding ?? charset,
    sheet: given?.sheet,
    headerLine: given?.headerLine,
  });
  const kept = given === undefined ? await keptMappingFor(database, file.header) : undefined;
  const mapping = given ?? kept?.mapping ?? {};
  const cells = file.rows.map((row) => row.cells);
  const columns = chosenColumns(file.header, cells, mapping, {
    isState: (cell) => mapping.states?.[cell] !== undefined || stateOf(cell, tables) !== undefined,
    isType: (cell) => mapping.types?.[cell] !== undefined || typeOf(cell, tables) !== undefined,
  });
  if (columns.unknown.length > 0)
    throw new ImportRefused(
      `The mapping names ${columns.unknown.map((heading) => `"${heading}"`).join(', ')}, but the header (line ${file.headerLine}) has ${file.header.join(', ')}.`,
    );
  return {
    file,
    mapping,
    columns,
    mapped: mapRows(file.rows, columns.places, mapping, tables),
    kept: kept?.name ?? null,
  };
}

/** Imports the good rows, or tries to; rows that an earlier import has joined to an act are joined again. */
async function attempt(
  read: ReadTable,
  request: TableRequest,
  settings: TableSettings,
  dryRun: boolean,
): Promise<Attempt> {
  const good = read.mapped.rows.filter(
    (row) => !row.isLeftOut && row.waiting.length === 0 && settings.check(row.line, row.cells).event,
  );
  const decided = new Map(
    Object.entries(read.mapping.acts ?? {}).flatMap(([line, id]) => (id === '' ? [] : [[Number(line), id] as const])),
  );
  const separate = new Set(
    Object.entries(read.mapping.acts ?? {}).flatMap(([line, id]) => (id === '' ? [Number(line)] : [])),
  );
  const first = await tryRows(good, decided, request, settings, true);
  const again = await joinedBefore(good, first, separate, settings.database);
  const acts = new Map([...decided, ...again]);
  return dryRun && again.size === 0 ? first : tryRows(good, acts, request, settings, dryRun);
}

async function joinedBefore(
  rows: readonly MappedRow[],
  { alike }: Attempt,
  separate: ReadonlySet<number>,
  database: Database,
): Promise<ReadonlyMap<number, string>> {
  const asked = rows.filter(({ line }) => alike.get(line)?.otherLine === null && !separate.has(line));
  const events = await eventCells(database, [...new Set(asked.map(({ line }) => alike.get(line)!.otherId))]);
  return new Map(
    asked.flatMap(({ line, cells }) => {
      const id = alike.get(line)!.otherId;
      const event = events.get(id);
      return event && wasJoined(cells, event) ? [[line, id] as const] : [];
    }),
  );
}

async function tryRows(
  rows: readonly MappedRow[],
  acts: ReadonlyMap<number, string>,
  { source, recordedBy }: TableRequest,
  { database, check, now, importId }: TableSettings,
  dryRun: boolean,
): Promise<Attempt> {
  const joins = await joinRows(database, rows, acts);
  let verdicts: ReadonlyMap<number, RowVerdict> = new Map();
  let alike: ReadonlyMap<number, AlikeRow> = new Map();
  const report = await importRows(
    {
      source,
      recordedBy,
      dryRun,
      items: [joins.rows.map(({ line, cells }) => ({ kind: 'row' as const, line, cells }))],
      async observe(tx) {
        verdicts = await verdictsOf(tx);
        const isAnyNew = [...verdicts.values()].some(({ verdict }) => verdict === 'created' || verdict === 'revised');
        if (isAnyNew) alike = await alikeRows(tx);
      },
    },
    { database, check, now, importId },
  );
  const taken = new Map(
    [...verdicts].flatMap(([line, { verdict, dyad }]) =>
      verdict === 'created' || verdict === 'revised' ? [[line, dyad] as const] : [],
    ),
  );
  return { report: { ...report, taken }, verdicts, alike, joins };
}

function plainReport({ taken: _taken, ...report }: Attempt['report']): Omit<TableReport, 'joined' | 'events'> {
  return {
    ...report,
    remarks: [...report.remarks],
    faults: [...report.faults],
    revisions: report.revisions.map((revision) => ({ ...revision, fields: [...revision.fields] })),
    dyads: [...report.dyads],
  };
}
