/**
 * A card: one picture that can be handed on as it is, with the finding as its title and all that is needed to believe it. From what
 * the server read for a view to one Chart.js configuration that draws everything, texts included.
 */
import type { ChartConfiguration, Plugin } from 'chart.js';
import { categoryPositions, type Explained, stackedBins, stackedCategories } from '../bins.ts';
import { compareChart } from '../compareChart.ts';
import { compareFigure, type CompareFigure } from '../compareFigure.ts';
import { MAX_LINES_TOGETHER, type Panes, panesOf } from '../comparePanes.ts';
import { indexLine } from '../compareLines.ts';
import { dailySeries } from '../dailySeries.ts';
import { dyadChart } from '../dyadChart.ts';
import { dyadFigure, type Figure } from '../figure.ts';
import { signed } from '../format.ts';
import type { Frame } from '../frame.ts';
import type { Ruler } from '../marks/text.ts';
import { modelLine, type Overlay } from '../overlay.ts';
import { fewerRows, type WaterfallRow, waterfallRows } from '../waterfall.ts';
import { waterfallChart } from '../waterfallChart.ts';
import type { Words } from '../../words/words.ts';
import { badges } from './badges.ts';
import { type CardFacts, cardFacts, inOtherLanguages, shownLines } from './cardFacts.ts';
import {
  type CardInput,
  type DyadCardInput,
  isCompare,
  isMove,
  type ModelInput,
  type MoveCardInput,
} from './cardInput.ts';
import { type CardLayout, cardLayout } from './cardLayout.ts';
import { eventListOf } from './cardEvents.ts';
import { figureNotes, laidNotes } from './cardNotes.ts';
import { type Drawn, footer } from './footer.ts';
import type { Layable } from './layable.ts';
import { drawPlaced } from './placed.ts';
import { CARD_PAINTS } from './cardTheme.ts';
import { type CardTexts, drawnTexts, textsOf } from './cardTexts.ts';
import { comparedDays } from './compared.ts';
import { FORMATS, MAX_TEXT, TEXT_PERCENT } from './presentation.ts';
import { shortSubtitle } from './subtitle.ts';
import { shortTitle } from './title.ts';
import { textScale } from './cardShape.ts';
import { type QrCode, qrOf } from './qr.ts';

export interface Card {
  /** draws the whole card; whoever draws it registers CHART_PARTS (parts.ts) */
  readonly configuration: ChartConfiguration;
  /** draws it without the texts around its plot, which are `around` */
  readonly plot: ChartConfiguration;
  readonly around: CardLayout;
  /** what its plot shows, as numbers: for formats that hold charts of their own */
  readonly shown: Shown;
  /** pixels of the layout: the size that the chart is told; whole numbers, so up to one more than the picture shows */
  readonly width: number;
  readonly height: number;
  /** pixels of the picture to one of the layout */
  readonly scale: number;
  /** pixels of the picture */
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  /** with the events that are listed, and notes of what is drawn */
  readonly texts: CardTexts;
  /** that stay in one line wherever its title is set */
  readonly names: readonly string[];
}

/** What a plot shows: the figure of a trend or a comparison, the rows of a move. */
export type Shown =
  | { readonly kind: 'dyad'; readonly figure: Figure }
  | { readonly kind: 'compare'; readonly figure: CompareFigure }
  | { readonly kind: 'move'; readonly rows: readonly WaterfallRow[] };

/** A part of a page that writes the title itself: px of the layout at 100% text. */
export interface Room {
  readonly width: number;
  readonly height: number;
  /** the page says too who made it */
  readonly hasMaker: boolean;
}

/**
 * @param ink has the fonts of the card
 * @param facts of the input; they are the same in every size and theme
 * @param room that it fills without its title; its preset's where none is given
 * @throws RangeError when a series of the input has no day
 */
export function cardChart(input: CardInput, ink: Ruler, facts = cardFacts(input), room?: Room): Card {
  const { preset, density, theme } = input.presentation;
  const format = FORMATS[preset];
  const pixelWidth = (room ? room.width * format.scale : format.width) * density;
  const pixelHeight = (room ? room.height * format.scale : format.height) * density;
  const paints = CARD_PAINTS[theme];
  const plot = isCompare(input)
    ? comparePlot(facts, ink, theme)
    : isMove(input)
      ? movePlot(input, facts.words, ink)
      : dyadPlot(input, facts);
  let made: QrCode | undefined;
  const qr = (): QrCode => (made ??= qrOf(input.link));
  const toldIn = (told: CardFacts) => ({
    ...wordsOf(told, qr),
    ...(room?.hasMaker && { madeBy: '' }),
    legend: plot.legend(told.words),
    least: (lines: number, width: number) => plot.least(told, lines, width),
  });
  const told = toldIn(facts);
  let toldElsewhere: (typeof told)[] | undefined;
  const inOthers = (): (typeof told)[] => (toldElsewhere ??= inOtherLanguages(facts).map(toldIn));
  const laidOut = (text: number) => {
    const scale = (format.scale * text * density) / 100;
    const shared = {
      presentation: { ...input.presentation, text },
      hasTitle: !room,
      // What the rounded size adds lies beyond the picture.
      width: pixelWidth / scale,
      height: pixelHeight / scale,
      family: paints.fontFamily,
    };
    const layout = cardLayout(ink, { ...told, ...shared }, () => inOthers().map((other) => ({ ...other, ...shared })));
    return { scale, layout };
  };
  const { scale, layout } = inLargestText(Math.min(input.presentation.text, MAX_TEXT[preset]), laidOut);
  const [width, height] = [pixelWidth / scale, pixelHeight / scale];
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const frame: Frame = { inset: layout.inset, text: layout.text, isCard: true, detail: layout.detail };
  const { configuration: plotted, shown } = plot.draw(size, frame, layout.drawn);
  const around: Plugin = {
    id: 'cardTexts',
    afterDraw: ({ ctx }) => drawPlaced(ctx, layout, paints),
  };
  return {
    configuration: { ...plotted, plugins: [...(plotted.plugins ?? []), around] },
    plot: plotted,
    around: layout,
    shown,
    ...size,
    scale,
    pixelWidth,
    pixelHeight,
    texts: { ...told.texts, ...drawnTexts(facts, told.texts, layout.drawn) },
    names: told.names,
  };
}

/** percent, by which text is made smaller until everything has its place */
const SMALLER = 5;

/** What a card must say has a place before its text is large: the layout in the size that is asked for, or the next smaller one that has room for all. */
function inLargestText<Laid extends { readonly layout: CardLayout }>(
  asked: number,
  laidOut: (text: number) => Laid,
): Laid {
  const first = laidOut(asked);
  let last = first;
  for (let text = asked - SMALLER; !last.layout.fits && text >= TEXT_PERCENT.least; text -= SMALLER)
    last = laidOut(text);
  return last.layout.fits ? last : first;
}

function wordsOf(facts: CardFacts, qr: () => QrCode) {
  const { input, lines, words } = facts;
  const signed = words.card.footer;
  const isAddress = input.link.startsWith('http');
  const texts = textsOf(facts);
  return {
    texts,
    shortTitle: input.view.title === undefined ? shortTitle(facts) : texts.title,
    shortSubtitle: shortSubtitle(facts),
    badges: (drawn: number) => badges(facts, texts.titleFaults, drawn),
    footer: (drawn: Drawn) => footer(facts, drawn),
    code: signed.view(input.code),
    madeBy: input.madeBy ?? signed.product,
    link: isAddress ? input.link.replace(/^https?:\/\//, '') : signed.typed(words.pictures.title),
    qr: isAddress ? qr : undefined,
    marking: input.view.marking,
    names: [...lines.map(({ pair }) => pair), ...lines.flatMap(({ names }) => names)],
    lines: lines.length,
    notes: laidNotes(facts),
    list: facts.numbered.length === 0 ? undefined : (most: number) => eventListOf(facts, most),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The plot of a card: what its legend names, and the chart in a given frame with what has room. */
interface Plot {
  readonly legend: (words: Words) => Layable['legend'];
  /** as that of what is laid out, with the words of a language */
  readonly least: (facts: CardFacts, lines: number, width: number) => number;
  readonly draw: (
    size: Size,
    frame: Frame,
    drawn: Drawn,
  ) => { readonly configuration: ChartConfiguration; readonly shown: Shown };
}

function dyadPlot(input: DyadCardInput, all: CardFacts): Plot {
  const { words } = all;
  const [facts] = all.lines;
  const { view, model, codebook, presentation } = input;
  const { series, basis, from, to, events } = facts;
  const explained: Explained = { basis, model: model.definition, categoryOf: categoryPositions(codebook) };
  const bins = stackedBins(series, explained, from, to);
  return {
    least: () => 0,
    legend: (told) =>
      stackedCategories(bins).map(({ category, points }) => ({
        category,
        label: told.categories[category],
        value: signed(points),
      })),
    draw(size, frame, { events: most, notes }) {
      const figure = dyadFigure({
        notes: figureNotes(all, notes),
        series,
        explained,
        bins,
        events,
        most,
        eve: input.move.firstDay === null ? input.move.from.index : undefined,
        view: { from, to, step: view.step, layer: 'index' },
        theme: CARD_PAINTS[presentation.theme],
        words,
        frame,
        overlays: overlaysOf(input, words),
        lineName: nameOfModel(model, words),
        ...size,
      });
      // Chart.js types a configuration by the kind of its datasets; whoever draws a card takes any.
      return { configuration: dyadChart(figure) as unknown as ChartConfiguration, shown: { kind: 'dyad', figure } };
    },
  };
}

function overlaysOf({ overlay }: DyadCardInput, words: Words): Overlay[] {
  const second = overlay && dailySeries(overlay.series);
  if (!overlay || !second) return [];
  return [modelLine(second, nameOfModel(overlay.model, words))];
}

export function nameOfModel({ name, version, definition }: ModelInput, words: Words): string {
  const text = `${name} v${version}`;
  return definition.feeds ? words.sourceKinds.machine.line(text) : text;
}

/** px at the size of a page's text: a row whose number still stands clear of its neighbours', and the axis below. */
const LEAST_ROW = 16;
const WATERFALL_AXIS = 30;
/** Start, end, and the largest parts between. */
const LEAST_ROWS = 5;

function movePlot(input: MoveCardInput, words: Words, ink: Ruler): Plot {
  const rows = waterfallRows(input.move, words, ['', '']);
  return {
    least: () => LEAST_ROW * Math.min(rows.length, LEAST_ROWS) + WATERFALL_AXIS,
    legend: () => [],
    draw(size, frame) {
      const room = size.height - frame.inset.top - frame.inset.bottom - WATERFALL_AXIS * frame.text;
      const shown = fewerRows(rows, Math.floor(room / (LEAST_ROW * frame.text)), words);
      const configuration = waterfallChart({
        rows: shown,
        theme: CARD_PAINTS[input.presentation.theme],
        words,
        frame,
        ink,
        ...size,
      }) as unknown as ChartConfiguration;
      return { configuration, shown: { kind: 'move', rows: shown } };
    },
  };
}

function comparePlot(facts: CardFacts, ink: Ruler, theme: CardInput['presentation']['theme']): Plot {
  const { input, words } = facts;
  const { from, to } = comparedDays(facts.lines);
  const family = CARD_PAINTS[theme].fontFamily;
  const arePanes = facts.lines.length > MAX_LINES_TOGETHER;
  // Where there is room for few of many lines, those too have a pane each.
  const panes = (of: CardFacts, lines: number, width: number, text: number): Panes =>
    panesOf(
      shownLines(of.lines, lines).map(({ pair }) => pair),
      width,
      ink,
      { family, text },
      arePanes ? 1 : MAX_LINES_TOGETHER,
    );
  return {
    least(of, lines, width) {
      // In one pane each name has a line beside it.
      if (!arePanes) return LEAST_NAME * lines + TIME_AXIS;
      const { columns } = panes(of, lines, width, textScale(input.presentation));
      return 30 + Math.ceil(lines / columns) * (BETWEEN_ROWS + LEAST_PANE);
    },
    legend: () => [],
    draw(size, frame, drawn) {
      const shown = shownLines(facts.lines, drawn.lines);
      const lines = shown.map(({ series, pair, events }) =>
        indexLine(
          series.dyad,
          pair,
          series.dyad,
          series,
          events.map(({ day }) => day),
        ),
      );
      const width = size.width - frame.inset.left - frame.inset.right;
      const figure = compareFigure({
        lines,
        positions: shown.map((line) => facts.lines.indexOf(line)),
        notes: figureNotes(facts, drawn.notes),
        ...panes(facts, drawn.lines, width, frame.text),
        scale: 'level',
        step: 'day',
        from,
        to,
        showLevels: false,
        theme: CARD_PAINTS[theme],
        words,
        frame,
        ink,
        ...size,
      });
      return {
        configuration: compareChart(figure) as unknown as ChartConfiguration,
        shown: { kind: 'compare', figure },
      };
    },
  };
}

/** px at the size of a page's text: a name beside its line; between two rows of panes, and of one pane at least. */
const LEAST_NAME = 15;
const TIME_AXIS = 40;
const BETWEEN_ROWS = 40;
const LEAST_PANE = 34;
