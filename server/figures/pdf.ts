/** A card as PDF: lines and text, never pixels, with the fonts in the file. */
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { PDFDocument } from './canvas.ts';
import { drawScaled, type DrawingContext } from './drawing.ts';
import type { Page } from './page.ts';
import { withLanguage } from './pdfLanguage.ts';

const POINTS_PER_INCH = 72;

/** A page for each card. */
export function pdf(pages: readonly Page[]): Buffer {
  const { input, card } = pages[0]!;
  const document = new PDFDocument({
    title: card.texts.title,
    author: 'Tension',
    subject: pages.map((page) => page.card.texts.alt).join('\n'),
    keywords: pages.map((page) => `${page.input.code} ${page.input.link}`).join(', '),
    creator: 'Tension',
  });
  for (const page of pages) drawPage(document, page);
  return withLanguage(document.close(), input.presentation.lang);
}

function drawPage(document: PDFDocument, { input: { presentation }, card }: Page): void {
  const pointsPerPixel = POINTS_PER_INCH / (FORMATS[presentation.preset].dotsPerInch * presentation.density);
  const context = document.beginPage(
    card.pixelWidth * pointsPerPixel,
    card.pixelHeight * pointsPerPixel,
  ) as unknown as DrawingContext;
  haloAsBox(context);
  drawScaled(context, card, card.scale * pointsPerPixel);
  document.endPage();
}

/** Enough to read letters over a line, and little enough to see that it goes on. */
const HALO_OPACITY = 0.7;

/**
 * Stroked letters, the halo behind a text, would be drawings of each glyph and the same words twice to whoever copies or listens. A box
 * of the halo's colour does for print.
 */
function haloAsBox(context: DrawingContext): void {
  const strokeText: DrawingContext['strokeText'] = (text, x, y) => {
    const {
      actualBoundingBoxLeft: left,
      actualBoundingBoxRight: right,
      actualBoundingBoxAscent: ascent,
      actualBoundingBoxDescent: descent,
    } = context.measureText(text);
    context.save();
    context.fillStyle = context.strokeStyle;
    context.globalAlpha *= HALO_OPACITY;
    context.fillRect(x - left - 1, y - ascent - 1, left + right + 2, ascent + descent + 2);
    context.restore();
  };
  Object.defineProperty(context, 'strokeText', { value: strokeText });
}
