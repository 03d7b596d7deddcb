/** A card as PNG: the pixels of its preset, and in the file what they show. */
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { createCanvas } from './canvas.ts';
import { drawScaled, type DrawingContext } from './drawing.ts';
import type { Page } from './page.ts';
import { pngOf, withMetadata } from './pngChunks.ts';

/** The keyword under which a picture carries its view, as JSON. */
const VIEW_KEYWORD = 'tension-view';

export function png({ input, card }: Page): Buffer {
  const { presentation, code, view, link } = input;
  const canvas = createCanvas(card.pixelWidth, card.pixelHeight);
  drawScaled(canvas.getContext('2d') as unknown as DrawingContext, card, card.scale);
  const pixels = { data: canvas.data(), width: card.pixelWidth, height: card.pixelHeight };
  return withMetadata(pngOf(pixels), {
    dotsPerInch: FORMATS[presentation.preset].dotsPerInch * presentation.density,
    texts: [
      ['Title', card.texts.title],
      ['Description', card.texts.alt],
      ['Source', link],
      [VIEW_KEYWORD, canonicalJson({ v: 1, code, view, presentation })],
    ],
  });
}
