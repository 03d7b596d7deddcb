/** Whether a verb says that something was done, was decided for later, threatened, offered, refused, or none of these. */
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import type { Control, Lexicon } from './lexicon.ts';
import { previousVerb } from './roles.ts';

export type Status = 'done' | 'announced' | 'later' | 'promised' | 'agreed' | 'threatened' | 'refused' | 'none';

export interface Modality {
  readonly status: Status;
  /** why it is no act; '' for one */
  readonly why: string;
  /** the verb that governs it: "threatened to" */
  readonly governor: number;
}

const NONE = (why: string, governor = -1): Modality => ({ status: 'none', why, governor });

/** Suspected or reported by nobody who is named. */
export const ALLEGED = NONE('alleged, not told as done');

/** Nouns before "to do": plans, threats and decisions. */
const NOUN_CONTROL: Readonly<Record<string, Control>> = {
  decision: 'do',
  move: 'do',
  order: 'do',
  plan: 'plan',
  proposal: 'plan',
  bid: 'plan',
  effort: 'plan',
  attempt: 'plan',
  intention: 'plan',
  ability: 'plan',
  right: 'plan',
  need: 'plan',
  threat: 'threaten',
  pledge: 'promise',
  promise: 'promise',
  offer: 'promise',
  agreement: 'agree',
  deal: 'agree',
  refusal: 'refuse',
  request: 'ask',
  call: 'ask',
};
const READY = /^(?:ready|willing|prepared|committed)$/u;

export function modalityOf(chunks: readonly Chunk[], at: number, lexicon: Lexicon, depth = 0): Modality {
  const verb = chunks[at] as VerbGroup;
  if (depth > 4) return NONE('too deep');
  if (isConditional(chunks, at)) return NONE('a condition');
  const previous = previousVerb(chunks, at);
  if (verb.form === 'infinitive') {
    const noun = chunks[at - 1];
    if (noun?.kind === 'noun' && noun.words.length > 0) {
      const last = noun.words.at(-1)!;
      if (READY.test(last)) return { status: 'promised', why: '', governor: previous };
      const kind = NOUN_CONTROL[last];
      if (kind && noun.preposition !== '') return NONE('spoken of, not told');
      if (kind) return byControl(new Set([kind]), verb, -1, true);
    }
    if (previous < 0) return NONE('no verb governs it');
    const governor = chunks[previous] as VerbGroup;
    if (governor.lemma === 'be' || governor.lemma === 'ready') {
      const between = chunks.slice(previous, at).filter((chunk): chunk is NounPhrase => chunk.kind === 'noun');
      return between.some(({ words }) => words.some((word) => READY.test(word)))
        ? { status: governor.isNegated ? 'refused' : 'promised', why: '', governor: previous }
        : NONE('an intention', previous);
    }
    if (lexicon.byVerb.has(governor.lemma) && !lexicon.control.has(governor.lemma)) return NONE('a purpose', previous);
    const kinds = lexicon.control.get(governor.lemma);
    // "claims to have detonated"
    if (OWNED_UP.test(governor.lemma) && !governor.isPassive && !governor.isNegated && isPerfect(verb))
      return { status: 'done', why: '', governor: -1 };
    if (!kinds) return NONE('a purpose', previous);
    if (governor.isNegated)
      return kinds.has('promise') || kinds.has('agree') ? NONE('not done', previous) : NONE('not done', previous);
    if (governor.isPassive && (kinds.has('plan') || kinds.has('ask') || kinds.has('say')))
      return NONE('planned or expected', previous);
    // "will agree to", "may refuse to"
    const outer = governor.modal === '' ? undefined : byModal(governor, previous, lexicon, chunks);
    if (outer && outer.status === 'none') return outer;
    return byControl(kinds, verb, previous, false);
  }
  // "experts advise that Seoul hold talks"
  const asker = previous < 0 ? undefined : (chunks[previous] as VerbGroup);
  const isAsked =
    asker !== undefined &&
    lexicon.control.get(asker.lemma)?.has('ask') === true &&
    !lexicon.control.get(asker.lemma)!.has('say');
  if (
    verb.form === 'finite' &&
    isAsked &&
    chunks.slice(previous, at).some((chunk) => chunk.kind === 'mark' && chunk.word === 'that')
  )
    return NONE('asked for or advised', previous);
  if (verb.modal !== '') return byModal(verb, at, lexicon, chunks);
  if (verb.isNegated) return NONE('not done');
  if (verb.form === 'participle' && previous >= 0) {
    const governor = chunks[previous] as VerbGroup;
    const link = chunks[at - 1];
    const kinds = lexicon.control.get(governor.lemma);
    if (link?.kind === 'mark' && /^(?:of|from|against|about|for|without|than)$/u.test(link.word))
      return NONE('an accusation or a wish', previous);
    // "such as sending", "by cutting": as true as what it belongs to
    if (link?.kind === 'mark' && /^(?:as|like|by|including|through|via)$/u.test(link.word)) {
      const { status, why } = modalityOf(chunks, previous, lexicon, depth + 1);
      if (status !== 'done') return NONE(why || 'part of what was not done', previous);
      const governing = lexicon.control.get(governor.lemma);
      if (governor.form === 'infinitive' || governing?.has('plan') || governing?.has('ask'))
        return NONE('part of what was not done', previous);
    }
    if (link?.kind === 'verb' && kinds && !kinds.has('do')) return byControl(kinds, verb, previous, false);
    // "could retaliate by providing"
    const outer = modalityOf(chunks, previous, lexicon, depth + 1);
    if (outer.status === 'none' && governor.modal !== '') return outer;
    // "the last thing they need is the United States attacking"
    if (link?.kind === 'noun' && governor.lemma === 'be') return NONE('supposed, not told', previous);
    if (link?.kind === 'noun')
      return modalityOf(chunks, previous, lexicon, depth + 1).status === 'done'
        ? { status: 'done', why: '', governor: previous }
        : NONE('part of what was not done');
  }
  if (verb.form === 'participle' && previous < 0 && chunks[at + 1]?.kind !== 'noun') return NONE('no act by itself');
  return { status: 'done', why: '', governor: reporterOf(chunks, at, lexicon) };
}

/** "to have shipped" has three words. */
const isPerfect = (verb: VerbGroup): boolean => verb.form === 'infinitive' && verb.main - verb.from >= 2;
const OWNED_UP = /^(?:claim|admit|acknowledge|confess|boast|profess|say|report|appear)$/u;

/** What somebody hopes or thinks that another will do. */
const HOPES = /^(?:hope|think|believe)$/u;

function byModal(verb: VerbGroup, at: number, lexicon: Lexicon, chunks: readonly Chunk[]): Modality {
  if (!/^(?:will|would|shall)$/u.test(verb.modal)) return NONE('only possible', at);
  const reporter = reporterOf(chunks, at, lexicon);
  const lemma = reporter < 0 ? '' : (chunks[reporter] as VerbGroup).lemma;
  const kinds = lexicon.control.get(lemma);
  if (verb.isNegated) return { status: 'refused', why: '', governor: reporter };
  if (kinds?.has('announce')) return { status: 'announced', why: '', governor: reporter };
  if (HOPES.test(lemma) || (kinds?.has('plan') && !kinds.has('say'))) return NONE('hoped or expected', reporter);
  if (kinds?.has('threaten') && lemma !== 'vow') return { status: 'threatened', why: '', governor: reporter };
  if (verb.modal === 'would' && reporter < 0) return NONE('only supposed');
  return { status: 'later', why: '', governor: reporter };
}

function byControl(kinds: ReadonlySet<Control>, verb: VerbGroup, governor: number, isOfNoun: boolean): Modality {
  if (verb.isNegated)
    return kinds.has('agree') || kinds.has('promise')
      ? { status: 'promised', why: '', governor }
      : NONE('not done', governor);
  if (kinds.has('refuse')) return { status: 'refused', why: '', governor };
  if (kinds.has('do')) return { status: isOfNoun ? 'done' : 'announced', why: '', governor };
  if (kinds.has('announce')) return { status: 'announced', why: '', governor };
  if (kinds.has('agree')) return { status: 'agreed', why: '', governor };
  if (kinds.has('promise')) return { status: 'promised', why: '', governor };
  if (kinds.has('threaten')) return { status: 'threatened', why: '', governor };
  if (kinds.has('ask')) return NONE('asked for or advised', governor);
  if (kinds.has('fail')) return NONE('not done', governor);
  return NONE('planned, tried or wished', governor);
}

/** The verb of saying that a clause hangs on: "India announces that it will". */
export function reporterOf(chunks: readonly Chunk[], at: number, lexicon: Lexicon): number {
  const previous = previousVerb(chunks, at);
  if (previous < 0) return -1;
  const governor = chunks[previous] as VerbGroup;
  const kinds = lexicon.control.get(governor.lemma);
  if (
    !kinds ||
    ![...kinds].some(
      (kind) => kind === 'say' || kind === 'announce' || kind === 'plan' || kind === 'threaten' || kind === 'promise',
    )
  ) {
    // a relative clause or a second verb may stand between
    const between = chunks.slice(previous, at);
    // "told China that flares fired near a helicopter were"
    const isInside =
      governor.form !== 'infinitive' &&
      chunks.slice(0, previous).some((chunk) => chunk.kind === 'mark' && chunk.word === 'that');
    return isInside || between.some((chunk) => chunk.kind === 'mark' && /^(?:who|which|and)$/u.test(chunk.word))
      ? reporterOf(chunks, previous, lexicon)
      : -1;
  }
  return previous;
}

/** A clause with "if", and what "will" or "would" follow from it. */
function isConditional(chunks: readonly Chunk[], at: number): boolean {
  const verb = chunks[at] as VerbGroup;
  let isOwn = true;
  for (let i = at - 1; i >= 0; i--) {
    const chunk = chunks[i]!;
    if (chunk.kind === 'verb') isOwn = false;
    if (chunk.kind !== 'mark') continue;
    if (/^(?:if|unless)$/u.test(chunk.word) && (isOwn || verb.modal !== '')) return true;
    if (isOwn && /^(?:whether|until|once)$/u.test(chunk.word)) return true;
    if (isOwn && /^(?:that|who|which|;|and|but)$/u.test(chunk.word)) return false;
  }
  return false;
}
