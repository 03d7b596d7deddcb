/** A database with rows in every table: real ones through the parts of the program, and rows of every kind of value in the others. */
import { tablesOf, type ColumnType } from '../../server/backup/tables.ts';
import type { Database, SqlValue } from '../../server/store/database.ts';

const VALUES: Readonly<Record<ColumnType, readonly SqlValue[]>> = {
  text: ['서울 "a" \\ ; \n\t🕊', ''],
  integer: [-2_147_483_648, 7],
  bigint: [Number.MAX_SAFE_INTEGER, -1],
  'double precision': [5e-324, 0.1 + 0.2],
  boolean: [true, false],
  date: ['1000-01-01', '2024-02-29'],
  timestamptz: [new Date('2024-04-05T12:34:56.789Z'), new Date('1969-12-31T23:59:59.999Z')],
  bytea: [new Uint8Array([0, 92, 255]), new Uint8Array()],
};

/** Fills the tables that are empty with two rows each. */
export async function fillEmptyTables(database: Database): Promise<void> {
  for (const { name, columns } of await tablesOf(database)) {
    const [counted] = await database.query<{ n: number }>(`select count(*) as n from ${name}`);
    if (counted!.n > 0) continue;
    const rows = [0, 1].map((i) => columns.map(({ type }) => VALUES[type][i]!));
    await database.insert(
      name,
      columns.map((column) => column.name),
      name === 'published_run' ? [[1, 1]] : rows,
    );
  }
}

/** All rows of a database, by table, each as a line, sorted. */
export async function allRows(database: Database): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name, columns } of await tablesOf(database)) {
    const rows = await database.query(`select * from ${name}`);
    all[name] = rows.map((row) => JSON.stringify(columns.map((column) => shown(row[column.name]!)))).sort();
  }
  return all;
}

function shown(value: SqlValue): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
