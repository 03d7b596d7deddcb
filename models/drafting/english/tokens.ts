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
      const found = plain.indexOf(value, at - line.start) + line.start;
      // The reader may write a sign otherwise than the text does: then the word has no place.
      if (found < at || found > at + MAX_GAP) return;
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
    joinHyphens(tokens);
    if (tokens.length > 0) sentences.push({ tokens, start: tokens[0]!.start, end: tokens.at(-1)!.end });
  });
  return sentences;
}

/** "test-fired", "re-imposed", "co-hosted" are one verb, which the reader takes apart. */
function joinHyphens(tokens: Token[]): void {
  for (let i = tokens.length - 3; i >= 0; i--) {
    const [first, hyphen, last] = [tokens[i]!, tokens[i + 1]!, tokens[i + 2]!];
    if (hyphen.text !== '-' || first.end !== hyphen.start || hyphen.end !== last.start) continue;
    const stem = PREFIXES[first.lower];
    if (stem === undefined || !/(?:ed|s|ing|fire|launch|open|impose)$/u.test(last.lower)) continue;
    // "a test-launch of": a noun
    if (/^(?:a|an|the|this|its|their|first|new|latest)$/u.test(tokens[i - 1]?.lower ?? '')) continue;
    const text = `${first.text}-${last.text}`;
    const lemma = `${stem}${last.lemma.replace(/^fires$/u, 'fire').replace(/^launches$/u, 'launch')}`;
    tokens.splice(i, 3, { text, lower: text.toLowerCase(), lemma, pos: 'VERB', start: first.start, end: last.end });
  }
}

/** What a prefix makes of a verb's base form. */
const PREFIXES: Readonly<Record<string, string>> = { test: 'test-', flight: 'flight-', re: 're', co: '', air: 'air' };

/** Blanks between two words, and a sign or two that the reader left out. */
const MAX_GAP = 200;
