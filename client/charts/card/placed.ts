/** What stands around the plot of a card, placed, and how it is painted. */
import type { Category } from '../../../models/codebook.ts';
import { swatch } from '../marks/directLabels.ts';
import { hatchBox } from '../marks/hatchBox.ts';
import { drawDisc } from '../marks/numberedMarks.ts';
import { drawText, type DrawingContext, type TextStyle } from '../marks/text.ts';
import type { Theme } from '../theme.ts';
import type { PlacedBadge } from './placedBadges.ts';
import { drawQr, type PlacedQr } from './qr.ts';

/** What a text is of the card, in the order in which they are read. The plot stands before the legend. */
export const PARTS = [
  'marking',
  'title',
  'subtitle',
  'badge',
  'legend',
  'list',
  'remark',
  'event',
  'more',
  'note',
  'signature',
  'lowerMarking',
] as const;
export type Part = (typeof PARTS)[number];

export interface PlacedText {
  readonly part: Part;
  /** which of several badges, events or notes */
  readonly item?: number;
  readonly text: string;
  readonly x: number;
  /** of the baseline */
  readonly y: number;
  readonly style: Omit<TextStyle, 'colour' | 'family'> & { readonly size: number };
  readonly colour: 'ink' | 'muted' | 'paper';
  /** px that its lines may be wide: formats that hold text in paragraphs set them anew */
  readonly room: number;
}

type Writer = (text: string, x: number, y: number, colour: PlacedText['colour'], style: PlacedText['style']) => void;

/** Writes the texts of one part. @param room px that its lines may be wide */
export const writer =
  (texts: PlacedText[], part: Part, room: number, item = 0): Writer =>
  (text, x, y, colour, style) =>
    void texts.push({ part, item, text, x, y, colour, style, room });

export interface PlacedSwatch {
  readonly category: Category;
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** The number of an event before its words. */
export interface PlacedDisc {
  readonly x: number;
  readonly y: number;
  readonly number: number;
  readonly verified: boolean;
}

export interface Placed {
  readonly texts: readonly PlacedText[];
  readonly badges: readonly PlacedBadge[];
  readonly swatches: readonly PlacedSwatch[];
  readonly discs: readonly PlacedDisc[];
  readonly qr: PlacedQr | undefined;
  /** y of the line above the footer */
  readonly rule: number;
  /** x of its end: it stops before a QR code */
  readonly ruleEnd: number;
  readonly margin: number;
  /** size of small text to that of a page */
  readonly text: number;
}

/** What a badge is filled with. */
export const badgeColour = (theme: Theme, isStrong: boolean): string => (isStrong ? theme.ink : theme.blank);

/** The only place where the words around the plot are painted. */
export function drawPlaced(ink: DrawingContext, placed: Placed, theme: Theme): void {
  drawOrnaments(ink, placed, theme);
  for (const disc of placed.discs) drawDisc(ink, theme, disc, placed.text, disc);
  for (const text of placed.texts) drawPlacedText(ink, text, theme);
}

/** What has no words. */
export function drawOrnaments(
  ink: DrawingContext,
  { badges, swatches, qr, rule, ruleEnd, margin }: Placed,
  theme: Theme,
): void {
  ink.save();
  ink.strokeStyle = theme.grid;
  ink.lineWidth = 1;
  ink.beginPath();
  ink.moveTo(margin, rule);
  ink.lineTo(ruleEnd, rule);
  ink.stroke();
  ink.restore();
  for (const { left, top, width: wide, height, isStrong } of badges) {
    ink.save();
    ink.fillStyle = badgeColour(theme, isStrong);
    ink.fillRect(left, top, wide, height);
    ink.restore();
    // What is doubtful, hatched as in the plot; what is another picture altogether, in full ink.
    if (!isStrong) hatchBox(ink, { left, right: left + 4, top, bottom: top + height }, theme.muted, 3);
  }
  for (const { category, left, top, size } of swatches) swatch(ink, theme, category, left, top, size);
  if (qr) drawQr(ink, qr);
}

export function drawPlacedText(ink: DrawingContext, { text, x, y, colour, style }: PlacedText, theme: Theme): void {
  drawText(ink, text, x, y, { ...style, colour: theme[colour], family: theme.fontFamily });
}
