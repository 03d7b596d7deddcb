/** How wide texts are in the bundled fonts, for layouts that are not painted. */
import { createCanvas } from './canvas.ts';
import { type DrawingContext, inBundledFonts, useBundledFonts } from './drawing.ts';
import type { Measure } from './vectorContext.ts';

/** A context that only measures. */
export function measuringContext(): DrawingContext {
  const context = createCanvas(1, 1).getContext('2d') as unknown as DrawingContext;
  useBundledFonts(context);
  return context;
}

export const measure: Measure = {
  width: (font, text) => inFont(font).measureText(text).width,
  drop: (font, baseline) => (baseline === 'alphabetic' ? 0 : ascent(font, 'alphabetic') - ascent(font, baseline)),
};

let context: DrawingContext | undefined;

function inFont(font: string): DrawingContext {
  context ??= measuringContext();
  context.font = inBundledFonts(font);
  return context;
}

/** px from the baseline up to the top of a capital */
function ascent(font: string, baseline: CanvasTextBaseline): number {
  const context = inFont(font);
  context.textBaseline = baseline;
  return context.measureText('H').actualBoundingBoxAscent;
}
