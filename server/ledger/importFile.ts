/**
 * Importing a file: its rows are read, checked and staged in a temporary table; then one short transaction compares them with
 * the ledger and appends what is new. Reading a slow upload holds no lock; a kill at any point leaves nothing of the file;
 * memory does not grow with the file, because the database keeps the staged rows and spills them to disk.
 */
import type { Database, Queryable } from '../store/database.ts';
import { appendAudit, importedRowsHash } from './audit.ts';
import { CappedList, LIST_LIMIT } from './cappedList.ts';
import type { Cells } from '../../models/importing/columns.ts';
import { changedColumns, valueInSql } from './content.ts';
import { csvRows } from './csvRows.ts';
import type { CheckedRow } from './draft.ts';
import { utf8Blocks } from './encoding.ts';
import { retractedEnds } from './ends.ts';
import { jsonRows } from './jsonRows.ts';
import { findLikenesses } from './likeness.ts';
import { findMisfits } from './links.ts';
import { type ImportReport, ImportRefused, type ImportRequest, type RowFault } from './ledger.ts';
import { nextMoment } from './moment.ts';
import {
  appendChanges,
  changesOf,
  createStaged,
  stageRows,
  type StagedRow,
  VERDICTS,
  verdictCounts,
} from './verdicts.ts';
import type { SourceItem } from './sourceRow.ts';

/** Rows that have been read already, in place of the bytes of a file. */
export interface RowsRequest extends Omit<ImportRequest, 'format' | 'bytes'> {
  readonly items: AsyncIterable<readonly SourceItem[]> | Iterable<readonly SourceItem[]>;
  /** called before anything is appended, while the tables `staged` and `verdict` are there (and `alike_act`, where a row is new or revised) */
  readonly observe?: (tx: Queryable) => Promise<void>;
}

export interface ImportSettings {
  readonly database: Database;
  readonly check: (line: number, cells: Cells) => CheckedRow;
  readonly now: () => Date;
  readonly importId: string;
}

/** A file with more faulty rows is another kind of file: reading on would take minutes and tell nothing more. */
const MOST_FAULTY = 100_000;
/** Rows staged at a time. */
const BATCH_ROWS = 8000;

/** See `Ledger.import`. */
export async function importFile(request: ImportRequest, settings: ImportSettings): Promise<ImportReport> {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of request.bytes) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const blocks = utf8Blocks(counted());
  return importRows(
    {
      ...request,
      items: request.format === 'csv' ? csvRows(blocks) : jsonRows(blocks),
      onProgress: ({ rows }) => request.onProgress?.({ rows, bytes }),
    },
    settings,
  );
}

/** The same for rows that somebody else has read. */
export async function importRows(request: RowsRequest, settings: ImportSettings): Promise<ImportReport> {
  const { database, importId, now } = settings;
  return database.session(async (session) => {
    await createStaged(session);
    const read = await stage(session, request, settings.check);
    const conclude = async (tx: Queryable): Promise<ImportReport> => {
      await tx.query(VERDICTS);
      const misfits = await findMisfits(tx, request.isPartOfSet ?? false);
      const counts = await verdictCounts(tx);
      const of = (...verdicts: string[]): number =>
        verdicts.reduce((sum, verdict) => sum + (counts.get(verdict) ?? 0), 0);
      // For a file of one row each statement counts: what has no rows is not looked for.
      const listOf = async <Row>(
        verdict: string,
        list: (tx: Queryable) => Promise<readonly Row[]>,
      ): Promise<readonly Row[]> => (of(verdict) > 0 ? list(tx) : []);
      for (const { faults, total } of misfits) read.faults.merge(faults, total);
      read.faults.merge(await listOf('contradicting', contradicting), of('contradicting'));
      read.remarks.merge(await listOf('repeated', repeated), of('repeated'));
      read.remarks.merge(await listOf('retracted', retracted), of('retracted'));
      const ofRetracted = await retractedEnds(tx);
      read.remarks.merge(ofRetracted, ofRetracted.length);
      if (of('created', 'revised') > 0)
        for (const { remarks, total } of await findLikenesses(tx, request.isPartOfSet ?? false))
          read.remarks.merge(remarks, total);
      await request.observe?.(tx);
      const report: ImportReport = {
        importId,
        source: request.source,
        dryRun: request.dryRun,
        rows: read.rows,
        created: of('created'),
        unchanged: of('unchanged', 'repeated', 'retracted'),
        revised: of('revised'),
        faulty: read.faulty + of('contradicting', 'misfit'),
        remarks: read.remarks.list(),
        faults: read.faults.list(),
        revisions: await listOf('revised', revised),
        dyads: await touchedDyads(tx, of('revised') > 0),
      };
      if (!request.dryRun && report.created + report.revised > 0)
        await append(tx, report, request.recordedBy, await nextMoment(tx, now));
      return report;
    };
    return request.dryRun ? conclude(session) : session.transaction(conclude);
  });
}

interface ReadFile {
  readonly rows: number;
  readonly faulty: number;
  readonly faults: CappedList;
  readonly remarks: CappedList;
}

async function stage(session: Queryable, request: RowsRequest, check: ImportSettings['check']): Promise<ReadFile> {
  const faults = new CappedList('faults');
  const remarks = new CappedList('remarks');
  let rows = 0;
  let faulty = 0;
  let batch: StagedRow[] = [];
  const flush = async (): Promise<void> => {
    await stageRows(session, batch);
    batch = [];
    request.onProgress?.({ rows, bytes: 0 });
  };
  for await (const items of request.items) {
    for (const item of items) {
      if (item.kind === 'remark') {
        remarks.push(item.remark);
        continue;
      }
      rows++;
      if (item.kind === 'fault') {
        faulty++;
        faults.push(item.fault);
        continue;
      }
      const checked = check(item.line, item.cells);
      for (const remark of checked.remarks) remarks.push(remark);
      for (const fault of checked.faults) faults.push(fault);
      if (checked.event) batch.push({ line: item.line, ...checked.event });
      else faulty++;
    }
    if (faulty > MOST_FAULTY) throw new ImportRefused(mostlyFaulty(rows, faults.list()[0]));
    if (batch.length >= BATCH_ROWS) await flush();
  }
  await flush();
  return { rows, faulty, faults, remarks };
}

function mostlyFaulty(rows: number, first: RowFault | undefined): string {
  const told =
    first === undefined ? '' : ` The first, on line ${first.line}: ${first.field ?? 'the row'} ${first.message}`;
  return `More than ${MOST_FAULTY.toLocaleString('en')} of the first ${rows.toLocaleString('en')} rows have faults, and nothing was recorded: mend what they share, or map the columns (import FILE --preview).${told}`;
}

async function repeated(tx: Queryable): Promise<RowFault[]> {
  return duplicates(tx, 'repeated', (first) => `stands on line ${first} too, with the same content: counted once.`);
}

async function contradicting(tx: Queryable): Promise<RowFault[]> {
  return duplicates(
    tx,
    'contradicting',
    (first) =>
      `stands on line ${first} too, with other content: give this act an id of its own, or keep one of the two rows.`,
  );
}

async function duplicates(tx: Queryable, verdict: string, message: (firstLine: number) => string): Promise<RowFault[]> {
  const rows = await tx.query<{ line: number; event_id: string; first_line: number }>(
    `select line, event_id, first_line from verdict where verdict = $1 order by line limit ${LIST_LIMIT}`,
    [verdict],
  );
  return rows.map((row) => ({
    line: row.line,
    id: row.event_id,
    field: 'id',
    value: row.event_id,
    message: message(row.first_line),
  }));
}

async function retracted(tx: Queryable): Promise<RowFault[]> {
  const rows = await tx.query<{ line: number; event_id: string; recorded_at: Date; reason: string }>(
    `select verdict.line, verdict.event_id, held.recorded_at, held.reason
     from verdict join event_revision as held on held.event_id = verdict.event_id and held.revision = verdict.revision
     where verdict = 'retracted' order by line limit ${LIST_LIMIT}`,
  );
  return rows.map((row) => ({
    line: row.line,
    id: row.event_id,
    field: null,
    value: null,
    message: `was retracted on ${row.recorded_at.toISOString().slice(0, 10)} (${row.reason}) and stays so: to bring it back, import it with what has changed, if only in its note.`,
  }));
}

async function revised(tx: Queryable): Promise<ImportReport['revisions']> {
  return (await changesOf(tx, 'revised')).map(({ id, line, before, after }) => ({
    id,
    line,
    fields: changedColumns(before!, after),
  }));
}

/** A revision that moves an event touches the dyad it leaves as well. */
async function touchedDyads(tx: Queryable, hasRevised: boolean): Promise<string[]> {
  const left = `union
     select held.dyad from verdict join event_revision as held on held.event_id = verdict.event_id and held.revision = verdict.revision where verdict = 'revised'`;
  const rows = await tx.query<{ dyad: string }>(
    `select distinct ${valueInSql('dyad')} as dyad from verdict join staged on staged.line = verdict.line where verdict in ('created', 'revised')
     ${hasRevised ? left : ''}`,
  );
  return rows.map((row) => row.dyad).sort();
}

async function append(tx: Queryable, report: ImportReport, recordedBy: string, moment: Date): Promise<void> {
  await appendChanges(tx, { moment, recordedBy, importId: report.importId, reason: '' });
  await tx.query(
    `insert into import_log (import_id, source, recorded_at, recorded_by, row_count, created, unchanged, revised, faulty)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      report.importId,
      report.source,
      moment,
      recordedBy,
      report.rows,
      report.created,
      report.unchanged,
      report.revised,
      report.faulty,
    ],
  );
  await appendAudit(tx, { moment, recordedBy }, [
    {
      action: 'import',
      subject: report.importId,
      before: null,
      after: {
        source: report.source,
        created: report.created,
        revised: report.revised,
        rowsHash: await importedRowsHash(tx, report.importId),
      },
      why: '',
    },
  ]);
}
