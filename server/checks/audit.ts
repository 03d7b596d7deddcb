/** Whether the audit reaches as far as others say that it did, and whether keys, roles, models and imports are as its entries say. */
import type { AuditHead } from '../ledger/change.ts';
import { auditHead } from '../ledger/audit.ts';
import { hashOf } from '../people/secret.ts';
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
  const keys = await madeUnlike(database, KEYS);
  const models = await madeUnlike(database, MODELS);
  const { older, ...imports } = await madeUnlike(database, IMPORTS);
  const { entries, hash } = await auditHead(database);
  return {
    check: 'entries',
    summary: `entries of the audit: ${entries.toLocaleString('en')}, all that ${counted(runs.length + witnesses.length)} saw; keys, roles, models and imports as they say${older === 0 ? '' : `, but for imports that are dated before the first entry and have none: ${older.toLocaleString('en')}`}${entries === 0 ? '' : `. The last is ${hash}`}`,
    faults: [
      ...firstOf(faults, 'witnesses'),
      ...firstOf(keys.faults, 'keys'),
      ...firstOf(unlike, 'rows unlike their entries'),
      ...firstOf(models.faults, 'models'),
      ...firstOf(imports.faults, 'imports'),
    ],
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

/** The last entry of an action about a subject. */
const lastEntry = (action: string): string =>
  `select subject, after, recorded_by as said_by, recorded_at as said_at, row_number() over (partition by subject order by number desc) as newest
   from audit_entry where action = '${action}'`;

interface MadeRow extends SqlRow {
  id: string;
  /** JSON; null where there is no entry */
  after: string | null;
  said_by: string;
  said_at: Date;
  made_by: string;
  made_at: Date;
  /** whether the entries of its kind may have begun after it; its own date proves nothing, so such rows are counted in the summary */
  is_older: boolean;
}

type Compared = readonly [what: string, held: unknown, said: unknown];

interface Made<Row extends MadeRow = MadeRow> {
  readonly what: string;
  readonly sql: string;
  readonly compared: (row: Row, said: Readonly<Record<string, unknown>>) => readonly Compared[];
}

interface KeyRow extends MadeRow {
  name: string;
  role: string;
  secret_hash: string;
  person_id: string | null;
  maker_id: string | null;
  ends_at: Date | null;
}

const KEYS: Made<KeyRow> = {
  what: 'key',
  sql: `select key_id as id, name, role, secret_hash, person_id, maker_id, ends_at, made_by, made_at, after, said_by, said_at, false as is_older
    from api_key left join (${lastEntry('make-key')}) as entry on entry.subject = key_id and newest = 1`,
  compared: (row, said) => [
    ['its name', row.name, said['name']],
    ['its role', row.role, said['role']],
    ['its end', row.ends_at?.toISOString() ?? null, said['endsAt']],
    // Entries of earlier versions have none of these.
    ['whose it is', row.person_id, 'personId' in said ? said['personId'] : row.person_id],
    ['the id of its maker', row.maker_id, 'makerId' in said ? said['makerId'] : row.maker_id],
  ],
};

interface ModelRow extends MadeRow {
  model_hash: string;
}

const MODELS: Made<ModelRow> = {
  what: 'the saved model',
  sql: `select name || '@' || cast(version as text) as id, model_hash, saved_by as made_by, saved_at as made_at, after, said_by, said_at, false as is_older
    from saved_model left join (${lastEntry('save-model')}) as entry on entry.subject = name || '@' || cast(version as text) and newest = 1`,
  compared: (row, said) => [['its hash', row.model_hash, said['modelHash']]],
};

interface ImportRow extends MadeRow {
  source: string;
  created: number;
  revised: number;
}

const IMPORTS: Made<ImportRow> = {
  what: 'import',
  sql: `select import_id as id, source, created, revised, recorded_by as made_by, recorded_at as made_at, after, said_by, said_at,
      coalesce(recorded_at < (select min(recorded_at) from audit_entry), true) as is_older
    from import_log left join (${lastEntry('import')}) as entry on entry.subject = import_id and newest = 1`,
  compared: (row, said) => [
    ['its file', row.source, said['source']],
    ['its new events', row.created, said['created']],
    ['its revised events', row.revised, said['revised']],
  ],
};

/** What was made once, beside the entry of it. */
async function madeUnlike<Row extends MadeRow>(
  database: Queryable,
  { what, sql, compared }: Made<Row>,
): Promise<{ readonly faults: string[]; readonly older: number }> {
  const rows = await database.query<Row>(`${sql} order by 1`);
  const older = rows.filter(({ after, is_older: isOlder }) => after === null && isOlder).length;
  const faults = rows.flatMap((row) => {
    if (row.after === null)
      return row.is_older ? [] : [`${what} ${row.id} has no entry that says who made it. ${CHANGED_PAST_THE_PROGRAM}`];
    const said = fieldsOf(row.after);
    const all: readonly Compared[] = [
      ...compared(row, said),
      ['who made it', row.made_by, row.said_by],
      ['when it was made', row.made_at.toISOString(), row.said_at.toISOString()],
    ];
    const unlike = all
      .filter(([, held, entry]) => held !== entry)
      .map(([field, held, entry]) => `${field} ("${String(entry ?? 'none')}", and "${String(held ?? 'none')}" here)`);
    if (isOtherSecret(row, said)) unlike.push('its secret');
    if (unlike.length === 0) return [];
    return [
      `${what} ${row.id}: its entry in the audit says otherwise of ${unlike.join(', ')}. ${CHANGED_PAST_THE_PROGRAM}`,
    ];
  });
  return { faults, older };
}

/** Only a sum of the hash stands in the entry, and neither is told. */
const isOtherSecret = (row: SqlRow, { secretHashSum }: Readonly<Record<string, unknown>>): boolean =>
  typeof row['secret_hash'] === 'string' && secretHashSum !== undefined && hashOf(row['secret_hash']) !== secretHashSum;

/** What the database holds now, beside what the last entry about it says: as one text each, of which `held` is null where there is no row, and `said` where there is no entry. */
const HELD: readonly { readonly sql: string; readonly fault: (row: Unlike) => string }[] = [
  {
    sql: `select key_id as id, case when withdrawn_at is null then 'open' else 'withdrawn' end as held,
        case when entry.subject is null then 'open' else 'withdrawn' end as said
      from api_key left join (${lastEntry('withdraw-key')}) as entry on entry.subject = key_id and newest = 1`,
    fault: ({ id, held, said }) => `key ${id} is ${held}, and by its entries it is ${said}`,
  },
  {
    sql: `select person_id as id, given_role as held, after as said from person
      left join (${lastEntry('give-role')}) as entry on entry.subject = person_id and newest = 1
      where given_role is not null or after is not null`,
    fault: ({ id, held, said }) =>
      `person ${id} has ${held === null ? 'no role that was given here' : `been given the role ${held}`}, and ${said === null ? 'no entry says so' : `her last entry says ${given(said) ?? 'none'}`}`,
  },
];

const fieldsOf = (said: string): Readonly<Record<string, unknown>> =>
  (JSON.parse(said) ?? {}) as Readonly<Record<string, unknown>>;
const given = (said: string): string | null => (fieldsOf(said)['given'] ?? null) as string | null;

/** Whether what is held is what the text of an entry says. */
function isAsSaid({ held, said }: Unlike): boolean {
  if (said === null) return false;
  return held === (said.startsWith('{') ? given(said) : said);
}

async function rowsUnlike(database: Queryable, sql: string, fault: (row: Unlike) => string): Promise<string[]> {
  const rows = await database.query<Unlike>(`${sql} order by 1`);
  return rows.filter((row) => !isAsSaid(row)).map((row) => `${fault(row)}. ${CHANGED_PAST_THE_PROGRAM}`);
}
