import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { unzipOnly, zipInFile, type ZipLimits } from '../zip.ts';

const PIECE_BYTES = 256 * 1024;

/** Archives of other feeds: the file inside is named by its publisher, and a hundredfold growth is as unlikely as for GDELT. */
export const TABLE_LIMITS: ZipLimits = {
  innerName: /^[\w .()-]+\.(tab|tsv|csv|txt)$/i,
  maxUnpackedBytes: 20e9,
  maxRatio: 100,
};

/** The bytes of an archive's only file. @throws ZipRefused */
export async function* bytesInZip(path: string, limits: ZipLimits): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    yield* unzipOnly(await zipInFile(file), limits);
  } finally {
    await file.close();
  }
}

/** The bytes of a table, packed (`.zip`) or plain. @throws ZipRefused */
export function bytesOfTable(path: string, name: string): AsyncIterable<Buffer> {
  return /\.zip$/i.test(name) ? bytesInZip(path, TABLE_LIMITS) : createReadStream(path, { highWaterMark: PIECE_BYTES });
}
