/** The acts that one sentence tells. */
import type { Codebook } from '../../codebook.ts';
import type { FoundAct, PassedOver } from '../language.ts';
import { chunksOf, type Chunk, type NounPhrase, type VerbGroup } from './chunks.ts';
import type { Mention } from './actors.ts';
import type { Frame, Lexicon } from './lexicon.ts';
import { modalityOf, type Modality, type Status } from './modality.ts';
import { codesOf, hasNoun, isLeader, mayAct, objectsOf, previousVerb, subjectsOf } from './roles.ts';
import { targetsOf } from './targets.ts';
import type { Sentence } from './tokens.ts';

export interface Told extends Pick<FoundAct, 'type' | 'actor' | 'target' | 'pattern' | 'words'> {
  /** index of the verb's chunk, or of the noun's */
  readonly at: number;
  readonly status: Status;
  readonly isPast: boolean;
  readonly isLeader: boolean;
  readonly nouns: readonly string[];
  /** a side says of the other that it did this */
  readonly isReported: boolean;
  readonly favours?: string;
}

export interface ReadSentence {
  readonly told: readonly Told[];
  readonly passedOver: readonly PassedOver[];
  /** the state that the first clause is about, and the last one besides: for "it" and "they" in the next sentence */
  readonly subject: string;
  readonly object: string;
  readonly actor: string;
}

export interface Before {
  /** who acted in the last act told */
  readonly actor: string;
  readonly subject: string;
  readonly object: string;
}

const MEETINGS = new Set(['visit', 'summit', 'talks', 'call', 'joint_vote', 'military_exercise']);
const STATEMENTS = new Set(['statement_hostile', 'statement_conciliatory', 'protest', 'summons']);
/** Meetings, clashes and accords have two sides and no direction. */
const isTwoSided = (type: string, codebook: Codebook): boolean => codebook.get(type)?.mutual === true;

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
  }

  read(): ReadSentence {
    this.#chunks.forEach((chunk, at) => {
      if (chunk.kind === 'verb') this.#readVerb(chunk, at);
    });
    this.#chunks.forEach((chunk, at) => {
      if (chunk.kind === 'noun' && !this.#taken.has(chunk)) this.#readNoun(chunk, at);
    });
    const first = this.#chunks.findIndex((chunk) => chunk.kind === 'verb');
    const subject = first < 0 ? '' : (this.#codesOfSubject(first)[0] ?? '');
    const codes = this.#chunks.flatMap((chunk) => (chunk.kind === 'noun' ? codesOf(chunk) : []));
    return {
      told: this.#told,
      passedOver: this.#passedOver,
      subject: subject || (codes[0] ?? this.#before.subject),
      actor: this.#told.at(-1)?.actor ?? '',
      object: codes.find((code) => code !== subject) ?? this.#before.object,
    };
  }

  #readVerb(verb: VerbGroup, at: number): void {
    const particle = this.#sentence.tokens[verb.main + 1]?.lower ?? '';
    const frames = [
      ...(this.#lexicon.byVerb.get(`${verb.lemma} ${particle}`) ?? []),
      ...(this.#lexicon.byVerb.get(verb.lemma) ?? []),
    ];
    if (frames.length === 0) return;
    const byNouns = [...frames].sort((a, b) => Number(b.nouns.length > 0) - Number(a.nouns.length > 0));
    for (const frame of byNouns) if (this.#readFrame(frame, verb, at)) return;
  }

  #readFrame(frame: Frame, verb: VerbGroup, at: number): boolean {
    const { near: behind, far } = objectsOf(this.#chunks, at);
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
    const by = verb.isPassive ? behind.filter(({ preposition }) => preposition === 'by') : subjects;
    // "rockets were fired from Gaza"
    const agents =
      verb.isPassive && by.length === 0 && (frame.needs === 'armed' || frame.type === 'release')
        ? behind.filter(({ preposition }) => /^(?:from|in)$/u.test(preposition))
        : by;
    const agentsNamed = this.#actorsOf(frame, agents, verb, at, subjects);
    const actors = frame.isTurned
      ? [...new Set(behind.filter(({ preposition }) => FROM.test(preposition)).flatMap(codesOf))]
          .filter((code) => !agentsNamed.includes(code))
          .slice(0, 1)
      : agentsNamed;
    if (actors.length === 0) return false;
    const rest = verb.isPassive ? [...subjects, ...behind.filter(({ preposition }) => preposition !== 'by')] : behind;
    const found = targetsOf({
      frame,
      chunks: this.#chunks,
      at,
      verb,
      actors,
      near: rest,
      far,
      before: this.#before.object,
    });
    const shared = found.length > 0 ? found : this.#sharedTarget(frame, actors, verb, at, behind);
    const rival = frame.fallback === 'rival' ? this.#lexicon.rivals.get(actors[0]!) : undefined;
    const targets = frame.isTurned ? agentsNamed : shared.length === 0 && rival !== undefined ? [rival] : shared;
    if (targets.length === 0 && actors.length < 2) return false;
    const modality = modalityOf(this.#chunks, at, this.#lexicon);
    for (const object of objects) this.#taken.add(object);
    if (frame.isMutual || isTwoSided(frame.type, this.#codebook)) for (const phrase of behind) this.#taken.add(phrase);
    const type = this.#typeOf(frame, modality, agents, behind);
    if (type === undefined) {
      const { start, end } = this.#span(verb);
      this.#passedOver.push({ start, end, why: modality.why || 'not an act between states' });
      return true;
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
        ...(frame.type === 'veto' && this.#favours(rest)),
      });
    if (targets.length === 0) push(actors[0]!, actors[1]!);
    else
      for (const actor of this.#isPlural(frame) ? actors : actors.slice(0, 1))
        for (const target of targets) push(actor, target);
    return true;
  }

  /** Two states that act together towards a third are two acts; of two sides of one meeting only the first is named. */
  #isPlural(frame: Frame): boolean {
    return !frame.isMutual;
  }

  #favours(phrases: readonly NounPhrase[]): { favours?: string } {
    const code = phrases.flatMap(codesOf).find((state) => state !== 'UN');
    return code === undefined ? {} : { favours: code };
  }

  #isReported(modality: Modality, actors: readonly string[]): boolean {
    if (modality.governor < 0) return false;
    const speaker = this.#codesOfSubject(modality.governor)[0];
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

  #actorsOf(
    frame: Frame,
    agents: readonly NounPhrase[],
    verb: VerbGroup,
    at: number,
    subjects: readonly NounPhrase[],
  ): string[] {
    const found = agents
      .filter((phrase) => mayAct(phrase, frame.needs, this.#lexicon))
      .flatMap((phrase) => this.#actorIn(phrase, at, frame));
    if (found.length > 0) return [...new Set(found)];
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

  #actorIn(phrase: NounPhrase, at: number, frame: Frame): string[] {
    const codes = codesOf(phrase);
    if (codes.length > 0) return frame.isMutual || isTwoSided(frame.type, this.#codebook) ? codes : codes.slice(0, 1);
    if (!/^(?:it|they|he|she|its|their|his|her|we)$/u.test(phrase.pronoun)) return [];
    const previous = previousVerb(this.#chunks, at);
    const antecedent = previous >= 0 ? this.#codesOfSubject(previous)[0] : undefined;
    return [antecedent ?? this.#before.subject].filter((code) => code !== '');
  }

  #codesOfSubject(at: number): string[] {
    return subjectsOf(this.#chunks, at).flatMap((phrase) => {
      const codes = codesOf(phrase);
      if (codes.length > 0) return codes;
      return phrase.pronoun === '' || this.#before.subject === '' ? [] : [this.#before.subject];
    });
  }

  /** "bans all airlines, and places sanctions on the officials": whom the act before was towards. */
  #sharedTarget(
    frame: Frame,
    actors: readonly string[],
    verb: VerbGroup,
    at: number,
    near: readonly NounPhrase[],
  ): string[] {
    const link = this.#chunks[at - 1];
    const last = this.#told.at(-1);
    // "The United States criticises the move": the one whose move was told before
    if (/^(?:accuse|reject|regret)$/u.test(frame.id)) {
      const isOfBefore = near.some(
        ({ words, preposition }) => preposition === '' && words.length < 3 && STEP.test(words.at(-1) ?? ''),
      );
      const mover = last?.actor ?? this.#before.actor;
      return isOfBefore && mover !== '' && !actors.includes(mover) ? [mover] : [];
    }
    if (frame.type.startsWith('statement') || link?.kind !== 'mark' || !/^(?:and|,|including|by)$/u.test(link.word))
      return [];
    if (last !== undefined) return actors.includes(last.actor) ? [last.target] : [];
    if (verb.form !== 'participle') return [];
    const named = this.#chunks.slice(0, at).flatMap((chunk) => (chunk.kind === 'noun' ? codesOf(chunk) : []));
    return [...new Set(named)].filter((code) => !actors.includes(code)).slice(-1);
  }

  /** Objects that a frame does not mean: a case is dismissed by a judge. */
  #isLeftOut(frame: Frame, near: readonly NounPhrase[], at: number): boolean {
    if (near.some(({ words }) => words.some((word) => frame.without.has(word)))) return true;
    const next = this.#chunks[at + 1];
    return frame.id === 'agreement-verb' && next?.kind === 'verb' && next.form === 'infinitive';
  }

  /** The type that a status leaves of a frame's: an offer of aid is a conciliatory statement. */
  #typeOf(
    frame: Frame,
    modality: Modality,
    agents: readonly NounPhrase[],
    behind: readonly NounPhrase[],
  ): string | undefined {
    const own = frame.type === 'talks' && this.#isSummit(agents, behind) ? 'summit' : frame.type;
    const isEasing = this.#codebook.get(frame.type)?.polarity === -1;
    switch (modality.status) {
      case 'none':
        return undefined;
      case 'done':
        return own;
      case 'announced':
        return MEETINGS.has(frame.type) && modality.governor >= 0 && this.#isOnlyPlanned(modality) ? undefined : own;
      case 'agreed':
        if (!isEasing) return own;
        return MEETINGS.has(frame.type) ? 'statement_conciliatory' : 'agreement';
      case 'later':
        if (frame.type === 'talks' && modality.governor >= 0) return 'statement_conciliatory';
        if (MEETINGS.has(frame.type)) return undefined;
        return isEasing ? 'statement_conciliatory' : 'statement_hostile';
      case 'promised':
        // troops and arms are offered to a friend
        if (/^(?:troop_deployment|arms_transfer|reopening|visit|talks)/u.test(frame.type))
          return 'statement_conciliatory';
        return isEasing ? 'statement_conciliatory' : 'statement_hostile';
      case 'threatened':
      case 'refused':
        if (modality.status === 'refused' && !isEasing) return undefined;
        return 'statement_hostile';
    }
  }

  #isOnlyPlanned(modality: Modality): boolean {
    const governor = this.#chunks[modality.governor];
    return governor?.kind === 'verb' && /^(?:announce|confirm|declare|decide|order)$/u.test(governor.lemma);
  }

  #isSummit(agents: readonly NounPhrase[], behind: readonly NounPhrase[]): boolean {
    const leaders = [...agents, ...behind].filter(isLeader);
    return leaders.length >= 2 || (agents.some(isLeader) && behind.some(({ words }) => words.includes('counterpart')));
  }

  #readNoun(phrase: NounPhrase, at: number): void {
    for (const word of phrase.words) {
      for (const { frame, words } of this.#lexicon.byNoun.get(word) ?? []) {
        const last = phrase.words.indexOf(word);
        if (!words.every((part, i) => phrase.words[last - words.length + 1 + i] === part)) continue;
        if (this.#readNounFrame(frame, phrase, at)) return;
      }
    }
  }

  #readNounFrame(frame: Frame, phrase: NounPhrase, at: number): boolean {
    if (NOT_YET.test(phrase.words.join(' '))) return false;
    const isTwo = frame.isMutual || isTwoSided(frame.type, this.#codebook);
    const isTold = /^(?:after|during|following|in|at|since|on|by|despite|from)$/u.test(phrase.preposition);
    const next = this.#chunks.findIndex((chunk, i) => i > at && chunk.kind === 'verb');
    const verb = next < 0 ? undefined : (this.#chunks[next] as VerbGroup);
    const previous = previousVerb(this.#chunks, at);
    const governor = previous < 0 ? undefined : (this.#chunks[previous] as VerbGroup);
    const isSubject =
      phrase.preposition === '' &&
      verb !== undefined &&
      /^(?:take|continue|begin|start|end|conclude|occur|erupt|break|be|come|kill|follow|happen|resume)$/u.test(
        verb.lemma,
      ) &&
      verb.modal === '';
    if (!isTold && !isSubject) return false;
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
      return false;
    const behind: NounPhrase[] = [];
    for (let i = at + 1; i < this.#chunks.length; i++) {
      const chunk = this.#chunks[i]!;
      if (chunk.kind !== 'noun' && !(chunk.kind === 'mark' && /^(?:,|and)$/u.test(chunk.word))) break;
      if (chunk.kind === 'noun') behind.push(chunk);
      if (chunk.kind === 'mark' && chunk.word === ',') break;
    }
    const inside = codesOf(phrase);
    const named = frame.target
      .flatMap((slot) => behind.filter(({ preposition }) => preposition === slot))
      .flatMap(codesOf);
    const by = behind.filter(({ preposition }) => preposition === 'by').flatMap(codesOf);
    const around = this.#speakerFor(at, previous, next, frame);
    const actor =
      by[0] ?? (isTwo || frame.type === 'visit' ? inside[0] : undefined) ?? around ?? (isTwo ? named[0] : undefined);
    // "in a phone call, Macron calls for Lukashenko to ...": the other side may stand in the clause
    const clause =
      isTwo && /^(?:in|during)$/u.test(phrase.preposition) && named.length === 0 && verb
        ? objectsOf(this.#chunks, next).near.flatMap(codesOf)
        : [];
    const between = [...inside, ...named, ...clause];
    const target =
      between.find((code) => code !== actor) ?? (isTwo && actor !== undefined && around !== actor ? around : undefined);
    if (actor === undefined || target === undefined || actor === target) return false;
    const { start } = this.#sentence.tokens[phrase.from]!;
    const { end } = this.#sentence.tokens[phrase.to - 1]!;
    const type =
      frame.type === 'talks' && [...behind, phrase].some(isLeader) && isLeaderNear(this.#chunks, at)
        ? 'summit'
        : frame.type;
    this.#told.push({
      type,
      actor,
      target,
      pattern: frame.id,
      words: { start, end },
      at,
      status: 'done',
      isPast: phrase.preposition === 'since',
      isLeader: false,
      nouns: phrase.words,
      isReported: false,
    });
    return true;
  }

  /** Whose clause the noun stands in: "in a phone call, Macron calls for ...". */
  #speakerFor(at: number, previous: number, next: number, frame: Frame): string | undefined {
    for (const verb of [previous, next]) {
      if (verb < 0) continue;
      const subjects = subjectsOf(this.#chunks, verb).filter((phrase) => phrase !== this.#chunks[at]);
      const fitting = subjects.filter((phrase) => mayAct(phrase, frame.needs, this.#lexicon));
      const code = fitting.flatMap((phrase) => this.#actorIn(phrase, verb, frame))[0];
      if (code !== undefined) return code;
    }
    return undefined;
  }

  #span(verb: VerbGroup): { start: number; end: number } {
    return { start: this.#sentence.tokens[verb.from]!.start, end: this.#sentence.tokens[verb.to - 1]!.end };
  }
}

/** Where somebody was held who is released. */
const FROM = /^(?:from|in|by)$/u;

const STEP =
  /^(?:move|decision|action|step|plan|statement|remark|claim|ban|sanction|attack|visit|deal|law|launch|test|deployment|strike|measure|comment|drill|exercise|expulsion)$/u;

const NOT_YET =
  /\b(?:planned|plan|possible|proposed|propose|potential|upcoming|future|scheduled|schedule|next|expected|expect|cancel|canceled|cancelled|postponed|threatened)\b/u;

function isLeaderNear(chunks: readonly Chunk[], at: number): boolean {
  return chunks.some((chunk, i) => chunk.kind === 'noun' && i !== at && Math.abs(i - at) < 8 && isLeader(chunk));
}

export { MEETINGS, STATEMENTS };
