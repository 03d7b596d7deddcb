/** Words of a line with their place in the text, base form and part of speech, sentence by sentence: wink-nlp. */
import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';
import type { ItemSentence, TokenItsFunction } from 'wink-nlp';
import type { Span } from '../drafted.ts';

export interface Token extends Span {
  readonly text: string;
  readonly lower: string;
  readonly lemma: string;
  /** part of speech of Universal Dependencies: VERB, NOUN, PROPN, ADP ... */
  readonly pos: string;
}

export interface Sentence extends Span {
  readonly tokens: readonly Token[];
}

let reader: ReturnType<typeof winkNLP> | undefined;

/** The model is unpacked at first use: a tenth of a second. */
const nlp = (): ReturnType<typeof winkNLP> => (reader ??= winkNLP(model, ['sbd', 'pos']));

/** Sentences longer than this are lists or noise. */
export const MAX_SENTENCE_TOKENS = 250;

/** @param plain the line as it is read, of the same length: foreign words are blanks */
export function sentencesOf(text: string, line: Span, plain = text.slice(line.start, line.end)): Sentence[] {
  const { its } = nlp();
  const document = nlp().readDoc(plain);
  const sentences: Sentence[] = [];
  let at = line.start;
  document.sentences().each((sentence: ItemSentence) => {
    const words = sentence.tokens();
    const values = words.out() as string[];
    const parts = words.out(its.pos as TokenItsFunction<string>) as string[];
    const lemmas = words.out(its.lemma as TokenItsFunction<string>) as string[];
    const tokens: Token[] = [];
    values.forEach((value, i) => {
      while (plain[at - line.start] === ' ') at++;
      const found = text.indexOf(value, at);
      // The reader may write a sign otherwise than the text does: then the word has no place.
      if (found < 0 || found > at + MAX_GAP) return;
      at = found + value.length;
      tokens.push({
        text: value,
        lower: value.toLowerCase(),
        lemma: (lemmas[i] ?? value).toLowerCase(),
        pos: parts[i] ?? 'X',
        start: found,
        end: at,
      });
    });
    if (tokens.length > 0) sentences.push({ tokens, start: tokens[0]!.start, end: tokens.at(-1)!.end });
  });
  return sentences;
}

/** Blanks between two words, and a sign or two that the reader left out. */
const MAX_GAP = 200;
