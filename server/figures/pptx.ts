/** Cards as a presentation, a slide each: the picture again, with charts and words that can be edited. */
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import { packTexts } from '../../client/charts/card/packTexts.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Page } from './page.ts';
import { addCard } from './slides/cardSlide.ts';
import { Deck } from './slides/deck.ts';
import { ownBase } from './slides/ownBase.ts';
import { addContents, addMethod } from './slides/packSlides.ts';

/** One card, or several with contents before and method and sources behind them. @returns the same bytes for the same pages */
export function pptx(pages: readonly Page[]): Buffer {
  const [{ input, card }] = pages as [Page, ...Page[]];
  const { preset, theme: name, lang } = input.presentation;
  const theme = CARD_PAINTS[name];
  const words = WORDS[lang];
  const isPack = pages.length > 1;
  const told = packTexts(
    pages.map((page) => ({ input: page.input, texts: page.card.texts })),
    words,
  );
  const deck = new Deck(ownBase(preset, theme), isPack);
  const writeContents = isPack ? addContents(deck, told, theme, lang) : undefined;
  const cards = pages.map((page) => addCard(deck, page, theme));
  if (isPack) writeContents?.(cards, addMethod(deck, told, theme, lang));
  return deck.finish({
    title: isPack ? told.title : card.texts.title,
    subject: card.texts.sentence,
    author: input.madeBy ?? words.card.footer.product,
    moment: input.view.asOf,
    lang,
  });
}
