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
  'because while although though if unless whether when since after before until once whereas amid despite following'.split(
    ' ',
  ),
);
const MODALS = new Set('will would shall may might could can should must'.split(' '));
const QUOTES = new Set(['"', '“', '”', '``', "''", '‘']);
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
    const group = mentionAt.has(at) ? undefined : verbGroupAt(tokens, at, mentionAt, lexicon, chunks);
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
      // "between China and India": what is joined stands under the same preposition
      const [beforeLast, last] = [chunks.at(-2), chunks.at(-1)];
      const inherited =
        isJoined &&
        last?.kind === 'mark' &&
        beforeLast?.kind === 'noun' &&
        (/^(?:and|or)$/u.test(last.word) ||
          // "in Riyadh, Saudi Arabia"
          (/^(?:in|at|near|from)$/u.test(beforeLast.preposition) && mentionAt.get(at)?.kind === 'state'))
          ? beforeLast.preposition
          : '';
      const phrase = nounPhraseAt(tokens, at, mentionAt, lexicon, preposition || inherited, isJoined, chunks);
      const before = chunks.at(-1);
      if (preposition === 'of' && before?.kind === 'noun') mergeOf(before, phrase);
      else chunks.push(phrase);
      at = phrase.to;
      preposition = '';
      isJoined = false;
      continue;
    }
    if (QUOTES.has(token.text)) {
      at++;
      continue;
    }
    if (BREAKS.has(token.lower)) {
      chunks.push({ kind: 'mark', from: at, to: at + 1, word: token.lower });
      preposition = token.lower;
    } else if (/^(?:than|least)$/u.test(token.lower) || (token.lower === 'to' && tokens[at - 1]?.lower === 'up')) {
      // "more than $5 billion", "up to 300 troops"
    } else if (token.pos === 'ADP' || LINKS.has(token.lower) || (token.lower === 'to' && token.pos !== 'VERB'))
      preposition = token.lower;
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
  // "early morning airstrikes"
  if (!tokens[end]!.lower.endsWith('day') && tokens[end + 1]?.pos === 'NOUN') return at;
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
  chunks: readonly Chunk[],
): VerbGroup | undefined {
  let main = -1;
  let end = at;
  const auxiliaries: string[] = [];
  for (; end < tokens.length && end < at + 8 && !mentionAt.has(end); end++) {
    const { lower, pos, lemma } = tokens[end]!;
    if (end === at && lower === 'to' && !isVerb(tokens, at + 1, lexicon, chunks, true)) return undefined;
    if (pos === 'AUX' || (MODALS.has(lower) && tokens[end]!.text === lower))
      auxiliaries.push(MODALS.has(lower) ? lower : lemma);
    else if (lower === 'to' && end === at) auxiliaries.push('to');
    else if (/^(?:not|n't|never|no longer)$/u.test(lower)) auxiliaries.push('not');
    else if (pos === 'ADV' && (end > at || isVerb(tokens, end + 1, lexicon, chunks, false))) continue;
    else if (
      isVerb(tokens, end, lexicon, chunks, auxiliaries.at(-1) === 'to' || MODALS.has(auxiliaries.at(-1) ?? ''))
    ) {
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
  // "companies linked to", "bases used by": adds to its noun
  const isReduced =
    auxiliaries.length === 0 &&
    isParticipleEnd &&
    /^(?:by|to|on|in|from|against|at|for|with|as)$/u.test(tokens[main + 1]?.lower ?? '') &&
    chunks.at(-1)?.kind === 'noun' &&
    hasOpenVerb(chunks);
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
        : isReduced || (auxiliaries.length === 0 && lower.endsWith('ing'))
          ? 'participle'
          : 'finite',
    isPastPerfect: tokens.slice(at, main).some((token) => token.lower === 'had' || token.lower === "'d"),
  };
}

/** Whether a verb stands before in the same clause. */
function hasOpenVerb(chunks: readonly Chunk[]): boolean {
  for (let i = chunks.length - 1; i >= 0; i--) {
    const chunk = chunks[i]!;
    if (chunk.kind === 'verb') return chunk.form !== 'participle' || i > 0;
    if (chunk.kind === 'mark' && !/^(?:,|and|or)$/u.test(chunk.word)) return false;
  }
  return false;
}

/** The reader takes some verbs for nouns ("Taiwan lodges a protest") and some nouns for verbs ("a planned visit"). */
function isVerb(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  chunks: readonly Chunk[],
  isAfterTo: boolean,
): boolean {
  const token = tokens[at];
  if (token === undefined || LINKS.has(token.lower)) return false;
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  const before = chunks.at(-1);
  const lemma = lemmaOf(token, lexicon);
  const isKnown = lexicon.byVerb.has(lemma) || lexicon.control.has(lemma);
  if (token.pos === 'VERB') {
    // "to flood victims": a noun before a noun
    if (isAfterTo) return isKnown || previous?.lower !== 'to' || next?.pos !== 'NOUN';
    if (previous === undefined || next === undefined) return true;
    const opensNoun = /^(?:NOUN|ADJ|VERB|PROPN)$/u.test(next.pos);
    const isAfterModifier =
      previous.pos === 'DET' ||
      previous.lower === "'s" ||
      previous.lower === '’s' ||
      /^(?:its|their|his|her|most)$/u.test(previous.lower);
    // "the planned visit", "the needs", "largest live fire exercises"
    if (isAfterModifier && !isKnown) return false;
    if (
      isAfterModifier &&
      (opensNoun || previous.pos === 'DET') &&
      !/^(?:who|which|that|this|all|some|both)$/u.test(previous.lower)
    )
      return false;
    if (/^(?:ADJ|NUM)$/u.test(previous.pos) && opensNoun && !token.lower.endsWith('s') && next.pos !== 'PROPN')
      return false;
    // "for promised investment", "and allied forces"
    if (
      /^(?:ADP|CCONJ)$/u.test(previous.pos) &&
      token.lower.endsWith('ed') &&
      next.pos === 'NOUN' &&
      (!isKnown || previous.pos === 'ADP')
    )
      return false;
    // "a data sharing agreement"
    const isInside = before?.kind === 'noun' && before.to === at && chunks.at(-2)?.kind === 'verb';
    if (isInside && token.lower.endsWith('ing') && previous.pos === 'NOUN' && next.pos === 'NOUN') return false;
    // "conducts live fire exercises": the noun of a verb
    const isSecond =
      before?.kind === 'noun' && before.to === at && before.mentions.length === 0 && chunks.at(-2)?.kind === 'verb';
    return !(isSecond && token.lower.endsWith('s') && /^(?:ADP|PART|PUNCT)$/u.test(next.pos));
  }
  if (token.pos !== 'NOUN' && token.pos !== 'ADJ' && token.pos !== 'PROPN') return false;
  if (!isKnown || (token.pos === 'PROPN' && token.text !== token.lower)) return false;
  if (isAfterTo) return true;
  const opensObject =
    next !== undefined &&
    (/^(?:DET|NUM|SYM)$/u.test(next.pos) ||
      /^\p{Lu}/u.test(next.text) ||
      /^(?:its|their|his|her|that|to|thousands|hundreds|dozens|several|against|off|back|into|new|joint|with)$/u.test(
        next.lower,
      ) ||
      (next.pos === 'ADJ' && token.lower.endsWith('s')));
  if (!opensObject) return false;
  const isAfterSubject = before?.kind === 'noun' && before.to === at && before.preposition === '';
  const namesState = before?.kind === 'noun' && before.mentions.length > 0;
  const hasVerb = chunks.some((chunk) => chunk.kind === 'verb' && chunk.form === 'finite');
  if (token.lower.endsWith('s') || token.lower.endsWith('ed')) {
    const isAfterMark = before?.kind === 'mark' && /^(?:and|,)$/u.test(before.word);
    return (isAfterSubject && namesState) || (isAfterMark && (before.word === 'and' || !hasVerb));
  }
  const first = chunks.find((chunk): chunk is NounPhrase => chunk.kind === 'noun');
  // "Iraqi politicians from both blocs demand the ..."
  if (
    first !== before &&
    first !== undefined &&
    !hasVerb &&
    first.mentions.length > 0 &&
    first.preposition === '' &&
    tokens[first.to - 1]!.lower.endsWith('s') &&
    next.pos === 'DET'
  )
    return true;
  // "police arrest a man", "Australia and Canada sign an accord"
  return (
    isAfterSubject &&
    namesState &&
    !hasVerb &&
    (before.isJoined ||
      /^(?:police|troops|forces|military|warplane|warplanes|jet|authority)$/u.test(before.words.at(-1) ?? '') ||
      (tokens[at - 1]?.lower.endsWith('s') === true && before.words.length > 0))
  );
}

/** Prepositions that look like verbs. */
const LINKS = new Set('including according regarding concerning pending excluding following'.split(' '));

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
  chunks: readonly Chunk[],
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
    if (end > at && verbGroupAt(tokens, end, mentionAt, lexicon, [...chunks, { ...phrase, to: end }])) break;
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
      !QUOTES.has(token.text)
    ) {
      break;
    } else if (end > at && (RELATIVE.has(token.lower) || BREAKS.has(token.lower))) break;
    else if (token.pos !== 'DET' && !QUOTES.has(token.text)) words.push(token.lemma);
    end++;
  }
  return { ...phrase, pronoun, to: Math.max(end, at + 1) };
}
