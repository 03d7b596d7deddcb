/** Acts that a noun tells: "after talks with", "during her visit to", "the expulsion of". */
import type { Frame, Lexicon } from './lexicon.ts';
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import { codesOf, isLeader, mayAct, objectsOf, previousVerb, subjectsOf } from './roles.ts';

export interface NounAct {
  readonly type: string;
  readonly actor: string;
  readonly target: string;
  /** told only as the reason of another act: an act of its own where a day is said */
  readonly needsDay?: boolean;
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
    /^(?:take|continue|begin|start|end|conclude|occur|erupt|break|be|come|kill|follow|happen|resume|rage|rag|flare|escalate|open|get)$/u.test(
      verb.lemma,
    ) &&
    verb.modal === '';
  // "Moscow's veto ended the mandate", "travelled to Moscow for a summit with"
  const isOwned =
    codesOf(phrase).length > 0 && phrase.preposition === '' && frame.type === 'veto' && verb?.modal === '';
  // "over Israel's strikes on its sites", "in response to a missile attack by Iran"
  const isReason =
    (REASON.test(phrase.preposition) || frame.isDayed) &&
    (DEED.test(frame.type) || frame.isDayed) &&
    (phrase.preposition !== 'to' || /^(?:response|retaliation|reaction)$/u.test(lastWord(chunks[at - 1])));
  const isAim =
    isTwo &&
    phrase.preposition === 'for' &&
    governor !== undefined &&
    governor.modal === '' &&
    governor.form === 'finite' &&
    /^(?:visit|travel|arrive|fly|meet|host|come|land|join|sit|gather|convene|go|touch|head|huddle|touch)$/u.test(
      governor.lemma,
    );
  if (!isTold && !isSubject && !isOwned && !isAim && !isReason) return undefined;
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
  const [speaker, other] = speakersFor(at, previous, next, frame, around);
  const actor =
    by[0] ??
    (isTwo || isOwned || isReason || frame.type === 'visit' ? inside[0] : undefined) ??
    (isReason ? undefined : speaker) ??
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
    between.find((code) => code !== actor) ??
    (isReason && frame.fallback === 'rival' && actor !== undefined ? around.lexicon.rivals.get(actor) : undefined) ??
    (isReason ? speaker : undefined) ??
    (isTwo && speaker === actor ? other : undefined) ??
    (isTwo && actor !== undefined && speaker !== actor ? speaker : undefined);
  // whom a veto bears on, the whole text may say
  if (isOwned && actor !== undefined && target === undefined) return { type: frame.type, actor, target: '' };
  if (actor === undefined || target === undefined || actor === target) return undefined;
  const type =
    frame.type === 'talks' &&
    ((isTwo && other !== undefined && areLeaders(chunks, at)) ||
      ([...behind, phrase].some(isLeader) && isLeaderNear(chunks, at)))
      ? 'summit'
      : frame.type;
  return { type, actor, target, ...(isReason && { needsDay: true }) };
}

/** Whose clause the noun stands in: "in a phone call, Macron calls for ...". */
function speakersFor(
  at: number,
  previous: number,
  next: number,
  frame: Frame,
  { chunks, lexicon, actorIn }: Surroundings,
): readonly string[] {
  for (const verb of [previous, next]) {
    if (verb < 0) continue;
    const subjects = subjectsOf(chunks, verb).filter((phrase) => phrase !== chunks[at]);
    const fitting = subjects.filter((phrase) => mayAct(phrase, frame.needs, lexicon));
    const codes = fitting.flatMap((phrase) => actorIn(phrase, verb));
    if (codes.length > 0) return [...new Set(codes)];
  }
  return [];
}

const REASON = /^(?:over|for|to|against)$/u;
const DEED =
  /^(?:military_incident|missile_test|nuclear_test|expulsion|airspace_violation|border_incident|militant_attack)$/u;
const lastWord = (chunk: Chunk | undefined): string => (chunk?.kind === 'noun' ? (chunk.words.at(-1) ?? '') : '');

/** "Yoon and Kishida sat down for talks" */
const areLeaders = (chunks: readonly Chunk[], at: number): boolean =>
  chunks.slice(0, at).filter((chunk) => chunk.kind === 'noun' && isLeader(chunk)).length >= 2;

function isLeaderNear(chunks: readonly Chunk[], at: number): boolean {
  return chunks.some((chunk, i) => chunk.kind === 'noun' && i !== at && Math.abs(i - at) < 8 && isLeader(chunk));
}
