/** Puts a backup into an empty database: looked at as a whole before anything is written, then written in one transaction. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf } from '../../models/errorMessage.ts';
import type { Database, Queryable } from '../store/database.ts';
import { placesAtWork } from '../replicas.ts';
import { knownMigrations, migrateIn } from '../store/migrate.ts';
import { rowOfLine } from './cells.ts';
import { FORMAT, MANIFEST, type Manifest, manifestSchema } from './manifest.ts';
import { CARRIED, LEFT_OUT, OF_THE_FILE, tablesOf } from './tables.ts';
import { type TarFile, tarFiles } from './tar.ts';

/** A backup that is not taken, or a database that is not overwritten; nothing was changed. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused';
}

export interface CheckedBackup {
  /** what messages call it, as a sentence begins */
  readonly name: string;
  readonly manifest: Manifest;
  /** those beside the database, such as `files/feeds.json` */
  readonly files: readonly TarFile[];
}

/**
 * Reads a backup from end to end and holds every part against its sum. Memory: one part at a time.
 *
 * @throws RestoreRefused where it is cut, changed, no backup, or written by a newer program
 */
export async function checkBackup(file: string, name = file): Promise<CheckedBackup> {
  const found: Manifest['parts'] = [];
  const lines = new Map<string, number>();
  const files: TarFile[] = [];
  let manifest: Manifest | undefined;
  for await (const part of filesOf(file, name)) {
    if (manifest) throw new RestoreRefused(`${name} goes on after its end: it is not as it was written.`);
    const { name: partName, bytes } = part;
    if (partName === MANIFEST) {
      manifest = manifestOf(name, bytes);
      continue;
    }
    found.push({ name: partName, bytes: bytes.length, sha256: sumOf(bytes) });
    const table = tableOf(partName);
    if (table === undefined) files.push(part);
    else lines.set(table, (lines.get(table) ?? 0) + linesIn(bytes));
  }
  if (!manifest)
    throw new RestoreRefused(`${name} is no whole backup (it has no ${MANIFEST} at its end): take another copy of it.`);
  const unlike = manifest.parts.find(
    (part, i) => part.name !== found[i]?.name || part.bytes !== found[i].bytes || part.sha256 !== found[i].sha256,
  );
  if (unlike || found.length !== manifest.parts.length)
    throw new RestoreRefused(
      `${name} is not as it was written (${unlike?.name ?? found[manifest.parts.length]?.name} differs from its sum): take another copy of it.`,
    );
  const short = manifest.tables.find(({ name, rows }) => (lines.get(name) ?? 0) !== rows);
  if (short) throw new RestoreRefused(`${name} has not the ${short.rows} rows of ${short.name} that it names.`);
  const known = await knownMigrations();
  const newer = manifest.migrations.filter((name) => !known.includes(name));
  if (newer.length > 0) throw new RestoreRefused(newerThan(name, manifest, newer.join(', ')));
  return { name, manifest, files };
}

function manifestOf(file: string, bytes: Buffer): Manifest {
  const json = JSON.parse(bytes.toString()) as { format?: unknown; version?: unknown };
  if (typeof json.format === 'number' && json.format > FORMAT)
    throw new RestoreRefused(newerThan(file, { version: String(json.version) }, `form ${json.format} of a backup`));
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw new RestoreRefused(`${file} is no backup of this program.`);
  return parsed.data;
}

const newerThan = (file: string, { version }: Pick<Manifest, 'version'>, what: string): string =>
  `${file} was written by a newer version of this program (${version}; it has ${what}): update the program, then restore.`;

/**
 * Writes a checked backup into a database, with the tables as they were, then brings them to those of this program.
 *
 * @param replace whether what the database holds goes; without it only an empty one is written to
 * @returns the names of the migrations that were applied on top
 * @throws RestoreRefused where the database holds rows or a server runs on it; DatabaseError. Nothing is changed then.
 */
export async function restoreInto(
  database: Database,
  file: string,
  { name: backupName, manifest }: CheckedBackup,
  { replace }: { readonly replace: boolean },
): Promise<string[]> {
  return database.transaction(async (tx) => {
    await clear(tx, database, replace);
    await migrateIn(tx, database, { only: new Set(manifest.migrations) });
    const tables = new Map(manifest.tables.map((table) => [table.name, table]));
    const known = new Set((await tablesOf(tx)).map(({ name }) => name));
    const unknown = manifest.tables.find(({ name, rows }) => rows > 0 && !known.has(name));
    if (unknown)
      throw new RestoreRefused(`${backupName} has the table ${unknown.name}, which this program does not know.`);
    for (const { name } of manifest.tables) if (known.has(name)) await tx.query(`delete from ${name}`); // what migrations fill in
    for await (const { name, bytes } of partsAgain(file, backupName, manifest)) {
      const table = tables.get(tableOf(name)!)!;
      const rows = textLines(bytes).map((line) => rowOfLine(line, table));
      await tx.insert(
        table.name,
        table.columns.map((column) => column.name),
        rows,
      );
    }
    return migrateIn(tx, database);
  });
}

/** The parts of tables, once more: a file that has changed since it was checked is noticed. */
async function* partsAgain(file: string, backupName: string, manifest: Manifest): AsyncGenerator<TarFile> {
  const sums = new Map(manifest.parts.map(({ name, sha256 }) => [name, sha256]));
  for await (const part of filesOf(file, backupName)) {
    if (tableOf(part.name) === undefined) continue;
    if (sums.get(part.name) !== sumOf(part.bytes))
      throw new RestoreRefused(`${backupName} was changed while it was read.`);
    yield part;
  }
}

/** Drops the tables of this program. @throws RestoreRefused where a server runs on them, or they hold rows and `replace` was not said */
async function clear(tx: Queryable, { name: databaseName, engine }: Database, replace: boolean): Promise<void> {
  const ours = (await tablesOf(tx)).filter(({ name }) => Object.hasOwn(CARRIED, name) || Object.hasOwn(LEFT_OUT, name));
  // A DuckDB file is of one process alone.
  const places = engine === 'DuckDB' ? [] : await placesAtWork(tx, new Set(ours.map(({ name }) => name)));
  if (places.length > 0)
    throw new RestoreRefused(
      `Servers are at work on ${databaseName} (${places.join(', ')}): stop each of them, then restore. One that was killed counts for 20 seconds more.`,
    );
  for (const { name } of ours) {
    if (!replace && Object.hasOwn(CARRIED, name)) {
      const [counted] = await tx.query<{ rows: number }>(`select count(*) as rows from ${name}`);
      if (counted!.rows > 0)
        throw new RestoreRefused(
          `${databaseName} is not empty (${counted!.rows.toLocaleString('en')} ${CARRIED[name]}): restore into an empty one, or add --replace to lose all that it holds.`,
        );
    }
  }
  for (const { name } of ours) if (name !== OF_THE_FILE) await tx.query(`drop table ${name}`);
}

async function* filesOf(file: string, name: string): AsyncGenerator<TarFile> {
  try {
    yield* tarFiles(pipeline(createReadStream(file), createGunzip(), () => undefined)); // its error is that of the reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new RestoreRefused(`There is no file "${file}": check the path.`);
    throw new RestoreRefused(`${name} cannot be read as a backup (${messageOf(error)}): take another copy of it.`, {
      cause: error,
    });
  }
}

const tableOf = (part: string): string | undefined => /^tables\/([a-z0-9_]+)\/\d+\.jsonl$/.exec(part)?.[1];
const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const textLines = (bytes: Buffer): string[] => bytes.toString().split('\n').slice(0, -1);

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
