import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARD_THEMES, FORMATS, PRESETS } from '../../client/charts/card/presentation.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import { pngFile } from './pngFile.ts';
import { COMPARE, type FigureWorld, figureWorld, MOVE, newPool, SPRING } from './world.ts';

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

describe('a PNG', () => {
  it.each(PRESETS.flatMap((preset) => CARD_THEMES.map((theme) => [preset, theme] as const)))(
    '%s, %s, has the size and resolution of its preset, and paper up to its corners',
    async (preset, theme) => {
      const input = await world.input(SPRING, { preset, theme });
      const png = pngFile(await world.draw('png', input));
      const { width, height, dotsPerInch } = FORMATS[preset];
      expect([png.width, png.height]).toEqual([width, height]);
      expect(png.dotsPerInch).toBeCloseTo(dotsPerInch, 1);
      const pixels = png.rgb();
      const colours = new Set<number>();
      for (let at = 0; at < pixels.length; at += 3)
        colours.add((pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!);
      const corners = [0, width - 1, (height - 1) * width, height * width - 1].map((place) =>
        [...pixels.subarray(3 * place, 3 * place + 3)].map((part) => part.toString(16).padStart(2, '0')).join(''),
      );
      expect(new Set(corners.map((colour) => `#${colour}`))).toEqual(new Set([CARD_PAINTS[theme].paper]));
      expect(colours.size).toBeGreaterThan(50); // something is drawn on the paper
    },
  );

  it('has twice the pixels at density 2, and twice the resolution, so that it prints in the same size', async () => {
    const png = pngFile(await world.draw('png', await world.input(SPRING, { preset: 'memo', density: 2, text: 117 })));
    expect([png.width, png.height]).toEqual([3000, 2000]);
    expect(png.dotsPerInch).toBeCloseTo(400, 1);
  });

  it.each([SPRING, MOVE, COMPARE])(
    'of a $kind carries what it shows before its pixels, in any script',
    async (view) => {
      const input = await world.input({ ...view, title: '북한 北朝鮮 <日本> & "Россия"' }, { lang: 'ko' });
      const png = pngFile(await world.draw('png', input));
      expect(png.texts).toMatchObject({
        Title: '북한 北朝鮮 <日本> & "Россия"',
        Source: `https://tension.example.org/v/${input.code}`,
      });
      expect(png.texts['Description']!.length).toBeGreaterThan(10);
      expect(JSON.parse(png.texts['tension-view']!)).toEqual({
        v: 1,
        code: input.code,
        view: input.view,
        presentation: input.presentation,
      });
      expect(png.chunks.slice(0, 6)).toEqual(['IHDR', 'pHYs', 'iTXt', 'iTXt', 'iTXt', 'iTXt']);
      expect(png.chunks.lastIndexOf('iTXt')).toBeLessThan(png.chunks.indexOf('IDAT'));
    },
  );
});

describe('the same view', () => {
  it('has the same bytes in every format, from every thread', async () => {
    const input = await world.input(SPRING);
    const another = newPool();
    try {
      for (const format of ['png', 'svg', 'pdf', 'pptx', 'csv', 'html'] as const) {
        // Other figures in between, so that what a thread keeps from one to the next would show.
        await another.draw(async () => ({ format: 'pptx', inputs: [await world.input(COMPARE, { theme: 'dark' })] }));
        const bytes = await another.draw(async () => ({ format, inputs: [input] }));
        expect(bytes.equals(await world.draw(format, input)), format).toBe(true);
      }
    } finally {
      await another.close();
    }
  });
});
