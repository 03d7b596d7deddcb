/** One table of names: which state a name, a short form, a capital or a former name means, in four languages. */
import { dyadOf } from './dyad.ts';
import {
  AFTER_KOREAN,
  beginsParts,
  cutsOf,
  EVERYDAY,
  FORMS,
  HANGUL,
  isOneLetterOff,
  listed,
  partsOf,
  queryWords,
  TOWARDS,
  turnedRound,
  withoutForm,
  type Token,
} from './nameForms.ts';
import { plainName } from './plainName.ts';
import { codeOn, type StateSpan } from './stateSpan.ts';

/**
 * - `name`: what a language calls it; `short`: UK, 미; `inverted`: Korea, Republic of; `former`: Burma
 * - `letter`: one Korean syllable that stands for a state in a pair: 한러
 * - `demonym`: Russian; `capital`: Moscow. Both mean the state in a title and in a search, and name none in a table of data.
 */
export const NAME_KINDS = [
  'name',
  'short',
  'alias',
  'inverted',
  'former',
  'code',
  'capital',
  'demonym',
  'letter',
] as const;

export type NameKind = (typeof NAME_KINDS)[number];

export interface StateName {
  /** ISO alpha-3, EU, UN, NATO, or the code of a former state; empty: the name is known and means none of them */
  readonly iso3: string;
  readonly name: string;
  readonly kind: NameKind;
  /** first and last epoch day of the name; they decide only where several states share it */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** The state that a text names, or those between which it does not decide. */
export type Named = { readonly iso3: string } | { readonly ambiguous: readonly string[] };

/** A state that a sentence names. */
export interface Mention {
  readonly named: Named;
  /** as the sentence writes it */
  readonly text: string;
  /** where it begins */
  readonly at: number;
}

/** 0: whole words and known names; 1: beginnings of words; 2: one letter is wrong. */
export type Closeness = 0 | 1 | 2;

export interface FoundPair {
  readonly dyad: string;
  readonly closeness: Closeness;
}

/** Beside these names the kind of state decides: the Republic of China is not China. */
const DECIDED_BY_FORM = new Set(['china', 'congo', 'germany', 'korea', 'viet nam', 'vietnam', 'yemen']);
const MAX_NAME_WORDS = 8;
/** Where shorter, one wrong letter makes another name: Iran is not Iraq. */
const MIN_MISTYPED_LETTERS = 5;

interface Entry extends StateName {
  readonly plain: string;
  readonly parts: readonly string[];
}

export class NameTable {
  readonly #byPlain = new Map<string, Entry[]>();
  readonly #entries: readonly Entry[];
  readonly #spans = new Map<string, StateSpan[]>();
  readonly #codes: readonly string[];

  /**
   * @param names by importance: of several names of a state the first is the usual one
   * @param spans when codes are states; in order of time for each code
   */
  constructor(names: readonly StateName[], spans: readonly StateSpan[] = []) {
    this.#entries = names.map((name) => {
      const plain = plainName(name.name);
      return { ...name, plain, parts: plain.split(' ') };
    });
    for (const entry of this.#entries) listed(this.#byPlain, entry.plain).push(entry);
    for (const span of spans) listed(this.#spans, span.code).push(span);
    this.#codes = this.#onDay(codesIn(this.#entries), undefined);
  }

  /** All names, the usual one of a state first. */
  get entries(): readonly StateName[] {
    return this.#entries;
  }

  /**
   * The state that a text names, whatever its capitals, accents, articles and punctuation. What stands in brackets decides.
   *
   * @param day of the act: a former state is the one that continues it, a state before its time is none
   * @example table.stateOf('Congo (Kinshasa)') // { iso3: 'COD' }
   */
  stateOf(text: string, day?: number): Named | undefined {
    return namedOf([...new Set(this.codesOf(text, day).flatMap((code) => this.#statesOf(code, day)))]);
  }

  /** The codes of the table that a text means, those of former states as they are: `SUN`. None: no name of the table. */
  codesOf(text: string, day?: number): readonly string[] {
    const bracketed = /^([^()[\]]*)[([]([^()[\]]*)[)\]]\s*$/.exec(text.trim());
    if (!bracketed) return this.#unbracketed(text, day);
    const [, outer = '', inner = ''] = bracketed;
    const whole = this.#exact(plainName(text), day);
    if (whole.length > 0) return whole;
    const before = this.#exact(plainName(`${inner} ${outer}`), day);
    if (before.length > 0) return before;
    const [outers, inners] = [this.#unbracketed(outer, day), this.#unbracketed(inner, day)];
    if (inners.length > 0) {
      const both = inners.filter((code) => outers.includes(code));
      return both.length > 0 || outers.length === 0 ? both : [...new Set([...outers, ...inners])];
    }
    return plainName(inner)
      .split(' ')
      .every((word) => word === '' || word === 'of' || FORMS.has(word)) && !DECIDED_BY_FORM.has(plainName(outer))
      ? outers
      : [];
  }

  /**
   * The pairs of states that a query asks for, the closest first; `undefined` without words. All words together may name one
   * state (all its pairs), or a first part one state and the rest the other.
   *
   * @example table.pairsIn('uk russia') // GBR-RUS (0), RUS-UKR (1: "uk" begins Ukraine)
   */
  pairsIn(query: string): readonly FoundPair[] | undefined {
    const words = queryWords(query);
    if (words.length === 0) return undefined;
    if (words.length > 2 * MAX_NAME_WORDS) return [];
    const found = new Map<string, FoundPair & { readonly sum: number }>();
    const add = (a: string, b: string, one: Closeness, other: Closeness): void => {
      if (a === b) return;
      const dyad = dyadOf(a, b);
      const sum = one + other;
      const known = found.get(dyad);
      if (known === undefined || sum < known.sum) found.set(dyad, { dyad, closeness: one > other ? one : other, sum });
    };
    for (const finder of [this.#close, this.#mistyped]) {
      const states = (some: readonly string[]) => finder.call(this, some);
      for (const [left, right] of cutsOf(words))
        for (const [a, one] of states(left)) for (const [b, other] of states(right)) add(a, b, one, other);
      const letters = words.length === 1 ? this.#letters(words[0]!) : undefined;
      if (letters) add(...letters, 0, 0);
      // Two whole names are their pair, even where both together are a name of one: "china taiwan".
      if (![...found.values()].some(({ closeness }) => closeness === 0))
        for (const [a, closeness] of states(words)) for (const b of this.#codes) add(a, b, closeness, closeness);
      if (found.size > 0) break;
    }
    return [...found.values()]
      .sort((a, b) => a.closeness - b.closeness || a.sum - b.sum || (a.dyad < b.dyad ? -1 : 1))
      .map(({ dyad, closeness }) => ({ dyad, closeness }));
  }

  /**
   * The states that a sentence names, in its order. A Latin name begins with a capital, and a short form is all capitals;
   * a Korean pair such as 한러 names both its sides.
   */
  statesIn(sentence: string, day?: number): readonly Mention[] {
    const tokens = [
      ...sentence.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.-](?=\p{L})[\p{L}\p{M}\p{N}]+|\.(?=\s|$))*/gu),
    ].flatMap(partsOf);
    const mentions: Mention[] = [];
    for (let at = 0; at < tokens.length;) {
      const { count, found } = this.#mentionsAt(sentence, tokens, at, day);
      mentions.push(...found);
      at += count;
    }
    return mentions;
  }

  /** The states that typed words name or begin to name, the closest first: for a list to choose from. */
  statesLike(text: string): readonly string[] {
    const words = queryWords(text);
    if (words.length === 0 || words.length > MAX_NAME_WORDS) return [];
    return [...this.#mistyped(words)].sort(([, a], [, b]) => a - b).map(([code]) => code);
  }

  /** Whether a name is a capital's (or a seat's, as the Kremlin's) and no state's. */
  isCapital(name: string): boolean {
    const entries = this.#byPlain.get(plainName(name)) ?? [];
    return entries.length > 0 && entries.every(({ kind }) => kind === 'capital');
  }

  /** The one state whose name differs from the text by one letter: `Rusia`. */
  mistyped(text: string): string | undefined {
    const states = [...this.#oneLetterOff(plainName(text)).keys()];
    return states.length === 1 ? states[0] : undefined;
  }

  #mentionsAt(sentence: string, tokens: readonly Token[], at: number, day: number | undefined): Mentions {
    const first = tokens[at]!;
    if (/^\p{Script=Hangul}/u.test(first.text)) return { count: 1, found: this.#koreanMentions(first, day) };
    if (!/^\p{Lu}/u.test(first.text)) return NO_MENTION;
    for (let count = Math.min(MAX_NAME_WORDS, tokens.length - at); count > 0; count--) {
      const last = tokens[at + count - 1]!;
      const text = sentence
        .slice(first.at, last.at + last.text.length)
        .replace(/['’]s$/iu, '')
        .replace(/^([^.]*)\.$/u, '$1');
      const plain = plainName(text);
      const isShouted = text === text.toUpperCase();
      const entries = this.#onDate(this.#byPlain.get(plain) ?? [], day).filter(
        ({ kind }) => kind !== 'code' && (isShouted || plain.length > 3 || kind === 'name'),
      );
      if (entries.length === 0) continue;
      const named = namedOf(this.#onDay(codesIn(preferred(entries)), day));
      return { count, found: named ? [{ named, text, at: first.at }] : [] };
    }
    return NO_MENTION;
  }

  /** Names stand at the beginning of a Korean word, the longest first: 인도네시아 is not 인도. */
  #koreanMentions({ text: word, at }: Token, day: number | undefined): readonly Mention[] {
    for (let length = word.length; length >= 2; length--) {
      const text = word.slice(0, length);
      if (!AFTER_KOREAN.test(word.slice(length)) || EVERYDAY.has(text)) continue;
      const named = namedOf(this.#onDay(this.#exact(plainName(text), day), day));
      if (named) return [{ named, text, at }];
      const letters = TOWARDS.test(text) ? [this.#letter(text[1]!)] : this.#letters(text);
      if (letters) return letters.flatMap((iso3) => (iso3 === undefined ? [] : { named: { iso3 }, text, at }));
    }
    return [];
  }

  /** The two states of a Korean pair of letters: 한러, 북미. */
  #letters(word: string): readonly [string, string] | undefined {
    // "South" is a state beside "north" only: 영남 is a region.
    if (word.length !== 2 || this.#byPlain.has(word) || (word.includes('남') && !word.includes('북'))) return undefined;
    const [a, b] = [this.#letter(word[0]!), this.#letter(word[1]!)];
    return a !== undefined && b !== undefined && a !== b ? [a, b] : undefined;
  }

  #letter(letter: string): string | undefined {
    const entry = (this.#byPlain.get(letter) ?? []).find(({ kind }) => kind === 'letter');
    return entry && this.#statesOf(entry.iso3, undefined)[0];
  }

  #unbracketed(text: string, day: number | undefined): readonly string[] {
    const plain = plainName(text);
    const known = this.#exact(plain, day);
    if (known.length > 0 || this.#byPlain.has(plain)) return known;
    const turned = turnedRound(text, plain);
    if (turned !== undefined && this.#byPlain.has(turned)) return this.#exact(turned, day);
    const bare = withoutForm(turned ?? plain);
    return bare === undefined || DECIDED_BY_FORM.has(bare) ? [] : this.#exact(bare, day);
  }

  #exact(plain: string, day: number | undefined): readonly string[] {
    return codesIn(preferred(this.#onDate((this.#byPlain.get(plain) ?? []).filter(isOfData), day)));
  }

  /** Where states share a name, its dates decide. */
  #onDate(entries: readonly Entry[], day: number | undefined): readonly Entry[] {
    if (day === undefined || entries.length < 2) return entries;
    return entries.filter(({ from, to }) => (from ?? -Infinity) <= day && day <= (to ?? Infinity));
  }

  #onDay(codes: readonly string[], day: number | undefined): readonly string[] {
    return [...new Set(codes.flatMap((code) => this.#statesOf(code, day)))];
  }

  /** The states as which a code counts: on a day, or ever. */
  #statesOf(code: string, day: number | undefined): readonly string[] {
    const spans = this.#spans.get(code) ?? [];
    if (day !== undefined) return [codeOn(code, spans, day) ?? []].flat();
    return spans.length === 0 ? [code] : [...new Set(spans.map(({ becomes }) => becomes || code))];
  }

  /** States that words name, or whose names have parts that begin so. */
  #close(words: readonly string[]): ReadonlyMap<string, Closeness> {
    const text = words.join(' ');
    const found = new Map<string, Closeness>();
    const whole = [...this.codesOf(text), ...codesIn(this.#byPlain.get(text) ?? [])];
    for (const code of this.#onDay(whole, undefined)) found.set(code, 0);
    const isPartKorean = words.length === 1 && text.length > 1 && HANGUL.test(text);
    for (const { iso3, plain, parts, kind } of this.#entries)
      if (
        iso3 !== '' &&
        kind !== 'code' &&
        kind !== 'letter' &&
        (beginsParts(parts, words) || (isPartKorean && plain.includes(text)))
      )
        for (const state of this.#statesOf(iso3, undefined)) if (!found.has(state)) found.set(state, 1);
    return found;
  }

  /** As close, or else those whose name differs from the words by one letter. */
  #mistyped(words: readonly string[]): ReadonlyMap<string, Closeness> {
    const close = this.#close(words);
    return close.size > 0 ? close : this.#oneLetterOff(words.join(' '));
  }

  #oneLetterOff(text: string): ReadonlyMap<string, Closeness> {
    const found = new Map<string, Closeness>();
    if (text.length < MIN_MISTYPED_LETTERS) return found;
    for (const { iso3, plain, kind } of this.#entries)
      if (iso3 !== '' && kind !== 'demonym' && isOneLetterOff(text, plain))
        for (const state of this.#statesOf(iso3, undefined)) found.set(state, 2);
    return found;
  }
}

/** @example nameTable(rows).stateOf('Holland') // { iso3: 'NLD' } */
export function nameTable(names: readonly StateName[], spans: readonly StateSpan[] = []): NameTable {
  return new NameTable(names, spans);
}

interface Mentions {
  /** tokens that the name takes */
  readonly count: number;
  readonly found: readonly Mention[];
}

const NO_MENTION: Mentions = { count: 1, found: [] };

function namedOf(states: readonly string[]): Named | undefined {
  if (states.length === 0) return undefined;
  return states.length === 1 ? { iso3: states[0]! } : { ambiguous: [...states].sort() };
}

const codesIn = (entries: readonly StateName[]): string[] => [...new Set(entries.flatMap(({ iso3 }) => iso3 || []))];

/** A code of two letters, such as IS or IN, and a letter of a Korean pair name no state by themselves. */
const isOfData = ({ kind, name }: StateName): boolean => kind !== 'letter' && (kind !== 'code' || name.length > 2);

/** A name goes before a capital that is called the same. */
function preferred(entries: readonly Entry[]): readonly Entry[] {
  const names = entries.filter(({ kind }) => kind !== 'capital' && kind !== 'demonym');
  return names.length > 0 ? names : entries;
}
