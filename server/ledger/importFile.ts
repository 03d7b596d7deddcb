/**
 * Importing a file: its rows are read, checked and staged in a temporary table; then one short transaction compares them with
 * the ledger and appends what is new. Reading a slow upload holds no lock; a kill at any point leaves nothing of the file;
 * memory does not grow with the file, because the database keeps the staged rows and spills them to disk.
 */
import type { Database, Queryable } from '../store/database.ts';
import { CappedList, LIST_LIMIT } from './cappedList.ts';
import type { Cells } from './columns.ts';
import {
  CONTENT_COLUMNS,
  CONTENT_COLUMNS_IN_SQL,
  CONTENT_IN_SQL,
  CONTENT_PARTS_IN_SQL,
  contentHash,
  valueInSql,
  valuesOfContent,
} from './content.ts';
import { csvRows } from './csvRows.ts';
import type { CheckedRow } from './draft.ts';
import { utf8Blocks } from './encoding.ts';
import { jsonRows } from './jsonRows.ts';
import { findLikenesses } from './likeness.ts';
import { findMisfits } from './links.ts';
import type { ImportReport, ImportRequest, RowFault } from './ledger.ts';
import { nextMoment } from './moment.ts';
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
    await session.query(
      'create temporary table staged (line bigint not null, event_id text not null, content_hash text not null, content text not null)',
    );
    const read = await stage(session, request, settings.check);
    const conclude = async (tx: Queryable): Promise<ImportReport> => {
      await tx.query(VERDICTS);
      const misfits = await findMisfits(tx, request.isPartOfSet ?? false);
      const counts = await verdictCounts(tx);
      const of = (...verdicts: string[]): number =>
        verdicts.reduce((sum, verdict) => sum + (counts.get(verdict) ?? 0), 0);
      for (const { faults, total } of misfits) read.faults.merge(faults, total);
      read.faults.merge(await contradicting(tx), of('contradicting'));
      read.remarks.merge(await repeated(tx), of('repeated'));
      read.remarks.merge(await retracted(tx), of('retracted'));
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
        revisions: await revised(tx),
        dyads: await touchedDyads(tx),
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
  let batch: [line: number, id: string, hash: string, content: string][] = [];
  const flush = async (): Promise<void> => {
    await session.insert('staged', ['line', 'event_id', 'content_hash', 'content'], batch);
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
      if (checked.event)
        batch.push([item.line, checked.event.id, contentHash(checked.event.content), checked.event.content]);
      else faulty++;
    }
    if (batch.length >= BATCH_ROWS) await flush();
  }
  await flush();
  return { rows, faulty, faults, remarks };
}

/**
 * What becomes of each staged row, before rows are held against others (links.ts). Within the file the first row of an id counts: a later one with the same content repeats
 * it, one with another content contradicts it. An id that is retracted in the ledger stays so until its content differs.
 */
const VERDICTS = `create temporary table verdict as
  select line, event_id, content_hash, first_line, revision,
    case
      when line <> first_line and content_hash = first_hash then 'repeated'
      when line <> first_line then 'contradicting'
      when revision is null then 'created'
      when content_hash <> held_hash then 'revised'
      when operation = 'retract' then 'retracted'
      else 'unchanged'
    end as verdict
  from (
    select staged.line, staged.event_id, staged.content_hash,
      first_value(staged.line) over (partition by staged.event_id order by staged.line) as first_line,
      first_value(staged.content_hash) over (partition by staged.event_id order by staged.line) as first_hash,
      held.revision, held.operation, held.content_hash as held_hash
    from staged
    left join (
      select event_id, revision, operation, content_hash from (
        select event_id, revision, operation, content_hash, row_number() over (partition by event_id order by revision desc) as newest
        from event_revision
        where event_id in (select event_id from staged)
      ) as known
      where newest = 1
    ) as held on held.event_id = staged.event_id
  ) as compared`;

async function verdictCounts(tx: Queryable): Promise<Map<string, number>> {
  const rows = await tx.query<{ verdict: string; n: number }>(
    'select verdict, count(*) as n from verdict group by verdict',
  );
  return new Map(rows.map((row) => [row.verdict, row.n]));
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
  const rows = await tx.query<{ line: number; event_id: string; before: string; after: string }>(
    `select verdict.line, verdict.event_id, held.content as before, staged.content as after
     from verdict
     join staged on staged.line = verdict.line
     join (select event_id, revision, ${CONTENT_IN_SQL} as content from event_revision) as held on held.event_id = verdict.event_id and held.revision = verdict.revision
     where verdict.verdict = 'revised' order by verdict.line limit ${LIST_LIMIT}`,
  );
  return rows.map((row) => {
    const before = valuesOfContent(row.before);
    const after = valuesOfContent(row.after);
    return { id: row.event_id, line: row.line, fields: CONTENT_COLUMNS.filter((_, i) => before[i] !== after[i]) };
  });
}

/** A revision that moves an event touches the dyad it leaves as well. */
async function touchedDyads(tx: Queryable): Promise<string[]> {
  const rows = await tx.query<{ dyad: string }>(
    `select distinct ${valueInSql('dyad')} as dyad from verdict join staged on staged.line = verdict.line where verdict in ('created', 'revised')
     union
     select held.dyad from verdict join event_revision as held on held.event_id = verdict.event_id and held.revision = verdict.revision where verdict = 'revised'`,
  );
  return rows.map((row) => row.dyad).sort();
}

async function append(tx: Queryable, report: ImportReport, recordedBy: string, moment: Date): Promise<void> {
  await tx.query(
    `insert into event_revision (event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash, ${CONTENT_COLUMNS.join(', ')})
     select event_id, coalesce(revision, 0) + 1, case when revision is null then 'create' else 'revise' end,
       cast($1 as timestamptz), cast($2 as text), cast($3 as text), '', content_hash, ${CONTENT_COLUMNS_IN_SQL}
     from (
       select verdict.event_id, verdict.revision, verdict.content_hash, ${CONTENT_PARTS_IN_SQL} as parts
       from verdict join staged on staged.line = verdict.line
       where verdict in ('created', 'revised')
       offset 0
     ) as taken`, // "offset 0" keeps PostgreSQL from splitting the content once for every column
    [moment, recordedBy, report.importId],
  );
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
}
