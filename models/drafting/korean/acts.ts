/** Korean sentences -> acts: a pattern that was done, who did it, to whom, when. */
import type { Read, Reading, PassedOver } from '../language.ts';
import { type Anchor, datesIn, type SaidWhen } from './dates.ts';
import type { Frame } from './frames.ts';
import type { Lexicon } from './lexicon.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { type Candidate, withoutParts } from './parts.ts';
import { isQuoted, type Sentence, sentencesOf } from './sentences.ts';
import type { Context } from './roles.ts';
import { severityIn } from './severity.ts';
import { sidesOf } from './sides.ts';
import { type Reality, realityOf } from './tails.ts';

/** In a quotation somebody speaks of what was done; his own words of blame or praise are an act only where he performs it: 유감을 표한다. */
const SAID_OF_ONESELF = new Set([
  'statement_hostile',
  'statement_conciliatory',
  'protest',
  'agreement',
  'closure_suspension',
  'aid',
  'reopening_restoration',
  'legislation',
]);
const PERFORMED = /(?:표한다|표합니다|표명한다|표명합니다|규탄한다|규탄합니다)$/u;
/** A meeting that was agreed on has not taken place. */
const MEETINGS = new Set([
  'summit',
  'talks',
  'call',
  'visit',
  'military_exercise',
  'missile_test',
  'nuclear_test',
  'statement_hostile',
  'statement_conciliatory',
  'protest',
  'summons',
]);
/** How far the end of a sentence is looked for. */
const TAIL_CHARACTERS = 300;
/** Signs before the words of an act that say how severe it is. */
const BESIDE = 60;
/** A sentence that goes back to what was before. */
const RECALLED = /^(?:앞서|이에 앞서|당초)[\s,]/u;
const ONE_SIDED = /(?:주장했|주장하|알려졌|전해졌|소식통|으로 추정|의혹)/u;

export function koreanActs({ text, lines, published, world }: Reading, lexicon: Lexicon): Read {
  const passedOver: PassedOver[] = [];
  const found: Candidate[] = [];
  const states = new Map<string, number>();
  const anchor: Anchor = { published, last: undefined };
  const context: Context = {
    home: lexicon.rules.home,
    named: [],
    subject: undefined,
    isMutual: (type) => world.codebook.get(type)?.mutual ?? false,
  };
  let number = 0;
  for (const line of lines) {
    const { sentences, datelines } = sentencesOf(text, line);
    for (const span of datelines) passedOver.push({ ...span, why: 'where it was written, and by whom' });
    for (const sentence of sentences) {
      const mentions = mentionsOf(sentence, lexicon, context.named);
      const dates = datesIn(sentence.text, anchor);
      for (const { codes } of mentions) for (const code of codes) states.set(code, (states.get(code) ?? 0) + 1);
      const isView = lexicon.observers.test(sentence.text);
      if (isView) passedOver.push({ start: sentence.start, end: sentence.end, why: 'what observers say' });
      else found.push(...actsOf(sentence, number, mentions, dates, context, lexicon));
      const subject = mentions.find(
        ({ role, start }) => (role === 'topic' || role === 'subject') && !isQuoted(sentence, start),
      );
      if (subject) context.subject = subject.codes;
      context.named.push(...mentions.flatMap(({ codes }) => codes));
      number++;
    }
  }
  return { acts: withoutParts(found), passedOver, states };
}

function actsOf(
  sentence: Sentence,
  number: number,
  mentions: readonly Mention[],
  dates: readonly SaidWhen[],
  context: Context,
  lexicon: Lexicon,
): Candidate[] {
  return lexicon.frames.flatMap((frame) =>
    [...sentence.text.matchAll(frame.pattern)].flatMap((match) => {
      const [start, end] = [match.index, match.index + match[0].length];
      if (isQuoted(sentence, start) && SAID_OF_ONESELF.has(frame.type) && !PERFORMED.test(match[0])) return [];
      const reality = realityIn(frame, sentence, match[0], end);
      if (reality === 'none' || reality === 'recalled') return [];
      const sides = sidesOf(frame.type, sentence, mentions, { start, end, words: match[0] }, context);
      const said = whenOf(dates, start, end);
      if (said?.future && reality === 'done') return [];
      const severity = severityIn(
        frame.type,
        sentence.text.slice(Math.max(0, start - BESIDE), end),
        sentence.text.slice(0, start),
      );
      return sides.map((side): Candidate => ({
        type: frame.type,
        ...side,
        when: said?.when,
        background:
          (said?.past ?? false) ||
          (said?.when === undefined &&
            (RECALLED.test(sentence.text) || /^[가-힣]{0,3}\s바 (?:있|가 있)/u.test(sentence.text.slice(end)))),
        verified: !ONE_SIDED.test(sentence.text),
        ...(severity !== undefined && { severity }),
        evidence: { start: sentence.start, end: sentence.end },
        words: { start: sentence.start + start, end: sentence.start + end },
        pattern: frame.id,
        sentence: number,
      }));
    }),
  );
}

function realityIn(frame: Frame, sentence: Sentence, words: string, end: number): Reality {
  const reality = realityOf(frame.tail, words, sentence.text.slice(end, end + TAIL_CHARACTERS));
  return reality === 'decided' && MEETINGS.has(frame.type) ? 'none' : reality;
}

/** The day that is said last before the words, else the first one behind them. A time to come is passed over where another is said. */
function whenOf(dates: readonly SaidWhen[], start: number, end: number): SaidWhen | undefined {
  const before = dates.filter((said) => said.end <= end);
  const known = before.filter(({ when, future, reported }) => when !== undefined && !future && !reported);
  const day = known.findLast(({ when }) => when!.precision === 'day') ?? known.at(-1);
  const after = dates.find((said) => said.start >= start && said.when?.precision === 'day' && !said.future);
  const report = before.findLast(({ when, reported }) => when !== undefined && reported);
  return day ?? after ?? report ?? before.findLast(({ past }) => past) ?? before.at(-1);
}
