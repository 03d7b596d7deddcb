/** Cards as a presentation, a slide each: title, native charts that can be edited, numbered events, notes with explanation and sources. */
import pptxgenjs from 'pptxgenjs';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { Theme } from '../../client/charts/theme.ts';
import { type Language, WORDS } from '../../client/words/words.ts';
import type { Page } from './page.ts';
import { type SlideChart, slideCharts } from './slideChart.ts';
import { stableZip } from './stableZip.ts';

// By its declaration the package is a class to one resolution of modules, and a module around it to another; it is the class.
type Declared = typeof pptxgenjs;
type PresentationClass = Declared extends { default: infer Class } ? Class : Declared;
const Presentation = pptxgenjs as unknown as PresentationClass;
type Presentation = InstanceType<PresentationClass>;
type Slide = ReturnType<Presentation['addSlide']>;

/** Presentation programs find it by name; on a machine without it they take one of their own. */
const FONT = 'Pretendard';
const MASTER = 'CARD';
/** As presentation programs name a language. */
const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', ko: 'ko-KR' };
/** A slide of 13.3 x 7.5 inches; others have text in proportion to their smaller side. */
const FULL_WIDTH = 13.333;
const FULL_HEIGHT = 7.5;
const POINTS_PER_INCH = 72;
const LINE_HEIGHT = 1.22;
/** Between the parts of a slide, inches. */
const GAP = 0.06;
/** The smallest text, points. */
const MIN_POINTS = 8;

interface Layout {
  /** inches */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly theme: Theme;
  /** points of a size that is meant for a full slide */
  readonly size: (points: number) => number;
}

/** @returns the same bytes for the same pages */
export async function pptx(pages: readonly Page[]): Promise<Buffer> {
  const first = pages[0]!;
  const layout = layoutOf(first);
  const { theme } = layout;
  const file = new Presentation();
  file.defineLayout({ name: MASTER, width: layout.width, height: layout.height });
  file.layout = MASTER;
  file.title = first.card.texts.title;
  file.subject = first.card.texts.sentence;
  file.author = 'Tension';
  file.company = 'Tension';
  file.theme = { headFontFace: FONT, bodyFontFace: FONT };
  const { margin, width, size } = layout;
  file.defineSlideMaster({
    title: MASTER,
    background: { color: hex(theme.paper) },
    objects: [
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            x: margin,
            y: margin,
            w: width - 2 * margin,
            h: size(66) / POINTS_PER_INCH,
            align: 'left',
            valign: 'top',
            margin: 0,
            fontFace: FONT,
            fontSize: size(26),
            bold: true,
            color: hex(theme.ink),
          },
          text: '',
        },
      },
    ],
  });
  for (const page of pages) addSlide(file, page, layout);
  const written = await file.write({ outputType: 'nodebuffer' });
  const dashes = pages.flatMap(({ input }) =>
    slideCharts(input, theme).map(({ series }) => series.map(({ isDashed }) => isDashed === true)),
  );
  return stableZip(written as Uint8Array, first.input.view.asOf, (name, text) =>
    withDashes(text, dashes[Number(/^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1]) - 1]),
  );
}

function layoutOf({ input: { presentation } }: Page): Layout {
  const { width, height, dotsPerInch } = FORMATS[presentation.preset];
  const inches = { width: width / dotsPerInch, height: height / dotsPerInch };
  const scale = (Math.sqrt((inches.width / FULL_WIDTH) * (inches.height / FULL_HEIGHT)) * presentation.text) / 100;
  return {
    ...inches,
    margin: 0.04 * Math.min(inches.width, inches.height) + 0.1,
    theme: CARD_PAINTS[presentation.theme],
    size: (points) => Math.max(MIN_POINTS, Math.round(points * scale * 2) / 2),
  };
}

function addSlide(file: Presentation, page: Page, layout: Layout): void {
  const { texts } = page.card;
  const { margin, width, height, theme, size } = layout;
  const slide = file.addSlide({ masterName: MASTER });
  slide.background = { color: hex(theme.paper) };
  slide.addText(texts.title, { placeholder: 'title', lang: LANGUAGE_TAGS[page.input.presentation.lang] });
  const text = { fontFace: FONT, margin: 0, valign: 'top' as const, lang: LANGUAGE_TAGS[page.input.presentation.lang] };
  const inner = width - 2 * margin;
  const top = margin + size(66) / POINTS_PER_INCH;
  // A font of another make may run wider than ours: one line more than it takes.
  const heightOf = (points: number, lines: number): number => (size(points) * LINE_HEIGHT * lines) / POINTS_PER_INCH;
  const badges = texts.badges.map(({ text }) => text).join(' · ');
  const subtitleLines = badges === '' ? 2 : 3;
  slide.addText(
    [
      { text: texts.subtitle, options: { color: hex(theme.muted), breakLine: badges !== '' } },
      ...(badges === '' ? [] : [{ text: badges, options: { color: hex(theme.raises), bold: true } }]),
    ],
    {
      ...text,
      objectName: 'Subtitle',
      x: margin,
      y: top,
      w: inner,
      h: heightOf(12, subtitleLines),
      fontSize: size(12),
      fit: 'shrink',
    },
  );
  const plotTop = top + heightOf(12, subtitleLines) + GAP;
  const footer = footerOf(page);
  const footerHeight = heightOf(9.5, footer.length + 2);
  const plotBottom = height - margin - footerHeight - GAP;
  const isNarrow = width / height < 1.2;
  const hasEvents = texts.events.length > 0 && !isNarrow;
  const plotWidth = hasEvents ? inner * 0.7 : inner;
  addCharts(file, slide, page, layout, { x: margin, y: plotTop, w: plotWidth, h: plotBottom - plotTop });
  if (hasEvents)
    addEvents(slide, page, layout, {
      x: margin + plotWidth + 0.02 * width,
      y: plotTop,
      w: inner - plotWidth - 0.02 * width,
      h: plotBottom - plotTop,
    });
  slide.addText(
    [
      ...footer.map((line) => ({ text: line, options: { breakLine: true } })),
      {
        text: page.input.code,
        options: isAddress(page.input.link) ? { hyperlink: { url: page.input.link }, color: hex(theme.muted) } : {},
      },
    ],
    {
      ...text,
      objectName: 'Footer',
      x: margin,
      y: plotBottom + GAP,
      w: inner,
      h: footerHeight,
      fontSize: size(9.5),
      color: hex(theme.muted),
      fit: 'shrink',
    },
  );
  addMarking(slide, page, layout);
  slide.addNotes(notesOf(page));
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function addCharts(
  file: Presentation,
  slide: Slide,
  { input, card }: Page,
  { theme, size }: Layout,
  { x, y, w, h }: Box,
): void {
  let at = y;
  for (const [i, chart] of slideCharts(input, theme).entries()) {
    const height = h * chart.share;
    slide.addChart(chart.kind === 'lines' ? file.ChartType.line : file.ChartType.bar, seriesOf(chart), {
      x,
      y: at,
      w,
      h: height,
      ...axesOf(chart, theme, size),
      altText: i === 0 ? card.texts.alt : chart.title,
      objectName: chart.title,
    });
    at += height;
  }
}

const seriesOf = ({ labels, series }: SlideChart) =>
  series.map(({ name, values }) => ({
    name,
    labels: [...labels],
    values: values.map((value) => (value === null ? null : rounded(value))) as number[],
  }));

/** What an eye can tell on a slide, and a hundred times as much. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

function axesOf({ kind, title, labels, series, min, max }: SlideChart, theme: Theme, size: Layout['size']) {
  const label = { color: hex(theme.muted), face: FONT, size: size(11) };
  const isWaterfall = series.some(({ colour }) => colour === undefined);
  return {
    chartColors: series.map(({ colour }) => (colour === undefined ? 'transparent' : hex(colour))),
    ...(kind === 'lines'
      ? { lineSize: 2, lineDataSymbol: 'none' as const }
      : { barGrouping: 'stacked' as const, barGapWidthPct: isWaterfall ? 40 : 12 }),
    showTitle: true,
    title,
    titleColor: label.color,
    titleFontFace: FONT,
    titleFontSize: size(12),
    showLegend: !isWaterfall && series.length > 1,
    legendPos: 'b' as const,
    legendColor: label.color,
    legendFontFace: FONT,
    legendFontSize: size(10.5),
    valAxisMinVal: min,
    valAxisMaxVal: max,
    valAxisLabelColor: label.color,
    valAxisLabelFontFace: FONT,
    valAxisLabelFontSize: label.size,
    valAxisLabelFormatCode: kind === 'lines' || isWaterfall ? '0' : '+0;-0;0',
    valAxisLineShow: false,
    valGridLine: { color: hex(theme.grid), size: 0.75 },
    catGridLine: { style: 'none' as const },
    catAxisLabelColor: label.color,
    catAxisLabelFontFace: FONT,
    catAxisLabelFontSize: label.size,
    catAxisLabelPos: 'low' as const,
    catAxisLabelFrequency: isWaterfall ? '1' : String(Math.max(1, Math.ceil(labels.length / 8))),
    catAxisLineShow: false,
    ...(isWaterfall && { showValue: false }),
  };
}

function addEvents(slide: Slide, { input, card }: Page, { theme, size }: Layout, box: Box): void {
  const words = WORDS[input.presentation.lang];
  const lines = card.texts.events.flatMap(({ number, type, date, points, headline, verified, sourceUrl }) => [
    {
      text: `${number}  ${words.charts.caption(type, date)} ${points}`,
      options: {
        bold: true,
        color: hex(theme.ink),
        breakLine: true,
        ...(isAddress(sourceUrl) && { hyperlink: { url: sourceUrl } }),
      },
    },
    {
      text: verified ? headline : words.charts.unverified(headline),
      options: { color: hex(theme.muted), breakLine: true },
    },
  ]);
  slide.addText(lines, {
    ...box,
    objectName: words.files.events,
    fontFace: FONT,
    fontSize: size(11),
    valign: 'top',
    margin: 0,
    paraSpaceAfter: 4,
    fit: 'shrink',
  });
}

/** The card's footer without how its own drawing is to be read: a native chart has no shading, and says what its dashes are. */
function footerOf({ input, card: { texts } }: Page): string[] {
  const { files, card } = WORDS[input.presentation.lang];
  const basis = texts.footer.flatMap(({ kind, text }) => (kind === 'basis' ? [text] : []));
  const own = { dyad: [files.dashed], compare: [card.footer.symbols], move: [] };
  return [...basis, ...own[input.view.kind]];
}

/** At head and foot, as papers are marked. */
function addMarking(slide: Slide, { input }: Page, { width, height, margin, theme, size }: Layout): void {
  const { marking } = input.view;
  if (marking === undefined) return;
  const line = {
    x: margin,
    w: width - 2 * margin,
    h: margin,
    align: 'center' as const,
    valign: 'middle' as const,
    margin: 0,
    fontFace: FONT,
    fontSize: size(10),
    bold: true,
    color: hex(theme.ink),
  };
  slide.addText(marking, { ...line, y: 0, objectName: 'Marking, head' });
  slide.addText(marking, { ...line, y: height - margin, objectName: 'Marking, foot' });
}

/** What the speaker can say, and where each thing comes from. */
function notesOf(page: Page): string {
  const {
    input,
    card: { texts },
  } = page;
  const { files, charts } = WORDS[input.presentation.lang];
  const events = texts.events.map(
    ({ number, date, type, points, headline, summary, verified, sourceName, sourceUrl }) =>
      `${number}. ${charts.caption(type, date)} (${points}): ${verified ? headline : charts.unverified(headline)}. ${summary} ${[sourceName, sourceUrl].filter((part) => part !== '').join(', ')}`,
  );
  return [
    texts.title,
    texts.subtitle,
    '',
    ...texts.badges.map(({ text }) => text),
    texts.alt, // which has the sentence
    ...(events.length > 0 ? ['', `${files.sources}:`, ...events] : []),
    '',
    ...footerOf(page),
    `${files.view} ${input.code}: ${input.link}`,
  ].join('\n');
}

/** The package draws every line of a chart alike; the ends of the band are thin and dashed. */
function withDashes(chart: string, dashed: readonly boolean[] = []): string {
  let series = -1;
  return chart.replaceAll(/<c:ser>.*?<\/c:spPr>/gs, (head) => {
    series++;
    return dashed[series]
      ? head.replace(/<a:ln w="\d+"/, '<a:ln w="9525"').replace('<a:prstDash val="solid"/>', '<a:prstDash val="dash"/>')
      : head;
  });
}

const hex = (colour: string): string => colour.replace('#', '').toUpperCase();
const isAddress = (url: string): boolean => /^https?:\/\//.test(url);
