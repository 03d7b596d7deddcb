/** Which words of a sentence are its verbs: the reader's parts of speech, mended. */
import type { Mention } from './actors.ts';
import { LINKS, MODALS, type Chunk, type NounPhrase, type VerbGroup } from './phrases.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** The verb group that begins at a word, with its auxiliaries. */
export function verbGroupAt(
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
    if (pos === 'AUX' || isPerfect(tokens, end) || (MODALS.has(lower) && tokens[end]!.text === lower))
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
        : // "having shipped", "being sent"
          isReduced || (auxiliaries.length === 0 ? lower : tokens[at]!.lower).endsWith('ing')
          ? 'participle'
          : 'finite',
    isPastPerfect: tokens.slice(at, main).some((token) => token.lower === 'had' || token.lower === "'d"),
  };
}

/** "to have shipped", "having shipped": "have" is no verb of its own. */
function isPerfect(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:have|having|has|had)$/u.test(tokens[at]!.lower)) return false;
  const next = tokens.slice(at + 1, at + 4).find(({ pos }) => pos !== 'ADV');
  return next?.pos === 'VERB' && /(?:ed|en|n|t|d|g|k|ne)$/u.test(next.lower) && !next.lower.endsWith('ing');
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
