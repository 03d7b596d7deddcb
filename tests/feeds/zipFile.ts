/** Writes ZIP archives for tests: right ones, and wrong ones by changing their parts. */
import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';
import type { ZipBytes } from '../../server/feeds/zip.ts';

export interface ZipParts {
  readonly name: string;
  readonly content: Uint8Array;
  /** what the archive says, where it shall differ from what is */
  readonly stated?: {
    readonly crc?: number;
    readonly unpackedBytes?: number;
    readonly packedBytes?: number;
    readonly files?: number;
    readonly flags?: number;
    readonly method?: number;
  };
}

/** An archive of one file, packed by deflate. */
export function zipOf({ name, content, stated = {} }: ZipParts): Buffer {
  return zipOfPacked(name, deflateRawSync(content), stated.crc ?? crc32(content), content.length, stated);
}

/** An archive around bytes that are packed already. */
export function zipOfPacked(
  name: string,
  packed: Uint8Array,
  crc: number,
  unpackedBytes: number,
  stated: ZipParts['stated'] = {},
): Buffer {
  const nameBytes = Buffer.from(name, 'latin1');
  const common = Buffer.alloc(26); // from the version to the length of the extra field: the same in both headers
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(stated.flags ?? 0, 2);
  common.writeUInt16LE(stated.method ?? 8, 4);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(stated.packedBytes ?? packed.length, 14);
  common.writeUInt32LE(stated.unpackedBytes ?? unpackedBytes, 18);
  common.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), nameBytes]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(stated.files ?? 1, 8);
  end.writeUInt16LE(stated.files ?? 1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

export function zipInMemory(bytes: Uint8Array): ZipBytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { sizeBytes: bytes.length, read: (from, to) => Promise.resolve(buffer.subarray(from, to)) };
}
