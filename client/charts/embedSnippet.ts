/** The code by which a page of others shows a figure in a frame: as wide as the page allows, and as high as that width asks for. */
import { escaped } from './escaped.ts';

export interface EmbedLook {
  /** pixels; the frame takes less where there is less room */
  readonly width: number;
  readonly height: number;
}

/** px of a chart at the size of a page's text: half its width, within what can be read. */
export const plotHeight = (width: number): number => Math.min(Math.max(width * 0.5, 330), 560);

/** Words of a frame around its chart, px: some stand in lines whatever the width, the others take the more lines the narrower it is. */
const LINES = 270;
const WRAPPED = 231_000;

/** px that a frame of some width needs for its chart and most words; where there are more, it is scrolled. */
export const embedHeight = (width: number): number =>
  Math.round(plotHeight(width) * 1.1 + LINES + WRAPPED / Math.max(width, 1));

/** Below this, title and chart are no longer seen together. */
const LEAST_HEIGHT = 640;

export const embedSnippet = (address: string, title: string, { width, height }: EmbedLook): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="${width}" height="${height}" style="border:0;width:100%;max-width:${width}px;height:auto;aspect-ratio:${width}/${height};min-height:${Math.min(LEAST_HEIGHT, height)}px" loading="lazy"></iframe>`;
