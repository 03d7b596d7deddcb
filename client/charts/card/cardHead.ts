/** What stands above the plot of a card, and its marking at head and foot. */
import type { Ruler } from '../marks/text.ts';
import type { CardBadge } from './badges.ts';
import { shapeOf, titleSize } from './cardShape.ts';
import type { Economy } from './economies.ts';
import type { Layable, Type } from './layable.ts';
import { fittedTitle, itemLines, linesOf } from './lines.ts';
import { type PlacedText, writer } from './placed.ts';
import { type PlacedBadge, placeBadges } from './placedBadges.ts';

export interface SetHead {
  readonly texts: readonly PlacedText[];
  readonly badges: readonly PlacedBadge[];
  /** where it ends */
  readonly top: number;
  /** above the marking at the foot */
  readonly bottom: number;
}

/** @param lines that the plot has */
export function setHead(ink: Ruler, layable: Layable, type: Type, words: Economy['words'], lines: number): SetHead {
  const { presentation, texts: said, shortTitle, shortSubtitle, names, hasTitle, width, height } = layable;
  const { small, leading, margin, family } = type;
  const shape = shapeOf(presentation);
  const room = width - 2 * margin;
  const marked = setMarking(ink, layable, type);
  const texts: PlacedText[] = [...marked.texts];
  let { top } = marked;

  if (hasTitle) {
    const size = words > 1 ? small * 1.3 : titleSize(presentation);
    const title = fittedTitle(ink, words > shape.words ? shortTitle : said.title, {
      room,
      size,
      lines: shape.titleLines,
      small,
      family,
      height,
      names,
    });
    const put = writer(texts, 'title', room);
    title.lines.forEach((line, i) =>
      put(line, margin, top + title.size * 0.82 + i * title.leading, 'ink', { size: title.size, weight: 700 }),
    );
    top += title.lines.length * title.leading + Math.round(small * 0.35);
  }

  const below = { size: small, weight: 400 };
  const subtitle = words > 0 ? shortSubtitle : said.subtitle;
  const put = writer(texts, 'subtitle', room);
  for (const line of itemLines(ink, subtitle, room, { family, ...below })) {
    put(line, margin, top + small * 0.9, 'muted', below);
    top += leading;
  }
  const warnings = layable.badges(lines);
  const badges = placeBadges(ink, words > 0 ? inShort(warnings) : warnings, {
    left: margin,
    top: top + Math.round(small * 0.5),
    room,
    small,
    leading,
    family,
    names,
  });
  badges.forEach(({ lines, left, top: edge, width: wide, isStrong }, item) => {
    const write = writer(texts, 'badge', wide - 1.4 * small, item);
    lines.forEach((line, i) =>
      write(line, left + small * 0.7, edge + small * 1.25 + i * leading, isStrong ? 'paper' : 'ink', {
        size: small,
        weight: 600,
      }),
    );
  });
  if (badges.length > 0) top = Math.max(...badges.map((badge) => badge.top + badge.height));
  return { texts, badges, top: top + Math.round(small * 1.1), bottom: marked.bottom };
}

/** Small, centred and at the very edge, as markings are: nobody takes it for the title. */
function setMarking(
  ink: Ruler,
  { marking = '', width, height }: Layable,
  { small, leading, margin, family }: Type,
): Pick<SetHead, 'texts' | 'top' | 'bottom'> {
  const texts: PlacedText[] = [];
  // The last line of text ends at the margin, not its leading.
  const bottom = height - margin + Math.round(small * 0.4);
  if (marking === '') return { texts, top: margin, bottom };
  const style = { size: small, weight: 700, align: 'center' as const };
  const room = width - 2 * margin;
  const lines = linesOf(ink, marking, room, { family, ...style });
  const edge = Math.max(margin * 0.35, 6);
  const [above, below] = [writer(texts, 'marking', room), writer(texts, 'lowerMarking', room)];
  lines.forEach((line, i) => above(line, width / 2, edge + small * 0.8 + i * leading, 'ink', style));
  lines.forEach((line, i) => below(line, width / 2, height - edge - (lines.length - 1 - i) * leading, 'ink', style));
  const taken = edge + lines.length * leading;
  return { texts, top: Math.max(margin, taken + 6), bottom: Math.min(bottom, height - taken - 6) };
}

const inShort = (badges: readonly CardBadge[]): CardBadge[] =>
  badges.map((badge) => ({ ...badge, text: badge.short ?? badge.text })).filter(({ text }) => text !== '');
