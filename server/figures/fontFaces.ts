/** Fonts that an SVG carries: of each bundled font the glyphs that its texts use, with the distances and signs that they have beside each other. */
import type { Font } from 'fontkit';
import { AS_A_WHOLE, fontRuns } from './fontRuns.ts';
import { FONT_FILES } from './fonts.ts';
import { cmapTable, type Context, contextTable, kernTable, metricsTable, nameTable, postTable } from './fontTables.ts';
import { woff } from './woff.ts';

export interface Lettering {
  readonly text: string;
  readonly weight: number;
}

/** The style that brings the fonts of some texts, the same for the same texts. */
export function fontFaces(texts: readonly Lettering[]): string {
  const parts = new Map<string, Part>();
  for (const { text, weight } of texts)
    for (const run of fontRuns(text, weight)) {
      const part = parts.get(run.name) ?? new Part(run.font);
      parts.set(run.name, part);
      part.add(run.text);
    }
  return FONT_FILES.flatMap(({ path, family, weight }) => {
    const part = parts.get(path);
    if (!part) return [];
    const data = part.file(family, weight).toString('base64');
    return [
      `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/woff;base64,${data}) format("woff")}`,
    ];
  }).join('\n');
}

/** Of one font, what some texts need. */
class Part {
  readonly #font: Font;
  readonly #subset: ReturnType<Font['createSubset']>;
  readonly #characters = new Map<number, number>();
  readonly #pairs = new Map<string, readonly [number, number, number]>();
  readonly #contexts = new Map<string, Context>();

  constructor(font: Font) {
    this.#font = font;
    this.#subset = font.createSubset();
  }

  add(text: string): void {
    const plain = [...text].map((character) => {
      const code = character.codePointAt(0)!;
      const glyph = this.#include(this.#font.glyphForCodePoint(code));
      this.#characters.set(code, glyph);
      return glyph;
    });
    const { glyphs, positions } = this.#font.layout(text, AS_A_WHOLE);
    // Where characters become one glyph, each keeps its own.
    if (glyphs.length !== plain.length || glyphs.some(({ codePoints }) => codePoints.length !== 1)) return;
    const set = glyphs.map((glyph) => this.#include(glyph));
    set.forEach((as, i) => {
      const [before, glyph, after] = [set[i - 1], plain[i]!, plain[i + 1]];
      this.#contexts.set(`${before} ${glyph} ${after}`, { before, glyph, after, as });
      const nearer = positions[i]!.xAdvance - glyphs[i]!.advanceWidth;
      const next = set[i + 1];
      if (nearer !== 0 && next !== undefined) this.#pairs.set(`${as} ${next}`, [as, next, nearer]);
    });
  }

  /** Its number in the part, which the library's types take for a yes or no. */
  #include(glyph: Parameters<ReturnType<Font['createSubset']>['includeGlyph']>[0]): number {
    return this.#subset.includeGlyph(glyph) as unknown as number;
  }

  file(family: string, weight: number): Buffer {
    const tables = tablesOf(Buffer.from(this.#subset.encode()));
    const { ascent, descent, xHeight, capHeight } = this.#font;
    const contexts = [...this.#contexts.values()];
    const turning = new Set(contexts.filter(({ glyph, as }) => glyph !== as).map(({ glyph }) => glyph));
    const rules = contexts.filter(({ glyph }) => turning.has(glyph));
    tables.set('cmap', cmapTable(this.#characters));
    tables.set(
      'OS/2',
      metricsTable({ weight, ascent, descent, xHeight, capHeight, characters: [...this.#characters.keys()] }),
    );
    tables.set('name', nameTable(family));
    tables.set('post', postTable());
    if (this.#pairs.size > 0) tables.set('kern', kernTable([...this.#pairs.values()]));
    if (rules.length > 0) tables.set('GSUB', contextTable(rules));
    return woff(tables);
  }
}

/** The tables of a font file. */
function tablesOf(file: Buffer): Map<string, Buffer> {
  return new Map(
    Array.from({ length: file.readUInt16BE(4) }, (_, i) => {
      const at = 12 + 16 * i;
      const from = file.readUInt32BE(at + 8);
      return [file.toString('latin1', at, at + 4).trim(), file.subarray(from, from + file.readUInt32BE(at + 12))];
    }),
  );
}
