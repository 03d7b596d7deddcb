/** The acts that one sentence tells. */
import type { Codebook } from '../../codebook.ts';
import type { PassedOver } from '../language.ts';
import { chunksOf } from './chunks.ts';
import type { Chunk, NounPhrase, VerbGroup } from './phrases.ts';
import type { Mention } from './actors.ts';
import type { Frame, Lexicon } from './lexicon.ts';
import { Agents, isTwoSided, pairOf, PLURAL } from './agents.ts';
import { isAlleged } from './alleged.ts';
import { ALLEGED, modalityOf, type Modality } from './modality.ts';
import { codesOf, hasNoun, isLeader, objectsOf, subjectsOf } from './roles.ts';
import { recalledIn } from './recalled.ts';
import { typeOf } from './types.ts';
import { judgementAt } from './judgements.ts';
import { nounAct } from './nounActs.ts';
import { sharedTarget, targetsOf } from './targets.ts';
import type { Before, OwnDay, ReadSentence, Told } from './told.ts';
import type { Sentence } from './tokens.ts';

export function readSentence(
  sentence: Sentence,
  mentions: readonly Mention[],
  lexicon: Lexicon,
  codebook: Codebook,
  before: Before,
): ReadSentence {
  const chunks = chunksOf(sentence.tokens, mentions, lexicon);
  const reader = new SentenceReader(sentence, chunks, lexicon, codebook, before);
  return reader.read();
}

class SentenceReader {
  readonly #sentence: Sentence;
  readonly #chunks: readonly Chunk[];
  readonly #lexicon: Lexicon;
  readonly #codebook: Codebook;
  readonly #before: Before;
  readonly #agents: Agents;
  readonly #told: Told[] = [];
  readonly #passedOver: PassedOver[] = [];
  /** noun phrases that a verb has taken: no acts by themselves */
  readonly #taken = new Set<NounPhrase>();

  constructor(sentence: Sentence, chunks: readonly Chunk[], lexicon: Lexicon, codebook: Codebook, before: Before) {
    this.#sentence = sentence;
    this.#chunks = chunks;
    this.#lexicon = lexicon;
    this.#codebook = codebook;
    this.#before = before;
    this.#agents = new Agents(chunks, lexicon, codebook, before);
  }

  read(): ReadSentence {
    this.#chunks.forEach((chunk, at) => {
      if (chunk.kind === 'verb') this.#readVerb(chunk, at);
    });
    this.#chunks.forEach((chunk, at) => {
      if (chunk.kind === 'noun' && !this.#taken.has(chunk)) this.#readNoun(chunk, at);
    });
    const ownDays = this.#readRecalled();
    const first = this.#chunks.findIndex((chunk) => chunk.kind === 'verb');
    const subject = first < 0 ? '' : (this.#agents.codesOfSubject(first)[0] ?? '');
    const codes = this.#chunks.flatMap((chunk) => (chunk.kind === 'noun' ? codesOf(chunk) : []));
    return {
      told: this.#told,
      ownDays,
      passedOver: this.#passedOver,
      subject: subject || (codes[0] ?? this.#before.subject),
      moves: [...this.#told.toReversed().filter(({ status }) => status === 'done'), ...this.#before.moves].slice(
        0,
        MOVES,
      ),
      object: codes.find((code) => code !== subject) ?? this.#before.object,
      pair: pairOf(codes) ?? this.#before.pair,
    };
  }

  #readVerb(verb: VerbGroup, at: number): void {
    if (verb.lemma === 'be' || verb.modal === 'must') {
      const judged = judgementAt(verb, at, this.#sentence, {
        chunks: this.#chunks,
        isTwoSided: false,
        lexicon: this.#lexicon,
        actorIn: (subject, of) => this.#agents.actorIn(subject, of, { isMutual: false, type: 'statement_hostile' }),
      });
      if (judged)
        this.#told.push({ ...judged, words: this.#span(verb), at, status: 'done', isPast: false, isReported: false });
    }
    const particle = this.#sentence.tokens[verb.main + 1]?.lower ?? '';
    const frames = [
      ...(this.#lexicon.byVerb.get(`${verb.lemma} ${particle}`) ?? []),
      ...(this.#lexicon.byVerb.get(verb.lemma) ?? []),
    ];
    if (frames.length === 0) return;
    // set phrases first, then frames with an object of their own
    const special = ({ beside, nouns }: Frame): number => Number(beside.size > 0) * 2 + Number(nouns.length > 0);
    for (const frame of [...frames].sort((a, b) => special(b) - special(a)))
      if (this.#readFrame(frame, verb, at)) return;
  }

  #readFrame(frame: Frame, verb: VerbGroup, at: number): boolean {
    const { near, far } = objectsOf(this.#chunks, at);
    const behind = withoutParticle(near, frame, verb.lemma);
    if (this.#isLeftOut(frame, behind, at)) return false;
    const subjects = subjectsOf(this.#chunks, at);
    const isGift = /^(?:aid|arms_transfer)$/u.test(frame.type);
    const objects = verb.isPassive
      ? subjects
      : behind.filter(
          ({ preposition }, i) => preposition === '' || i === 0 || (isGift && /^(?:with|in)$/u.test(preposition)),
        );
    if (!hasNoun(frame, objects)) return false;
    if (frame.beside.size > 0 && !this.#hasBeside(frame, verb, behind)) return false;
    // "The veto was criticized by South Korea and the United States": a reaction that is reported, without words of its own
    if (
      verb.isPassive &&
      frame.type.startsWith('statement') &&
      subjects.every((phrase) => codesOf(phrase).length === 0)
    )
      return this.#passOver(verb, 'a reaction without words of its own');
    const by = verb.isPassive ? behind.filter(({ preposition }) => preposition === 'by') : subjects;
    // "rockets were fired from Gaza"
    const agents =
      verb.isPassive && by.length === 0 && (frame.needs === 'armed' || frame.type === 'release')
        ? behind.filter(({ preposition }) => /^(?:from|in)$/u.test(preposition))
        : by;
    const agentsNamed = this.#agents.withOther(
      this.#agents.actorsOf(frame, agents, verb, at, subjects),
      agents,
      objects,
      at,
    );
    const actors = frame.isTurned
      ? [...new Set(behind.filter(({ preposition }) => FROM.test(preposition)).flatMap(codesOf))]
          .filter((code) => !agentsNamed.includes(code))
          .slice(0, 1)
      : agentsNamed;
    if (actors.length === 0) return false;
    const rest = verb.isPassive ? [...subjects, ...behind.filter(({ preposition }) => preposition !== 'by')] : behind;
    // two sides of one meeting are its actors; whom they meet stands behind "with"
    const isMeeting = frame.isMutual && actors.length > 1;
    const found = targetsOf({
      frame: isMeeting ? { ...frame, target: frame.target.filter((slot) => slot === 'with') } : frame,
      chunks: this.#chunks,
      at,
      verb,
      actors,
      near: rest,
      far,
      before: this.#before.object,
    });
    const shared =
      found.length > 0
        ? found
        : sharedTarget(
            { frame, chunks: this.#chunks, at, verb, actors, near: behind },
            this.#told.at(-1),
            this.#before.moves,
          );
    const rival =
      frame.fallback === 'rival' && verb.form !== 'participle' ? this.#lexicon.rivals.get(actors[0]!) : undefined;
    const missing = frame.type === 'veto' ? '' : rival;
    const targets = frame.isTurned ? agentsNamed : shared.length === 0 && missing !== undefined ? [missing] : shared;
    const together = [...new Set(agents.flatMap((phrase) => this.#agents.actorIn(phrase, at, PLURAL)))];
    const isMutually = together.length > 1 && [...rest, ...far].some(({ pronoun }) => pronoun === 'each other');
    const hasNoTarget = targets.length === 0 && (actors.length < 2 || !this.#isTwoSided(frame)) && !isMutually;
    if (hasNoTarget && together.length < 2) return false;
    const modality = isAlleged(this.#chunks, at, this.#sentence)
      ? ALLEGED
      : modalityOf(this.#chunks, at, this.#lexicon);
    for (const object of objects) this.#taken.add(object);
    if (frame.isMutual || isTwoSided(frame.type, this.#codebook)) for (const phrase of behind) this.#taken.add(phrase);
    const type = typeOf(frame, modality, agents, behind, this.#chunks, this.#codebook);
    // "agreed to lift curbs on Australian lobster"
    if (hasNoTarget && modality.status !== 'agreed' && modality.status !== 'promised') return false;
    if (type === undefined) {
      return this.#passOver(verb, modality.why || 'not an act between states');
    }
    const nouns = [...rest, ...agents].flatMap(({ words }) => words);
    const isPast = verb.isPastPerfect;
    const words = this.#span(verb);
    const push = (actor: string, target: string): void =>
      void this.#told.push({
        type,
        actor,
        target,
        pattern: frame.id,
        words,
        at,
        status: modality.status,
        isPast,
        isLeader: agents.some(isLeader),
        nouns: [verb.lemma, ...nouns],
        isReported: this.#isReported(modality, actors),
        isFriendly:
          type === 'arms_transfer' ||
          (type === 'military_exercise' &&
            (targets.length === 0 ||
              rest.some((phrase) => phrase.preposition === 'with' && codesOf(phrase).includes(targets[0]!)))),
        ...(frame.type === 'veto' && this.#favours(at, actors)),
      });
    if (isMutually && !this.#isTwoSided(frame)) {
      push(together[0]!, together[1]!);
      push(together[1]!, together[0]!);
    } else if ((modality.status === 'agreed' && type === 'agreement' && together.length > 1) || hasNoTarget)
      push(together[0]!, together[1]!);
    else if (targets.length === 0) for (const other of actors.slice(1)) push(actors[0]!, other);
    else
      for (const actor of this.#isPlural(frame) ? actors : actors.slice(0, 1))
        for (const target of targets) push(actor, target);
    return true;
  }

  #passOver(verb: VerbGroup, why: string): true {
    this.#passedOver.push({ ...this.#span(verb), why });
    return true;
  }

  #isTwoSided(frame: Frame): boolean {
    return frame.isMutual || frame.type === 'military_exercise' || isTwoSided(frame.type, this.#codebook);
  }

  /** Two states that act together towards a third are two acts; of two sides of one meeting only the first is named. */
  #isPlural(frame: Frame): boolean {
    return !frame.isMutual;
  }

  /** The state that the vetoed text would have bound. */
  #favours(at: number, actors: readonly string[]): { favours?: string } {
    const behind = this.#chunks.slice(at + 1).flatMap((chunk) => (chunk.kind === 'noun' ? codesOf(chunk) : []));
    const code = behind.find((state) => state !== 'UN' && !actors.includes(state));
    return code === undefined ? {} : { favours: code };
  }

  #isReported(modality: Modality, actors: readonly string[]): boolean {
    if (modality.governor < 0) return false;
    const speaker = this.#agents.codesOfSubject(modality.governor)[0];
    return speaker !== undefined && !actors.includes(speaker);
  }

  #hasBeside(frame: Frame, verb: VerbGroup, behind: readonly NounPhrase[]): boolean {
    const end = Math.max(verb.to, ...behind.map(({ to }) => to));
    const start = Math.max(0, verb.from - 12);
    for (let i = start; i < Math.min(end + 6, this.#sentence.tokens.length); i++) {
      const { lower, lemma } = this.#sentence.tokens[i]!;
      if (frame.beside.has(lower) || frame.beside.has(lemma)) return true;
    }
    return false;
  }

  /** Objects that a frame does not mean: a case is dismissed by a judge. */
  #isLeftOut(frame: Frame, near: readonly NounPhrase[], at: number): boolean {
    if (near.some(({ words }) => words.some((word) => frame.without.has(word)))) return true;
    const next = this.#chunks[at + 1];
    return frame.id === 'agreement-verb' && next?.kind === 'verb' && next.form === 'infinitive';
  }

  #readNoun(phrase: NounPhrase, at: number): void {
    for (const word of phrase.words) {
      for (const { frame, words } of this.#lexicon.byNoun.get(word) ?? []) {
        const last = phrase.words.indexOf(word);
        if (!words.every((part, i) => phrase.words[last - words.length + 1 + i] === part)) continue;
        const found = nounAct(frame, phrase, at, {
          chunks: this.#chunks,
          isTwoSided: frame.isMutual || isTwoSided(frame.type, this.#codebook),
          lexicon: this.#lexicon,
          actorIn: (subject, verb) => this.#agents.actorIn(subject, verb, frame),
        });
        if (found === undefined) continue;
        const { start } = this.#sentence.tokens[phrase.from]!;
        const { end } = this.#sentence.tokens[phrase.to - 1]!;
        this.#told.push({
          ...found,
          pattern: frame.id,
          words: { start, end },
          at,
          status: 'done',
          isPast: phrase.preposition === 'since',
          isLeader: false,
          nouns: phrase.words,
          isReported: false,
        });
        return;
      }
    }
  }

  #readRecalled(): OwnDay[] {
    const moves = [...this.#told.toReversed(), ...this.#before.moves];
    return recalledIn(this.#chunks, moves, this.#lexicon).map(({ move, at, end }) => {
      const words = this.#span(this.#chunks[at] as VerbGroup);
      if (move !== undefined)
        this.#told.push({
          type: move.type,
          actor: move.actor,
          target: move.target,
          pattern: 'recalled',
          words,
          at,
          status: 'done',
          isPast: false,
          isLeader: false,
          nouns: [],
          isReported: false,
          isRecalled: true,
        });
      const last = this.#chunks[end];
      const behind = last === undefined ? this.#sentence.end : this.#sentence.tokens[last.from]!.start;
      return { start: words.start, end: behind, of: move === undefined ? undefined : words.start };
    });
  }

  #span(verb: VerbGroup): { start: number; end: number } {
    return { start: this.#sentence.tokens[verb.from]!.start, end: this.#sentence.tokens[verb.to - 1]!.end };
  }
}

/** "called in the ambassador": behind the particle stands the object. */
function withoutParticle(near: readonly NounPhrase[], frame: Frame, lemma: string): readonly NounPhrase[] {
  const [first, ...rest] = near;
  return first && frame.verbs.has(`${lemma} ${first.preposition}`) ? [{ ...first, preposition: '' }, ...rest] : near;
}

/** Where somebody was held who is released. */
const FROM = /^(?:from|in|by)$/u;

/** How many acts before a sentence it may answer. */
const MOVES = 8;
