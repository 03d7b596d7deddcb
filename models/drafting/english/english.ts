/** English, as the engine wants it. */
import type { FoundAct, LanguageRules, PassedOver, Read, Reading } from '../language.ts';
import type { Span } from '../drafted.ts';
import { readSentence } from './acts.ts';
import type { Before, Told } from './told.ts';
import { STATEMENTS } from './types.ts';
import { type ActorKind, actorIndex, codesIn, mentionsIn, type Mention } from './actors.ts';
import { datesIn, type SaidDate } from './dates.ts';
import { furnitureOf } from './furniture.ts';
import { captionOf } from './captions.ts';
import { lexiconOf } from './lexicon.ts';
import { datelinesIn, publishedIn, withoutSender } from './dateline.ts';
import { withoutStrange } from './strange.ts';
import { withoutTitleCase } from './titleCase.ts';
import { severityIn } from './severity.ts';
import { MAX_SENTENCE_TOKENS, sentencesOf, type Sentence } from './tokens.ts';

export const englishRules: LanguageRules = { language: 'en', furnitureOf, publishedIn, actsOf };

function actsOf(reading: Reading): Read {
  const { text, published, world, dictionary } = reading;
  const lexicon = lexiconOf(dictionary);
  const index = actorIndex(dictionary, world.names);
  const learned = new Map<string, { code: string; kind: ActorKind }>();
  const states = new Map<string, number>();
  const acts: FoundAct[] = [];
  const passedOver: PassedOver[] = [];
  // "the North" of a text on Korea
  if (KOREA.test(text)) for (const [word, side] of HALVES) learned.set(word, side);
  const datelines = datelinesIn(text);
  let before: Before = { subject: '', object: '', moves: [], pair: [] };
  for (const line of reading.lines) {
    const plain = withoutStrange(text, line);
    const read = withoutTitleCase(withoutSender(plain.line), index);
    passedOver.push(...plain.passedOver);
    for (const sentence of sentencesOf(text, line, read)) {
      if (sentence.tokens.length > MAX_SENTENCE_TOKENS) {
        passedOver.push({ start: sentence.start, end: sentence.end, why: 'too long for a sentence' });
        continue;
      }
      const mentions = mentionsIn(sentence.tokens, index, learned, published);
      learn(sentence, mentions, learned);
      for (const code of mentions.flatMap(codesIn)) states.set(code, (states.get(code) ?? 0) + 1);
      if (mentions.every(({ code }) => code === '')) continue;
      const found = readSentence(sentence, mentions, lexicon, world.codebook, before);
      before = { subject: found.subject, object: found.object, moves: found.moves, pair: found.pair };
      passedOver.push(...found.passedOver);
      if (found.told.length === 0) continue;
      // The day of a dateline is that of the report, of no act.
      const dates = datesIn(text.slice(sentence.start, sentence.end), published).filter(({ at }) =>
        datelines.every(({ start, end }) => sentence.start + at < start || sentence.start + at >= end),
      );
      for (const told of withoutDoubles(found.told)) {
        const own = dates.filter(({ at }) =>
          found.ownDays.every(({ start, end, of }) => {
            const isIn = sentence.start + at >= start && sentence.start + at < end;
            return told.isRecalled ? of !== told.words.start || isIn : !isIn || told.words.start >= start;
          }),
        );
        // a noun that says no day tells nothing new
        if (told.isRecalled && own.length === 0) continue;
        const from = told.words.start - sentence.start - NEAR_DAY;
        if (told.needsDay && !own.some(({ at, day }) => at >= from && day !== published)) continue;
        acts.push(actOf(told, sentence, own, mentions, reading));
      }
    }
  }
  return { acts: withVetoTargets(acts, states).filter(({ target }) => target !== ''), passedOver, states };
}

/** "yesterday's test": how far in front of a noun its day may stand. */
const NEAR_DAY = 14;
const KOREA = /\b(?:Koreas?|Koreans?|Pyongyang|Seoul|DPRK)\b/u;
const HALVES = [
  ['north', { code: 'PRK', kind: 'half' }],
  ['south', { code: 'KOR', kind: 'half' }],
  ['kim', { code: 'PRK', kind: 'leader' }],
] as const;

/** "Japanese Prime Minister Ryutaro Hashimoto": from now on Hashimoto is Japan's. */
function learn(
  sentence: Sentence,
  mentions: readonly Mention[],
  learned: Map<string, { code: string; kind: ActorKind }>,
): void {
  const { tokens } = sentence;
  for (const { from, to, code, kind } of mentions) {
    // "Kim Hong-kyun": Kim of the next sentence
    if ((kind === 'leader' || kind === 'person') && to - from > 1) {
      const family = tokens[FAMILY_FIRST.has(code) ? from : to - 1]!.lower;
      if (family.length > 1 && code !== '') learned.set(family, { code, kind });
    }
    if (code === '' || (kind !== 'people' && kind !== 'state' && kind !== 'body')) continue;
    let at = to;
    let office = '';
    while (at < tokens.length && (OFFICE.test(tokens[at]!.lower) || /^(?:'s|’s|of|the)$/u.test(tokens[at]!.lower)))
      office = `${office} ${tokens[at++]!.lower}`;
    if (!/[a-z]{4}/u.test(office)) continue;
    let last = '';
    for (let count = 0; count < 4 && at < tokens.length; count++, at++) {
      const token = tokens[at]!;
      if (!/^\p{Lu}\p{Ll}/u.test(token.text) || token.pos !== 'PROPN') {
        if (token.text === '-' && last !== '') continue;
        break;
      }
      last = token.lower;
    }
    if (last.length > 2)
      learned.set(last, { code, kind: /president|prime|chancellor|king/u.test(office) ? 'leader' : 'person' });
  }
}

const FAMILY_FIRST = new Set(['CHN', 'PRK', 'KOR', 'TWN', 'VNM']);
const OFFICE =
  /^(?:president|prime|minister|foreign|defen[cs]e|secretary|ambassador|chancellor|premier|vice|deputy|first|spokes(?:man|woman|person)|ministry|leader|king|queen|state|finance|interior|trade|envoy|special|general|chief|army|official|director|governor|commander|negotiator|supreme)$/u;

/** One pair and type once a sentence; a statement beside a deed of the same sides is part of it. */
function withoutDoubles(told: readonly Told[]): Told[] {
  const kept: Told[] = [];
  for (const act of told) {
    const isDouble = kept.some(
      (other) =>
        other.type === act.type && other.actor === act.actor && other.target === act.target && act.isRecalled !== true,
    );
    const isPartOf =
      STATEMENTS.has(act.type) &&
      told.some(
        (other) =>
          other !== act &&
          !STATEMENTS.has(other.type) &&
          other.actor === act.actor &&
          other.target === act.target &&
          act.type.startsWith('statement'),
      );
    const isOfSummons =
      act.type.startsWith('statement') &&
      told.some(
        ({ type, actor, target }) =>
          (type === 'summons' || type === 'protest') && actor === act.actor && target === act.target,
      );
    if (!isDouble && !isPartOf && !isOfSummons) kept.push(act);
  }
  return kept;
}

function actOf(
  told: Told,
  sentence: Sentence,
  dates: readonly SaidDate[],
  mentions: readonly Mention[],
  reading: Reading,
): FoundAct {
  const date = dateOf(told, sentence, dates, reading.text);
  const isLong = date !== undefined && date.isPast;
  const evidence: Span = { start: sentence.start, end: sentence.end };
  const severity = severityIn(told.type, told.nouns, told.isLeader);
  const when =
    date === undefined || date.precision === 'year' || date.isFuture
      ? undefined
      : ({ day: date.day, precision: date.precision, origin: 'span' } as const);
  return {
    type: told.type,
    actor: told.actor,
    target: told.target,
    others: [...new Set(mentions.flatMap(codesIn))].filter((code) => code !== told.actor && code !== told.target),
    when,
    background: isLong || (told.isPast && when === undefined),
    verified: !told.isReported,
    ...(severity !== undefined && { severity }),
    ...(told.isFriendly === true && { polarity: -1 as const }),
    ...(told.type === 'veto' && { role: 'indirect' as const }),
    ...(told.favours !== undefined && { favours: told.favours }),
    evidence,
    words: told.words,
    headline: captionOf(told.type, told.actor, told.target, reading.world.names),
    pattern: told.pattern,
  };
}

/** The date nearest to the act's words, in front of the others those behind it. */
function dateOf(told: Told, sentence: Sentence, dates: readonly SaidDate[], text: string): SaidDate | undefined {
  const from = told.words.start - sentence.start;
  const to = told.words.end - sentence.start;
  let best: SaidDate | undefined;
  let least = Infinity;
  for (const date of dates) {
    if (date.isFuture) continue;
    // "resumes relations after suspending them in 2017": another act's day
    const between = text.slice(told.words.end, sentence.start + Math.max(to, date.at));
    if (/\b(?:response to|retaliation for|reaction to|after|following|since|before|when|until|which)\b/u.test(between))
      continue;
    const distance = date.at >= from ? Math.max(0, date.at - to) : (from - date.at) * 1.2;
    if (distance < least) [best, least] = [date, distance];
  }
  return best;
}

/** A veto is towards the state that the article is about beside the one that vetoes; it favours whom the text would bind. */
function withVetoTargets(acts: readonly FoundAct[], states: ReadonlyMap<string, number>): FoundAct[] {
  return acts.map((act) => {
    if (act.type !== 'veto') return act;
    const main = [...states]
      .filter(([code]) => code !== act.actor && code !== 'UN' && code !== act.favours)
      .sort((a, b) => b[1] - a[1])[0];
    const favoured = act.favours === undefined ? 0 : (states.get(act.favours) ?? 0);
    if (main === undefined || main[1] <= favoured) return { ...act, target: act.favours ?? act.target };
    return {
      ...act,
      target: main[0],
      others: [...new Set([...act.others, act.favours ?? act.target])].filter((code) => code !== main[0]),
    };
  });
}
