/**
 * Where the texts of a card stand: marking, title, subtitle and badges above the plot, its notes below. All in pixels of the layout; what has
 * no room is left out from the end of the footer, the code of the view never.
 */
import type { Category } from '../../../models/codebook.ts';
import { hatchBox } from '../marks/hatchBox.ts';
import { swatch } from '../marks/directLabels.ts';
import { drawText, type DrawingContext, type TextStyle, textWidth } from '../marks/text.ts';
import type { Detail, Inset } from '../frame.ts';
import type { Theme } from '../theme.ts';
import type { CardTexts } from './cardTexts.ts';
import { evenLines, itemLines, linesOf, SEPARATOR, wellEndedLines } from './lines.ts';
import { placeBadges, type PlacedBadge } from './placedBadges.ts';
import { FORMATS, MAX_TEXT, type Presentation, type Preset } from './presentation.ts';

/**
 * The smallest text of each preset, in pixels of the picture at density 1, whatever size of text is asked for: legible from the last row on a
 * slide; 7 pt in print (a memo has 200 pixels an inch); 18 px where a picture is read on a telephone.
 */
export const SMALLEST_TEXT: Readonly<Record<Preset, number>> = {
  slide: 20,
  'four-three': 20,
  square: 18,
  memo: 20,
  link: 18,
};

/** The shape of each preset, in px of the layout at 100% text. */
interface Shape {
  readonly margin: number;
  readonly title: number;
  /** lines that a title may take before it is set smaller */
  readonly titleLines: number;
  /** the share of the height that the plot keeps: lines of the footer are given up before */
  readonly plotShare: number;
}

const SHAPES: Readonly<Record<Preset, Shape>> = {
  slide: { margin: 30, title: 27, titleLines: 2, plotShare: 0.48 },
  'four-three': { margin: 28, title: 25, titleLines: 3, plotShare: 0.45 },
  square: { margin: 24, title: 23, titleLines: 3, plotShare: 0.45 },
  memo: { margin: 20, title: 21, titleLines: 2, plotShare: 0.45 },
  link: { margin: 18, title: 18, titleLines: 2, plotShare: 0.5 },
};

/** A title of many words is set smaller, down to this share of its size; then it takes more lines. */
const SMALLEST_TITLE = 0.74;

interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** of the baseline */
  readonly y: number;
  readonly style: Omit<TextStyle, 'colour' | 'family'> & { readonly size: number };
  readonly colour: 'ink' | 'muted' | 'paper';
}

interface PlacedSwatch {
  readonly category: Category;
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

export interface CardLayout {
  readonly texts: readonly PlacedText[];
  readonly badges: readonly PlacedBadge[];
  readonly swatches: readonly PlacedSwatch[];
  /** y of the line above the footer */
  readonly rule: number;
  readonly margin: number;
  /** room around the plot */
  readonly inset: Inset;
  /** size of the plot's text to that of a page */
  readonly text: number;
  /** what the plot is high enough for */
  readonly detail: Detail;
}

/** What is laid out. */
export interface Layable {
  readonly presentation: Presentation;
  readonly texts: Pick<CardTexts, 'title' | 'subtitle' | 'badges' | 'footer'>;
  /** `View 7K3M9QZT4`, which is never left out, and the address where there is one */
  readonly code: string;
  readonly link: string;
  readonly marking: string | undefined;
  /** categories with their names, where the plot has no room to name them */
  readonly legend: readonly { readonly category: Category; readonly label: string }[];
  readonly width: number;
  readonly height: number;
  readonly family: string;
}

/** px at the size of a page's text: heights of two panes with their headings, and the time axis */
const LEAST_FOR_BARS = 200;
/** of one pane with its heading, the ticks of its events and the time axis */
const LEAST_FOR_HEADING = 120;

/** Size of a page's small text, px. */
const SMALL = 11;

export const textScale = ({ preset, text }: Presentation): number =>
  Math.max(1, SMALLEST_TEXT[preset] / (SMALL * FORMATS[preset].scale * (Math.min(text, MAX_TEXT[preset]) / 100)));
export const marginOf = ({ preset }: Presentation): number => SHAPES[preset].margin;

/**
 * What a card with much to say and little height does without: nothing; then all of the subtitle but model and moment; then the size of its title.
 */
const ECONOMIES = [0, 1, 2] as const;

/** The first layout that leaves the plot enough room, else the most economical one. */
export function cardLayout(ink: DrawingContext, layable: Layable): CardLayout {
  const enough = LEAST_FOR_HEADING * textScale(layable.presentation);
  const hasRoom = ({ inset }: CardLayout): boolean => layable.height - inset.top - inset.bottom >= enough;
  let layout = layoutAt(ink, layable, ECONOMIES[0]);
  for (const economy of ECONOMIES.slice(1)) {
    if (hasRoom(layout)) break;
    layout = layoutAt(ink, layable, economy);
  }
  return layout;
}

function layoutAt(
  ink: DrawingContext,
  { presentation, texts, code, link, marking, legend, width, height, family }: Layable,
  economy: (typeof ECONOMIES)[number],
): CardLayout {
  const shape = SHAPES[presentation.preset];
  const scale = textScale(presentation);
  const small = SMALL * scale;
  const leading = Math.round(small * 1.42);
  const { margin } = shape;
  const room = width - 2 * margin;
  const placed: PlacedText[] = [];
  const put = (text: string, x: number, y: number, colour: PlacedText['colour'], style: PlacedText['style']): void =>
    void placed.push({ text, x, y, colour, style });

  let top = margin;
  // The last line of text ends at the margin, not its leading.
  let bottom = height - margin + Math.round(small * 0.4);
  if (marking !== undefined && marking !== '') {
    const style = { size: small, weight: 700, align: 'center' as const };
    // Small, centred and at the very edge, as markings are: nobody takes it for the title.
    const lines = linesOf(ink, marking, room, { family, ...style });
    lines.forEach((line, i) =>
      put(line, width / 2, Math.max(margin * 0.35, 6) + small * 0.8 + i * leading, 'ink', style),
    );
    lines.forEach((line, i) =>
      put(line, width / 2, height - Math.max(margin * 0.35, 6) - (lines.length - 1 - i) * leading, 'ink', style),
    );
    const taken = Math.max(margin * 0.35, 6) + lines.length * leading;
    top = Math.max(top, taken + 6);
    bottom = Math.min(bottom, height - taken - 6);
  }

  const title = fittedTitle(
    ink,
    texts.title,
    room,
    economy > 1 ? { ...shape, title: small * 1.3 } : shape,
    small,
    family,
    height,
  );
  title.lines.forEach((line, i) =>
    put(line, margin, top + title.size * 0.82 + i * title.leading, 'ink', { size: title.size, weight: 700 }),
  );
  top += title.lines.length * title.leading;

  const below = { size: small, weight: 400 };
  top += Math.round(small * 0.35);
  const subtitle = economy > 0 ? texts.subtitle.split(SEPARATOR).slice(-2).join(SEPARATOR) : texts.subtitle;
  for (const line of itemLines(ink, subtitle, room, { family, ...below })) {
    put(line, margin, top + small * 0.9, 'muted', below);
    top += leading;
  }
  const badges = placeBadges(ink, texts.badges, {
    left: margin,
    top: top + Math.round(small * 0.5),
    room,
    small,
    leading,
    family,
  });
  for (const { lines, left, top: edge, isStrong } of badges)
    lines.forEach((line, i) =>
      put(line, left + small * 0.7, edge + small * 1.25 + i * leading, isStrong ? 'paper' : 'ink', {
        size: small,
        weight: 600,
      }),
    );
  if (badges.length > 0) top = Math.max(...badges.map((badge) => badge.top + badge.height));
  top += Math.round(small * 1.1);

  // The last line has code and address on its right: what it says on its left gives way to them.
  const codeStyle = { size: small, weight: 700, align: 'right' as const };
  const linkStyle = { size: small, weight: 400, align: 'right' as const };
  const codeWidth = textWidth(ink, code, { family, ...codeStyle });
  const linkWidth = link === '' ? 0 : textWidth(ink, link, { family, ...linkStyle }) + small;
  const aside = codeWidth + (linkWidth < room * 0.5 ? linkWidth : 0);
  const noteLines = texts.footer.map(({ text }) => wellEndedLines(ink, text, room, { family, ...below }));
  // Two panes in less than this are two stripes.
  const hasBars =
    bottom - top - 3 * leading - legendOf(ink, legend, { room, small, family }).length * leading >=
    LEAST_FOR_BARS * scale;
  const legendRows = hasBars ? legendOf(ink, legend, { room, small, family }) : [];

  const plotLeast = Math.max(height * shape.plotShare, hasBars ? LEAST_FOR_BARS * scale : 0);
  const gap = Math.round(small * 0.8);
  // The code stands beside the last line where that leaves it room, else on a line of its own.
  const linesWith = (kept: readonly (readonly string[])[]): string[] => {
    const lines = kept.toReversed().flat();
    const last = lines.at(-1);
    return last !== undefined && textWidth(ink, last, { family, ...below }) <= room - aside - 2 * small
      ? lines
      : [...lines, ''];
  };
  const heightOf = (kept: readonly (readonly string[])[]): number =>
    linesWith(kept).length * leading + 2 * gap + legendRows.length * leading + (legendRows.length > 0 ? gap : 0);
  let kept: readonly (readonly string[])[] = noteLines;
  while (kept.length > 0 && bottom - top - heightOf(kept) < plotLeast) kept = kept.slice(0, -1);

  let y = bottom - heightOf(kept) + gap;
  const plotBottom = y - gap;
  const swatches: PlacedSwatch[] = [];
  for (const row of legendRows) {
    for (const { category, label, x } of row) {
      swatches.push({ category, left: margin + x, top: y + small * 0.08, size: small * 0.82 });
      put(label, margin + x + small * 1.25, y + small * 0.85, 'ink', below);
    }
    y += leading;
  }
  if (legendRows.length > 0) y += gap;
  const rule = Math.round(y) + 0.5;
  y += gap;
  for (const line of linesWith(kept)) {
    if (line !== '') put(line, margin, y + small * 0.85, 'muted', below);
    y += leading;
  }
  const base = y - leading + small * 0.85;
  put(code, width - margin, base, 'ink', codeStyle);
  if (aside > codeWidth) put(link, width - margin - codeWidth - small, base, 'muted', linkStyle);

  return {
    texts: placed,
    badges,
    swatches,
    rule,
    margin,
    inset: { top, right: margin, bottom: height - plotBottom, left: margin },
    text: scale,
    detail: hasBars ? 'full' : plotBottom - top >= LEAST_FOR_HEADING * scale ? 'upper' : 'line',
  };
}

/** A title in its size, or smaller where it is long, never smaller than the text below it. */
function fittedTitle(
  ink: DrawingContext,
  text: string,
  room: number,
  { title, titleLines }: Shape,
  small: number,
  family: string,
  height: number,
): { readonly lines: string[]; readonly size: number; readonly leading: number } {
  let size = Math.max(title * SMALLEST_TITLE, small * 1.2);
  const set = (): string[] => evenLines(ink, text, room, { family, size, weight: 700 });
  // Where even the smallest size takes more lines, the largest size that takes as many.
  const most = Math.max(titleLines, set().length);
  const smallest = size;
  size = Math.max(title, smallest);
  let lines = set();
  while (size > smallest && lines.length > most) {
    size = Math.max(size - 0.5, smallest);
    lines = set();
  }
  // A title that would fill the card is set in the size of text: it is still read in full.
  while (size > small && lines.length * size * 1.2 > height * 0.25) {
    size = Math.max(size - 0.5, small);
    lines = set();
  }
  return { lines, size, leading: Math.round(size * 1.2) };
}

function legendOf(
  ink: DrawingContext,
  legend: Layable['legend'],
  { room, small, family }: { readonly room: number; readonly small: number; readonly family: string },
): { category: Category; label: string; x: number }[][] {
  const rows: { category: Category; label: string; x: number }[][] = [];
  let x = 0;
  for (const { category, label } of legend) {
    const width = small * 1.25 + textWidth(ink, label, { family, size: small });
    if (rows.length === 0 || x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ category, label, x });
    x += width + small * 1.4;
  }
  return rows;
}

/** Draws what was laid out: the only place where the words around the plot are painted. */
export function drawLayout(
  ink: DrawingContext,
  { texts, badges, swatches, rule, margin }: CardLayout,
  theme: Theme,
  width: number,
): void {
  ink.save();
  ink.strokeStyle = theme.grid;
  ink.lineWidth = 1;
  ink.beginPath();
  ink.moveTo(margin, rule);
  ink.lineTo(width - margin, rule);
  ink.stroke();
  ink.restore();
  for (const { left, top, width: wide, height, isStrong } of badges) {
    ink.save();
    ink.fillStyle = isStrong ? theme.ink : theme.blank;
    ink.fillRect(left, top, wide, height);
    ink.restore();
    // What is doubtful, hatched as in the plot; what is another picture altogether, in full ink.
    if (!isStrong) hatchBox(ink, { left, right: left + 4, top, bottom: top + height }, theme.muted, 3);
  }
  for (const { category, left, top, size } of swatches) swatch(ink, theme, category, left, top, size);
  for (const { text, x, y, colour, style } of texts)
    drawText(ink, text, x, y, { ...style, colour: theme[colour], family: theme.fontFamily });
}
