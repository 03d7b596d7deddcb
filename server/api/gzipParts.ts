/** Gzip of bytes in parts, each compressed once for all answers that share it. */
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflated = promisify(deflateRaw);

const compressed = new WeakMap<Buffer, Promise<Buffer>>();

/** Ends on a whole byte and refers to nothing before it, so that any part can follow any other. */
function compressedPart(part: Buffer): Promise<Buffer> {
  const known = compressed.get(part);
  if (known) return known;
  const made = deflated(part, { level: 6, finishFlush: constants.Z_FULL_FLUSH });
  compressed.set(part, made);
  made.catch(() => compressed.delete(part));
  return made;
}

/** RFC 1952: deflate, no name, no time, of an unknown system. */
const HEADER = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
/** An empty last block. */
const END = Buffer.of(3, 0);

/** @param bytes all parts together */
export async function gzipOfParts(parts: readonly Buffer[], bytes: Buffer): Promise<Buffer> {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes));
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([HEADER, ...(await Promise.all(parts.map(compressedPart))), END, trailer]);
}
