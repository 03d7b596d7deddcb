/** The file of a card in each format; a PDF and a presentation take several, a page each. */
import { cardChart } from '../../client/charts/card/card.ts';
import { cardFacts, type KeptNumbers } from '../../client/charts/card/cardFacts.ts';
import { csv } from './csv.ts';
import type { Job } from './drawingPool.ts';
import { PLAIN } from './fileOptions.ts';
import { html } from './html.ts';
import { ruler, wideRuler } from './measuring.ts';
import type { Page } from './page.ts';
import { pdf } from './pdf.ts';
import { pptx, pptxOn } from './pptx.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';

const kept: KeptNumbers = new WeakMap();

export async function fileOf({ format, inputs, options = PLAIN, template }: Job): Promise<Buffer> {
  if (format === 'pptx' && template) return pptxOn(template, inputs);
  // Slides are set by programs that may have other fonts.
  const by = format === 'pptx' ? wideRuler : ruler;
  const pages = inputs.map((input): Page => ({ input, card: cardChart(input, by, cardFacts(input, kept)) }));
  const [only, another] = pages;
  if (!only) throw new RangeError('A figure without a card was asked for.');
  if (format === 'pdf') return pdf(pages);
  if (format === 'pptx') return pptx(pages);
  if (another)
    throw new RangeError(`A file ${format} holds one card, and ${pages.length} were asked for: ask for pdf or pptx.`);
  switch (format) {
    case 'png':
      return png(only);
    case 'svg':
      return svg(only, options);
    case 'csv':
      return csv(only, options);
    case 'html':
      return html(only);
  }
}
