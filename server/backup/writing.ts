/** A backup as a stream of bytes, made while others write. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGzip, type Gzip } from 'node:zlib';
import { auditHead } from '../ledger/audit.ts';
import { type Database, DatabaseError } from '../store/database.ts';
import { snapshot } from '../store/snapshot.ts';
import { lineOf } from './cells.ts';
import { FORMAT, MANIFEST, type Manifest } from './manifest.ts';
import { LEFT_OUT, rowsOf, tablesOf } from './tables.ts';
import { tarEnd, tarEntry, type TarFile } from './tar.ts';

export interface BackupOptions {
  readonly database: Database;
  /** what is kept beside the database, such as feeds.json */
  readonly files: () => Promise<readonly TarFile[]>;
  /** of the program */
  readonly version: string;
  readonly now: () => Date;
}

/**
 * A gzipped tar: one file of JSON lines for each few thousand rows of a table, the files beside the database, and at the end
 * `manifest.json` with the SHA-256 of each. All tables are read as of one moment. Memory: one part at a time.
 */
export function backupOf(options: BackupOptions): Readable {
  const gzip = createGzip({ level: 6 });
  const write = async (bytes: Buffer): Promise<void> => {
    if (!gzip.destroyed && !gzip.write(bytes)) await room(gzip);
    if (gzip.destroyed) throw new Error('Nobody reads the backup any more.');
  };
  writeAll(options, write).then(
    () => gzip.end(),
    (error: Error) => gzip.destroy(error),
  );
  return gzip;
}

/** Until more can be written, or nobody reads any more. */
async function room(gzip: Gzip): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(gzip, 'drain', { signal }), once(gzip, 'close', { signal })]).finally(() => over.abort());
}

async function writeAll(
  { database, files, version, now }: BackupOptions,
  write: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const moment = now();
  const parts: Manifest['parts'] = [];
  const tables: Manifest['tables'] = [];
  const add = (file: TarFile): Promise<void> => {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    parts.push({ name: file.name, bytes: file.bytes.length, sha256 });
    return write(tarEntry(file, moment));
  };
  const { migrations, audit } = await snapshot(database, async (tx) => {
    const all = await tablesOf(tx);
    if (!all.some(({ name }) => name === 'schema_migration'))
      throw new DatabaseError(`${database.name} is empty: there is nothing to back up.`);
    for (const table of all.filter(({ name }) => !Object.hasOwn(LEFT_OUT, name))) {
      let rows = 0;
      let part = 0;
      for await (const some of rowsOf(tx, database.engine, table)) {
        rows += some.length;
        const bytes = Buffer.from(some.map((row) => lineOf(row, table)).join(''));
        await add({ name: `tables/${table.name}/${String(++part).padStart(6, '0')}.jsonl`, bytes });
      }
      tables.push({ name: table.name, columns: [...table.columns], rows });
    }
    return {
      migrations: await tx.query<{ name: string }>('select name from schema_migration order by version'),
      // A database of an early version has none.
      audit: all.some(({ name }) => name === 'audit_entry') ? await auditHead(tx) : undefined,
    };
  });
  for (const file of await files()) await add(file);
  const manifest: Manifest = {
    what: 'Tension backup',
    format: FORMAT,
    version,
    made: moment.toISOString(),
    engine: database.engine,
    migrations: migrations.map(({ name }) => name),
    audit,
    tables,
    parts,
  };
  await write(tarEntry({ name: MANIFEST, bytes: Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`) }, moment));
  await write(tarEnd());
}
