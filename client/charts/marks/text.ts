/** Text on a canvas. */
import type { Chart } from 'chart.js';

export type DrawingContext = Chart['ctx'];

export interface TextStyle {
  readonly colour: string;
  readonly family: string;
  /** px */
  readonly size?: number;
  readonly weight?: number;
  readonly align?: 'left' | 'right' | 'center';
  readonly baseline?: 'alphabetic' | 'middle' | 'top' | 'bottom';
  /** painted behind the letters, so that a line that runs there does not strike them through */
  readonly halo?: string;
}

export function setFont(
  ink: DrawingContext,
  { family, size = 11, weight = 400 }: Pick<TextStyle, 'family' | 'size' | 'weight'>,
): void {
  ink.font = `${weight} ${size}px ${family}`;
}

export function drawText(ink: DrawingContext, text: string, x: number, y: number, style: TextStyle): void {
  ink.save();
  setFont(ink, style);
  ink.textAlign = style.align ?? 'left';
  ink.textBaseline = style.baseline ?? 'alphabetic';
  if (style.halo !== undefined) {
    ink.strokeStyle = style.halo;
    ink.lineWidth = 3.5;
    ink.lineJoin = 'round';
    ink.strokeText(text, x, y);
  }
  ink.fillStyle = style.colour;
  ink.fillText(text, x, y);
  ink.restore();
}

export function textWidth(
  ink: DrawingContext,
  text: string,
  style: Pick<TextStyle, 'family' | 'size' | 'weight'>,
): number {
  ink.save();
  setFont(ink, style);
  const { width } = ink.measureText(text);
  ink.restore();
  return width;
}

/** px at 11 px, about, where a figure is made before anything can be measured. Hangul and Han are twice as wide as Latin. */
export const estimatedWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u10ff' ? 11 : 6.1), 0);

/** Lines of at most `width` pixels; a word that is longer stands alone. */
export function wrapText(
  ink: DrawingContext,
  text: string,
  width: number,
  style: Pick<TextStyle, 'family' | 'size' | 'weight'>,
): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(ink, longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The text, cut with an ellipsis where it is wider than `width`. */
export function fitText(
  ink: DrawingContext,
  text: string,
  width: number,
  style: Pick<TextStyle, 'family' | 'size' | 'weight'>,
): string {
  if (textWidth(ink, text, style) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(ink, `${text.slice(0, middle)}...`, style) <= width) low = middle;
    else high = middle - 1;
  }
  const cut = text.slice(0, low);
  const space = cut.lastIndexOf(' ');
  return `${(space > low * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.(–-]+$/, '')}...`;
}
