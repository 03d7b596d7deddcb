/** A card as PNG: the pixels of its preset, and in the file what they show. */
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { createCanvas } from './canvas.ts';
import type { Card } from './card.ts';
import { drawOnPage, type Ink } from './drawing.ts';
import { withMetadata } from './pngChunks.ts';

/** The keyword under which a picture carries its view, as JSON. */
const VIEW_KEYWORD = 'tension-view';

export function png({ presentation, code, view, link }: CardInput, card: Card): Buffer {
  const { width, height, dotsPerInch } = FORMATS[presentation.preset];
  const { density } = presentation;
  const page = { width: width * density, height: height * density };
  const canvas = createCanvas(page.width, page.height);
  drawOnPage(canvas.getContext('2d') as unknown as Ink, card, page);
  return withMetadata(canvas.encodeSync('png'), {
    dotsPerInch: dotsPerInch * density,
    texts: [
      ['Title', card.texts.title],
      ['Description', card.texts.alt],
      ['Source', link],
      [VIEW_KEYWORD, JSON.stringify({ v: 1, code, view, presentation })],
    ],
  });
}
