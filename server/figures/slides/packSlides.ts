/** The slides of a pack besides its cards: contents before them, method and sources behind them. */
import { linesOf } from '../../../client/charts/card/lines.ts';
import type { PackTexts } from '../../../client/charts/card/packTexts.ts';
import type { Theme } from '../../../client/charts/theme.ts';
import type { Language } from '../../../client/words/words.ts';
import { measuringContext } from '../measuring.ts';
import type { Deck, Slide } from './deck.ts';
import { type Paragraph, Shapes } from './shapes.ts';

/** A line of text, points. */
interface Told {
  readonly text: string;
  readonly size: number;
  readonly isBold?: boolean;
  /** what stands before it, and the slide that it leads to */
  readonly number?: number;
}

export interface Look {
  readonly theme: Theme;
  readonly lang: Language;
  /** who made it, where a template has a footer for that */
  readonly maker: string;
}

/** Of the smallest text, and of what a contents slide tries before. */
const LEAST = 10;
const SIZES = [16, 14, 12, LEAST];
/** From line to line, and between two paragraphs, to their size. */
const LINE = 1.25;
const BETWEEN = 0.55;
/** Between a number and its words, points. */
const HANG = 34;
/** Programs set text a little wider than it is measured. */
const SPARE = 0.97;

/** Contents are written when the slides are known to which they lead. @returns writes them */
export function addContents(deck: Deck, told: PackTexts, look: Look): (cards: readonly Slide[], method: Slide) => void {
  const entries = (before: number, size: number): Told[] =>
    [...told.entries.map(({ title }) => title), told.method].map((text, i) => ({ text, size, number: before + i + 1 }));
  const fitting = SIZES.find((size) => inPages(entries(0, size), deck).length === 1) ?? LEAST;
  const sheets = inPages(entries(inPages(entries(0, fitting), deck).length, fitting), deck);
  const slides = sheets.map(() =>
    deck.addSlide(
      'text',
      told.entries.map(({ title }) => title),
      look.lang,
    ),
  );
  return (cards, method) => {
    const all = [...slides, ...cards, method];
    sheets.forEach((sheet, i) => writeText(deck, slides[i]!, told.contents, sheet, look, (n) => all[n - 1]!));
  };
}

/** @returns the first of its slides */
export function addMethod(deck: Deck, told: PackTexts, look: Look): Slide {
  const sources = told.named.map(({ name, url }) => [name, url].filter((part) => part !== '').join(', '));
  const lines = (size: number): Told[] => [
    ...told.paragraphs.map((text) => ({ text, size: size + 1 })),
    ...(sources.length > 0 ? [{ text: told.sources, size: size + 1, isBold: true }] : []),
    ...sources.map((text) => ({ text, size })),
  ];
  const size = SIZES.find((one) => inPages(lines(one), deck).length === 1) ?? LEAST;
  const sheets = inPages(lines(size), deck);
  const slides = sheets.map(() => deck.addSlide('text', told.paragraphs, look.lang));
  sheets.forEach((sheet, i) => writeText(deck, slides[i]!, told.method, sheet, look));
  return slides[0]!;
}

/** As many lines to a slide as stand in the body of its layout. */
function inPages(all: readonly Told[], { textArea: { width, height } }: Deck): Told[][] {
  const ink = measuringContext();
  const pages: Told[][] = [[]];
  let used = 0;
  for (const one of all) {
    const { text, size, isBold, number } = one;
    const room = (width - (number === undefined ? 0 : HANG)) * SPARE;
    const lines = linesOf(ink, text, room, { family: 'Pretendard', size, weight: isBold ? 700 : 400 });
    const takes = lines.length * LINE * size + BETWEEN * size;
    if (used + takes > height && used > 0) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)!.push(one);
    used += takes;
  }
  return pages;
}

function writeText(
  deck: Deck,
  slide: Slide,
  title: string,
  lines: readonly Told[],
  { theme, lang, maker }: Look,
  to?: (number: number) => Slide,
): void {
  const shapes = new Shapes(deck.textGround(lang));
  const { ink, muted } = deck.textColours(theme);
  const paragraphs = lines.map(({ text, size, isBold, number }): Paragraph => {
    const type = shapes.type(size, ink, isBold ? 700 : 400);
    const link = number === undefined || !to ? undefined : slide.leadTo(to(number));
    return {
      runs: [
        ...(number === undefined ? [] : [{ text: `${number}\t`, type: shapes.type(size, muted) }]),
        { text, type, link, action: link === undefined ? undefined : 'ppaction://hlinksldjump' },
      ],
      leading: LINE * size,
      after: BETWEEN * size,
      ...(number !== undefined && { hang: HANG }),
    };
  });
  slide.write([
    deck.titleHolder(shapes, title),
    deck.body(shapes, paragraphs),
    deck.footer(shapes, maker),
    deck.number(shapes, slide, theme),
  ]);
}
