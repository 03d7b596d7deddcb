/** Rows as a Parquet file, written by a DuckDB of its own in memory, which knows nothing of the database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { SqlValue } from './database.ts';
import { append, run } from './duckdbStatement.ts';

/** Most memory of one writing; more is spilled to the disk, so much and no more. */
export const PARQUET_MEMORY_BYTES = 128 * 1024 ** 2;
export const PARQUET_SPILL_BYTES = 512 * 1024 ** 2;

export type ParquetType = 'varchar' | 'double' | 'integer' | 'boolean' | 'date' | 'timestamptz';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ParquetType;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Writes batches of rows, cells in the order of the columns, into a file that is not there yet.
 *
 * @throws what the batches throw, and DatabaseError where the file cannot be written
 */
export async function writeParquet(
  file: string,
  columns: readonly ParquetColumn[],
  batches: AsyncIterable<readonly (readonly SqlValue[])[]>,
): Promise<void> {
  const name = 'Parquet';
  const spill = await mkdtemp(join(tmpdir(), 'tension-parquet-'));
  try {
    await writeIn(spill, name, file, columns, batches);
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
}

/** @param spill a folder of this writing alone: two that spill at once do not touch each other's files */
async function writeIn(
  spill: string,
  name: string,
  file: string,
  columns: readonly ParquetColumn[],
  batches: AsyncIterable<readonly (readonly SqlValue[])[]>,
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${PARQUET_MEMORY_BYTES / 1024 ** 2}MiB`,
    threads: '1',
    temp_directory: spill,
    max_temp_directory_size: `${PARQUET_SPILL_BYTES / 1024 ** 2}MiB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await run(name, connection, `set TimeZone = 'UTC'`);
    const defined = columns.map((column) => `${quoted(column.name)} ${column.type}`);
    await run(name, connection, `create table rows (${defined.join(', ')})`);
    const names = columns.map((column) => column.name);
    for await (const rows of batches) await append(name, connection, 'rows', names, rows);
    await run(name, connection, `copy rows to '${file.replaceAll("'", "''")}' (format parquet, compression zstd)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
