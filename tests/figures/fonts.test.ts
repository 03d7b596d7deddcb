import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inBundledFonts } from '../../server/figures/drawing.ts';
import { checkFonts, FONT_FILES } from '../../server/figures/fonts.ts';
import { glyphsOf } from '../../server/figures/glyphs.ts';
import { unwritable } from '../../server/figures/writable.ts';
import { measuringContext } from '../../server/figures/measuring.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { builtServer } from '../cli/built.ts';
import { newPool } from './world.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-fonts-'));
  for (const { path } of FONT_FILES.filter(({ weight }) => weight === 400)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(projectRoot(), path), join(folder, path));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const regular = FONT_FILES.filter(({ weight }) => weight === 400);

describe('the bundled fonts', () => {
  it('are there and have every script that names are written in', async () => {
    expect(checkFonts(projectRoot())).toBe('8 font files cover Latin, Cyrillic, Greek, Hangul, Han, kana');
  });

  it('are missed by name, with what to do', async () => {
    expect(() => checkFonts(folder)).toThrow(
      /^The font node_modules\/pretendard\/\S+Pretendard-Medium\.ttf cannot be read: run "npm ci" in the project's folder/,
    );
    expect(checkFonts(folder, regular)).toContain('2 font files');
  });

  it('are missed where only their characters are missing', async () => {
    expect(() =>
      checkFonts(
        folder,
        regular.filter(({ family }) => family === 'Pretendard'),
      ),
    ).toThrow(/^No font of weight 400 has Han "北朝鮮/);
  });

  it('are missed where a file is cut off, or is something else', async () => {
    const foreign = join(folder, 'foreign.ttf');
    await writeFile(foreign, '<html>not a font</html>');
    expect(() => glyphsOf(foreign)).toThrow('is no TrueType font');
    await truncate(join(folder, regular[1]!.path), 6_000_000);
    expect(() => glyphsOf(join(folder, regular[1]!.path))).toThrow('is cut off');
    await truncate(join(folder, regular[1]!.path), 4000);
    expect(() => checkFonts(folder, regular)).toThrow(/NotoSansKR_400Regular\.ttf is cut off/);
  });

  it('tell a character that they have from one that they have not', async () => {
    const has = glyphsOf(join(projectRoot(), regular[0]!.path));
    expect([...'Aя한あ'].map(has)).toEqual([true, true, true, true]);
    expect([...'北\u{10FFFF}ا'].map(has)).toEqual([false, false, false]);
  });

  it('have the same characters in every weight, so that what a title can be written in, all texts can', () => {
    const codes = Array.from({ length: 0x3_00_00 }, (_, code) => code).filter(
      (code) => code < 0xd8_00 || code > 0xdf_ff,
    );
    const weights = new Set(FONT_FILES.map(({ weight }) => weight));
    const [first, ...others] = [...weights].map((weight) => {
      const files = FONT_FILES.filter((file) => file.weight === weight);
      const families = files.map(({ path }) => glyphsOf(join(projectRoot(), path)));
      return codes.filter((code) => families.some((has) => has(String.fromCodePoint(code))));
    });
    expect(first!.length).toBeGreaterThan(25_000);
    for (const other of others) expect(other).toEqual(first);
  });

  it('are asked before a card is to write a text', () => {
    for (const text of ['Überprüfung – “–8.1”', '북한 北朝鮮 日本 Россия Ελλάδα', 'Việt Nam', "Côte d'Ivoire"])
      expect(unwritable(text)).toBeUndefined();
    expect(unwritable('a 🚀 b')).toBe(
      'holds "🚀" (U+1F680) at place 3, which no font of a card has: write it in Latin, Greek, Cyrillic, Hangul, kana or Han letters, without emoji',
    );
    for (const [text, place] of [
      ['سلام', 1],
      ['x שלום', 3],
      ['ไทย', 1],
    ] as const)
      expect(unwritable(text)).toContain(`at place ${place}, which no font of a card has`);
  });

  it('are what a drawing thread draws with', async () => {
    await builtServer();
    const pool = newPool();
    try {
      await expect(pool.prove()).resolves.toBeUndefined();
    } finally {
      await pool.close();
    }
  });
});

describe('a font that a chart asks for', () => {
  it('is one of the bundled, at a weight that the canvas reads', () => {
    expect(inBundledFonts('650 12.5px Arial')).toMatch(/^700 12\.5px Pretendard/);
    expect(inBundledFonts('italic 550 11px "Segoe UI", sans-serif')).toMatch(/^italic 600 11px Pretendard/);
    expect(inBundledFonts('12px Arial')).toMatch(/^12px Pretendard/);
    expect(inBundledFonts('bold 120px Arial')).toMatch(/^bold 120px Pretendard/);
  });

  it('is as wide at an odd weight as at the next round one', () => {
    const context = measuringContext();
    const widthOf = (font: string): number => {
      context.font = font;
      return context.measureText('Tension index').width;
    };
    expect(widthOf('650 12px Pretendard')).toBe(widthOf('700 12px Pretendard'));
  });
});
