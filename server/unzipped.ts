/** The parts of a ZIP archive from outside. What counts is what comes out of it: what an archive says of its own size is only held against that. */
import { crc32, inflateRawSync } from 'node:zlib';

export interface UnzipLimits {
  /** of all parts together, when unpacked */
  readonly maxBytes: number;
  readonly maxParts: number;
}

/** More comes out of an archive than is taken. */
export class UnzipsTooLarge extends Error {
  override name = 'UnzipsTooLarge';
}

/** What is no whole archive, or not what it says. */
export class ZipBroken extends Error {
  override name = 'ZipBroken';
}

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_RECORD_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
/** A length that stands elsewhere (ZIP64): of archives beyond 4 GB. */
const ELSEWHERE = 0xffffffff;
const ENCRYPTED = 1;
const UTF8 = 0x800;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
}

/**
 * The parts by name, in the order of the archive's directory. Stops in the middle of a part that is larger than the archive says, or than is taken.
 *
 * @throws UnzipsTooLarge, ZipBroken
 */
export function unzippedWithin(archive: Uint8Array, { maxBytes, maxParts }: UnzipLimits): Map<string, Uint8Array> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const parts = new Map<string, Uint8Array>();
  let left = maxBytes;
  for (const entry of entriesOf(bytes, maxParts)) {
    if (parts.has(entry.name)) throw new ZipBroken(`${entry.name} stands twice in it`);
    if (entry.bytes > left) throw new UnzipsTooLarge('more comes out of it than is taken');
    const part = partOf(bytes, entry);
    left -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

/** The directory, which stands at the end. */
function* entriesOf(bytes: Buffer, maxParts: number): Generator<Entry> {
  const tailAt = Math.max(0, bytes.length - END_RECORD_BYTES - MAX_COMMENT_BYTES);
  const endAt = bytes.subarray(tailAt).lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const end = within(bytes, tailAt + endAt, END_RECORD_BYTES, endAt >= 0);
  const count = end.readUInt16LE(10);
  if (count > maxParts) throw new UnzipsTooLarge('more comes out of it than is taken');
  let at = end.readUInt32LE(16);
  for (let i = 0; i < count; i++) {
    const head = within(bytes, at, CENTRAL_HEADER_BYTES);
    const flags = head.readUInt16LE(8);
    const nameBytes = head.readUInt16LE(28);
    const name = within(bytes, at + CENTRAL_HEADER_BYTES, nameBytes).toString(flags & UTF8 ? 'utf8' : 'latin1');
    const entry = {
      name,
      method: head.readUInt16LE(10),
      crc: head.readUInt32LE(16),
      packedBytes: head.readUInt32LE(20),
      bytes: head.readUInt32LE(24),
      headerAt: head.readUInt32LE(42),
    };
    if (head.readUInt32LE(0) !== 0x02014b50) throw new ZipBroken('its directory is damaged');
    if (flags & ENCRYPTED) throw new ZipBroken(`${name} is encrypted`);
    if ([entry.packedBytes, entry.bytes, entry.headerAt].includes(ELSEWHERE))
      throw new UnzipsTooLarge('more comes out of it than is taken');
    yield entry;
    at += CENTRAL_HEADER_BYTES + nameBytes + head.readUInt16LE(30) + head.readUInt16LE(32);
  }
}

function partOf(bytes: Buffer, { name, method, crc, packedBytes, bytes: said, headerAt }: Entry): Uint8Array {
  const head = within(bytes, headerAt, LOCAL_HEADER_BYTES);
  if (head.readUInt32LE(0) !== 0x04034b50) throw new ZipBroken(`${name} is not where the directory says`);
  const begin = headerAt + LOCAL_HEADER_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = within(bytes, begin, packedBytes);
  const part = method === STORED ? packed : inflated(packed, name, method, said);
  if (part.length !== said || crc32(part) !== crc) throw new ZipBroken(`${name} is not what the directory says`);
  return part;
}

function inflated(packed: Buffer, name: string, method: number, said: number): Buffer {
  if (method !== DEFLATED) throw new ZipBroken(`${name} is packed by method ${method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, said) });
  } catch (error) {
    throw new ZipBroken(`${name} cannot be unpacked to what the directory says`, { cause: error });
  }
}

function within(bytes: Buffer, begin: number, length: number, isThere = true): Buffer {
  if (!isThere || begin + length > bytes.length) throw new ZipBroken('its end is missing');
  return bytes.subarray(begin, begin + length);
}
