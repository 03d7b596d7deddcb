/** A ZIP archive. The same parts in the same order have the same bytes: no date, and nothing of the machine. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZippedPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** compressed in itself already */
  readonly isPacked: boolean;
}

/** The first day that an archive can hold: 1 January 1980. */
const NO_DATE = 0x21;
const VERSION = 20;
const UTF8 = 0x800;
const STORED = 0;
const DEFLATED = 8;

export function zipped(parts: readonly ZippedPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, isPacked } of parts) {
    const nameBytes = Buffer.from(name, 'utf8');
    const content = isPacked ? bytes : deflateRawSync(bytes, { memLevel: 9 });
    // From the version to the length of the extra field: the same in both headers.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(nameBytes.length === name.length ? 0 : UTF8, 2);
    common.writeUInt16LE(isPacked ? STORED : DEFLATED, 4);
    common.writeUInt16LE(NO_DATE, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, Buffer.from(content));
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, nameBytes);
    at += 30 + nameBytes.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, listed, end]);
}
