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
  // "talked by phone"
  const followedBy = tokens[main + 1]?.lower === 'by' && !BY_MEANS.test(tokens[main + 2]?.lower ?? '');
  // "companies linked to", "bases used by": adds to its noun
  const isReduced =
    auxiliaries.length === 0 &&
    isParticipleEnd &&
    /^(?:by|to|on|in|from|against|at|for|with|as)$/u.test(tokens[main + 1]?.lower ?? '') &&
    chunks.at(-1)?.kind === 'noun' &&
    hasOpenVerb(chunks) &&
    !opensReport(chunks, lexicon);
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

const BY_MEANS = /^(?:phone|telephone|video|videolink|train|air|sea|consensus|law|force)$/u;

/** "said two frigates collided in": what is said begins with its subject. */
function opensReport(chunks: readonly Chunk[], lexicon: Lexicon): boolean {
  const last = chunks.findLastIndex((chunk) => chunk.kind === 'verb');
  const verb = chunks[last];
  if (verb?.kind !== 'verb' || verb.form !== 'finite' || verb.lemma === 'tell') return false;
  const next = chunks[last + 1];
  return (
    next?.kind === 'noun' &&
    next.preposition === '' &&
    /^(?:say|state|report|announce)$/u.test(verb.lemma) &&
    lexicon.control.has(verb.lemma)
  );
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
  // "fired warning shots"
  if (token.lower === 'warning' && /^shots?$/u.test(next?.lower ?? '')) return false;
  // "live-fire drills"
  if (next?.text === '-' && next.start === token.end) return false;
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
    // "its last remaining diplomats", "the captured pilot"
    if (
      !isKnown &&
      /(?:ed|ing)$/u.test(token.lower) &&
      /^(?:NOUN|PROPN)$/u.test(next.pos) &&
      (/^(?:NUM|ADJ|ADP)$/u.test(previous.pos) ||
        /^(?:last|first|only|most|newly|recently|still)$/u.test(previous.lower))
    )
      return false;
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
      /^(?:its|their|his|her|that|to|thousands|hundreds|dozens|several|against|off|back|into|new|joint|with|down|up|out|away|over|all|two|more|fresh|tougher|trade|two)$/u.test(
        next.lower,
      ) ||
      (next.pos === 'ADJ' && token.lower.endsWith('s')) ||
      // "and downgrades relations"
      (before?.kind === 'mark' && before.word === 'and' && token.lower.endsWith('s') && next.lower.endsWith('s')) ||
      // "lands in Taipei"
      (token.lower.endsWith('s') && /^(?:in|to|at|into|for)$/u.test(next.lower) && goes(lexicon, lemma)));
  if (!opensObject) return isOnlyVerb(tokens, at, chunks);
  const isAfterSubject = before?.kind === 'noun' && before.to === at && before.preposition === '';
  const namesState = before?.kind === 'noun' && before.mentions.length > 0;
  const hasVerb = chunks.some((chunk) => chunk.kind === 'verb' && chunk.form === 'finite');
  if (token.lower.endsWith('s') || token.lower.endsWith('ed') || IRREGULAR.has(token.lower)) {
    const isAfterMark = before?.kind === 'mark' && /^(?:and|,)$/u.test(before.word);
    // "expels three, halts trade and downgrades"
    const isListed =
      isAfterMark &&
      tokens
        .slice(at + 1, at + 12)
        .some(
          ({ lower, pos }, i, rest) => lower === 'and' && rest[i + 1]?.lower.endsWith('s') === true && pos === 'CCONJ',
        );
    return (isAfterSubject && namesState) || (isAfterMark && (before.word === 'and' || !hasVerb || isListed));
  }
  const first = chunks.find((chunk): chunk is NounPhrase => chunk.kind === 'noun');
  // "Iran and six powers, including the United States, clinch a"
  const isPlural = chunks.some((chunk) => chunk.kind === 'mark' && chunk.word === 'and');
  if (
    isPlural &&
    !hasVerb &&
    first !== undefined &&
    first.mentions.length > 0 &&
    first.from === 0 &&
    next.pos === 'DET'
  )
    return true;
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

/** "India bans imports from Pakistan": the verb of a headline, in which no other word is one. */
function isOnlyVerb(tokens: readonly Token[], at: number, chunks: readonly Chunk[]): boolean {
  const isAfterStates =
    chunks.at(-1)?.to === at &&
    chunks.every((chunk) =>
      chunk.kind === 'noun' ? chunk.mentions.length > 0 && chunk.words.length === 0 : chunk.kind === 'mark',
    );
  // "Bahrain and Oman sign agreements"
  const agrees = tokens[at]!.lower.endsWith('s') === (chunks.length === 1);
  return (
    isAfterStates &&
    agrees &&
    /^(?:NOUN|ADJ)$/u.test(tokens[at + 1]?.pos ?? '') &&
    tokens.slice(at + 1, at + HEADLINE).every(({ pos }) => pos !== 'VERB' && pos !== 'AUX')
  );
}
/** Words of a headline behind its verb. */
const HEADLINE = 9;

/** Past forms that the reader takes for nouns. */
const IRREGULAR = new Map([
  ['shot', 'shoot'],
  ['struck', 'strike'],
  ['sank', 'sink'],
  ['flew', 'fly'],
  ['broke', 'break'],
  ['drew', 'draw'],
  ['swore', 'swear'],
  ['rammed', 'ram'],
]);

/** A verb of going: its place follows. */
const goes = (lexicon: Lexicon, lemma: string): boolean =>
  lexicon.byVerb.get(lemma)?.some(({ type, nouns }) => type === 'visit' && nouns.length === 0) === true;

function lemmaOf(token: Token, lexicon: Lexicon): string {
  if (token.pos !== 'ADJ' && IRREGULAR.has(token.lower)) return IRREGULAR.get(token.lower)!;
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
  // "shutting", "banned"
  const doubled = /^(.*([bdgmnprt]))\2(?:ing|ed)$/u.exec(lower)?.[1];
  return doubled !== undefined && (lexicon.byVerb.has(doubled) || lexicon.control.has(doubled)) ? doubled : token.lemma;
}
