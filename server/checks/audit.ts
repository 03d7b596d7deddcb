/** Whether the audit reaches as far as others say that it did, and whether keys, roles, models and imports are as its entries say. */
import type { AuditHead } from '../ledger/change.ts';
import { auditHead } from '../ledger/audit.ts';
import type { Queryable, SqlRow } from '../store/database.ts';
import { CHANGED_PAST_THE_PROGRAM, type Checked, firstOf } from './fault.ts';

/** What somebody wrote down elsewhere of the chain. */
export interface Witness extends AuditHead {
  /** as a sentence begins: "run 12" */
  readonly who: string;
}

/** @param witnesses those beside the runs of the database, such as a backup of before */
export async function checkAudit(database: Queryable, witnesses: readonly Witness[] = []): Promise<Checked> {
  const runs = await runsThatSaw(database);
  const faults = runs.flatMap(({ found, ...run }) => unlikeWitness(run, found ?? undefined));
  for (const witness of witnesses) {
    const [entry] = await database.query<{ hash: string }>(
      'select hash from audit_entry where number = cast($1 as bigint)',
      [witness.entries],
    );
    faults.push(...unlikeWitness(witness, entry?.hash));
  }
  const unlike = (await Promise.all(HELD.map(({ sql, fault }) => rowsUnlike(database, sql, fault)))).flat();
  const { entries, hash } = await auditHead(database);
  return {
    check: 'entries',
    summary: `entries of the audit: ${entries.toLocaleString('en')}, all that ${counted(runs.length + witnesses.length)} saw; keys, roles, models and imports as they say${entries === 0 ? '' : `. The last is ${hash}`}`,
    faults: [...firstOf(faults, 'witnesses'), ...firstOf(unlike, 'rows unlike their entries')],
  };
}

const counted = (witnesses: number): string =>
  witnesses === 1 ? 'one run or backup' : `${witnesses.toLocaleString('en')} runs and backups`;

function unlikeWitness({ who, entries, hash }: Witness, found: string | undefined): string[] {
  if (entries === 0 || found === hash) return [];
  const number = entries.toLocaleString('en');
  return [
    `${who} saw ${number} entries of the audit, and entry ${number} is ${found === undefined ? 'not there any more' : 'another now'}. ${CHANGED_PAST_THE_PROGRAM}`,
  ];
}

async function runsThatSaw(database: Queryable): Promise<(Witness & { readonly found: string | null })[]> {
  const rows = await database.query<{ id: number; audit_entries: number; audit_hash: string; found: string | null }>(
    `select id, audit_entries, audit_hash, entry.hash as found from rollup_run
     left join audit_entry as entry on entry.number = audit_entries where audit_hash is not null order by id`,
  );
  return rows.map(({ id, audit_entries: entries, audit_hash: hash, found }) => ({
    who: `run ${id}`,
    entries,
    hash,
    found,
  }));
}

interface Unlike extends SqlRow {
  id: string;
  held: string | null;
  said: string | null;
}

/** The last entry of these actions about a subject. */
const lastEntry = (...actions: readonly string[]): string =>
  `select subject, after, row_number() over (partition by subject order by number desc) as newest from audit_entry where action in (${actions.map((action) => `'${action}'`).join(', ')})`;

/** Rows of before the first entry have none. */
const SINCE = '(select min(recorded_at) from audit_entry)';

/** What the database holds now, beside what the last entry about it says: as one text each, of which `held` is null where there is no row, and `said` where there is no entry. */
const HELD: readonly { readonly sql: string; readonly fault: (row: Unlike) => string }[] = [
  {
    sql: `select key_id as id, name || ', ' || role as held, after as said from api_key
      left join (${lastEntry('make-key')}) as entry on entry.subject = key_id and newest = 1
      where made_at >= ${SINCE} or after is not null`,
    fault: ({ id, held, said }) =>
      said === null
        ? `key ${id} has no entry that somebody made it`
        : `key ${id} is held as "${held}", and its entry says "${nameAndRole(said)}"`,
  },
  {
    sql: `select key_id as id, case when withdrawn_at is null then 'open' else 'withdrawn' end as held,
        case when entry.subject is null then 'open' else 'withdrawn' end as said
      from api_key left join (${lastEntry('withdraw-key')}) as entry on entry.subject = key_id and newest = 1
      where withdrawn_at is null or withdrawn_at >= ${SINCE}`,
    fault: ({ id, held, said }) => `key ${id} is ${held}, and by its entries it is ${said}`,
  },
  {
    sql: `select person_id as id, given_role as held, after as said from person
      left join (${lastEntry('give-role')}) as entry on entry.subject = person_id and newest = 1
      where given_role is not null or after is not null`,
    fault: ({ id, held, said }) =>
      `person ${id} has ${held === null ? 'no role that was given here' : `been given the role ${held}`}, and ${said === null ? 'no entry says so' : `her last entry says ${given(said) ?? 'none'}`}`,
  },
  {
    sql: `select name || '@' || cast(version as text) as id, model_hash as held, after as said from saved_model
      left join (${lastEntry('save-model')}) as entry on entry.subject = name || '@' || cast(version as text) and newest = 1
      where saved_at >= ${SINCE} or after is not null`,
    fault: ({ id, said }) =>
      `the saved model ${id} has ${said === null ? 'no entry' : 'another hash than its entry says'}`,
  },
  {
    sql: `select import_id as id, cast(null as text) as held, after as said from import_log
      left join (${lastEntry('import')}) as entry on entry.subject = import_id and newest = 1
      where recorded_at > ${SINCE} and after is null`,
    fault: ({ id }) => `import ${id} has no entry`,
  },
];

const fieldsOf = (said: string): Readonly<Record<string, unknown>> =>
  (JSON.parse(said) ?? {}) as Readonly<Record<string, unknown>>;
const nameAndRole = (said: string): string => `${String(fieldsOf(said)['name'])}, ${String(fieldsOf(said)['role'])}`;
const given = (said: string): string | null => (fieldsOf(said)['given'] ?? null) as string | null;

/** Whether what is held is what the text of an entry says. */
function isAsSaid({ held, said }: Unlike): boolean {
  if (said === null) return false;
  if (!said.startsWith('{')) return held === said;
  const fields = fieldsOf(said);
  if ('modelHash' in fields) return held === fields['modelHash'];
  return held === ('given' in fields ? given(said) : nameAndRole(said));
}

async function rowsUnlike(database: Queryable, sql: string, fault: (row: Unlike) => string): Promise<string[]> {
  const rows = await database.query<Unlike>(`${sql} order by 1`);
  return rows.filter((row) => !isAsSaid(row)).map((row) => `${fault(row)}. ${CHANGED_PAST_THE_PROGRAM}`);
}
