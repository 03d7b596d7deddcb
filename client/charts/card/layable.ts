/** What is laid out on a card, and the type in which it is set. */
import type { Category } from '../../../models/codebook.ts';
import type { LaidNotes } from './cardNotes.ts';
import { shapeOf, SMALL, textScale } from './cardShape.ts';
import type { CardTexts } from './cardTexts.ts';
import type { EventList } from './eventList.ts';
import type { Drawn, FooterLine } from './footer.ts';
import type { Presentation } from './presentation.ts';
import type { QrCode } from './qr.ts';

export interface Layable {
  readonly presentation: Presentation;
  readonly texts: Pick<CardTexts, 'title' | 'subtitle'>;
  /** of a picture with so many lines */
  readonly badges: (lines: number) => CardTexts['badges'];
  /** title and subtitle where a card has little room */
  readonly shortTitle: string;
  readonly shortSubtitle: string;
  readonly footer: (drawn: Drawn) => readonly FooterLine[];
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
  /** lines of its plot: several in a comparison */
  readonly lines: number;
  /** height of a plot with so many lines, of so many px of width, px at the size of a page's text, where it needs more than a line does; Infinity where it is too narrow for them */
  readonly least: (lines: number, width: number) => number;
  readonly notes?: LaidNotes | undefined;
  /** or its page has it */
  readonly hasTitle: boolean;
  /** the categories of the bars in the order of the stack, from its top, with their values at the end */
  readonly legend: readonly { readonly category: Category; readonly label: string; readonly value: string }[];
  readonly width: number;
  readonly height: number;
  readonly family: string;
}

/** px of the layout */
export interface Type {
  /** size of small text, and of text to that of a page */
  readonly small: number;
  readonly scale: number;
  readonly leading: number;
  readonly margin: number;
  /** between the parts of a card */
  readonly gap: number;
  readonly family: string;
}

/** px around a card in a page that has margins of its own */
const MARGIN_IN_PAGE = 8;

export function typeOf({ presentation, hasTitle, family }: Layable): Type {
  const scale = textScale(presentation);
  const small = SMALL * scale;
  return {
    small,
    scale,
    leading: Math.round(small * 1.42),
    margin: hasTitle ? shapeOf(presentation).margin : MARGIN_IN_PAGE,
    gap: Math.round(small * 0.8),
    family,
  };
}
