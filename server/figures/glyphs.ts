/** Which characters a font file has: its `cmap` table, as OpenType writes it. */

const MAX_TABLES = 100;

/**
 * Tells whether a TrueType file has a glyph for a character.
 *
 * @throws RangeError when the bytes are no TrueType font, or end before what its table of contents promises
 * @see https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
 */
export function glyphsOf(bytes: Buffer): (character: string) => boolean {
  const tables = tablesOf(bytes);
  if (!tables.has('glyf')) throw new RangeError('has no TrueType outlines');
  const cmap = tables.get('cmap');
  if (cmap === undefined) throw new RangeError('has no character map');
  const subtables = Array.from({ length: bytes.readUInt16BE(cmap + 2) }, (_, i) => cmap + bytes.readUInt32BE(cmap + 4 + 8 * i + 4));
  const full = subtables.find((at) => bytes.readUInt16BE(at) === 12);
  if (full === undefined) throw new RangeError('has no character map of format 12');
  const groups = bytes.readUInt32BE(full + 12);
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = full + 16 + 12 * middle;
      if (code < bytes.readUInt32BE(at)) high = middle - 1;
      else if (code > bytes.readUInt32BE(at + 4)) low = middle + 1;
      else return bytes.readUInt32BE(at + 8) + (code - bytes.readUInt32BE(at)) > 0; // glyph 0 stands for "none"
    }
    return false;
  };
}

/** Where each table begins. */
function tablesOf(bytes: Buffer): Map<string, number> {
  if (bytes.length < 12 || bytes.readUInt32BE(0) !== 0x0001_0000) throw new RangeError('is no TrueType font');
  const count = Math.min(bytes.readUInt16BE(4), MAX_TABLES);
  const tables = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    if (at + 16 > bytes.length) throw new RangeError('is cut off');
    const offset = bytes.readUInt32BE(at + 8);
    if (offset + bytes.readUInt32BE(at + 12) > bytes.length) throw new RangeError('is cut off');
    tables.set(bytes.toString('latin1', at, at + 4), offset);
  }
  return tables;
}
