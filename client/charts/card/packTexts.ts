/** What a pack says besides its cards, for every format of one: its contents, and on the last page method and sources. */
import type { Words } from '../../words/words.ts';
import { momentText } from '../format.ts';
import type { Card } from './card.ts';
import type { CardInput } from './cardInput.ts';
import type { CardTexts } from './cardTexts.ts';
import { LICENCE } from './citation.ts';

export interface PackedCardTexts {
  readonly input: Pick<CardInput, 'code' | 'model' | 'view'>;
  readonly card: Pick<Card, 'names'> & { readonly texts: Pick<CardTexts, 'title' | 'sources'> };
}

export interface PackTexts {
  /** of the file */
  readonly title: string;
  readonly contents: string;
  /** in the order of the cards */
  readonly entries: readonly { readonly title: string; readonly code: string; readonly names: readonly string[] }[];
  readonly method: string;
  readonly paragraphs: readonly string[];
  readonly sources: string;
  /** each once, in the order in which the cards name them */
  readonly named: readonly { readonly name: string; readonly url: string }[];
}

export function packTexts(cards: readonly PackedCardTexts[], words: Words): PackTexts {
  const { packPages, card } = words;
  const once = (texts: readonly string[]): string[] => [...new Set(texts)];
  const models = cards.map(({ input: { model } }) => card.model(model.name, model.version, model.hash));
  const named = new Map(
    cards.flatMap(({ card: { texts } }) => texts.sources.map((source) => [source.url || source.name, source])),
  );
  return {
    title: packPages.title(cards.length),
    contents: packPages.contents,
    entries: cards.map(({ input, card: { texts, names } }) => ({ title: texts.title, code: input.code, names })),
    method: packPages.method,
    paragraphs: [
      packPages.index,
      card.footer.band.text,
      packPages.models(once(models)),
      packPages.known(once(cards.map(({ input }) => momentText(input.view.asOf, words)))),
      packPages.licence(LICENCE),
      packPages.open,
    ],
    sources: packPages.sources,
    named: [...named.values()],
  };
}
