/** All that a card says: printed on it, or beside it in the formats that hold text (notes of a slide, alt text, tables). */
import { epochDay } from '../../../models/calendar.ts';
import { longDate, plain, signed } from '../format.ts';
import type { CardInput } from './cardInput.ts';

export interface CardTexts {
  /** as printed: the typed one, or else the computed one */
  readonly title: string;
  readonly computedTitle: string;
  readonly subtitle: string;
  /** what moved it, in one sentence */
  readonly sentence: string;
  /** for who cannot see the picture: two to four sentences */
  readonly alt: string;
  /** the lines under the plot, the most necessary ones first */
  readonly footer: readonly string[];
  /** what a reader must be warned of, such as a draft model */
  readonly badges: readonly CardBadge[];
  /** of the numbered events, in their order, and of no other */
  readonly sources: readonly { readonly name: string; readonly url: string; readonly date: string }[];
  readonly events: readonly CardEvent[];
  /** what a typed title says and the data do not, each a sentence; empty for a computed title */
  readonly titleFaults: readonly string[];
}

export interface CardBadge {
  readonly kind: 'draft' | 'superseded' | 'what-if' | 'stale' | 'sparse' | 'uncovered' | 'as-of' | 'provisional';
  readonly text: string;
}

/** A numbered event of the plot. */
export interface CardEvent {
  readonly number: number;
  readonly id: string;
  /** as well as it is known, in the card's language */
  readonly date: string;
  readonly type: string;
  readonly summary: string;
  /** index points on its own day, with sign. @example '+4.1' */
  readonly points: string;
  readonly verified: boolean;
  readonly sourceName: string;
  readonly sourceUrl: string;
}

/** The texts alone: what they say does not depend on the size of the picture. */
export function cardTexts(input: CardInput): CardTexts {
  const { view } = input;
  const subject = view.kind === 'compare' ? view.dyads.join(', ') : view.dyad;
  const move = 'move' in input ? input.move : undefined;
  const computedTitle = move ? `${subject}: ${signed(move.change)} to ${plain(move.to.index)}` : subject;
  return {
    title: view.title ?? computedTitle,
    computedTitle,
    subtitle: `${longDate(epochDay(view.from))} – ${longDate(epochDay(view.to))}`,
    sentence: move?.sentence ?? '',
    alt: computedTitle,
    footer: [],
    badges: [],
    sources: [],
    events: [],
    titleFaults: [],
  };
}
