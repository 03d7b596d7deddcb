import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.ts';
import { carryPoints } from './carriedPoints.ts';
import { DatabaseError, type Database, type Queryable } from './database.ts';

interface Migration {
  readonly version: number;
  /** the file's name without its ending, such as `0001_ledger` */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** What of a migration is no SQL: carries data over, after its statements. */
const CARRIES: Readonly<Record<string, (tx: Queryable) => Promise<void>>> = {
  '0026_published_stretches': carryPoints,
};

interface Statement {
  readonly sql: string;
  /** undefined: for every engine */
  readonly only: string | undefined;
}

/**
 * Brings a database to the tables that this program knows: applies what is missing of `migrations/*.sql`, in order, all in one
 * transaction, and records it in `schema_migration`. Nothing to do costs one read.
 *
 * The files are written once for both engines; a statement below a line `-- only PostgreSQL` is skipped on others.
 *
 * @returns the names of the migrations that were applied now
 * @throws DatabaseError when the database was written by a newer version of the program: nothing is touched then.
 */
export function migrate(database: Database, folder?: string): Promise<string[]> {
  return database.transaction((tx) => migrateIn(tx, database, { folder }));
}

/** The same within a transaction of the caller's. @param only names: others are left for later */
export async function migrateIn(
  tx: Queryable,
  { name: databaseName, engine }: Pick<Database, 'name' | 'engine'>,
  {
    folder = join(projectRoot(), 'server/store/migrations'),
    only: wanted,
  }: { readonly folder?: string | undefined; readonly only?: ReadonlySet<string> } = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await tx.query(
    'create table if not exists schema_migration (version integer primary key, name text not null, applied_at timestamptz not null default current_timestamp)',
  );
  const applied = await tx.query<{ version: number; name: string }>(
    'select version, name from schema_migration order by version',
  );
  // Numbers tell nothing: an older program may know a later one, from another branch, and not what came before it.
  const unknown = applied.filter((row) => !migrations.some(({ name }) => name === row.name)).map((row) => row.name);
  if (unknown.length > 0)
    throw new DatabaseError(
      `${databaseName} was written by a newer version of this program (it has ${unknown.join(', ')}; this version knows ${migrations.at(-1)?.name ?? 'none'}): update the program, or use another database.`,
    );
  const missing = migrations.filter(
    ({ version, name }) => !applied.some((row) => row.version === version) && (wanted?.has(name) ?? true),
  );
  for (const { version, name, statements } of missing) {
    for (const { sql, only } of statements) if (only === undefined || only === engine) await tx.query(sql);
    await CARRIES[name]?.(tx);
    await tx.query('insert into schema_migration (version, name) values ($1, $2)', [version, name]);
  }
  return missing.map((migration) => migration.name);
}

/** The names of the migrations that this program knows, in order. */
export const knownMigrations = async (): Promise<string[]> =>
  (await readMigrations(join(projectRoot(), 'server/store/migrations'))).map(({ name }) => name);

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => ({
      version: Number.parseInt(file, 10),
      name: file.slice(0, -'.sql'.length),
      statements: statementsOf(await readFile(join(folder, file), 'utf8')),
    })),
  );
}

/** The statements of a file: each ends with a semicolon at the end of a line. */
function statementsOf(text: string): Statement[] {
  return text
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((sql) => ({ sql, only: /^-- only (\w+)$/m.exec(sql)?.[1] }))
    .filter(({ sql }) => sql.replace(/--.*$/gm, '').trim() !== '');
}
