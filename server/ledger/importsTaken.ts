/** The imports that recorded something, and taking one back. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import { reasonOf } from './acts.ts';
import { appendAudit } from './audit.ts';
import { ChangeRefused, type ImportEntry, type ImportTakenBack, type Writing } from './change.ts';
import { CONTENT_COLUMNS, CONTENT_IN_SQL } from './content.ts';
import { findMisfits } from './links.ts';
import { nextMoment } from './moment.ts';
import { once } from './once.ts';
import { appendChanges, createStaged, VERDICTS } from './verdicts.ts';

/** Events left as they are that an answer names. */
const MAX_NAMED = 1000;
const CONTENT = CONTENT_COLUMNS.join(', ');

interface LogRow extends SqlRow {
  import_id: string;
  source: string;
  recorded_at: Date;
  recorded_by: string;
  row_count: number;
  created: number;
  unchanged: number;
  revised: number;
  faulty: number;
  taken_back_at: Date | null;
  taken_back_by: string | null;
  reason: string | null;
}

const LOG = `select log.*, back.recorded_at as taken_back_at, back.recorded_by as taken_back_by, back.reason
  from import_log as log left join import_retraction as back on back.import_id = log.import_id`;

/** See `Ledger.imports`. */
export async function imports(database: Queryable, limit: number): Promise<ImportEntry[]> {
  const rows = await database.query<LogRow>(
    `${LOG} order by log.recorded_at desc, log.import_id limit cast($1 as bigint)`,
    [limit],
  );
  return rows.map(entryOf);
}

/** See `Ledger.importSources`. */
export async function importSources(database: Queryable, importIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(importIds)].filter((id) => id !== '');
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ import_id: string; source: string }>(
    `select import_id, source from import_log where import_id in (${ids.map((_, i) => `$${i + 1}`).join(', ')})`,
    ids,
  );
  return new Map(rows.map(({ import_id: id, source }) => [id, source]));
}

const entryOf = (row: LogRow): ImportEntry => ({
  importId: row.import_id,
  source: row.source,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  rows: row.row_count,
  created: row.created,
  revised: row.revised,
  unchanged: row.unchanged,
  faulty: row.faulty,
  takenBack:
    row.taken_back_at === null
      ? null
      : { at: row.taken_back_at, by: row.taken_back_by ?? '', reason: row.reason ?? '' },
});

/** See `Ledger.retractImport`. */
export async function retractImport(
  { database, now }: { readonly database: Database; readonly now: () => Date },
  importId: string,
  given: string,
  { recordedBy, key, alongside, dryRun = false }: Writing,
): Promise<ImportTakenBack> {
  const reason = reasonOf(given);
  const work = async (tx: Queryable): Promise<ImportTakenBack> => {
    const [entry] = (await tx.query<LogRow>(`${LOG} where log.import_id = $1`, [importId])).map(entryOf);
    if (!entry)
      throw new ChangeRefused('unknown', `There is no import "${importId}": the list of imports has them all.`);
    if (entry.takenBack)
      throw new ChangeRefused(
        'not-now',
        `The import of ${entry.source} was taken back already on ${toIsoDate(dayOfMs(entry.takenBack.at.getTime()))}: ${entry.takenBack.reason}`,
      );
    await tx.query(TAKEN, [importId]);
    await stageReverted(tx);
    const done = { importId, ...(await countsOf(tx)), left: await leftAlone(tx), dyads: await touchedDyads(tx) };
    if (!dryRun) await append(tx, done, { moment: await nextMoment(tx, now), recordedBy, reason });
    return done;
  };
  return database.session((session) =>
    dryRun
      ? work(session)
      : session.transaction((tx) =>
          once(tx, { key, recordedBy, asked: { retractImport: importId, reason }, now, alongside }, () => work(tx)),
        ),
  );
}

/** What the import recorded, what came before it, and whether it is still the newest. */
const TAKEN = `create temporary table taken as
  select own.event_id, own.revision, own.dyad, own.operation, newest.revision as newest, newest.operation as newest_operation,
    newest.recorded_at, newest.recorded_by, before.operation as before_operation,
    case when newest.revision <> own.revision then 'left'
      when before.revision is null or before.operation = 'retract' then 'retracted' else 'reverted' end as outcome
  from event_revision as own
  join (
    select event_id, revision, operation, recorded_at, recorded_by, row_number() over (partition by event_id order by revision desc) as age
    from event_revision where event_id in (select event_id from event_revision where import_id = $1)
  ) as newest on newest.event_id = own.event_id and newest.age = 1
  left join event_revision as before on before.event_id = own.event_id and before.revision = own.revision - 1
  where own.import_id = $1`;

/** Stages what revised events were before, and leaves those that would not fit the others any more. */
async function stageReverted(tx: Queryable): Promise<void> {
  await createStaged(tx);
  await tx.query(`insert into staged (line, event_id, content_hash, content)
    select row_number() over (order by event_id), event_id, content_hash, ${CONTENT_IN_SQL} from event_revision as before
    where exists (select 1 from taken where taken.event_id = before.event_id and taken.revision = before.revision + 1 and outcome = 'reverted')`);
  await tx.query(VERDICTS);
  await findMisfits(tx, false);
  await tx.query(
    "update taken set outcome = 'misfit' where outcome = 'reverted' and event_id in (select event_id from verdict where verdict = 'misfit')",
  );
}

async function countsOf(tx: Queryable): Promise<Pick<ImportTakenBack, 'retracted' | 'reverted'>> {
  const rows = await tx.query<{ outcome: string; n: number }>(
    'select outcome, count(*) as n from taken group by outcome',
  );
  const of = (outcome: string): number => rows.find((row) => row.outcome === outcome)?.n ?? 0;
  return { retracted: of('retracted'), reverted: of('reverted') };
}

async function leftAlone(tx: Queryable): Promise<ImportTakenBack['left']> {
  const rows = await tx.query<{
    event_id: string;
    outcome: string;
    newest_operation: string;
    recorded_at: Date;
    recorded_by: string;
  }>(
    `select event_id, outcome, newest_operation, recorded_at, recorded_by from taken where outcome in ('left', 'misfit') order by event_id collate "C" limit ${MAX_NAMED}`,
  );
  return rows.map(({ event_id: id, outcome, newest_operation: operation, recorded_at: at, recorded_by: by }) => ({
    id,
    why:
      outcome === 'misfit'
        ? 'Its content of before does not fit the other rows of its act, or the acts that it undoes: correct it by hand.'
        : `It was ${operation === 'retract' ? 'retracted' : 'changed'} since, on ${at.toISOString().slice(0, 10)} by ${by}.`,
  }));
}

async function touchedDyads(tx: Queryable): Promise<string[]> {
  const rows = await tx.query<{ dyad: string }>(
    `select dyad from taken where outcome in ('retracted', 'reverted')
     union
     select before.dyad from event_revision as before join taken on taken.event_id = before.event_id and taken.revision = before.revision + 1
     where outcome = 'reverted'`,
  );
  return rows.map(({ dyad }) => dyad).sort();
}

async function append(
  tx: Queryable,
  { importId, retracted, reverted, left }: ImportTakenBack,
  { moment, recordedBy, reason }: { readonly moment: Date; readonly recordedBy: string; readonly reason: string },
): Promise<void> {
  await appendChanges(tx, { moment, recordedBy, importId: '', reason });
  await tx.query(
    `insert into event_revision (event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash, ${CONTENT})
     select event_id, revision + 1, 'retract', cast($1 as timestamptz), cast($2 as text), '', cast($3 as text), content_hash, ${CONTENT}
     from event_revision as own where exists (
       select 1 from taken where taken.event_id = own.event_id and taken.revision = own.revision and outcome = 'retracted')`,
    [moment, recordedBy, reason],
  );
  await tx.insert(
    'import_retraction',
    ['import_id', 'recorded_at', 'recorded_by', 'reason', 'retracted', 'reverted', 'left_alone'],
    [[importId, moment, recordedBy, reason, retracted, reverted, left.length]],
  );
  await appendAudit(tx, { moment, recordedBy }, [
    {
      action: 'retract-import',
      subject: importId,
      before: { takenBack: false },
      after: { takenBack: true, retracted, reverted, left: left.length },
      why: reason,
    },
  ]);
}
