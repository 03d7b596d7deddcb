/** The slides of a pack besides its cards: contents before them, method and sources behind them. */
import { linesOf } from '../../../client/charts/card/lines.ts';
import type { PackTexts } from '../../../client/charts/card/packTexts.ts';
import type { Theme } from '../../../client/charts/theme.ts';
import type { Language } from '../../../client/words/words.ts';
import { wideRuler } from '../measuring.ts';
import type { Deck, Slide } from './deck.ts';
import { type Run, Shapes, type Type } from './shapes.ts';

/** A paragraph, points. */
interface Told {
  readonly text: string;
  readonly size: number;
  readonly isBold?: boolean;
  /** that stay in one line */
  readonly names?: readonly string[];
  /** what stands before it, and the slide that it leads to */
  readonly number?: number;
}

/** Where it stands, points from the upper edge of the text. */
interface Set extends Told {
  readonly lines: readonly string[];
  readonly top: number;
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
const TO_SLIDE = 'ppaction://hlinksldjump';

/** Contents are written when the slides are known to which they lead. @returns writes them */
export function addContents(deck: Deck, told: PackTexts, look: Look): (cards: readonly Slide[], method: Slide) => void {
  const entries = (before: number, size: number): Told[] =>
    [...told.entries, { title: told.method, names: [] }].map(({ title, names }, i) => ({
      text: title,
      names,
      size,
      number: before + i + 1,
    }));
  const fitting = SIZES.find((size) => inPages(entries(0, size), deck).length === 1) ?? LEAST_OF_MANY;
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
    sheets.forEach((sheet, i) => writeEntries(deck, slides[i]!, told.contents, sheet, look, (n) => all[n - 1]!));
  };
}
/** Of contents that take more than one slide: nobody is helped by the smallest print there. */
const LEAST_OF_MANY = 14;

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

/** As many paragraphs to a slide as stand in the body of its layout, in whatever font. */
function inPages(all: readonly Told[], { textArea: { width, height } }: Deck): Set[][] {
  const pages: Set[][] = [[]];
  let top = 0;
  for (const one of all) {
    const { text, size, isBold, number, names } = one;
    const room = width - (number === undefined ? 0 : HANG);
    const style = { family: 'Pretendard', size, weight: isBold ? 700 : 400 };
    const lines = linesOf(wideRuler, text, room, style, names);
    const takes = lines.length * LINE * size;
    if (top + takes > height && top > 0) {
      pages.push([]);
      top = 0;
    }
    pages.at(-1)!.push({ ...one, lines, top });
    top += takes + BETWEEN * size;
  }
  return pages;
}

/** Each entry is two boxes, one for its number and one for its headline, which lead to the slide: programs break a link within a line anywhere. */
function writeEntries(
  deck: Deck,
  slide: Slide,
  title: string,
  entries: readonly Set[],
  look: Look,
  to: (number: number) => Slide,
): void {
  const shapes = new Shapes(deck.textGround(look.lang));
  const { ink, muted } = deck.textColours(look.theme);
  const boxes = entries.flatMap(({ lines, size, top, number = 0 }) => {
    const link = slide.leadTo(to(number));
    const box = (name: string, left: number, right: number, type: Type, said: readonly string[]): string =>
      shapes.text(
        name,
        deck.inText({ left, right, top, bottom: top + lines.length * LINE * size }),
        [{ runs: said.map((text, i): Run => ({ text, type, isNewLine: i > 0 })), leading: LINE * size }],
        { link, action: TO_SLIDE },
      );
    return [
      box(`number ${number}`, 0, HANG, shapes.type(size, muted), [String(number)]),
      box(`entry ${number}`, HANG, deck.textArea.width, shapes.type(size, ink), lines),
    ];
  });
  finish(deck, shapes, slide, title, boxes.join(''), look);
}

function writeText(deck: Deck, slide: Slide, title: string, paragraphs: readonly Set[], look: Look): void {
  const shapes = new Shapes(deck.textGround(look.lang));
  const { ink } = deck.textColours(look.theme);
  const body = paragraphs.map(({ text, size, isBold }) => ({
    runs: [{ text, type: shapes.type(size, ink, isBold ? 700 : 400) }],
    leading: LINE * size,
    after: BETWEEN * size,
  }));
  finish(deck, shapes, slide, title, deck.body(shapes, body), look);
}

function finish(
  deck: Deck,
  shapes: Shapes,
  slide: Slide,
  title: string,
  content: string,
  { theme, maker }: Look,
): void {
  slide.write([
    deck.titleHolder(shapes, title),
    content,
    deck.footer(shapes, maker),
    deck.number(shapes, slide, theme),
  ]);
}
