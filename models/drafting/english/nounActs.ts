/** Acts that a noun tells: "after talks with", "during her visit to", "the expulsion of". */
import type { Frame, Lexicon } from './lexicon.ts';
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import { codesOf, isLeader, mayAct, objectsOf, previousVerb, subjectsOf } from './roles.ts';

export interface NounAct {
  readonly type: string;
  readonly actor: string;
  readonly target: string;
}

export interface Surroundings {
  readonly chunks: readonly Chunk[];
  /** a meeting, a clash or an accord: no direction */
  readonly isTwoSided: boolean;
  readonly lexicon: Lexicon;
  /** the states as which a phrase acts */
  readonly actorIn: (subject: NounPhrase, verb: number) => readonly string[];
}

/** What is only planned is no act. */
const NOT_YET =
  /\b(?:planned|plan|possible|proposed|propose|potential|upcoming|future|scheduled|schedule|next|expected|expect|cancel|canceled|cancelled|postponed|threatened)\b/u;

export function nounAct(frame: Frame, phrase: NounPhrase, at: number, around: Surroundings): NounAct | undefined {
  const { chunks, isTwoSided: isTwo } = around;
  if (NOT_YET.test(phrase.words.join(' '))) return undefined;
  const isTold = /^(?:after|during|following|in|at|since|on|by|despite|from)$/u.test(phrase.preposition);
  const next = chunks.findIndex((chunk, i) => i > at && chunk.kind === 'verb');
  const verb = next < 0 ? undefined : (chunks[next] as VerbGroup);
  const previous = previousVerb(chunks, at);
  const governor = previous < 0 ? undefined : (chunks[previous] as VerbGroup);
  const isSubject =
    phrase.preposition === '' &&
    verb !== undefined &&
    /^(?:take|continue|begin|start|end|conclude|occur|erupt|break|be|come|kill|follow|happen|resume)$/u.test(
      verb.lemma,
    ) &&
    verb.modal === '';
  // "Moscow's veto ended the mandate", "travelled to Moscow for a summit with"
  const isOwned =
    codesOf(phrase).length > 0 && phrase.preposition === '' && frame.type === 'veto' && verb?.modal === '';
  const isAim =
    isTwo &&
    phrase.preposition === 'for' &&
    governor !== undefined &&
    governor.modal === '' &&
    governor.form === 'finite' &&
    /^(?:visit|travel|arrive|fly|meet|host|come|land|join)$/u.test(governor.lemma);
  if (!isTold && !isSubject && !isOwned && !isAim) return undefined;
  if (
    isTold &&
    isTwo &&
    governor &&
    /^(?:seek|plan|expect|propose|want|urge|call|hope|reject|refuse|demand|cancel|postpone|suspend)$/u.test(
      governor.lemma,
    ) &&
    phrase.preposition !== 'during' &&
    phrase.preposition !== 'after'
  )
    return undefined;
  const behind: NounPhrase[] = [];
  for (let i = at + 1; i < chunks.length; i++) {
    const chunk = chunks[i]!;
    if (chunk.kind !== 'noun' && !(chunk.kind === 'mark' && /^(?:,|and)$/u.test(chunk.word))) break;
    if (chunk.kind === 'noun') behind.push(chunk);
    if (chunk.kind === 'mark' && chunk.word === ',') break;
  }
  const inside = codesOf(phrase);
  const named = frame.target
    .flatMap((slot) => behind.filter(({ preposition }) => preposition === slot))
    .flatMap(codesOf);
  const by = behind.filter(({ preposition }) => preposition === 'by').flatMap(codesOf);
  const speaker = speakerFor(at, previous, next, frame, around);
  const actor =
    by[0] ??
    (isTwo || isOwned || frame.type === 'visit' ? inside[0] : undefined) ??
    speaker ??
    (isTwo ? named[0] : undefined);
  // "in a phone call, Macron calls for Lukashenko to ...": the other side may stand in the clause
  const clause =
    isTwo && /^(?:in|during)$/u.test(phrase.preposition) && named.length === 0 && verb
      ? objectsOf(chunks, next).near.flatMap(codesOf)
      : [];
  const later = isOwned
    ? chunks
        .slice(at + 1)
        .flatMap((chunk) => (chunk.kind === 'noun' ? codesOf(chunk) : []))
        .filter((code) => code !== 'UN')
    : [];
  const between = [...inside, ...named, ...clause, ...later];
  const target =
    between.find((code) => code !== actor) ?? (isTwo && actor !== undefined && speaker !== actor ? speaker : undefined);
  // whom a veto bears on, the whole text may say
  if (isOwned && actor !== undefined && target === undefined) return { type: frame.type, actor, target: '' };
  if (actor === undefined || target === undefined || actor === target) return undefined;
  const type =
    frame.type === 'talks' && [...behind, phrase].some(isLeader) && isLeaderNear(chunks, at) ? 'summit' : frame.type;
  return { type, actor, target };
}

/** Whose clause the noun stands in: "in a phone call, Macron calls for ...". */
function speakerFor(
  at: number,
  previous: number,
  next: number,
  frame: Frame,
  { chunks, lexicon, actorIn }: Surroundings,
): string | undefined {
  for (const verb of [previous, next]) {
    if (verb < 0) continue;
    const subjects = subjectsOf(chunks, verb).filter((phrase) => phrase !== chunks[at]);
    const fitting = subjects.filter((phrase) => mayAct(phrase, frame.needs, lexicon));
    const code = fitting.flatMap((phrase) => actorIn(phrase, verb))[0];
    if (code !== undefined) return code;
  }
  return undefined;
}

function isLeaderNear(chunks: readonly Chunk[], at: number): boolean {
  return chunks.some((chunk, i) => chunk.kind === 'noun' && i !== at && Math.abs(i - at) < 8 && isLeader(chunk));
}
