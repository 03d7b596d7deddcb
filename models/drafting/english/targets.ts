/** Towards whom an act is: the phrases in the places that a frame names. */
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import type { Frame } from './lexicon.ts';
import { codesOf, isBare, isLeader } from './roles.ts';

export interface TargetSearch {
  readonly frame: Frame;
  readonly chunks: readonly Chunk[];
  /** index of the verb */
  readonly at: number;
  readonly verb: VerbGroup;
  readonly actors: readonly string[];
  /** phrases of the clause, and those behind "to do" */
  readonly near: readonly NounPhrase[];
  readonly far: readonly NounPhrase[];
  /** the state that was named last in the sentence before */
  readonly before: string;
}

/** Bodies of many states are seldom meant where a state is named as well. */
const BODIES = new Set(['UN', 'NATO']);
/** "on seven North Koreans and two Russian ships" */
const EACH = /^(?:sanction|trade_restriction|travel_ban|expulsion|seizure_detention)$/u;
/** What belongs to a state wherever it stands. */
const OWNED =
  /^(?:troop|troops|soldier|base|embassy|consulate|force|forces|warship|ship|vessel|personnel|contractor|adviser|advisor|convoy)$/u;
const TO_BODIES = /^(?:statement_|talks|agreement|visit|summit|call|aid|vote|veto)/u;

export function targetsOf(search: TargetSearch): string[] {
  const { frame, near, far, verb } = search;
  const found: string[][] = [];
  for (const slot of frame.target) {
    if (slot === 'that') {
      const embedded = embeddedSubject(search);
      if (embedded !== undefined) return [embedded];
      continue;
    }
    for (const [phrases, isFar] of [
      [near, false],
      [far, true],
    ] as const) {
      if (isFar && frame.isMutual && frame.type !== 'reopening_restoration') continue;
      const fitting = phrases.filter((phrase, i) => {
        if (slot === 'any') return phrase.preposition !== 'by' || isFar;
        if (slot === 'obj') return phrase.preposition === '' || (!isFar && verb.isPassive && i === 0);
        return phrase.preposition === slot;
      });
      for (const phrase of fitting) {
        const codes = othersIn(phrase, search);
        if (codes.length > 0) found.push([codes[0]!, ...joinedTo(phrase, phrases, search)]);
      }
      const pronoun = fitting.find(({ pronoun: word }) => /^(?:it|them|him|her|its|their)$/u.test(word));
      if (pronoun && slot !== 'any' && found.length === 0) {
        const named = nearest(search);
        if (named !== undefined) found.push([named]);
      }
    }
  }
  // "bases in Iraq that house American troops"
  if (/^(?:military_incident|missile_test)$/u.test(frame.type)) {
    const forces = near.find(
      (phrase) =>
        phrase.preposition !== 'by' && OWNED.test(phrase.words.at(-1) ?? '') && othersIn(phrase, search).length > 0,
    );
    const isPlace = near.some(
      (phrase) => phrase.preposition === 'in' && isBare(phrase) && codesOf(phrase)[0] === found[0]?.[0],
    );
    if (forces !== undefined && isPlace) return othersIn(forces, search).slice(0, 1);
  }
  const best = found.find(([code]) => !BODIES.has(code!)) ?? (TO_BODIES.test(frame.type) ? found[0] : undefined);
  return [...new Set(best)];
}

const othersIn = (phrase: NounPhrase, { actors }: TargetSearch): string[] =>
  codesOf(phrase).filter((code) => !actors.includes(code));

/** "with Armenia, Monaco and Tunisia": each is a target. */
function joinedTo(phrase: NounPhrase, phrases: readonly NounPhrase[], search: TargetSearch): string[] {
  const found: string[] = [];
  for (const next of phrases.slice(phrases.indexOf(phrase) + 1)) {
    if (!next.isJoined || (next.preposition !== '' && next.preposition !== phrase.preposition)) break;
    if (!isBare(phrase) && !isLeader(next) && !isBare(next) && !EACH.test(search.frame.type)) break;
    found.push(...othersIn(next, search));
  }
  return found;
}

/** The state named last before a verb that is no actor: "and accuses them". */
function nearest({ chunks, at, actors, before }: TargetSearch): string | undefined {
  for (let i = at - 1; i >= 0; i--) {
    const chunk = chunks[i]!;
    if (chunk.kind !== 'noun') continue;
    const code = codesOf(chunk).find((state) => !actors.includes(state));
    if (code !== undefined) return code;
  }
  return actors.includes(before) || before === '' ? undefined : before;
}

/** "demanded that Iran stop": the state that is to act. */
function embeddedSubject({ chunks, at, actors }: TargetSearch): string | undefined {
  for (const chunk of chunks.slice(at + 1, at + 6))
    if (chunk.kind === 'noun') return codesOf(chunk).find((code) => !actors.includes(code));
  return undefined;
}

/** Who acted towards whom. */
export interface Move {
  readonly type: string;
  readonly actor: string;
  readonly target: string;
}

/** What is criticised as somebody's doing: "the move". */
export const STEP =
  /^(?:move|decision|action|step|plan|statement|remark|claim|ban|sanction|attack|visit|deal|law|launch|test|deployment|strike|measure|comment|drill|exercise|expulsion|veto|strikes|raid|tariff|arrest|aggression|invasion|killing|verdict|ruling|offering|incursion|intrusion|blockade|trial)$/u;

/** "bans all airlines, and places sanctions on the officials": whom the act before was towards. */
export function sharedTarget(
  { frame, chunks, at, verb, actors, near }: Omit<TargetSearch, 'far' | 'before'>,
  last: Move | undefined,
  before: readonly Move[],
): string[] {
  const link = chunks[at - 1];
  // "The United States criticises the move": the one whose move was told before
  if (/^(?:accuse|reject|regret|call-name|praise|back)$/u.test(frame.id)) {
    const isOfBefore = near.some(
      ({ words, preposition }) => preposition === '' && words.length < 3 && STEP.test(words.at(-1) ?? ''),
    );
    const moves = [...(last ? [last] : []), ...before].filter(({ actor }) => !actors.includes(actor));
    const mover = moves.find(({ target }) => actors.includes(target)) ?? moves[0];
    return isOfBefore && mover !== undefined ? [mover.actor] : [];
  }
  if (frame.type.startsWith('statement') || link?.kind !== 'mark' || !/^(?:and|,|including|by)$/u.test(link.word))
    return [];
  if (last !== undefined) return actors.includes(last.actor) ? [last.target] : [];
  if (verb.form !== 'participle') return [];
  const named = chunks.slice(0, at).flatMap((chunk) => (chunk.kind === 'noun' ? codesOf(chunk) : []));
  return [...new Set(named)].filter((code) => !actors.includes(code)).slice(-1);
}
