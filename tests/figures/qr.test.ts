/** The QR code of a card leads to its view after what happens to a slide on its way: made smaller, and squeezed into a JPEG. */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsQr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { CARD_THEMES } from '../../client/charts/card/presentation.ts';
import { LANGUAGES } from '../../client/words/words.ts';
import { registerFonts } from '../../server/figures/canvas.ts';
import { fileOf } from '../../server/figures/file.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { recordCard } from './recordedCard.ts';
import { dyadView, shippedCard } from './shippedCard.ts';

registerFonts(projectRoot());

/** The package is CommonJS: its function stands under `default` once more. */
const { default: read } = jsQr as unknown as { readonly default: typeof jsQr };

/** The lower right corner, three times as large, as a telephone comes near to it. */
async function scanned(png: Buffer): Promise<string | undefined> {
  const picture = await loadImage(png);
  const [width, height] = [800, Math.round((800 * picture.height) / picture.width)];
  const small = createCanvas(width, height);
  small.getContext('2d').drawImage(picture, 0, 0, width, height);
  const squeezed = await loadImage(small.toBuffer('image/jpeg', 35));
  const [left, top] = [Math.round(width * 0.75), Math.round(height * 0.7)];
  const near = createCanvas(3 * (width - left), 3 * (height - top));
  const context = near.getContext('2d');
  context.drawImage(squeezed, -3 * left, -3 * top, 3 * width, 3 * height);
  const { data } = context.getImageData(0, 0, near.width, near.height);
  return read(data, near.width, near.height)?.data;
}

describe('the QR code of a card', () => {
  const presets = ['slide', 'four-three', 'square'] as const;
  it.each(
    presets.flatMap((preset, p) =>
      [100, 120, 150].flatMap((text, s) =>
        CARD_THEMES.map((theme, t) => [preset, text, theme, LANGUAGES[(p + s + t) % LANGUAGES.length]!] as const),
      ),
    ),
  )(
    'is read off a %s with text of %s%%, %s, in %s, 800 px wide, at JPEG quality 35',
    async (preset, text, theme, lang) => {
      const input = shippedCard(dyadView('KOR-RUS', '2024-01-01', '2024-06-30'), {
        presentation: { preset, lang, theme, text },
      });
      expect(await scanned(await fileOf({ format: 'png', inputs: [input] }))).toBe(input.link);
    },
  );

  it('begins with a whole pixel of the picture, and each of its modules takes whole ones', () => {
    for (const preset of presets)
      for (const text of [100, 120, 135, 150]) {
        const { around, scale } = recordCard(
          shippedCard(dyadView('KOR-RUS', '2024-01-01', '2024-06-30'), { presentation: { preset, text } }),
        ).card;
        for (const px of [around.qr!.left, around.qr!.top, around.qr!.module])
          expect(px * scale, `${preset}, ${text}%`).toBeCloseTo(Math.round(px * scale), 6);
      }
  });

  it('is left out where no address is known, and the card says where to type the code', async () => {
    const input = { ...shippedCard(dyadView('KOR-RUS', '2024-01-01', '2024-06-30')), link: '/v/PEVD0ZYM3' };
    expect(await scanned(await fileOf({ format: 'png', inputs: [input] }))).toBeUndefined();
    const svg = (await fileOf({ format: 'svg', inputs: [input] })).toString();
    expect(svg).toContain('To open it, type the code on the dashboard under “Check a picture, or open a code”');
    expect(svg).toContain('Relations-tension dashboard');
  });

  it('stands beside the name of who made it, where the server has one', async () => {
    const input = { ...shippedCard(dyadView('KOR-RUS', '2024-01-01', '2024-06-30')), madeBy: 'Policy Planning Office' };
    const svg = (await fileOf({ format: 'svg', inputs: [input] })).toString();
    expect(svg).toContain('Policy Planning Office');
    expect(svg).toContain(input.link.replace('https://', ''));
  });
});
