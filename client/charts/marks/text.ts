/** Text on a canvas. */
import type { Chart } from 'chart.js';

export type DrawingContext = Chart['ctx'];

/** What measuring asks of a canvas context. */
export interface Ruler {
  font: string;
  save(): void;
  restore(): void;
  measureText(text: string): { readonly width: number };
}

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

export type Font = Pick<TextStyle, 'family' | 'size' | 'weight'>;

export function setFont(ink: Pick<Ruler, 'font'>, { family, size = 11, weight = 400 }: Font): void {
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

export const textWidth = (ink: Ruler, text: string, style: Font): number =>
  inFont(ink, style, () => ink.measureText(text).width);

function inFont<T>(ink: Ruler, style: Font, use: () => T): T {
  ink.save();
  setFont(ink, style);
  const found = use();
  ink.restore();
  return found;
}

/** px at 11 px, about, where a figure is made before anything can be measured. Hangul and Han are twice as wide as Latin. */
export const estimatedWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u10ff' ? 11 : 6.1), 0);

export interface MeasuredText {
  readonly words: readonly string[];
  /** px of each word alone, and of what it adds behind the word before it */
  readonly alone: readonly number[];
  readonly behind: readonly number[];
}

/** A text measured once, to be set in lines of many widths. A font's widths grow with its size: twice the size is half the room. */
export function measuredText(ink: Ruler, text: string, style: Font): MeasuredText {
  const words = text.split(' ');
  return inFont(ink, style, () => {
    const alone = words.map((word) => ink.measureText(word).width);
    const behind = words.map((word, i) =>
      i === 0 ? alone[0]! : ink.measureText(`${words[i - 1]} ${word}`).width - alone[i - 1]!,
    );
    return { words, alone, behind };
  });
}

/** Lines of at most `width` pixels; a word that is longer stands alone. */
export function linesIn({ words, alone, behind }: MeasuredText, width: number): string[] {
  const lines: string[] = [];
  let taken = 0;
  words.forEach((word, i) => {
    if (i > 0 && taken + behind[i]! <= width) {
      lines[lines.length - 1] += ` ${word}`;
      taken += behind[i]!;
    } else {
      lines.push(word);
      taken = alone[i]!;
    }
  });
  return lines;
}

export const wrapText = (ink: Ruler, text: string, width: number, style: Font): string[] =>
  linesIn(measuredText(ink, text, style), width);

/** The first that is no wider than `width`, else the last. */
export const fittingText = (ink: Ruler, texts: readonly [string, ...string[]], width: number, style: Font): string =>
  texts.find((text) => textWidth(ink, text, style) <= width) ?? texts.at(-1)!;

/** The text, cut with an ellipsis where it is wider than `width`. */
export function fitText(ink: Ruler, text: string, width: number, style: Font): string {
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
