/** Tables of a font as a WOFF file. (W3C, WOFF File Format 1.0) */
import { zlibSync } from 'fflate';

const HEADER = 44;
const ENTRY = 20;
/** of the file that the tables would make uncompressed */
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;
const TRUETYPE = 0x0001_0000;

/** @param tables by their tags; the same tables give the same bytes */
export function woff(tables: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const header = Buffer.alloc(HEADER + ENTRY * sorted.length);
  const parts: Buffer[] = [header];
  let at = header.length;
  let size = SFNT_HEADER + SFNT_ENTRY * sorted.length;
  sorted.forEach(([tag, table], i) => {
    const pressed = Buffer.from(zlibSync(table, { level: 9 }));
    const stored = pressed.length < table.length ? pressed : table;
    const entry = HEADER + ENTRY * i;
    header.write(tag, entry, 'latin1');
    [at, stored.length, table.length, checksum(table)].forEach((value, j) =>
      header.writeUInt32BE(value, entry + 4 + 4 * j),
    );
    parts.push(padded(stored));
    at += padded(stored).length;
    size += padded(table).length;
  });
  header.write('wOFF', 0, 'latin1');
  header.writeUInt32BE(TRUETYPE, 4);
  header.writeUInt32BE(at, 8);
  header.writeUInt16BE(sorted.length, 12);
  header.writeUInt32BE(size, 16);
  header.writeUInt16BE(1, 20);
  return Buffer.concat(parts);
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function checksum(table: Buffer): number {
  const words = padded(table);
  let sum = 0;
  for (let at = 0; at < words.length; at += 4) sum = (sum + words.readUInt32BE(at)) >>> 0;
  return sum;
}
