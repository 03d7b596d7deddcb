/** A sentence as a row of noun phrases, verb groups and the words between them. */
import type { Mention } from './actors.ts';
import type { Lexicon } from './lexicon.ts';
import { LINKS, type Chunk, type NounPhrase } from './phrases.ts';
import type { Token } from './tokens.ts';
import { verbGroupAt } from './verbs.ts';

const NOMINAL = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM', 'PRON', 'SYM', 'X']);
const RELATIVE = new Set(['who', 'which', 'that', 'whom', 'whose', 'where', 'what']);
/** The two states that were named. */
const BOTH =
  /^(?:the |these |those )?(?:two|both)(?: of)?(?: the)?(?: [a-z-]+){0,3} (?:sides|countries|nations|neighbou?rs|leaders|governments|ministers|capitals|powers|allies|presidents|foes|rivals|states|officials|delegations|militaries|armies|parties|men|diplomats|chiefs|heads|counterparts|envoys|navies|ministries|premiers|superpowers|arch-rivals|forces)$/u;
const BREAKS = new Set(
  'because while although though if unless whether when since after before until once whereas amid despite following'.split(
    ' ',
  ),
);
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
    if (
      mentionAt.has(at) ||
      (NOMINAL.has(token.pos) && !isRelative(tokens, at, chunks)) ||
      token.text === '$' ||
      isModifier(tokens, at)
    ) {
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

/** "favoured destinations", "the swarming of vessels": a form of a verb that adds to a noun, or is one. */
function isModifier(tokens: readonly Token[], at: number): boolean {
  const { pos, lower } = tokens[at]!;
  const next = tokens[at + 1];
  if (pos === 'VERB' && next?.text === '-' && next.start === tokens[at]!.end) return true;
  if (pos !== 'VERB' || !/(?:ed|ing|en|wn)$/u.test(lower) || LINKS.has(lower)) return false;
  return (
    next !== undefined &&
    (/^(?:NOUN|PROPN|ADJ)$/u.test(next.pos) || (tokens[at - 1]?.pos === 'DET' && next.lower === 'of'))
  );
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
  const phrase = {
    kind: 'noun',
    from: at,
    to: at,
    preposition,
    mentions,
    words,
    pronoun,
    isNamed: false,
    isJoined,
  } as const;
  while (end < tokens.length) {
    const mention = mentionAt.get(end);
    if (mention) {
      mentions.push(mention);
      end = mention.to;
      continue;
    }
    const token = tokens[end]!;
    if (end > at && timeEnd(tokens, end) > end) break;
    // "the sanctions | an unfriendly move"
    if (
      end > at &&
      /^(?:the|a|an)$/u.test(token.lower) &&
      (words.length > 0 || mentions.length > 0) &&
      !/^(?:all|both|half)$/u.test(tokens[end - 1]!.lower)
    )
      break;
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
      !isModifier(tokens, end) &&
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
  const to = Math.max(end, at + 1);
  const plain = tokens
    .slice(at, to)
    .map(({ lower }) => lower)
    .join(' ');
  if (mentions.length === 0 && BOTH.test(plain)) pronoun = 'both';
  if (/^(?:each other|one another)\b/u.test(plain)) pronoun = 'each other';
  const last = tokens[to - 1]!;
  const isNamed = last.pos === 'PROPN' && /^\p{Lu}\p{Ll}/u.test(last.text) && words.at(-1) === last.lemma;
  return { ...phrase, pronoun, isNamed, to };
}
