/**
 * Where the texts of a card stand: marking, title, subtitle and badges above the plot, the list of its events beside or below it, its notes at the
 * foot. All in pixels of the layout. What has no room is left out whole: how the picture is read, the pane of causes, then the least events.
 */
import type { Category } from '../../../models/codebook.ts';
import type { Detail, Inset } from '../frame.ts';
import { type Ruler, textWidth } from '../marks/text.ts';
import { mostEvents, qrModule, shapeOf, SMALL, textScale, titleSize } from './cardShape.ts';
import type { CardBadge } from './badges.ts';
import type { CardTexts } from './cardTexts.ts';
import { economies, type Economy } from './economies.ts';
import { type EventList, setList } from './eventList.ts';
import { BEFORE_VALUE, BESIDE_SWATCH, legendOf } from './legend.ts';
import { fittedTitle, itemLines, linesOf, SEPARATOR, wellEndedLines } from './lines.ts';
import type { Part, Placed, PlacedDisc, PlacedSwatch, PlacedText } from './placed.ts';
import { placeBadges } from './placedBadges.ts';
import type { Presentation } from './presentation.ts';
import type { QrCode } from './qr.ts';
import { signatureOf } from './signature.ts';

export interface CardLayout extends Placed {
  /** room around the plot */
  readonly inset: Inset;
  /** what the plot is high enough for */
  readonly detail: Detail;
  /** events that are listed */
  readonly listed: number;
  /** everything has enough room */
  readonly fits: boolean;
}

/** What is laid out. */
export interface Layable {
  readonly presentation: Presentation;
  readonly texts: Pick<CardTexts, 'title' | 'subtitle' | 'badges' | 'footer'>;
  /** the title where a card has little room */
  readonly shortTitle: string;
  /** who made it; empty where its page says it */
  readonly madeBy: string;
  /** `View 7K3M9QZT4`, and its address, or where to type it */
  readonly code: string;
  readonly link: string;
  readonly qr: (() => QrCode) | undefined;
  readonly marking: string | undefined;
  /** names that stay in one line */
  readonly names: readonly string[];
  /** the list of so many events, the weightiest */
  readonly list: ((most: number) => EventList | undefined) | undefined;
  /** height of a plot of one pane, px at the size of a page's text, where it needs more than a line does */
  readonly least: number;
  /** or its page has it */
  readonly hasTitle: boolean;
  /** the categories of the bars in the order of the stack, from its top, with their values at the end */
  readonly legend: readonly { readonly category: Category; readonly label: string; readonly value: string }[];
  readonly width: number;
  readonly height: number;
  readonly family: string;
}

/** px around a card in a page that has margins of its own */
const MARGIN_IN_PAGE = 8;
/** the share of such a card that its plot keeps: its page is lower than a card is, and a list would take it all */
const PLOT_IN_PAGE = 0.45;
/** px at the size of a page's text: heights of two panes with their headings, and the time axis */
const LEAST_FOR_BARS = 196;
/** of one pane with its heading and the time axis */
const LEAST_FOR_HEADING = 110;
/** beside the plot: its last value */
const BESIDE_PLOT = 62;

/**
 * The first layout that leaves everything enough room, else the most economical one.
 *
 * @param others the same card in other languages: what has no room in one of them is left out in all, so that every language tells the same events
 */
export function cardLayout(ink: Ruler, layable: Layable, others: () => readonly Layable[]): CardLayout {
  const all = layable.list?.(mostEvents(layable.presentation))?.events.length ?? 0;
  let layout: CardLayout | undefined;
  let translated: readonly Layable[] | undefined;
  const shape = shapeOf(layable.presentation);
  for (const economy of economies(all, layable.legend.length > 0, layable.qr !== undefined && shape.hasQr)) {
    if (economy.words < shape.words) continue;
    const attempts = (shape.list !== undefined && economy.events > 0 ? [false, true] : [false]).flatMap((isBelow) => {
      const attempt = layoutAt(ink, layable, { ...economy, isBelow });
      layout ??= attempt.layout;
      if (!isBelow) layout = attempt.layout;
      if (!attempt.layout.fits) return [];
      translated ??= others();
      return translated.every((other) => layoutAt(ink, other, { ...economy, isBelow }).layout.fits) ? [attempt] : [];
    });
    if (attempts.length > 0) return attempts.reduce((best, one) => (one.plotArea > best.plotArea ? one : best)).layout;
  }
  return { ...layout!, fits: false };
}

function layoutAt(
  ink: Ruler,
  {
    presentation,
    texts,
    shortTitle,
    madeBy,
    code,
    link,
    qr: qrOf,
    marking,
    names,
    list: listOf,
    legend,
    least: leastHeight,
    hasTitle,
    width,
    height,
    family,
  }: Layable,
  economy: Economy,
): { readonly layout: CardLayout; readonly plotArea: number } {
  const shape = shapeOf(presentation);
  const scale = textScale(presentation);
  const small = SMALL * scale;
  const leading = Math.round(small * 1.42);
  const margin = hasTitle ? shape.margin : MARGIN_IN_PAGE;
  const room = width - 2 * margin;
  const placed: PlacedText[] = [];
  let [part, item]: [Part, number] = ['marking', 0];
  let across = room;
  const put = (text: string, x: number, y: number, colour: PlacedText['colour'], style: PlacedText['style']): void =>
    void placed.push({ part, item, text, x, y, colour, style, room: across });

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
    part = 'lowerMarking';
    lines.forEach((line, i) =>
      put(line, width / 2, height - Math.max(margin * 0.35, 6) - (lines.length - 1 - i) * leading, 'ink', style),
    );
    const taken = Math.max(margin * 0.35, 6) + lines.length * leading;
    top = Math.max(top, taken + 6);
    bottom = Math.min(bottom, height - taken - 6);
  }

  if (hasTitle) {
    const size = economy.words > 1 ? small * 1.3 : titleSize(presentation);
    const said = economy.words > shape.words ? shortTitle : texts.title;
    const title = fittedTitle(ink, said, { room, size, lines: shape.titleLines, small, family, height, names });
    part = 'title';
    title.lines.forEach((line, i) =>
      put(line, margin, top + title.size * 0.82 + i * title.leading, 'ink', { size: title.size, weight: 700 }),
    );
    top += title.lines.length * title.leading + Math.round(small * 0.35);
  }

  const below = { size: small, weight: 400 };
  const subtitle = economy.words > 0 ? texts.subtitle.split(SEPARATOR).slice(-2).join(SEPARATOR) : texts.subtitle;
  part = 'subtitle';
  for (const line of itemLines(ink, subtitle, room, { family, ...below })) {
    put(line, margin, top + small * 0.9, 'muted', below);
    top += leading;
  }
  const badges = placeBadges(ink, economy.words > 0 ? inShort(texts.badges) : texts.badges, {
    left: margin,
    top: top + Math.round(small * 0.5),
    room,
    small,
    leading,
    family,
    names,
  });
  part = 'badge';
  for (const { lines, left, top: edge, width: wide, isStrong } of badges) {
    across = wide - 1.4 * small;
    lines.forEach((line, i) =>
      put(line, left + small * 0.7, edge + small * 1.25 + i * leading, isStrong ? 'paper' : 'ink', {
        size: small,
        weight: 600,
      }),
    );
    item++;
  }
  if (badges.length > 0) top = Math.max(...badges.map((badge) => badge.top + badge.height));
  top += Math.round(small * 1.1);

  const gap = Math.round(small * 0.8);
  const shown = economy.events === 0 ? undefined : listOf?.(economy.events);
  const isBeside = shape.list !== undefined && economy.isBelow !== true;
  const listWidth = Math.min((shape.list ?? 0) * scale, 0.38 * room);
  const listColumns = isBeside
    ? [{ left: width - margin - listWidth, width: listWidth }]
    : [0, 1].map((i) => ({ left: margin + (i * (room + 2 * small)) / 2, width: (room - 2 * small) / 2 }));
  const list = shown && setList(ink, shown, listColumns, { small, leading, family });
  const hasColumn = isBeside && list !== undefined;
  const plotRight = margin + (hasColumn ? listWidth + 1.6 * small : 0);
  const legendRows = legendOf(ink, economy.hasBars ? legend : [], { room: width - margin - plotRight, small, family });
  const rowsBelow = legendRows.length;
  const listBelow = hasColumn || !list ? 0 : list.height + gap;

  const module = qrModule(presentation);
  const qrCode = economy.hasQr ? qrOf?.() : undefined;
  const qrSize = (qrCode?.length ?? 0) * module;
  const footRight = width - margin - (qrSize === 0 ? 0 : qrSize + 1.8 * small);
  const signature = signatureOf(ink, { madeBy, link, code, room: footRight - margin, small, family });
  const setNote = (text: string): string[] =>
    wellEndedLines(ink, text, footRight - margin, { family, ...below }, names);

  const leastForPlot = Math.max(
    (economy.hasBars ? LEAST_FOR_BARS : Math.max(leastHeight, LEAST_FOR_HEADING)) * scale,
    hasTitle ? 0 : PLOT_IN_PAGE * height,
  );
  const plotLeast = Math.max(
    height * shape.plotShare - (isBeside ? 0 : listBelow),
    leastForPlot,
    hasColumn ? list.height + 4 * scale - rowsBelow * leading - (rowsBelow > 0 ? gap : 0) : 0,
  );
  const footHeight = (kept: readonly (readonly string[])[]): number =>
    Math.max((kept.flat().length + signature.length) * leading, qrSize + Math.round(small * 0.4));
  const heightOf = (kept: readonly (readonly string[])[]): number =>
    footHeight(kept) + 2 * gap + rowsBelow * leading + (rowsBelow > 0 ? gap : 0) + listBelow;
  // What the picture is built on stays, if in fewer words; how it is read gives way after that.
  const [basis, ...reading] = texts.footer;
  const read = reading.map(({ text }) => text);
  const notes = [[basis!.text, ...read], [basis!.short, ...read], [basis!.text], [basis!.short], []].map((lines) =>
    lines.map(setNote),
  );
  const hasRoom = (lines: readonly (readonly string[])[]): boolean => bottom - top - heightOf(lines) >= plotLeast;
  const isLast = economy.events === 0 && economy.words === 2;
  const least = notes.at(isLast ? -1 : -2)!;
  const kept = notes.slice(0, -1).find((lines) => hasRoom(lines) || heightOf(lines) <= heightOf(least)) ?? least;

  let y = bottom - heightOf(kept) + gap;
  const plotBottom = y - gap;
  const swatches: PlacedSwatch[] = [];
  let discs: readonly PlacedDisc[] = [];
  // Its heading stands on the line of the pane's.
  const columnTop = top + 4 * scale;
  [part, item] = ['legend', 0];
  for (const row of legendRows) {
    for (const { category, label, value, x } of row) {
      const left = margin + x;
      swatches.push({ category, left, top: y + small * 0.08, size: small * 0.82 });
      const name = left + small * BESIDE_SWATCH;
      put(label, name, y + small * 0.85, 'ink', below);
      const behind = name + textWidth(ink, label, { family, ...below }) + small * BEFORE_VALUE;
      put(value, behind, y + small * 0.85, 'muted', below);
    }
    y += leading;
  }
  if (legendRows.length > 0) y += gap;
  if (list) {
    const set = list.place(hasColumn ? columnTop : y);
    placed.push(...set.texts);
    discs = set.discs;
    y += listBelow;
  }
  const rule = Math.round(y) + 0.5;
  y += gap;
  const footTop = y;
  part = 'note';
  across = footRight - margin;
  kept.toReversed().forEach((lines, note) => {
    item = note;
    for (const line of lines) {
      put(line, margin, y + small * 0.85, 'muted', below);
      y += leading;
    }
  });
  // At the very foot, beside a QR code too.
  y = footTop + footHeight(kept) - signature.length * leading;
  [part, item] = ['signature', 0];
  for (const row of signature) {
    for (const { text, x, colour, style, room: wide } of row.filter(({ text }) => text !== '')) {
      across = wide;
      put(text, margin + x, y + small * 0.85, colour, style);
    }
    y += leading;
  }

  const plotHeight = plotBottom - top;
  const columnRoom = rule - gap - columnTop;
  const fits =
    plotHeight >= leastForPlot &&
    (!hasColumn || list.height <= columnRoom) &&
    (economy.isRead !== true || kept.length > reading.length);
  return {
    layout: {
      texts: placed,
      badges,
      swatches,
      discs,
      qr: !qrCode ? undefined : { code: qrCode, left: width - margin - qrSize, top: footTop, module },
      rule,
      margin,
      inset: {
        top,
        right: plotRight,
        bottom: height - plotBottom,
        left: margin,
      },
      text: scale,
      detail: economy.hasBars ? 'full' : plotHeight >= LEAST_FOR_HEADING * scale ? 'upper' : 'line',
      listed: economy.events,
      fits,
    },
    plotArea: plotHeight * (width - margin - plotRight - BESIDE_PLOT * scale),
  };
}

const inShort = (badges: readonly CardBadge[]): CardBadge[] =>
  badges.map((badge) => ({ ...badge, text: badge.short ?? badge.text })).filter(({ text }) => text !== '');
