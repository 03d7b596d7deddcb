/** A noun that takes up an act which was told before, with its day: "the sanctions, which Seoul announced on April 2". */
import { codesOf } from './roles.ts';
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import type { Lexicon } from './lexicon.ts';
import { STEP, type Move } from './targets.ts';

export interface Recalled {
  /** the act that is meant; undefined: none that is known, and the day is that of no other act of the sentence */
  readonly move: Move | undefined;
  /** the clause: index of its verb, and of the first chunk behind it */
  readonly at: number;
  readonly end: number;
}

const TOLD =
  /^(?:announce|impose|introduce|unveil|issue|adopt|declare|order|take|make|launch|slap|levy|enact|reveal|publish|start|begin|hold|conduct|carry|stage|sign|initial|conclude|reach|agree|enforce|approve|pass|cast|use|lodge|deliver|file|hand|come|follow|occur|happen|detail|disclose)$/u;
/** Both sides did it. */
const MEETINGS = new Set(['agreement', 'summit', 'talks', 'call', 'military_exercise']);
/** What stands for any act: "the measures". */
const ANY = /^(?:move|decision|action|step|measure|act)$/u;

/** @param moves acts that were told before, the last first */
export function recalledIn(chunks: readonly Chunk[], moves: readonly Move[], lexicon: Lexicon): Recalled[] {
  const found: Recalled[] = [];
  chunks.forEach((chunk, i) => {
    if (chunk.kind !== 'noun') return;
    const head = chunk.words.at(-1)?.replace(/s$/u, '') ?? '';
    const types = typesOf(head, lexicon);
    if (!STEP.test(head) && types.size === 0) return;
    const clause = clauseBehind(chunks, i);
    if (clause === undefined) return;
    const { verb, agents, isRelative } = clause;
    // "his government announced": the noun is what it tells of, and not who tells
    if (!isRelative && !(chunks[verb] as VerbGroup).isPassive && (chunks[verb] as VerbGroup).form !== 'participle')
      return;
    let end = verb + 1;
    while (end < chunks.length && !isEnd(chunks[end]!)) end++;
    const named = [...agents, ...codesOf(chunk)];
    const move = moves.find(
      ({ type, actor, target }) =>
        (types.has(type) || (ANY.test(head) && !type.startsWith('statement') && type !== 'summons')) &&
        (agents.length === 0 || agents.includes(actor) || (MEETINGS.has(type) && agents.includes(target))) &&
        (named.length === 0 || named.includes(actor) || named.includes(target)),
    );
    found.push({ move, at: verb, end });
  });
  return found;
}

function typesOf(head: string, { frames }: Lexicon): Set<string> {
  return new Set(
    frames
      .filter(
        ({ nouns, verbs, isNoun }) =>
          (isNoun || verbs.size > 0) && nouns.some((words) => words.at(-1)?.replace(/s$/u, '') === head),
      )
      .map(({ type }) => type),
  );
}

/** "[, which] were announced by Seoul", "[,] announced by Seoul", "which Seoul announced". */
function clauseBehind(
  chunks: readonly Chunk[],
  noun: number,
): { readonly verb: number; readonly agents: readonly string[]; readonly isRelative: boolean } | undefined {
  let at = noun + 1;
  const isMark = (word: RegExp): boolean => {
    const chunk = chunks[at];
    return chunk?.kind === 'mark' && word.test(chunk.word);
  };
  // "the sanctions on two ships, which": what adds to the noun
  while (chunks[at]?.kind === 'noun' && (chunks[at] as NounPhrase).preposition !== '' && at < noun + 3) at++;
  if (isMark(/^,$/u)) at++;
  const isRelative = isMark(/^(?:which|that)$/u);
  if (isRelative) at++;
  const agents: string[] = [];
  const subject = chunks[at];
  if (isRelative && subject?.kind === 'noun') {
    agents.push(...codesOf(subject));
    at++;
  }
  const verb = chunks[at];
  if (verb?.kind !== 'verb' || !TOLD.test(verb.lemma) || verb.modal !== '' || verb.isNegated) return undefined;
  const by = chunks[at + 1];
  if (by?.kind === 'noun' && by.preposition === 'by') agents.push(...codesOf(by));
  return { verb: at, agents, isRelative };
}

const isEnd = (chunk: Chunk): boolean =>
  chunk.kind === 'verb' ||
  (chunk.kind === 'mark' && /^(?:,|and|but|;|who|which|that|after|before|while)$/u.test(chunk.word));
