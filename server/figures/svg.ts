/** A card as SVG: real text with the fonts that it is set in, a title and a description. */
import { escaped } from '../../client/charts/escaped.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { drawOn, type DrawingContext, type Plot } from './drawing.ts';
import type { FileOptions } from './fileOptions.ts';
import { fontFaces } from './fontFaces.ts';
import type { Page } from './page.ts';
import { measure } from './measuring.ts';
import { SvgContext } from './svgContext.ts';
import { attributes, decimal } from './svgText.ts';

/** The fonts that the file carries, then what a program takes that reads no fonts out of a file. */
const FAMILIES =
  "Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', Inter, Arial, Helvetica, sans-serif";
/** CSS pixels an inch. */
const CSS_PER_INCH = 96;

export function svg(page: Page, { letters }: FileOptions): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${svgElement(page, letters === 'paths').element}\n`);
}

/** The element alone, to stand in a page, and where its days are. Its size is that of the print; it scales to any other. */
export function svgElement(
  { input: { presentation }, card }: Page,
  isOutlined = false,
): {
  readonly element: string;
  readonly plot: Plot | undefined;
  /** the style in the element, which brings its fonts; empty where it needs none */
  readonly style: string;
} {
  const { width, height, dotsPerInch } = FORMATS[presentation.preset];
  const context = new SvgContext(measure, isOutlined ? undefined : FAMILIES);
  const plot = drawOn(context as unknown as DrawingContext, card); // it has what Chart.js uses, and refuses the rest
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: decimal((width / dotsPerInch) * CSS_PER_INCH),
    height: decimal((height / dotsPerInch) * CSS_PER_INCH),
    viewBox: `0 0 ${decimal(card.pixelWidth / card.scale)} ${decimal(card.pixelHeight / card.scale)}`,
    role: 'img',
    'aria-labelledby': 'title desc',
    lang: presentation.lang,
    'xml:lang': presentation.lang,
  };
  const { title, alt } = card.texts;
  const style = fontFaces(context.letterings());
  const lines = [
    `<svg${attributes(root)}>`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(alt)}</desc>`,
    ...(style === '' ? [] : [`<style>${style}</style>`]),
    context.content(),
    '</svg>',
  ];
  return { element: lines.join('\n'), plot, style };
}
