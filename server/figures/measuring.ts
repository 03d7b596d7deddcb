/** How wide texts are in the bundled fonts, for layouts that are not painted. */
import type { Ruler } from '../../client/charts/marks/text.ts';
import { createCanvas } from './canvas.ts';
import { type DrawingContext, inBundledFonts, useBundledFonts } from './drawing.ts';
import type { Measure } from './vectorContext.ts';

/** A context that only measures. */
export function measuringContext(): DrawingContext {
  const context = createCanvas(1, 1).getContext('2d') as unknown as DrawingContext;
  useBundledFonts(context);
  return context;
}

/**
 * DejaVu Sans to Pretendard, in the widths of words, and in its size what it adds for each sign and one: none that programs set in place of a font that
 * they have not is wider; Georgia, Arial, Calibri, NanumGothic and Malgun Gothic are narrower.
 */
const WIDER = { regular: 1.17, bold: 1.24, sign: 0.12 };
const BOLD = 600;
const WIDE_SIGNS = /[1+−<>=~→]/g;
/** Texts whose widths a thread remembers: those of some two hundred cards. */
const REMEMBERED = 20_000;

/** Measures a text of a font once: a layout that tries several arrangements asks for the same words again and again. */
class RememberingRuler implements Ruler {
  font = '';
  #remembered = 0;
  readonly #fonts = new Map<string, Map<string, number>>();

  // A ruler has nothing to come back to: whoever measures names the font first.
  save(): void {}
  restore(): void {}

  measureText(text: string): { readonly width: number } {
    const known = this.#fonts.get(this.font)?.get(text);
    return { width: known ?? this.#measured(text) };
  }

  #measured(text: string): number {
    if (++this.#remembered > REMEMBERED) {
      this.#fonts.clear();
      this.#remembered = 1;
    }
    const { width } = inFont(this.font).measureText(text);
    const widths = this.#fonts.get(this.font) ?? new Map<string, number>();
    this.#fonts.set(this.font, widths.set(text, width));
    return width;
  }
}

/** Of this thread. */
export const ruler: Ruler = new RememberingRuler();

/** For texts that another font will set, which may be wider than the bundled ones: each has room for that, and stands at its own end of it. */
export const wideRuler: Ruler = {
  get font() {
    return ruler.font;
  },
  set font(font) {
    ruler.font = font;
  },
  save: () => undefined,
  restore: () => undefined,
  measureText(text) {
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(ruler.font)?.map(Number) ?? [];
    const share = (weight ?? 0) >= BOLD ? WIDER.bold : WIDER.regular;
    const signs = text.match(WIDE_SIGNS)?.length ?? 0;
    return { width: share * ruler.measureText(text).width + WIDER.sign * signs * (size ?? 0) };
  },
};

const measuredBy = (by: Ruler): Measure => ({
  width: (font, text) => {
    by.font = font;
    return by.measureText(text).width;
  },
  drop: (font, baseline) => (baseline === 'alphabetic' ? 0 : ascent(font, 'alphabetic') - ascent(font, baseline)),
});
export const measure = measuredBy(ruler);
export const wideMeasure = measuredBy(wideRuler);

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
