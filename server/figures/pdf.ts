/** A card as PDF: lines and text, never pixels, with the fonts in the file. */
import type { Card } from '../../client/charts/card/card.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { PDFDocument } from './canvas.ts';
import { drawScaled, type Ink } from './drawing.ts';
import { withLanguage } from './pdfLanguage.ts';

const POINTS_PER_INCH = 72;

export function pdf(input: CardInput, card: Card): Buffer {
  const { presentation } = input;
  const { dotsPerInch } = FORMATS[presentation.preset];
  const pointsPerPixel = POINTS_PER_INCH / (dotsPerInch * presentation.density);
  const { title, alt } = card.texts;
  const document = new PDFDocument({ title, author: 'Tension', subject: alt, keywords: `${input.code} ${input.link}`, creator: 'Tension' });
  drawScaled(document.beginPage(card.pixelWidth * pointsPerPixel, card.pixelHeight * pointsPerPixel) as unknown as Ink, card, card.scale * pointsPerPixel);
  document.endPage();
  return withLanguage(document.close(), presentation.lang);
}
