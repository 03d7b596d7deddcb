/** A sentence as a row of noun phrases, verb groups and the words between them. */
import type { Mention } from './actors.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';

export interface NounPhrase {
  readonly kind: 'noun';
  readonly from: number;
  /** behind its last token, with what "of" adds */
  to: number;
  /** the preposition before it; '' for none */
  readonly preposition: string;
  readonly mentions: Mention[];
  /** base forms in order, hyphened words as one */
  readonly words: string[];
  /** it, they, its: stands for somebody named before */
  readonly pronoun: string;
  /** joined to the phrase before by "and", "or" or a comma */
  readonly isJoined: boolean;
}

export interface VerbGroup {
  readonly kind: 'verb';
  readonly from: number;
  readonly to: number;
  /** index of the verb that says what is done */
  readonly main: number;
  readonly lemma: string;
  readonly isPassive: boolean;
  readonly isNegated: boolean;
  /** will, may, would ...; '' for none */
  readonly modal: string;
  readonly form: 'finite' | 'infinitive' | 'participle';
  /** had done */
  readonly isPastPerfect: boolean;
}

export interface Mark {
  readonly kind: 'mark';
  readonly from: number;
  readonly to: number;
  /** comma, and, that, who, because, ";" ... in lower case */
  readonly word: string;
}

export type Chunk = NounPhrase | VerbGroup | Mark;

const NOMINAL = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM', 'PRON', 'SYM', 'X']);
const RELATIVE = new Set(['who', 'which', 'that', 'whom', 'whose', 'where', 'what']);
const BREAKS = new Set(
  'because while although though if unless whether when since after before as until once whereas amid despite following'.split(
    ' ',
  ),
);
const MODALS = new Set('will would shall may might could can should must'.split(' '));
const PRONOUNS = new Set('it they he she them him her its their his we'.split(' '));
const TIME_NOUN =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|today|yesterday|tomorrow|tonight|week|month|year|day|weekend|morning|evening|afternoon|night|overnight)s?$/u;
const BEFORE_TIME = /^(?:last|this|next|early|late|earlier|later|that|previous|past|\d{1,4}(?:st|nd|rd|th)?)$/u;

export function chunksOf(tokens: readonly Token[], mentions: readonly Mention[], lexicon: Lexicon): Chunk[] {
  const mentionAt = new Map(mentions.map((mention) => [mention.from, mention]));
  const chunks: Chunk[] = [];
  let preposition = '';
  let isJoined = false;
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    const time = mentionAt.has(at) ? at : timeEnd(tokens, at);
    if (time > at) {
      preposition = '';
      at = time;
      continue;
    }
    const group = mentionAt.has(at) ? undefined : verbGroupAt(tokens, at, mentionAt, lexicon, chunks.at(-1));
    if (group) {
      // "after meeting": the preposition stays as a mark
      if (preposition !== '') chunks.push({ kind: 'mark', from: group.from, to: group.from, word: preposition });
      chunks.push(group);
      at = group.to;
      preposition = '';
      isJoined = false;
      continue;
    }
    if (mentionAt.has(at) || (NOMINAL.has(token.pos) && !isRelative(tokens, at, chunks)) || token.text === '$') {
      const phrase = nounPhraseAt(tokens, at, mentionAt, lexicon, preposition, isJoined);
      const before = chunks.at(-1);
      if (preposition === 'of' && before?.kind === 'noun') mergeOf(before, phrase);
      else chunks.push(phrase);
      at = phrase.to;
      preposition = '';
      isJoined = false;
      continue;
    }
    if (BREAKS.has(token.lower) && !(token.lower === 'as' && tokens[at - 1]?.lower === 'such')) {
      chunks.push({ kind: 'mark', from: at, to: at + 1, word: token.lower });
      preposition = token.lower;
    } else if (token.pos === 'ADP' || (token.lower === 'to' && token.pos !== 'VERB')) preposition = token.lower;
    else if (token.lower === ',' || token.pos === 'CCONJ') {
      if (token.pos === 'CCONJ' || chunks.at(-1)?.kind !== 'mark')
        chunks.push({ kind: 'mark', from: at, to: at + 1, word: token.lower });
      isJoined = true;
      preposition = '';
    } else if (token.pos !== 'ADV' && token.pos !== 'PART')
      chunks.push({ kind: 'mark', from: at, to: at + 1, word: token.lower });
    at++;
  }
  return chunks;
}

function mergeOf(before: NounPhrase, phrase: NounPhrase): void {
  before.to = phrase.to;
  before.mentions.push(...phrase.mentions);
  before.words.push('of', ...phrase.words);
}

/** Weekdays, months, "last year": no roles in the sentence. The index behind them, or `at`. */
function timeEnd(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && end < at + 3 && BEFORE_TIME.test(tokens[end]!.lower)) end++;
  if (end === tokens.length || !TIME_NOUN.test(tokens[end]!.lower) || tokens[end]!.pos === 'AUX') return at;
  if (tokens[end]!.lower === 'may' && tokens[end]!.text === 'may') return at;
  // "the day", "Friday's talks" are read as words
  if (tokens[end + 1]?.lower === "'s") return end + 2;
  end++;
  if (/^\d{1,4}$/u.test(tokens[end]?.lower ?? '')) end++;
  return end;
}

function isRelative(tokens: readonly Token[], at: number, chunks: readonly Chunk[]): boolean {
  const { lower } = tokens[at]!;
  if (!RELATIVE.has(lower)) return false;
  if (lower !== 'that') return true;
  const next = tokens[at + 1];
  return chunks.length > 0 && next !== undefined && (next.pos !== 'NOUN' || chunks.at(-1)?.kind === 'verb');
}

function verbGroupAt(
  tokens: readonly Token[],
  at: number,
  mentionAt: ReadonlyMap<number, Mention>,
  lexicon: Lexicon,
  before: Chunk | undefined,
): VerbGroup | undefined {
  let main = -1;
  let end = at;
  const auxiliaries: string[] = [];
  for (; end < tokens.length && end < at + 8 && !mentionAt.has(end); end++) {
    const { lower, pos, lemma } = tokens[end]!;
    if (end === at && lower === 'to' && !isVerb(tokens, at + 1, lexicon, before, true)) return undefined;
    if (pos === 'AUX' || (MODALS.has(lower) && tokens[end]!.text === lower))
      auxiliaries.push(MODALS.has(lower) ? lower : lemma);
    else if (lower === 'to' && end === at) auxiliaries.push('to');
    else if (/^(?:not|n't|never|no longer)$/u.test(lower)) auxiliaries.push('not');
    else if (pos === 'ADV' && (end > at || isVerb(tokens, end + 1, lexicon, before, false))) continue;
    else if (isVerb(tokens, end, lexicon, before, auxiliaries.at(-1) === 'to')) {
      main = end;
      end++;
      break;
    } else break;
  }
  if (main < 0) {
    if (auxiliaries.length === 0 || auxiliaries[0] === 'to') return undefined;
    main = end - 1;
    while (main > at && tokens[main]!.pos === 'ADV') main--;
  }
  const { lower } = tokens[main]!;
  const lemma = lemmaOf(tokens[main]!, lexicon);
  const isParticipleEnd = /(?:ed|en|n|t|d|g|k|ne|sunk|hung)$/u.test(lower) && !lower.endsWith('ing');
  const modal = auxiliaries.find((word) => MODALS.has(word)) ?? '';
  const followedBy = tokens[main + 1]?.lower === 'by';
  const isPassive =
    lemma !== 'be' &&
    isParticipleEnd &&
    lower !== lemma + 's' &&
    (auxiliaries.includes('be') || (auxiliaries.length === 0 && followedBy));
  return {
    kind: 'verb',
    from: at,
    to: Math.max(end, main + 1),
    main,
    lemma,
    isPassive: isPassive && (auxiliaries.includes('be') || tokens[main]!.pos === 'VERB'),
    isNegated: auxiliaries.includes('not'),
    modal: modal === 'can' && auxiliaries.includes('not') ? 'would' : modal,
    form:
      auxiliaries[0] === 'to'
        ? 'infinitive'
        : auxiliaries.length === 0 && lower.endsWith('ing')
          ? 'participle'
          : 'finite',
    isPastPerfect: tokens.slice(at, main).some((token) => token.lower === 'had' || token.lower === "'d"),
  };
}

/** The reader takes some verbs for nouns ("Taiwan lodges a protest") and some nouns for verbs ("a planned visit"). */
function isVerb(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  before: Chunk | undefined,
  isAfterTo: boolean,
): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  const previous = tokens[at - 1];
  if (token.pos === 'VERB') {
    const next = tokens[at + 1];
    // "the planned visit", "a proposed plan"
    const isAttribute =
      previous !== undefined &&
      (previous.pos === 'DET' || previous.lower === "'s" || /^(?:its|their|his|her)$/u.test(previous.lower)) &&
      /(?:ed|ing|en)$/u.test(token.lower) &&
      next?.pos === 'NOUN';
    return !isAttribute;
  }
  if (token.pos !== 'NOUN' && token.pos !== 'ADJ' && token.pos !== 'PROPN') return false;
  const lemma = lemmaOf(token, lexicon);
  const isKnown = lexicon.byVerb.has(lemma) || lexicon.control.has(lemma);
  if (!isKnown || (token.pos === 'PROPN' && token.text !== token.lower)) return false;
  if (isAfterTo) return true;
  const next = tokens[at + 1];
  const opensObject =
    next !== undefined &&
    (/^(?:DET|NUM)$/u.test(next.pos) ||
      /^\p{Lu}/u.test(next.text) ||
      /^(?:its|their|his|her|that|to|thousands|several|against|off|back|into)$/u.test(next.lower) ||
      (next.pos === 'ADJ' && token.lower.endsWith('s')));
  const isAfterSubject =
    before?.kind === 'noun' && before.to === at && before.preposition === '' && before.mentions.length > 0;
  const isAfterAnd = before?.kind === 'mark' && before.word === 'and' && token.lower.endsWith('s');
  return (
    opensObject &&
    (isAfterSubject || isAfterAnd) &&
    (token.lower.endsWith('s') || token.lower === 'bomb' || token.lower.endsWith('ed'))
  );
}

function lemmaOf(token: Token, lexicon: Lexicon): string {
  if (lexicon.byVerb.has(token.lemma)) return token.lemma;
  const { lower } = token;
  for (const [ending, instead] of [
    ['ies', 'y'],
    ['es', ''],
    ['s', ''],
    ['ed', ''],
    ['ed', 'e'],
    ['d', ''],
    ['ing', ''],
    ['ing', 'e'],
  ] as const)
    if (lower.endsWith(ending)) {
      const stem = lower.slice(0, -ending.length) + instead;
      if (lexicon.byVerb.has(stem) || lexicon.control.has(stem)) return stem;
    }
  return token.lemma;
}

function nounPhraseAt(
  tokens: readonly Token[],
  at: number,
  mentionAt: ReadonlyMap<number, Mention>,
  lexicon: Lexicon,
  preposition: string,
  isJoined: boolean,
): NounPhrase {
  const mentions: Mention[] = [];
  const words: string[] = [];
  let pronoun = '';
  let end = at;
  const phrase = { kind: 'noun', from: at, to: at, preposition, mentions, words, pronoun, isJoined } as const;
  while (end < tokens.length) {
    const mention = mentionAt.get(end);
    if (mention) {
      mentions.push(mention);
      end = mention.to;
      continue;
    }
    const token = tokens[end]!;
    if (end > at && timeEnd(tokens, end) > end) break;
    if (end > at && verbGroupAt(tokens, end, mentionAt, lexicon, { ...phrase, to: end })) break;
    if (PRONOUNS.has(token.lower)) {
      if (end > at && !/^(?:its|their|his|her)$/u.test(token.lower)) break;
      pronoun = token.lower;
    } else if (token.text === '-' && end > at && tokens[end + 1] !== undefined) {
      const last = words.pop();
      words.push(`${last ?? ''}-${tokens[end + 1]!.lemma}`);
      end += mentionAt.has(end + 1) ? 1 : 2;
      continue;
    } else if (
      !NOMINAL.has(token.pos) &&
      token.lower !== "'s" &&
      token.text !== "'" &&
      token.text !== '’s' &&
      token.text !== '$' &&
      !/^["“”'‘]$/u.test(token.text)
    ) {
      break;
    } else if (end > at && (RELATIVE.has(token.lower) || BREAKS.has(token.lower))) break;
    else if (token.pos !== 'DET') words.push(token.lemma);
    end++;
  }
  return { ...phrase, pronoun, to: Math.max(end, at + 1) };
}
