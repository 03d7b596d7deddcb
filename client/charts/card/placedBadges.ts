/** Where the badges of a card stand: in a row, then in the next. */
import { type Ruler, textWidth } from '../marks/text.ts';
import type { CardBadge } from './badges.ts';
import { linesOf } from './lines.ts';

export interface PlacedBadge {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** filled: what is drawn is not what is published */
  readonly isStrong: boolean;
  readonly lines: readonly string[];
}

const STRONG: readonly CardBadge['kind'][] = ['title', 'draft', 'what-if', 'as-of'];

interface BadgeRoom {
  readonly left: number;
  readonly top: number;
  readonly room: number;
  readonly small: number;
  readonly leading: number;
  readonly family: string;
  /** that stay in one line */
  readonly names: readonly string[];
}

/** In a row, then in the next; one that is wider than the card has lines of its own. */
export function placeBadges(
  ink: Ruler,
  badges: readonly CardBadge[],
  { left, top, room, small, leading, family, names }: BadgeRoom,
): PlacedBadge[] {
  const gap = Math.round(small * 0.5);
  const padding = small * 0.7;
  const style = { family, size: small, weight: 600 };
  const placed: PlacedBadge[] = [];
  let x = 0;
  let y = top;
  let rowHeight = 0;
  for (const { kind, text } of badges) {
    const lines = linesOf(ink, text, room - 2 * padding, style, names);
    const width = Math.max(...lines.map((line) => textWidth(ink, line, style))) + 2 * padding;
    const height = (lines.length - 1) * leading + Math.round(small * 1.75);
    if (x > 0 && x + width > room) {
      x = 0;
      y += rowHeight + gap;
      rowHeight = 0;
    }
    placed.push({ left: left + x, top: y, width, height, isStrong: STRONG.includes(kind), lines });
    x += width + gap;
    rowHeight = Math.max(rowHeight, height);
  }
  return placed;
}
