/** Draws a card: Chart.js on any context that paints like a canvas. */
import { Chart } from 'chart.js';
import type { Card } from '../../client/charts/card/card.ts';
import { CHART_PARTS } from '../../client/charts/parts.ts';
import { FAMILIES } from './fonts.ts';

Chart.register(...CHART_PARTS);

export type DrawingContext = Chart['ctx'];

type Drawable = Pick<Card, 'configuration' | 'width' | 'height'>;

/** Where a chart with a time axis has drawn its days, in pixels of the layout. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** epoch days (and parts of one) at the left and the right end */
  readonly from: number;
  readonly to: number;
}

/** Draws in units of the layout. Chart.js sizes its canvas; here the page has its size already, so it gets a canvas that only says one. */
export function drawOn(context: DrawingContext, { configuration, width, height }: Drawable): Plot | undefined {
  Object.defineProperty(context, 'canvas', { value: { width, height, getContext: () => context } });
  const chart = new Chart(context, configuration);
  const { x } = chart.scales;
  const { left, right, top, bottom } = chart.chartArea;
  const plot =
    x?.type === 'linear' && configuration.options?.indexAxis !== 'y'
      ? { left, right, top, bottom, from: x.min, to: x.max }
      : undefined;
  chart.destroy();
  return plot;
}

/** Draws `scale` units of the page to one of the layout, in the fonts that are bundled. */
export function drawScaled(context: DrawingContext, drawable: Drawable, scale: number): void {
  const setTransform: (this: DrawingContext, a: number, b: number, c: number, d: number, e: number, f: number) => void =
    Object.getPrototypeOf(context).setTransform;
  // Chart.js sets and resets the transform of its canvas: that leads back to the scale of the page. And it clears the canvas when it lets go of it.
  const toPage = (): void => setTransform.call(context, scale, 0, 0, scale, 0, 0);
  Object.defineProperties(context, {
    setTransform: { value: toPage },
    resetTransform: { value: toPage },
    clearRect: { value: () => undefined },
  });
  useBundledFonts(context);
  toPage();
  drawOn(context, drawable);
}

/** Whatever family is asked for, the bundled ones are used: any other would be replaced without a word. */
export function useBundledFonts(context: DrawingContext): void {
  const { get, set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(context), 'font')!;
  Object.defineProperty(context, 'font', {
    get: () => get!.call(context),
    set(font: string) {
      set!.call(context, inBundledFonts(font));
    },
  });
}

/**
 * Weights are rounded to hundreds: of any other the canvas makes the size of the font.
 *
 * @example inBundledFonts('650 11px Arial') // '700 11px Pretendard, "Noto Sans KR"'
 */
export const inBundledFonts = (font: string): string =>
  font
    .replace(/(\d(?:\.\d+)?px) .*$/, `$1 ${FAMILIES}`)
    .replace(
      /(^|\s)(\d{3})(?= \d)/,
      (_, before: string, weight: string) => `${before}${Math.round(Number(weight) / 100) * 100}`,
    );
