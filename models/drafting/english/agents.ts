/** Who acts at a verb: named, meant by a pronoun, or the host of whom it is done to. */
import type { Codebook } from '../../codebook.ts';
import type { Frame, Lexicon } from './lexicon.ts';
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import { codesOf, mayAct, objectsOf, previousVerb, subjectsOf } from './roles.ts';
import type { Before } from './told.ts';

/** Meetings, clashes and accords have two sides and no direction. */
export const isTwoSided = (type: string, codebook: Codebook): boolean => codebook.get(type)?.mutual === true;

/** As of a meeting: all states of a phrase. */
export const PLURAL = { isMutual: true, type: '' };

const codesIfNoun = (chunk: Chunk): string[] => (chunk.kind === 'noun' ? codesOf(chunk) : []);

/** The two states that are named first; undefined where fewer are. */
export function pairOf(codes: readonly string[]): [string, string] | undefined {
  const [first, second] = [...new Set(codes)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

export class Agents {
  readonly #chunks: readonly Chunk[];
  readonly #lexicon: Lexicon;
  readonly #codebook: Codebook;
  readonly #before: Before;

  constructor(chunks: readonly Chunk[], lexicon: Lexicon, codebook: Codebook, before: Before) {
    this.#chunks = chunks;
    this.#lexicon = lexicon;
    this.#codebook = codebook;
    this.#before = before;
  }

  actorsOf(
    frame: Frame,
    agents: readonly NounPhrase[],
    verb: VerbGroup,
    at: number,
    subjects: readonly NounPhrase[],
  ): string[] {
    const found = agents
      .filter((phrase) => mayAct(phrase, frame.needs, this.#lexicon))
      .flatMap((phrase) => this.actorIn(phrase, at, frame));
    if (found.length > 0) return [...new Set(found)];
    // "A Briton was detained in Iran", "diplomats were expelled from Prague": the host acts.
    if (
      verb.isPassive &&
      agents.length === 0 &&
      /^(?:seizure_detention|expulsion)$/u.test(frame.type) &&
      !/^(?:convict|sentence|charge|find)$/u.test(verb.lemma)
    ) {
      const from = this.#chunks.indexOf(subjects[0]!);
      const places = [...this.#chunks.slice(from + 1, at), ...objectsOf(this.#chunks, at).near].filter(
        (chunk): chunk is NounPhrase => chunk.kind === 'noun' && /^(?:in|into|from|at|near)$/u.test(chunk.preposition),
      );
      return places.flatMap(codesOf).slice(0, 1);
    }
    // "The Russian ambassador to Estonia was summoned": the host acts.
    if (verb.isPassive && frame.type === 'summons') {
      const from = this.#chunks.indexOf(subjects[0]!);
      const host = this.#chunks
        .slice(from, at)
        .find((chunk): chunk is NounPhrase => chunk.kind === 'noun' && /^(?:to|in)$/u.test(chunk.preposition));
      const code = host ? codesOf(host)[0] : undefined;
      return code === undefined ? [this.#before.subject].filter((state) => state !== '') : [code];
    }
    return [];
  }

  actorIn(phrase: NounPhrase, at: number, frame: Pick<Frame, 'isMutual' | 'type'>): string[] {
    const codes = codesOf(phrase);
    if (codes.length > 0) return frame.isMutual || isTwoSided(frame.type, this.#codebook) ? codes : codes.slice(0, 1);
    const isMutual = frame.isMutual || isTwoSided(frame.type, this.#codebook);
    if (phrase.pronoun === 'both' || (phrase.pronoun === 'they' && isMutual && frame.type !== 'statement_hostile')) {
      const pair = pairOf(this.#chunks.slice(0, this.#chunks.indexOf(phrase)).flatMap(codesIfNoun));
      const both = pair ?? this.#before.pair;
      if (both.length === 2 || phrase.pronoun === 'both') return [...both];
    }
    if (!/^(?:it|they|he|she|its|their|his|her|we)$/u.test(phrase.pronoun)) return [];
    const previous = previousVerb(this.#chunks, at);
    const antecedents = previous >= 0 ? this.codesOfSubject(previous) : [];
    if (phrase.pronoun === 'they' && antecedents.length > 1) return [...new Set(antecedents)];
    return [antecedents[0] ?? this.#before.subject].filter((code) => code !== '');
  }

  /** "accused the guard after its men boarded Philippine boats": who acts is not whom it is done to. */
  withOther(actors: string[], agents: readonly NounPhrase[], objects: readonly NounPhrase[], at: number): string[] {
    const [actor] = actors;
    const isPronoun = actors.length === 1 && agents.every((phrase) => codesOf(phrase).length === 0);
    const isOwn = objects.some((object) => object.preposition === '' && codesOf(object)[0] === actor);
    if (!isPronoun || !isOwn) return actors;
    const named = this.#chunks.slice(0, at).flatMap(codesIfNoun);
    const other = named.findLast((code) => code !== actor) ?? this.#before.object;
    return other === '' || other === actor ? actors : [other];
  }

  codesOfSubject(at: number): string[] {
    return subjectsOf(this.#chunks, at).flatMap((phrase) => {
      const codes = codesOf(phrase);
      if (codes.length > 0) return codes;
      return phrase.pronoun === '' || this.#before.subject === '' ? [] : [this.#before.subject];
    });
  }
}
