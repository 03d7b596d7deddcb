/** A card on a page of a PDF: what is seen as in the PNG, and beneath it what each part means. */
import { drawOrnaments, drawPlacedText, type Part, PARTS, type PlacedText } from '../../client/charts/card/placed.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { drawDisc } from '../../client/charts/marks/numberedMarks.ts';
import { drawOn, type DrawingContext } from './drawing.ts';
import type { Page } from './page.ts';
import type { Element, PdfFile } from './pdfFile.ts';

const POINTS_PER_INCH = 72;

/** Points of a page to one of the layout, and its size. */
export function pageSize({ input: { presentation }, card }: Page): { width: number; height: number; scale: number } {
  const pointsPerPixel = POINTS_PER_INCH / (FORMATS[presentation.preset].dotsPerInch * presentation.density);
  return {
    width: card.pixelWidth * pointsPerPixel,
    height: card.pixelHeight * pointsPerPixel,
    scale: card.scale * pointsPerPixel,
  };
}

/** The texts of one part that belong together: a paragraph, a badge, an event. */
interface Group {
  readonly part: Part;
  readonly item: number;
  readonly texts: PlacedText[];
}

/** A page with the card. @returns what it means, in the order in which it is read */
export function cardPage(file: PdfFile, page: Page): Element {
  const { input, card } = page;
  const { around } = card;
  const { width, height, scale } = pageSize(page);
  const theme = CARD_PAINTS[input.presentation.theme];
  const ink = file.addPage(width, height, scale) as unknown as DrawingContext;
  // It has the colour of the page beneath all else, so it is drawn first and read where it stands.
  const plot = file.content('Figure', () => void drawOn(ink, { ...card, configuration: card.plot }));
  file.ornament(() => drawOrnaments(ink, around, theme));
  const { inset } = around;
  const figure = file.element('Figure', [plot], {
    alt: card.texts.alt,
    bbox: [inset.left * scale, inset.top * scale, width - inset.right * scale, height - inset.bottom * scale],
  });
  const drawn = groupsOf(around.texts).map(({ part, item, texts }) => {
    const draw = (): void => texts.forEach((text) => drawPlacedText(ink, texts.length > 1 ? apart(text) : text, theme));
    if (part !== 'event') {
      const type = TYPES[part] ?? 'P';
      return { part, element: file.element(type, [file.content(type, draw)]) };
    }
    const disc = around.discs[item];
    const number = disc && file.content('Lbl', () => drawDisc(ink, theme, disc, around.text, disc));
    const body = file.element('LBody', [file.content('LBody', draw)]);
    return { part, element: file.element('LI', number ? [file.element('Lbl', [number]), body] : [body]) };
  });
  const of = (isIt: (part: Part) => boolean): Element[] =>
    drawn.filter(({ part }) => isIt(part)).map(({ element }) => element);
  const events = of((part) => part === 'event');
  return file.element('Sect', [
    ...of((part) => isBefore(part, 'legend')),
    figure,
    ...of((part) => !isBefore(part, 'legend') && isBefore(part, 'event')),
    ...(events.length > 0 ? [file.element('L', events, { numbering: 'Decimal' })] : []),
    ...of((part) => isBefore('event', part)),
  ]);
}

/** What is no paragraph. */
const TYPES: Partial<Record<Part, string>> = { title: 'H1', list: 'H2' };

const isBefore = (one: Part, other: Part): boolean => PARTS.indexOf(one) < PARTS.indexOf(other);

/** In the order in which they are read. */
function groupsOf(texts: readonly PlacedText[]): Group[] {
  const groups: Group[] = [];
  for (const text of texts.toSorted((p, q) => PARTS.indexOf(p.part) - PARTS.indexOf(q.part))) {
    const { part, item = 0 } = text;
    const last = groups.at(-1);
    if (last?.part === part && last.item === item) last.texts.push(text);
    else groups.push({ part, item, texts: [text] });
  }
  return groups;
}

/** Words of two lines are kept apart by a blank for who copies or listens, where it moves nothing. */
const apart = (text: PlacedText): PlacedText => ({ ...text, text: BLANKS[text.style.align ?? 'left'](text.text) });

const BLANKS: Readonly<Record<'left' | 'center' | 'right', (text: string) => string>> = {
  left: (text) => `${text} `,
  center: (text) => ` ${text} `,
  right: (text) => ` ${text}`,
};
