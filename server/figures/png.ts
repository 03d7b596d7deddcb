/** A card as PNG: the pixels of its preset, and in the file what they show. */
import type { Card } from '../../client/charts/card/card.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { createCanvas } from './canvas.ts';
import { drawScaled, type Ink } from './drawing.ts';
import { withMetadata } from './pngChunks.ts';

/** The keyword under which a picture carries its view, as JSON. */
const VIEW_KEYWORD = 'tension-view';

export function png({ presentation, code, view, link }: CardInput, card: Card): Buffer {
  const canvas = createCanvas(card.pixelWidth, card.pixelHeight);
  drawScaled(canvas.getContext('2d') as unknown as Ink, card, card.scale);
  return withMetadata(canvas.encodeSync('png'), {
    dotsPerInch: FORMATS[presentation.preset].dotsPerInch * presentation.density,
    texts: [
      ['Title', card.texts.title],
      ['Description', card.texts.alt],
      ['Source', link],
      [VIEW_KEYWORD, JSON.stringify({ v: 1, code, view, presentation })],
    ],
  });
}
