/** Tables of a small TrueType font, as OpenType writes them. @see https://learn.microsoft.com/en-us/typography/opentype/spec/ */

const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => bytes.writeUInt16BE(value & 0xff_ff, 2 * i));
  return bytes;
};
const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
};

/** Which glyph a character has. */
export function cmapTable(glyphs: ReadonlyMap<number, number>): Buffer {
  const sorted = [...glyphs].sort(([a], [b]) => a - b);
  const groups = sorted.map(([character, glyph]) => u32(character, character, glyph));
  const size = 16 + 12 * groups.length;
  return Buffer.concat([u16(0, 1, 3, 10), u32(12), u16(12, 0), u32(size, 0, groups.length), ...groups]);
}

/** How much nearer two glyphs stand. @param pairs left, right, units */
export function kernTable(pairs: readonly (readonly [number, number, number])[]): Buffer {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const power = Math.floor(Math.log2(sorted.length));
  const search = 6 * 2 ** power;
  return Buffer.concat([
    u16(0, 1),
    u16(0, 14 + 6 * sorted.length, 1, sorted.length, search, power, 6 * sorted.length - search),
    ...sorted.map((pair) => u16(...pair)),
  ]);
}

/** A glyph between two others, and the one that stands in its place there. */
export interface Context {
  readonly before: number | undefined;
  readonly glyph: number;
  readonly after: number | undefined;
  readonly as: number;
}

/** Rules beyond these are left out: their table would not hold the places of more. */
const MOST_RULES = 1000;

/** Glyphs that look at their neighbours (`calt`): the first rule that fits is followed, so those that ask for most stand first. */
export function contextTable(contexts: readonly Context[]): Buffer {
  const asked = ({ before, after }: Context): number => Number(before !== undefined) + Number(after !== undefined);
  const rules = [...contexts].sort((a, b) => asked(b) - asked(a)).slice(0, MOST_RULES);
  const swaps = [
    ...new Map(
      rules.filter(({ glyph, as }) => glyph !== as).map(({ glyph, as }) => [`${glyph} ${as}`, { glyph, as }]),
    ).values(),
  ];
  const ruleTables = rules.map(({ before, glyph, after, as }) => {
    const of = (one: number | undefined): number[] => (one === undefined ? [] : [one]);
    const swap = swaps.findIndex((one) => one.glyph === glyph && one.as === as);
    const around = [of(before), [glyph], of(after)];
    let at = 2 + around.reduce((sum, { length }) => sum + 2 + 2 * length, 0) + 2 + (swap === -1 ? 0 : 4);
    const places = around.flatMap((glyphs) => [glyphs.length, ...glyphs.map(() => (at += 6) - 6)]);
    return Buffer.concat([
      u16(3, ...places, ...(swap === -1 ? [0] : [1, 0, swap + 1])),
      ...around.flat().map((one) => u16(1, 1, one)),
    ]);
  });
  const swapTables = swaps.map(({ glyph, as }) => u16(2, 8, 1, as, 1, 1, glyph));
  const lookups = [lookup(6, ruleTables), ...swapTables.map((table) => lookup(1, [table]))];
  const script = Buffer.concat([u16(1), Buffer.from('DFLT'), u16(8, 4, 0, 0, 0xff_ff, 1, 0)]);
  const feature = Buffer.concat([u16(1), Buffer.from('calt'), u16(8, 0, 1, 0)]);
  return Buffer.concat([
    u16(1, 0, 10, 10 + script.length, 10 + script.length + feature.length),
    script,
    feature,
    listed([lookups.length], lookups),
  ]);
}

const lookup = (type: number, tables: readonly Buffer[]): Buffer => listed([type, 0, tables.length], tables);

/** A head, where each part begins, and the parts. */
function listed(head: readonly number[], parts: readonly Buffer[]): Buffer {
  let at = 2 * (head.length + parts.length);
  const places = parts.map(({ length }) => (at += length) - length);
  return Buffer.concat([u16(...head, ...places), ...parts]);
}

export interface Metrics {
  readonly weight: number;
  readonly ascent: number;
  readonly descent: number;
  readonly xHeight: number;
  readonly capHeight: number;
  readonly characters: readonly number[];
}

/** What systems ask of a font before they set it. */
export function metricsTable({ weight, ascent, descent, xHeight, capHeight, characters }: Metrics): Buffer {
  const inPlane = characters.map((character) => Math.min(character, 0xff_ff));
  const [REGULAR, NORMAL_WIDTH, MOST_NEIGHBOURS] = [0x40, 5, 3];
  return Buffer.concat([
    u16(3, 0, weight, NORMAL_WIDTH, 0),
    Buffer.alloc(22 + 10 + 16 + 4), // places of small and struck letters, class, ranges, vendor
    u16(REGULAR, Math.min(...inPlane), Math.max(...inPlane), ascent, descent, 0, ascent, -descent),
    u32(1, 0),
    u16(xHeight, capHeight, 0, 32, MOST_NEIGHBOURS),
  ]);
}

/** The font has no names of glyphs. */
export const postTable = (): Buffer => Buffer.concat([u32(0x0003_0000), Buffer.alloc(28)]);

export function nameTable(family: string): Buffer {
  const [FAMILY, STYLE, FULL, POSTSCRIPT] = [1, 2, 4, 6];
  const names = [
    [FAMILY, family],
    [STYLE, 'Regular'],
    [FULL, family],
    [POSTSCRIPT, family.replaceAll(' ', '')],
  ] as const;
  let at = 0;
  const records = names.map(([id, name]) =>
    u16(3, 1, 0x04_09, id, 2 * name.length, (at += 2 * name.length) - 2 * name.length),
  );
  return Buffer.concat([
    u16(0, names.length, 6 + 12 * names.length),
    ...records,
    ...names.map(([, name]) => Buffer.from(name, 'utf16le').swap16()),
  ]);
}
