/** `tension backup FILE`, `tension restore-backup FILE`: everything as one file, and back. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createHash } from 'node:crypto';
import { messageOf } from '../../models/errorMessage.ts';
import { modelFilesOf, placeFiles } from '../backup/files.ts';
import { checkBackup, type CheckedBackup, restoreInto } from '../backup/restoring.ts';
import { CARRIED } from '../backup/tables.ts';
import { backupFrom, clock, openDatabase } from '../composition.ts';
import type { Config } from '../config.ts';
import { makeDataDir } from '../dataDir.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData } from '../referenceData.ts';
import { takeModelFiles } from '../savedModels.ts';
import { CommandFailure } from './failure.ts';
import { findServer } from './runningServer.ts';
import { counted, print, printJson, table, terminal } from './terminal.ts';

export interface BackupOptions {
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code */
export async function backupCommand(config: Config, file: string, options: BackupOptions): Promise<number> {
  if (existsSync(file) && !options.overwrite)
    throw new CommandFailure(`"${file}" stands there already: name another file, or add --overwrite.`);
  const backup = await writeBackup(config, file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  tell(backup, { file, sha256: hash.digest('hex') }, options.json);
  return 0;
}

/** Writes a backup, through the server that runs on the data folder or from the database, and looks at it as a whole before it gets its name. */
export async function writeBackup(config: Config, file: string): Promise<CheckedBackup> {
  const unfinished = `${file}.unfinished`;
  try {
    const server = await findServer(config);
    if (server)
      await pipeline(await server.getStream('/api/v1/backup'), createWriteStream(unfinished, { mode: 0o600 }));
    else {
      const database = await openDatabase(config, { mustExist: true });
      try {
        await pipeline(backupFrom(database, config.dataDir), createWriteStream(unfinished, { mode: 0o600 }));
      } finally {
        await database.close();
      }
    }
    const backup = await checkBackup(unfinished);
    await rename(unfinished, file);
    return backup;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new CommandFailure(`No backup was written: ${messageOf(error)}`, { cause: error });
  }
}

export interface RestoreOptions {
  readonly replace?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code */
export async function restoreBackupCommand(config: Config, file: string, options: RestoreOptions): Promise<number> {
  if (file !== '-') return restored(config, file, options);
  // It is read twice, so it waits in the data folder: nothing else may be writable, as in a container.
  await makeDataDir(config.dataDir);
  const folder = await mkdtemp(join(config.dataDir, 'restore-'));
  try {
    const waiting = join(folder, 'stdin.backup.tar.gz');
    await pipeline(terminal().stdin, createWriteStream(waiting, { mode: 0o600 }));
    return await restored(config, waiting, options, true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function restored(config: Config, file: string, options: RestoreOptions, isOfStdin = false): Promise<number> {
  const server = await findServer(config);
  if (server) throw new CommandFailure(`A server runs at ${server.url} on this data folder: stop it, then restore.`);
  const backup = await checkBackup(file, isOfStdin ? 'Standard input' : file);
  const database = await openDatabase(config);
  let migrated: readonly string[];
  let models: { readonly added: string[]; readonly differing: string[] };
  try {
    migrated = await restoreInto(database, file, backup, { replace: options.replace ?? false });
    const reference = await loadReferenceData(projectRoot());
    models = await takeModelFiles({ database, reference, now: clock }, modelFilesOf(backup.files));
  } finally {
    await database.close();
  }
  await placeFiles(backup.files, config.dataDir);
  const { added, differing } = models;
  tell(
    backup,
    {
      file: isOfStdin ? 'standard input' : file,
      into: database.name,
      migrated,
      modelsAdded: added,
      modelsThatDiffer: differing,
    },
    options.json,
  );
  if (!options.json) {
    if (migrated.length > 0) print(`Brought up to date: ${migrated.join(', ')}.`);
    if (added.length > 0) print(`Models added: ${added.join(', ')}.`);
    if (differing.length > 0)
      print(`Models left as they stand here, though the backup has others of the name: ${differing.join(', ')}.`);
  }
  return differing.length > 0 ? 2 : 0;
}

function tell(
  { manifest }: CheckedBackup,
  more: { readonly file: string; readonly sha256?: string; readonly into?: string } & Readonly<Record<string, unknown>>,
  json = false,
): void {
  const { made, version, engine, tables } = manifest;
  const held = tables.filter(({ rows }) => rows > 0);
  if (json) {
    printJson({ ...more, made, version, engine, rows: Object.fromEntries(held.map(({ name, rows }) => [name, rows])) });
    return;
  }
  print(
    table(
      [
        { head: 'rows', align: 'right' },
        { head: 'what', align: 'left' },
      ],
      held.map(({ name, rows }) => [rows.toLocaleString('en'), CARRIED[name] ?? name]),
    ),
  );
  const rows = held.reduce((sum, one) => sum + one.rows, 0);
  print(
    more.into === undefined
      ? `\n${more.file}: ${counted(rows, 'row')} as of ${made}, every part checked. SHA-256 ${more.sha256}. It holds people and keys: keep it as you keep the database.`
      : `\n${more.into} holds the ${counted(rows, 'row')} of ${more.file}, made at ${made} from ${engine}.`,
  );
}
