/**
 * How up to six lines are told apart: by colour, by the symbol they carry, and by the label at their end. Dashes are left to what they say on
 * every chart of ours: how well a stretch is covered.
 */
import type { PaintName } from './theme.ts';

export const MAX_LINES = 6;

export const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'cross', 'wedge'] as const;
export type LineSymbol = (typeof SYMBOLS)[number];

export interface LinePaint {
  readonly colour: string;
  readonly symbol: LineSymbol;
}

// Six steps of lightness, about 8 L* apart, so that a grey print keeps an order; hues chosen (by search) so that no two come nearer than 20 in CIELAB
// to a deuteranope or a protanope. tests/client/linePaints.test.ts holds them to it.
const COLOURS: Readonly<Record<PaintName, readonly string[]>> = {
  light: ['#15233b', '#cf4d59', '#176b9b', '#b18a1a', '#4238c3', '#084700'],
  grey: ['#111111', '#6a6a6a', '#3a3a3a', '#858585', '#515151', '#262626'],
  dark: ['#f4f1ea', '#d5442a', '#55acc5', '#ecd24a', '#b55bed', '#a6c479'],
};

/** The paint of a line by its position; from the seventh on they begin again. */
export function linePaint(theme: PaintName, position: number): LinePaint {
  return { colour: COLOURS[theme][position % MAX_LINES]!, symbol: SYMBOLS[position % MAX_LINES]! };
}
