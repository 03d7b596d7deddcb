/** Which characters a font file has: its `cmap` table, as OpenType writes it. Only that table is read, because fonts are large and this is done at every start. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Room for the table of contents of any font. */
const HEAD_BYTES = 4096;
const MAX_TABLES = 100;

interface Table {
  readonly offset: number;
  readonly length: number;
}

/**
 * Tells whether a TrueType file has a glyph for a character.
 *
 * @throws RangeError when the file is no TrueType font, or ends before what its table of contents promises; errors of the system
 * @see https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
 */
export function glyphsOf(path: string): (character: string) => boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const tables = tablesOf(head.subarray(0, readSync(file, head, 0, head.length, 0)), fstatSync(file).size);
    if (!tables.has('glyf')) throw new RangeError('has no TrueType outlines');
    const cmap = tables.get('cmap');
    if (cmap === undefined) throw new RangeError('has no character map');
    const map = Buffer.alloc(cmap.length);
    readSync(file, map, 0, map.length, cmap.offset);
    return lookupIn(map);
  } finally {
    closeSync(file);
  }
}

function lookupIn(cmap: Buffer): (character: string) => boolean {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(4 + 8 * i + 4));
  const full = subtables.find((at) => cmap.readUInt16BE(at) === 12);
  if (full === undefined) throw new RangeError('has no character map of format 12');
  const groups = cmap.readUInt32BE(full + 12);
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = full + 16 + 12 * middle;
      if (code < cmap.readUInt32BE(at)) high = middle - 1;
      else if (code > cmap.readUInt32BE(at + 4)) low = middle + 1;
      else return cmap.readUInt32BE(at + 8) + (code - cmap.readUInt32BE(at)) > 0; // glyph 0 stands for "none"
    }
    return false;
  };
}

/** @param size of the whole file */
function tablesOf(head: Buffer, size: number): Map<string, Table> {
  if (head.length < 12 || head.readUInt32BE(0) !== 0x0001_0000) throw new RangeError('is no TrueType font');
  const count = Math.min(head.readUInt16BE(4), MAX_TABLES);
  const tables = new Map<string, Table>();
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    if (at + 16 > head.length) throw new RangeError('is cut off');
    const table = { offset: head.readUInt32BE(at + 8), length: head.readUInt32BE(at + 12) };
    if (table.offset + table.length > size) throw new RangeError('is cut off');
    tables.set(head.toString('latin1', at, at + 4), table);
  }
  return tables;
}
