/** Texts in the bundled fonts, for files that hold these or their outlines: Pretendard, or Noto Sans KR where it has no such character. */
import { join } from 'node:path';
import { type Font, openSync } from 'fontkit';
import { LRUCache } from 'lru-cache';
import { projectRoot } from '../projectRoot.ts';
import { FONT_FILES } from './fonts.ts';
import { decimal } from './svgText.ts';

/** A part of a text in one font. */
export interface FontRun {
  readonly text: string;
  readonly font: Font;
  /** of the file, the same for the same font */
  readonly name: string;
}

/** Has a text set as a whole, not word by word: signs look at their neighbours. */
export const AS_A_WHOLE: 'calt'[] = ['calt'];

const opened = new Map<string, Font>();

function opening(path: string): Font {
  const font = opened.get(path) ?? remembering(openSync(join(projectRoot(), path)) as Font); // none of them is a collection
  opened.set(path, font);
  return font;
}

/** Texts of a font; a pack of cards has some hundred. */
const REMEMBERED_TEXTS = 1000;

/** Setting a text takes a millisecond, a PDF asks for it three times, and most words come again on the next card. */
function remembering(font: Font): Font {
  const set = font.layout.bind(font);
  const remembered = new LRUCache<string, ReturnType<Font['layout']>>({ max: REMEMBERED_TEXTS });
  const setAnew = (...asked: Parameters<Font['layout']>): ReturnType<Font['layout']> => {
    // The library keeps each glyph with the characters that it stood for first, or with none where it was but a part of another glyph. What
    // characters a glyph stands for in a file would depend on the files before.
    Reflect.set(font, '_glyphs', {});
    return set(...asked);
  };
  const looksAround = signsThatLookAround(font);
  font.layout = (text, features) => {
    const isPlain = !Array.from(text).some((sign) => looksAround.has(font.glyphForCodePoint(sign.codePointAt(0)!).id));
    const run = remembered.get(text) ?? setAnew(text, isPlain ? NONE_AROUND : features);
    remembered.set(text, run);
    // Whoever takes the positions changes them.
    return Object.create(run, { positions: { value: run.positions.map((position) => ({ ...position })) } });
  };
  return font;
}

/** What most of the time of setting a text goes into; in a text without a sign that it may change, it changes nothing. */
const AROUND = ['calt', 'clig'] as const;
const NONE_AROUND = Object.fromEntries(AROUND.map((feature) => [feature, false]));

/** The part of a font's GSUB table that says which glyphs a feature may change, as fontkit reads it. */
interface Substitutions {
  readonly featureList: readonly {
    readonly tag: string;
    readonly feature: { readonly lookupListIndexes: readonly number[] };
  }[];
  readonly lookupList: {
    readonly get: (at: number) => { readonly lookupType: number; readonly subTables: readonly SubTable[] };
  };
}
interface SubTable {
  /** of another type, behind a long offset */
  readonly extension?: SubTable;
  readonly coverage?: Coverage;
  readonly inputCoverage?: readonly Coverage[];
}
interface Coverage {
  readonly glyphs?: readonly number[];
  readonly rangeRecords?: readonly { readonly start: number; readonly end: number }[];
}

/** Glyphs that a feature of {@link AROUND} may change; all where the font says it otherwise than ours do. */
function signsThatLookAround(font: Font): { readonly has: (glyph: number) => boolean } {
  const table = (font as Font & { readonly GSUB?: Substitutions }).GSUB;
  if (!table) return new Set();
  const glyphs = new Set<number>();
  const add = ({ glyphs: single = [], rangeRecords = [] }: Coverage): void => {
    for (const glyph of single) glyphs.add(glyph);
    for (const { start, end } of rangeRecords) for (let glyph = start; glyph <= end; glyph++) glyphs.add(glyph);
  };
  const lookups = table.featureList
    .filter(({ tag }) => AROUND.some((one) => one === tag))
    .flatMap(({ feature }) => feature.lookupListIndexes);
  for (const at of new Set(lookups))
    for (const given of table.lookupList.get(at).subTables) {
      const { coverage, inputCoverage } = given.extension ?? given;
      const said = coverage ? [coverage] : (inputCoverage ?? []);
      if (said.length === 0) return { has: () => true };
      for (const one of said) add(one);
    }
  return glyphs;
}

/** @param weight 400 to 700; rounded to hundreds, which is what there is */
export function fontRuns(text: string, weight: number): FontRun[] {
  const files = FONT_FILES.filter((file) => file.weight === Math.round(weight / 100) * 100);
  const runs: { path: string; text: string }[] = [];
  for (const character of text) {
    const has = ({ path }: { readonly path: string }): boolean =>
      opening(path).hasGlyphForCodePoint(character.codePointAt(0)!);
    const last = runs.at(-1);
    const path = (last && character === ' ' ? last : (files.find(has) ?? files[0]!)).path;
    if (last?.path === path) last.text += character;
    else runs.push({ path, text: character });
  }
  return runs.map(({ path, text }) => ({ text, font: opening(path), name: path }));
}

/** The letters of a text as the path of an SVG, from its left end on the baseline. */
export function outlineOf(text: string, weight: number, size: number): string {
  let x = 0;
  const path: string[] = [];
  for (const { text: part, font } of fontRuns(text, weight)) {
    const scale = size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(part, AS_A_WHOLE);
    glyphs.forEach((glyph, i) => {
      const { xOffset, yOffset, xAdvance } = positions[i]!;
      for (const { command, args } of glyph.path.commands)
        path.push(
          COMMANDS[command]! +
            args
              .map((value, at) => decimal(at % 2 === 0 ? x + (value + xOffset) * scale : -(value + yOffset) * scale))
              .join(' '),
        );
      x += xAdvance * scale;
    });
  }
  return path.join('');
}

const COMMANDS: Readonly<Record<string, string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
};
