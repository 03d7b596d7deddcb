/** Archives from outside: what comes out of them is counted, whatever they say of themselves. */
import { crc32, deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPackage } from '../../server/figures/slides/openedPackage.ts';
import { TemplateRefused } from '../../server/figures/slides/templateRefused.ts';
import { ImportRefused } from '../../server/ledger/ledger.ts';
import { sheetsOf } from '../../server/ledger/workbook.ts';
import { UnzipsTooLarge, unzippedWithin, ZipBroken } from '../../server/unzipped.ts';
import { zipped } from '../../server/zipped.ts';
import { zipOf, zipOfPacked } from '../feeds/zipFile.ts';

const LIMITS = { maxBytes: 10_000, maxParts: 3 };
const NAME = 'xl/workbook.xml';
const content = Buffer.alloc(9000, 'tension ');

describe('an archive from outside', () => {
  it('gives its parts, packed or stored, of names in any letters', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.uint8Array({ maxLength: 500 }), {
          maxKeys: 20,
        }),
        fc.constantFrom(0 as const, 6 as const),
        (parts, level) => {
          const read = unzippedWithin(zipSync(parts, { level }), { maxBytes: 1e6, maxParts: 20 });
          expect([...read].map(([name, part]) => [name, [...part]])).toEqual(
            Object.entries(parts).map(([name, part]) => [name, [...part]]),
          );
        },
      ),
    );
  });

  it('of ours is read by others, and by us', () => {
    const parts = [
      { name: 'a.txt', bytes: content, isPacked: false },
      { name: '한국.bin', bytes: strToU8('short'), isPacked: true },
      { name: 'empty', bytes: new Uint8Array(0), isPacked: false },
    ];
    const archive = zipped(parts);
    expect(zipped(parts).equals(archive)).toBe(true);
    expect(archive.length).toBeLessThan(500);
    const names = parts.map(({ name, bytes }) => [name, [...bytes]]);
    expect(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, [...bytes]])).toEqual(names);
    expect([...unzippedWithin(archive, LIMITS)].map(([name, bytes]) => [name, [...bytes]])).toEqual(names);
  });

  it('is taken up to the last byte and part of the limit, and not beyond', () => {
    const whole = zipSync({ a: new Uint8Array(9000), b: new Uint8Array(1000), c: new Uint8Array(0) });
    expect(unzippedWithin(whole, LIMITS).size).toBe(3);
    expect(() => unzippedWithin(whole, { ...LIMITS, maxBytes: 9999 })).toThrow(UnzipsTooLarge);
    expect(() => unzippedWithin(whole, { ...LIMITS, maxParts: 2 })).toThrow(UnzipsTooLarge);
  });

  it.each<[string, Buffer]>([
    ['claims less than it holds', zipOf({ name: NAME, content, stated: { unpackedBytes: 10 } })],
    ['claims to hold nothing', zipOf({ name: NAME, content, stated: { unpackedBytes: 0 } })],
    ['claims more than it holds', zipOf({ name: NAME, content, stated: { unpackedBytes: 9001 } })],
    ['holds more than 4 GB of nothing', zipOf({ name: NAME, content, stated: { unpackedBytes: 0xffffffff } })],
    ['has another checksum', zipOf({ name: NAME, content, stated: { crc: 1 } })],
    ['is stored with another length', zipOfPacked(NAME, content, crc32(content), 20, { method: 0 })],
    ['is packed in another way', zipOf({ name: NAME, content, stated: { method: 12 } })],
    ['is encrypted', zipOf({ name: NAME, content, stated: { flags: 1 } })],
    ['has more parts in its directory than in it', zipOf({ name: NAME, content, stated: { files: 2 } })],
    ['packs less than it says', zipOf({ name: NAME, content, stated: { packedBytes: 100_000 } })],
    ['is cut in the middle', zipOf({ name: NAME, content }).subarray(0, 40)],
    ['is none', Buffer.from('<html>Not found</html>')],
    ['is empty', Buffer.alloc(0)],
  ])('that %s is refused by all who unpack', async (_, archive) => {
    expect(() => unzippedWithin(archive, LIMITS)).toThrow(Error);
    expect(() => openPackage(archive)).toThrow(TemplateRefused);
    await expect(sheetsOf(archive)).rejects.toThrow(ImportRefused);
  });

  it('of one part under a name twice is refused', () => {
    const twice = zipSync({ 'a.xml': strToU8('one'), 'b.xml': strToU8('two') });
    const same = Buffer.from(Buffer.from(twice).toString('latin1').replaceAll('b.xml', 'a.xml'), 'latin1');
    expect(() => unzippedWithin(same, LIMITS)).toThrow(ZipBroken);
  });

  it('that would fill the memory is given up at the size that it claims', () => {
    const packed = deflateRawSync(Buffer.alloc(300 * 1024 ** 2));
    const lies = zipOfPacked(NAME, packed, 0, 20);
    const before = process.memoryUsage.rss();
    expect(() => unzippedWithin(lies, { maxBytes: 1e9, maxParts: 3 })).toThrow(ZipBroken);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 ** 2);
  });

  it('damaged anywhere gives what was packed, or nothing', () => {
    const whole = Buffer.from(zipSync({ 'a.txt': content, 'b.txt': strToU8('short') }));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = Buffer.from(whole);
        damaged[place]! ^= change;
        let read: Map<string, Uint8Array>;
        try {
          read = unzippedWithin(damaged, LIMITS);
        } catch (error) {
          expect(error instanceof ZipBroken || error instanceof UnzipsTooLarge, String(error)).toBe(true);
          return;
        }
        for (const part of read.values()) expect([content.toString(), 'short']).toContain(Buffer.from(part).toString());
      }),
      { numRuns: 500 },
    );
  });
});
