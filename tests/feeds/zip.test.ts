import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GDELT_EXPORT_LIMITS, unzipOnly, type ZipBytes, zipInFile, ZipRefused } from '../../server/feeds/zip.ts';
import { zipInMemory } from './zipFile.ts';
import { zipOf, zipOfPacked, type ZipParts } from './zipFile.ts';

const name = '20180326044500.export.CSV';
const content = Buffer.from(Array.from({ length: 5000 }, (_, i) => `row ${i * 7919}\n`).join(''));

async function unzipped(zip: ZipBytes, limits = GDELT_EXPORT_LIMITS): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of unzipOnly(zip, limits)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const withStated = (stated: NonNullable<ZipParts['stated']>): Buffer => zipOf({ name, content, stated });

describe('an archive of one file', () => {
  it('is unpacked from memory and from a file', async () => {
    const zip = zipOf({ name, content });
    expect(await unzipped(zipInMemory(zip))).toEqual(content);
    const folder = await mkdtemp(join(tmpdir(), 'zip-'));
    try {
      await writeFile(join(folder, 'a.zip'), zip);
      const file = await open(join(folder, 'a.zip'));
      expect(await unzipped(await zipInFile(file))).toEqual(content);
      await file.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('may be empty, and may be stored unpacked', async () => {
    expect(await unzipped(zipInMemory(zipOf({ name, content: Buffer.alloc(0) })))).toEqual(Buffer.alloc(0));
    expect(
      await unzipped(zipInMemory(zipOfPacked(name, content, crc32(content), content.length, { method: 0 }))),
    ).toEqual(content);
  });
});

describe('an archive is refused', () => {
  it.each<[string, Buffer, RegExp]>([
    ['that is none', Buffer.from('<html>Not found</html>'), /no ZIP archive, or its end is missing/],
    ['that is cut in the middle', zipOf({ name, content }).subarray(0, 5000), /its end is missing/],
    ['of two files', withStated({ files: 2 }), /holds 2 files/],
    [
      'of a file of mentions',
      zipOf({ name: '20180326044500.mentions.CSV', content }),
      /mentions\.CSV", which is not the name/,
    ],
    ['whose inner name climbs out', zipOf({ name: '../../etc/passwd', content }), /is not the name/],
    ['that is encrypted', withStated({ flags: 1 }), /is encrypted/],
    ['of another method', withStated({ method: 12 }), /method 12/],
    ['of more than 4 GB', withStated({ unpackedBytes: 0xffffffff }), /ZIP64/],
    ['with a wrong checksum', withStated({ crc: 1 }), /checksum/],
    ['that is longer than it says', withStated({ unpackedBytes: content.length - 1 }), /longer than/],
    [
      'that is shorter than it says',
      withStated({ unpackedBytes: content.length + 1 }),
      /not the \d+ that the archive states/,
    ],
    ['that packs less than it says', withStated({ packedBytes: 5000 }), /cannot be unpacked/],
    ['that would grow without end', zipOf({ name, content: Buffer.alloc(5_000_000) }), /grow \d+-fold/],
    [
      'that lies about growing',
      zipOf({ name, content: Buffer.alloc(5_000_000), stated: { unpackedBytes: 20_000 } }),
      /longer than the 20000 bytes/,
    ],
    [
      'that hides bytes behind its file',
      zipOfPacked(name, Buffer.concat([deflateRawSync(content), Buffer.from('more')]), crc32(content), content.length),
      /packed data ends after/,
    ],
  ])('%s', async (_, zip, message) => {
    await expect(unzipped(zipInMemory(zip))).rejects.toThrow(message);
    await expect(unzipped(zipInMemory(zip))).rejects.toThrow(ZipRefused);
  });

  it('that is larger than the limit, before a byte is unpacked', async () => {
    await expect(
      unzipped(zipInMemory(zipOf({ name, content })), { ...GDELT_EXPORT_LIMITS, maxUnpackedBytes: 1000 }),
    ).rejects.toThrow(/at most 1000 are read/);
  });

  it('at whatever byte it is damaged, or it gives the right bytes', async () => {
    const zip = zipOf({ name, content: content.subarray(0, 2000) });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(zip.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, change, cut) => {
          const damaged = Buffer.from(cut ? zip.subarray(0, at) : zip);
          if (!cut) damaged[at]! ^= change;
          const result = await unzipped(zipInMemory(damaged)).catch((error: unknown) => error);
          if (!(result instanceof ZipRefused)) expect(result).toEqual(content.subarray(0, 2000));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('when it is random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await expect(unzipped(zipInMemory(bytes))).rejects.toThrow(ZipRefused);
      }),
    );
  });
});
