/** All that a card says: printed on it, or beside it in the formats that hold text (notes of a slide, alt text, tables). */
import { partsOfAnswer } from '../../../models/moveFinding.ts';
import { dateParts, knownDate, plain, printedChange, signed } from '../format.ts';
import { moveSentence } from '../moveSentence.ts';
import { altText } from './altText.ts';
import { badges, type CardBadge } from './badges.ts';
import { inOrder, weightiest } from './cardEvents.ts';
import { type CardFacts, cardFacts, moveSubject } from './cardFacts.ts';
import { comparedLines } from './compared.ts';
import type { CardInput } from './cardInput.ts';
import { ALL_DRAWN, type Drawn, footer, type FooterLine } from './footer.ts';
import { subtitle } from './subtitle.ts';
import { cardTitle } from './title.ts';
import { type TitleCheck, titleCheck } from './titleCheck.ts';

export interface CardTexts {
  /** as printed: the typed one, or else the computed one */
  readonly title: string;
  readonly computedTitle: string;
  readonly subtitle: string;
  /** what moved it, in one sentence */
  readonly sentence: string;
  /** for who cannot see the picture: two to seven sentences */
  readonly alt: string;
  /** the lines under the plot, the most necessary ones first */
  readonly footer: readonly FooterLine[];
  /** what a reader must be warned of, such as a draft model */
  readonly badges: readonly CardBadge[];
  /** of the listed events, in their order */
  readonly sources: readonly { readonly name: string; readonly url: string; readonly date: string }[];
  readonly events: readonly CardEvent[];
  /** what a typed title says and the data do not, each a sentence; empty for a computed title */
  readonly titleFaults: readonly string[];
  /** what of a typed title was compared with the data, and what no data decide */
  readonly titleChecked: TitleCheck['checked'];
  readonly titleUnchecked: TitleCheck['unchecked'];
  /** who runs the server, where it says so */
  readonly madeBy?: string;
}

/** A numbered event of the plot; for a move, one of the new events that moved it most. */
export interface CardEvent {
  readonly number: number;
  readonly id: string;
  /** as well as it is known, in the card's language */
  readonly date: string;
  readonly type: string;
  /** the act in few words, in the card's language where somebody wrote it */
  readonly headline: string;
  /** the act in a sentence, in the language of the data */
  readonly summary: string;
  /** index points on its own day, for a move those of the change; with sign. @example '+4.1' */
  readonly points: string;
  readonly verified: boolean;
  readonly sourceName: string;
  readonly sourceUrl: string;
}

/** Of a picture that nobody has laid out: nothing is said of a pane that it may lack. */
const UNSEEN: Drawn = { ...ALL_DRAWN, hasBars: false };

/** The texts alone. */
export const cardTexts = (input: CardInput): CardTexts => textsOf(cardFacts(input));

/** @param drawn what the picture has room for */
export function textsOf(facts: CardFacts, drawn = UNSEEN): CardTexts {
  const { title } = facts.input.view;
  const computedTitle = cardTitle(facts);
  const { faults, checked, unchecked } =
    title === undefined ? { faults: [], checked: [], unchecked: [] } : titleCheck(title, computedTitle, facts);
  const sentence = sentenceOf(facts);
  return {
    title: title ?? computedTitle,
    computedTitle,
    subtitle: subtitle(facts),
    sentence,
    ...drawnTexts(facts, { sentence, titleFaults: faults }, drawn),
    titleFaults: faults,
    titleChecked: checked,
    titleUnchecked: unchecked,
    ...(facts.input.madeBy !== undefined && { madeBy: facts.input.madeBy }),
  };
}

/** What is said of the picture, by what it has room for: warnings, alt text, notes, the listed events and their sources. */
export function drawnTexts(
  facts: CardFacts,
  { sentence, titleFaults }: Pick<CardTexts, 'sentence' | 'titleFaults'>,
  drawn: Drawn,
): Pick<CardTexts, 'badges' | 'alt' | 'footer' | 'events' | 'sources'> {
  const numbered = weightiest(facts.numbered, drawn.events);
  const warnings = badges(facts, titleFaults, drawn.lines);
  return {
    badges: warnings,
    alt: altText(facts, sentence, warnings, drawn),
    footer: footer(facts, drawn),
    events: eventsOf({ ...facts, numbered }),
    sources: numbered.map(({ source }) => source),
  };
}

function eventsOf({ numbered, words }: Pick<CardFacts, 'numbered' | 'words'>): CardEvent[] {
  return inOrder(numbered).map(({ number, id, day, precision, type, headline, summary, points, verified, source }) => ({
    number,
    id,
    date: knownDate(day, precision, words),
    type,
    headline,
    summary,
    points: signed(points),
    verified,
    sourceName: source.name,
    sourceUrl: source.url,
  }));
}

function sentenceOf(facts: CardFacts): string {
  return facts.move
    ? moveSentence(partsOfAnswer(facts.move), moveSubject(facts), facts.words)
    : comparedSentence(facts);
}

function comparedSentence(facts: CardFacts): string {
  const { card, dates } = facts.words;
  const { sentence } = card;
  const { ranked, gap } = comparedLines(facts, Infinity);
  const date = dates.full(dateParts(ranked[0]!.to));
  const said = ranked.map(({ pair, last }) => sentence.line(plain(last.index), pair));
  const told =
    ranked.length > 1
      ? sentence.compared({
          date,
          lines: said,
          apart: plain(printedChange(ranked.at(-1)!.last.index, ranked[0]!.last.index)),
        })
      : sentence.comparedOne({ date, lines: said });
  return gap === '' ? told : card.gap.inSentence(told, gap);
}
