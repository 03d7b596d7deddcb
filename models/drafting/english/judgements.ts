/** "said that Seoul's sanctions were unfriendly": a judgement of the other side, in the words of one. */
import { reporterOf } from './modality.ts';
import type { NounAct, Surroundings } from './nounActs.ts';
import type { VerbGroup } from './phrases.ts';
import { codesOf, isLeader, mayAct, subjectsOf } from './roles.ts';
import type { Sentence } from './tokens.ts';

/** How many words behind "is" may judge: "is a very dangerous and provocative step". */
const WORDS_BEHIND = 6;

interface Judgement extends NounAct {
  readonly pattern: string;
  readonly isLeader: boolean;
  readonly nouns: readonly string[];
}

export function judgementAt(
  verb: VerbGroup,
  at: number,
  sentence: Sentence,
  around: Surroundings,
): Judgement | undefined {
  const { chunks, lexicon, actorIn } = around;
  const governor = reporterOf(chunks, at, lexicon);
  if (governor < 0 || (verb.modal !== '' && verb.modal !== 'must') || (verb.isNegated && verb.modal === ''))
    return undefined;
  const speakers = subjectsOf(chunks, governor).filter((phrase) => mayAct(phrase, 'official', lexicon));
  const actor = speakers.flatMap((phrase) => actorIn(phrase, governor))[0];
  const [judged] = subjectsOf(chunks, at);
  const told = chunks[governor + 1];
  // "told China that the flares were unacceptable"
  const addressed = told?.kind === 'noun' && told.preposition === '' ? codesOf(told) : [];
  const target = [...(judged ? codesOf(judged) : []), ...addressed].find((code) => code !== actor);
  const behind = sentence.tokens.slice(verb.to, verb.to + WORDS_BEHIND);
  if (
    actor === undefined ||
    target === undefined ||
    (verb.modal !== 'must' && !behind.some(({ lower }) => lexicon.judging.has(lower)))
  )
    return undefined;
  return {
    type: 'statement_hostile',
    actor,
    target,
    pattern: 'judge',
    isLeader: speakers.some(isLeader),
    nouns: speakers.flatMap(({ words }) => words),
  };
}
