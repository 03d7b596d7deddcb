/** The code by which a page of others shows a figure in a frame: as wide as the page allows, whatever it is. */
import { escaped } from './escaped.ts';

export interface EmbedLook {
  /** pixels; the frame takes less where there is less room */
  readonly width: number;
  readonly height: number;
}

export const embedSnippet = (address: string, title: string, { width, height }: EmbedLook): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="${width}" height="${height}" style="border:0;width:100%;max-width:${width}px" loading="lazy"></iframe>`;
