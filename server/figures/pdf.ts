/** Cards as PDF: lines and text, never pixels, with the fonts in the file, and tagged so that it can be heard. */
import type { Page } from './page.ts';
import { cardPage } from './pdfCard.ts';
import { PdfFile } from './pdfFile.ts';

/** A page for each card. */
export function pdf(pages: readonly Page[]): Promise<Buffer> {
  const { input, card } = pages[0]!;
  const file = new PdfFile({
    title: card.texts.title,
    subject: pages.map((page) => page.card.texts.alt).join('\n'),
    keywords: pages.map((page) => `${page.input.code} ${page.input.link}`).join(', '),
    language: input.presentation.lang,
    moment: input.view.asOf,
  });
  return file.bytes(pages.map((page) => cardPage(file, page)));
}
