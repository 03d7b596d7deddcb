import { createCanvas, loadImage } from '@napi-rs/canvas';
import { Resvg } from '@resvg/resvg-js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SvgContext } from '../../server/figures/svgContext.ts';
import { paintOf } from '../../server/figures/paint.ts';
import { escaped } from '../../client/charts/escaped.ts';
import { openBrowser } from '../browser/browser.ts';
import { COMPARE, type FigureWorld, figureWorld, MOVE, SPRING } from './world.ts';

const measure = { width: (_: string, text: string) => 6 * text.length, drop: () => 3 };
const newContext = (): SvgContext => new SvgContext(measure, 'Test');

describe('a context that writes SVG', () => {
  it('writes paths, on the page, as they were drawn', () => {
    const context = newContext();
    context.save();
    context.translate(10, 20);
    context.scale(2, 2);
    context.strokeStyle = 'rgba(255, 0, 10, 0.5)';
    context.lineWidth = 1.5;
    context.setLineDash([3, 2]);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(5, 5);
    context.stroke();
    context.restore();
    context.fillRect(1, 2, 3, 4);
    expect(context.content()).toBe(
      [
        '<path d="M10 20L20 30" fill="none" stroke="#ff000a" stroke-opacity="0.5" stroke-width="3" stroke-dasharray="6 4"/>',
        '<path d="M1 2L4 2L4 6L1 6Z" fill="#000000"/>',
      ].join('\n'),
    );
  });

  it('writes a circle as two halves, and an arc with its sides', () => {
    const context = newContext();
    context.beginPath();
    context.arc(10, 10, 4, 0, 2 * Math.PI);
    context.fill();
    expect(context.content()).toBe('<path d="M14 10A4 4 0 0 1 6 10A4 4 0 0 1 14 10" fill="#000000"/>');
  });

  it('writes text as it was given, at its own baseline, with a halo that nobody hears twice', () => {
    const context = newContext();
    context.font = '600 12px Any';
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.strokeText('北朝鮮 & <日本>', 50, 20);
    context.fillText('北朝鮮 & <日本>', 50, 20);
    const [halo, text] = context.content().split('\n');
    expect(halo).toMatch(/^<text [^>]*aria-hidden="true"[^>]*>북?北朝鮮 &amp; &lt;日本&gt;<\/text>$/);
    expect(text).toBe(
      '<text x="50" y="23" font-family="Test" font-size="12" font-weight="600" text-anchor="end" textLength="60" lengthAdjust="spacingAndGlyphs" fill="#000000">北朝鮮 &amp; &lt;日本&gt;</text>',
    );
  });

  it('keeps what a clip cuts off, and leaves out a clip that cuts nothing', () => {
    const context = newContext();
    context.save();
    context.beginPath();
    context.rect(0, 0, 10, 10);
    context.clip();
    context.fillRect(1, 1, 2, 2);
    context.fillRect(5, 5, 20, 2);
    context.restore();
    context.fillRect(30, 30, 1, 1);
    expect(context.content().split('\n')).toEqual([
      '<defs><clipPath id="c1"><path d="M0 0L10 0L10 10L0 10Z"/></clipPath></defs>',
      '<path d="M1 1L3 1L3 3L1 3Z" fill="#000000"/>',
      '<g clip-path="url(#c1)">',
      '<path d="M5 5L25 5L25 7L5 7Z" fill="#000000"/>',
      '</g>',
      '<path d="M30 30L31 30L31 31L30 31Z" fill="#000000"/>',
    ]);
  });

  it('refuses what it does not know, so that nothing is lost', () => {
    const context: object = newContext();
    expect(() => Reflect.get(context, 'drawImage')).toThrow('A drawing in lines has no "drawImage" of a canvas');
    expect(() => Reflect.set(context, 'shadowBlur', 4)).toThrow('A drawing in lines has no "shadowBlur" of a canvas');
    expect(() => paintOf({})).toThrow('A drawing in lines cannot be painted with [object Object]');
    const stretched = newContext();
    stretched.scale(1, 2);
    expect(() => stretched.arc(0, 0, 1, 0, 1)).toThrow('stretched in one direction only');
  });

  it('leaves out what XML cannot hold', () => {
    expect(escaped('a\u0000b\u000Cc\uD800d\uFFFFe "\'')).toBe('abcde &quot;&#39;');
    expect(escaped('😀 \t')).toBe('😀 \t');
  });
});

/** Letters lie on whole pixels in the one and between them in the other: 2.2 to 3 of 255 on average when this was written, 6 to 8 with other fonts. */
const ALIKE = 4;

const difference = (ours: Uint8ClampedArray, theirs: Uint8ClampedArray): number =>
  ours.reduce((sum, value, i) => sum + Math.abs(value - theirs[i]!), 0) / ours.length;

async function pixelsOf(png: Uint8Array): Promise<Uint8ClampedArray> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height).data;
}

describe('an SVG figure', () => {
  let world: FigureWorld;
  let browser: Browser | undefined;
  let page: Page;
  beforeAll(async () => {
    world = await figureWorld();
    browser = await openBrowser();
    if (browser) page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await world.close();
  });

  it.for([
    [SPRING, 'en', 'slide'],
    [SPRING, 'ko', 'link'],
    [MOVE, 'ko', 'memo'],
    [COMPARE, 'en', 'square'],
  ] as const)(
    'of a $kind is well-formed and holds its words as text, any script',
    async ([view, lang, preset], { skip }) => {
      const title = '북한 北朝鮮 日本 Россия Ελλάδα';
      const input = await world.input({ ...view, title }, { lang, preset });
      const svg = (await world.draw('svg', input)).toString('utf8');
      expect(svg).not.toMatch(/<script|<foreignObject|<image| on\w+=|href=/);
      if (!browser) return skip();
      const read = await page.evaluate((text) => {
        const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
        const words = [...root.querySelectorAll('text:not([aria-hidden])')].map((element) => element.textContent ?? '');
        return {
          root: root.tagName,
          fault: root.querySelector('parsererror')?.textContent,
          title: root.querySelector('title')?.textContent,
          desc: root.querySelector('desc')?.textContent,
          lang: root.getAttribute('lang'),
          words,
        };
      }, svg);
      expect(read).toMatchObject({ root: 'svg', title, lang });
      expect(read.fault).toBeUndefined();
      expect(read.desc!.length).toBeGreaterThan(10);
      const said = read.words.join(' ');
      for (const word of title.split(' ')) expect(said).toContain(word);
      expect(read.words.length).toBeGreaterThan(15);
    },
  );

  it.each(['en', 'ko'] as const)('of paths in %s looks as the PNG, without any font', async (lang) => {
    const input = await world.input({ ...SPRING, title: '북한 北朝鮮 Россия 14.5 – +3' }, { lang });
    const svg = (await world.drawWith({ letters: 'paths' }, 'svg', input)).toString('utf8');
    expect(svg).not.toContain('<text');
    expect(svg).toContain('<title id="title">북한 北朝鮮 Россия 14.5 – +3</title>');
    const drawn = new Resvg(svg, { fitTo: { mode: 'width', value: 1920 }, font: { loadSystemFonts: false } })
      .render()
      .asPng();
    const [ours, theirs] = [await pixelsOf(await world.draw('png', input)), await pixelsOf(drawn)];
    expect(theirs.length).toBe(ours.length);
    expect(difference(ours, theirs)).toBeLessThan(ALIKE);
  });

  it.for(['en', 'ko'] as const)(
    'in %s looks as the PNG in a browser, with the fonts that it carries',
    async (lang, { skip }) => {
      if (!browser) return skip();
      const title = '북한 北朝鮮 Россия 14.5 – +3 (x-1) AVATAR';
      const input = await world.input({ ...SPRING, title }, { lang });
      const svg = (await world.draw('svg', input)).toString('utf8');
      expect(
        [...svg.matchAll(/@font-face\{font-family:"([^"]+)";font-weight:(\d+)/g)].map(([, ...face]) => face),
      ).toEqual([
        ['Pretendard', '400'],
        ['Pretendard', '600'],
        ['Pretendard', '700'],
        ['Noto Sans KR', '700'],
      ]);
      const picture = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
      await picture.setContent(`<style>body{margin:0}img{width:1920px;display:block}</style><img src="${address}">`);
      await picture.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
      const theirs = await pixelsOf(await picture.screenshot());
      await picture.close();
      const ours = await pixelsOf(await world.draw('png', input));
      expect(theirs.length).toBe(ours.length);
      expect(difference(ours, theirs)).toBeLessThan(ALIKE);
    },
  );

  it('can be put into any room without a word running over another', async () => {
    const svg = (await world.draw('svg', await world.input(SPRING))).toString('utf8');
    // With a font that is not ours a program fits each text into the width that it was laid out for.
    expect(
      [...svg.matchAll(/<text [^>]*>/g)].every(([tag]) =>
        /textLength="[\d.]+" lengthAdjust="spacingAndGlyphs"/.test(tag),
      ),
    ).toBe(true);
  });
});
