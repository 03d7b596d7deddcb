/** Cards as a presentation, a slide each: the picture again, with charts and words that can be edited. */
import { cardChart } from '../../client/charts/card/card.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { packTexts } from '../../client/charts/card/packTexts.ts';
import { WORDS } from '../../client/words/words.ts';
import { wideRuler } from './measuring.ts';
import type { Page } from './page.ts';
import type { Base } from './slides/base.ts';
import { addCard } from './slides/cardSlide.ts';
import { Deck } from './slides/deck.ts';
import { ownBase } from './slides/ownBase.ts';
import { addContents, addMethod } from './slides/packSlides.ts';
import { readTemplate, type Template } from './slides/template.ts';
import { roomIn, templateBase } from './slides/templateBase.ts';

/** One card, or several with contents before and method and sources behind them. @returns the same bytes for the same pages */
export function pptx(pages: readonly Page[]): Buffer {
  const { preset, theme } = pages[0]!.input.presentation;
  return deckOf(pages, ownBase(preset, CARD_PAINTS[theme]));
}

/** The same on an office's own template: its cards are laid where a slide of that has its content. @throws TemplateRefused */
export function pptxOn(bytes: Uint8Array, inputs: readonly CardInput[]): Buffer {
  const template = templateOf(bytes);
  const { preset, room } = roomIn(template);
  const pages = inputs.map((given): Page => {
    const { theme: asked } = given.presentation;
    // Its paper decides; grey for print stays where that is light.
    const theme = template.paper.isDark ? 'dark' : asked === 'dark' ? 'light' : asked;
    const input: CardInput = { ...given, presentation: { ...given.presentation, preset, theme } };
    const hasMaker = template.footer?.text === '';
    return { input, card: cardChart(input, wideRuler, undefined, { ...room, hasMaker }) };
  });
  return deckOf(pages, templateBase(template));
}

/** The last one that this thread has read: the next file has it too, as a rule. */
let last: { readonly bytes: Uint8Array; readonly template: Template } | undefined;

function templateOf(bytes: Uint8Array): Template {
  if (!last || Buffer.compare(last.bytes, bytes) !== 0) last = { bytes, template: readTemplate(bytes) };
  return last.template;
}

function deckOf(pages: readonly Page[], base: Base): Buffer {
  const [{ input, card }] = pages as [Page, ...Page[]];
  const { theme: name, lang } = input.presentation;
  const theme = CARD_PAINTS[name];
  const words = WORDS[lang];
  const isPack = pages.length > 1;
  const told = packTexts(pages, words);
  const maker = input.madeBy ?? words.card.footer.product;
  const look = { theme, lang, maker };
  const deck = new Deck(base, isPack);
  const writeContents = isPack ? addContents(deck, told, look) : undefined;
  const cards = pages.map((page) => addCard(deck, page, theme, maker));
  if (isPack) writeContents?.(cards, addMethod(deck, told, look));
  return deck.finish({
    title: isPack ? told.title : card.texts.title,
    subject: card.texts.sentence,
    author: maker,
    moment: input.view.asOf,
    lang,
  });
}
