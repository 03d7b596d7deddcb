/** How wide texts are in the bundled fonts, for layouts that are not painted. */
import { createCanvas } from './canvas.ts';
import { type Ink, inBundledFonts, useBundledFonts } from './drawing.ts';
import type { Measure } from './svgInk.ts';

/** A context that only measures. */
export function measuringInk(): Ink {
  const ink = createCanvas(1, 1).getContext('2d') as unknown as Ink;
  useBundledFonts(ink);
  return ink;
}

export const measure: Measure = {
  width: (font, text) => inFont(font).measureText(text).width,
  drop: (font, baseline) => (baseline === 'alphabetic' ? 0 : ascent(font, 'alphabetic') - ascent(font, baseline)),
};

let ink: Ink | undefined;

function inFont(font: string): Ink {
  ink ??= measuringInk();
  ink.font = inBundledFonts(font);
  return ink;
}

/** px from the baseline up to the top of a capital */
function ascent(font: string, baseline: CanvasTextBaseline): number {
  const ink = inFont(font);
  ink.textBaseline = baseline;
  return ink.measureText('H').actualBoundingBoxAscent;
}
