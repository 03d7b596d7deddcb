/** A card as PDF: lines and text, never pixels, with the fonts in the file. */
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { PDFDocument } from './canvas.ts';
import type { Card } from './card.ts';
import { drawOnPage, type Ink } from './drawing.ts';
import { withLanguage } from './pdfLanguage.ts';

const POINTS_PER_INCH = 72;

export function pdf(input: CardInput, card: Card): Buffer {
  const { presentation } = input;
  const { width, height, dotsPerInch } = FORMATS[presentation.preset];
  const page = { width: (width / dotsPerInch) * POINTS_PER_INCH, height: (height / dotsPerInch) * POINTS_PER_INCH };
  const { title, alt } = card.texts;
  const document = new PDFDocument({ title, author: 'Tension', subject: alt, keywords: `${input.code} ${input.link}`, creator: 'Tension' });
  drawOnPage(document.beginPage(page.width, page.height) as unknown as Ink, card, page);
  document.endPage();
  return withLanguage(document.close(), presentation.lang);
}
