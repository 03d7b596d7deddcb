/** The file of a card in each format. */
import type { Job } from './drawingPool.ts';
import { cardChart } from '../../client/charts/card/card.ts';
import { measuringInk } from './measuring.ts';
import { pdf } from './pdf.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';

export async function fileOf({ format, input }: Job): Promise<Buffer> {
  const card = cardChart(input, measuringInk());
  switch (format) {
    case 'png':
      return png(input, card);
    case 'svg':
      return svg(input, card);
    case 'pdf':
      return pdf(input, card);
    default:
      throw new RangeError(`A figure is no ${format}.`);
  }
}
