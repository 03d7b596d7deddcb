/** One statement on a connection to PostgreSQL, within its bound. */
import { TypeOverrides, types as pgTypes, type ClientBase, type QueryConfig } from 'pg';
import type { SqlRow, SqlValue } from './database.ts';
import { statementFault, unavailableBecause } from './postgresFault.ts';
import { cancelStatement } from './postgresHosts.ts';

/** What the server is given to end a statement by itself, before the connection is given up. */
export const CANCEL_MS = 1000;
/** Rows of one insert: large enough that the way there and back does not count, small enough for flat memory. */
const ROWS_PER_STATEMENT = 5000;

export const types = new TypeOverrides();
types.setTypeParser(pgTypes.builtins.INT8, Number);
types.setTypeParser(pgTypes.builtins.NUMERIC, Number);
types.setTypeParser(pgTypes.builtins.DATE, (text: string) => text);
// In UTC and ISO style the text is 2024-04-05 01:02:03.456789+00. pg's own parser reads the fraction as a float, and can miss by 1 ms.
types.setTypeParser(
  pgTypes.builtins.TIMESTAMPTZ,
  (text: string) => new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')),
);

/** Whether the connection is of no more use: it broke, or a statement on it never answered. */
export function isSpoilt(error: unknown): boolean {
  const because = unavailableBecause(error);
  return because === 'unreachable' || because === 'slow' || because === 'read-only';
}

const READS = /^\s*(?:--[^\n]*\n\s*)*(?:select|with|values)\b/i;
const WRITES = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|nextval|pg_\w*advisory\w*)\b/i;
export const onlyReads = (sql: string): boolean => READS.test(sql) && !WRITES.test(sql);

/** pg knows a bound of a single statement, which its types do not. */
interface BoundedQuery extends QueryConfig {
  readonly query_timeout: number;
}

export async function run<Row extends SqlRow>(
  name: string,
  client: ClientBase,
  withinMs: number,
  sql: string,
  parameters: readonly SqlValue[] = [],
): Promise<Row[]> {
  const statement: BoundedQuery = {
    text: sql,
    // Without parameters the simple protocol takes several statements at once.
    ...(parameters.length > 0 && { values: parameters.map(toPostgres) }),
    query_timeout: withinMs,
  };
  return bounded(name, client, statement, async () => (await client.query<Row>(statement)).rows);
}

/** The columns of a statement that has only numbers. */
export async function runNumbers(
  name: string,
  client: ClientBase,
  withinMs: number,
  sql: string,
  parameters: readonly SqlValue[] = [],
): Promise<Record<string, Float64Array>> {
  const statement: BoundedQuery & { readonly rowMode: 'array' } = {
    text: sql,
    values: parameters.map(toPostgres),
    query_timeout: withinMs,
    rowMode: 'array',
  };
  return bounded(name, client, statement, async () => {
    const { fields, rows } = await client.query<(number | boolean | null)[]>(statement);
    return Object.fromEntries(
      fields.map((field, c) => [
        field.name,
        Float64Array.from(rows, (row) => (row[c] === null ? NaN : Number(row[c]))),
      ]),
    );
  });
}

/** Ends a statement that takes too long on the server as well. */
async function bounded<Result>(
  name: string,
  client: ClientBase,
  { text }: BoundedQuery,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const fault = statementFault(name, text, error);
    if (unavailableBecause(fault) === 'slow') cancelStatement(client, CANCEL_MS);
    throw fault;
  }
}

/** pg writes a Date in the local time of the process; the ISO text says UTC. Of bytes it takes a Buffer. */
function toPostgres(value: SqlValue): SqlValue {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof Date ? value.toISOString() : value;
}

/** One statement for thousands of rows: each column travels as one array. */
export async function insertMany(
  name: string,
  client: ClientBase,
  withinMs: number,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const known = await run<{ name: string; type: string }>(
    name,
    client,
    withinMs,
    'select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped',
    [table],
  );
  const typeOf = new Map(known.map((column) => [column.name, column.type]));
  const list = columns.join(', ');
  const arrays = columns.map((column, i) => `$${i + 1}::${typeOf.get(column) ?? 'text'}[]`).join(', ');
  const text = `insert into ${table} (${list}) select * from unnest(${arrays})`;
  for (let begin = 0; begin < rows.length; begin += ROWS_PER_STATEMENT) {
    const some = rows.slice(begin, begin + ROWS_PER_STATEMENT);
    const values = columns.map((_, c) => some.map((row) => toPostgres(row[c] ?? null)));
    const statement: BoundedQuery = { text, values, query_timeout: withinMs };
    await bounded(name, client, statement, () => client.query(statement));
  }
}
