/**
 * Where the texts of a card stand: marking, title, subtitle and badges above the plot, the list of its events beside or below it, its notes at the
 * foot. All in pixels of the layout. What has no room is left out whole, in the order of economies.ts.
 */
import type { Detail, Inset } from '../frame.ts';
import { type Ruler, textWidth } from '../marks/text.ts';
import { type SetFoot, setFeet } from './cardFoot.ts';
import { type SetHead, setHead } from './cardHead.ts';
import { mostEvents, qrModule, shapeOf } from './cardShape.ts';
import { economies, type Economy } from './economies.ts';
import { type SetList, setList } from './eventList.ts';
import type { Drawn } from './footer.ts';
import { type Layable, type Type, typeOf } from './layable.ts';
import { BEFORE_VALUE, BESIDE_SWATCH, legendOf } from './legend.ts';
import { type Placed, type PlacedDisc, type PlacedSwatch, type PlacedText, writer } from './placed.ts';

export interface CardLayout extends Placed {
  /** room around the plot */
  readonly inset: Inset;
  /** what the plot is high enough for */
  readonly detail: Detail;
  readonly drawn: Drawn;
  /** everything has enough room */
  readonly fits: boolean;
}

/** The share of a card in a page that its plot keeps: its page is lower than a card is, and a list would take it all. */
const PLOT_IN_PAGE = 0.45;
/** px at the size of a page's text: heights of two panes with their headings, and the time axis */
const LEAST_FOR_BARS = 196;
/** of one pane with its heading and the time axis */
const LEAST_FOR_HEADING = 110;
/** beside the plot: its last value */
const BESIDE_PLOT = 62;
/** Where a list may stand: beside the plot, beside a narrower one, or below it. */
const LIST_PLACES = ['beside', 'wide', 'below'] as const;
type ListPlace = (typeof LIST_PLACES)[number];
/** The width of a wide list to that of others, and the share of the card that it takes at most. */
const WIDER = 1.35;
const WIDEST = 0.38;
/** The heading of a list stands on the line of the pane's. */
const BELOW_TOP = 4;

/**
 * The first layout that leaves everything enough room, else the most economical one.
 *
 * @param others the same card in other languages: what has no room in one of them is left out in all, so that every language tells the same events
 */
export function cardLayout(ink: Ruler, layable: Layable, others: () => readonly Layable[]): CardLayout {
  const shape = shapeOf(layable.presentation);
  const wealth = {
    events: layable.list?.(mostEvents(layable.presentation))?.events.length ?? 0,
    lines: layable.lines,
    notes: layable.notes?.most ?? 0,
    hasBars: layable.legend.length > 0,
    hasQr: layable.qr !== undefined && shape.hasQr,
  };
  const own = new Layouts(ink, layable);
  let translated: readonly Layouts[] | undefined;
  let layout: CardLayout | undefined;
  for (const economy of economies(wealth)) {
    if (economy.words < shape.words) continue;
    const [first, ...rest] = shape.list === undefined ? (['below'] as const) : LIST_PLACES;
    const attempts = [first, ...(economy.events > 0 ? rest : [])].flatMap((place) => {
      const attempt = own.at(economy, place);
      if (!layout || place === first) layout = attempt.layout;
      if (!attempt.layout.fits) return [];
      translated ??= others().map((other) => new Layouts(ink, other));
      return translated.every((other) => other.at(economy, place).layout.fits) ? [attempt] : [];
    });
    if (attempts.length > 0) return attempts.reduce((best, one) => (one.plotArea > best.plotArea ? one : best)).layout;
  }
  return { ...layout!, fits: false };
}

/** The layouts of a card under one economy or another: what they share is set once. */
class Layouts {
  readonly #ink: Ruler;
  readonly #layable: Layable;
  readonly #type: Type;
  readonly #heads = new Map<string, SetHead>();
  readonly #lists = new Map<string, SetList | undefined>();
  readonly #feet = new Map<string, readonly SetFoot[]>();

  constructor(ink: Ruler, layable: Layable) {
    this.#ink = ink;
    this.#layable = layable;
    this.#type = typeOf(layable);
  }

  at(economy: Economy, place: ListPlace): { readonly layout: CardLayout; readonly plotArea: number } {
    const { width, height, hasTitle, least, notes } = this.#layable;
    const { small, scale, leading, margin, gap, family } = this.#type;
    const shape = shapeOf(this.#layable.presentation);
    const head = this.#head(economy);
    const { top, bottom } = head;

    const list = this.#list(economy.events, place);
    const hasColumn = place !== 'below' && list !== undefined;
    const plotRight = margin + (hasColumn ? this.#columnWidth(place) + 1.6 * small : 0);
    const plotWidth = width - margin - plotRight;
    const legend = legendOf(this.#ink, economy.hasBars ? this.#layable.legend : [], { room: plotWidth, small, family });
    const belowPlot =
      legend.length * leading + (legend.length > 0 ? gap : 0) + (hasColumn || !list ? 0 : list.height + gap);

    const aboveNotes = (notes?.height(economy.notes, (plotWidth - BESIDE_PLOT * scale) / scale) ?? 0) * scale;
    const leastForPlot =
      aboveNotes +
      Math.max(
        aboveNotes > 0 ? notes!.share * height : 0,
        (economy.hasBars ? LEAST_FOR_BARS : Math.max(least(economy.lines, plotWidth), LEAST_FOR_HEADING)) * scale,
        hasTitle ? 0 : PLOT_IN_PAGE * height,
      );
    const plotLeast = Math.max(height * shape.plotShare - (hasColumn || !list ? 0 : list.height + gap), leastForPlot);
    const plotBottom = (foot: SetFoot): number => bottom - foot.height - 2 * gap - belowPlot;
    const columnEnd = (foot: SetFoot): number => bottom - foot.height - foot.rise - 2 * gap;
    const columnTop = top + BELOW_TOP * scale;
    const hasRoom = (foot: SetFoot): boolean =>
      plotBottom(foot) - top >= plotLeast && (!hasColumn || list.height <= columnEnd(foot) - columnTop);
    const feet = this.#feetOf(economy, hasColumn);
    const last = feet.at(-1)!;
    const foot = feet.find((one) => hasRoom(one) || one.height + one.rise <= last.height + last.rise) ?? last;

    const plotHeight = plotBottom(foot) - top;
    const legendTop = plotBottom(foot) + gap;
    const entries = this.#placeLegend(legend, legendTop);
    const listTop = hasColumn ? columnTop : legendTop + (legend.length > 0 ? legend.length * leading + gap : 0);
    const listed = list?.place(listTop) ?? NOTHING;
    const footTop = bottom - foot.height;
    const footed = foot.place(footTop);
    return {
      layout: {
        texts: [...head.texts, ...entries.texts, ...listed.texts, ...footed.texts],
        badges: head.badges,
        swatches: entries.swatches,
        discs: listed.discs,
        qr: footed.qr,
        rule: Math.round(footTop - gap) + 0.5,
        ruleEnd: foot.right,
        margin,
        inset: { top, right: plotRight, bottom: height - plotBottom(foot), left: margin },
        text: scale,
        detail: economy.hasBars ? 'full' : plotHeight >= LEAST_FOR_HEADING * scale ? 'upper' : 'line',
        drawn: { events: economy.events, lines: economy.lines, notes: economy.notes, hasBars: economy.hasBars },
        fits:
          plotHeight >= leastForPlot &&
          (!hasColumn || list.height <= columnEnd(foot) - columnTop) &&
          (economy.isRead !== true || foot.isRead),
      },
      plotArea: plotHeight * (plotWidth - BESIDE_PLOT * scale),
    };
  }

  #head({ words, lines }: Economy): SetHead {
    return kept(this.#heads, `${words} ${lines}`, () => setHead(this.#ink, this.#layable, this.#type, words, lines));
  }

  #columnWidth(place: ListPlace): number {
    const { presentation, width } = this.#layable;
    const { scale, margin } = this.#type;
    const usual = (shapeOf(presentation).list ?? 0) * scale;
    return Math.min(usual * (place === 'wide' ? WIDER : 1), WIDEST * (width - 2 * margin));
  }

  #list(events: number, place: ListPlace): SetList | undefined {
    const { width, list } = this.#layable;
    const { small, margin } = this.#type;
    const room = width - 2 * margin;
    return kept(this.#lists, `${events} ${place}`, () => {
      const shown = events === 0 ? undefined : list?.(events);
      const beside = this.#columnWidth(place);
      const columns =
        place !== 'below'
          ? [{ left: width - margin - beside, width: beside }]
          : [0, 1].map((i) => ({ left: margin + (i * (room + 2 * small)) / 2, width: (room - 2 * small) / 2 }));
      return shown && setList(this.#ink, shown, columns, this.#type);
    });
  }

  /** A QR code may stand below the list beside the plot; elsewhere it reaches no farther than the line above the foot. */
  #feetOf({ hasQr, ...drawn }: Economy, hasColumn: boolean): readonly SetFoot[] {
    const { presentation, qr, footer } = this.#layable;
    return kept(this.#feet, `${hasQr} ${hasColumn} ${drawn.events} ${drawn.lines} ${drawn.notes}`, () =>
      setFeet(
        this.#ink,
        this.#layable,
        this.#type,
        footer(drawn),
        hasQr && qr ? { code: qr(), module: qrModule(presentation) } : undefined,
        hasColumn ? Infinity : this.#type.gap,
      ),
    );
  }

  #placeLegend(
    rows: ReturnType<typeof legendOf<Layable['legend'][number]>>,
    top: number,
  ): { readonly texts: PlacedText[]; readonly swatches: PlacedSwatch[] } {
    const { small, leading, margin, family } = this.#type;
    const style = { size: small, weight: 400 };
    const texts: PlacedText[] = [];
    const put = writer(texts, 'legend', this.#layable.width - 2 * margin);
    const swatches = rows.flatMap((row, i) =>
      row.map(({ category, label, value, x }): PlacedSwatch => {
        const [left, y] = [margin + x, top + i * leading];
        const name = left + small * BESIDE_SWATCH;
        put(label, name, y + small * 0.85, 'ink', style);
        const behind = name + textWidth(this.#ink, label, { family, ...style }) + small * BEFORE_VALUE;
        put(value, behind, y + small * 0.85, 'muted', style);
        return { category, left, top: y + small * 0.08, size: small * 0.82 };
      }),
    );
    return { texts, swatches };
  }
}

const NOTHING: ReturnType<SetList['place']> = { texts: [], discs: [] satisfies PlacedDisc[] };

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (!map.has(key)) map.set(key, make());
  return map.get(key)!;
}
