/** The Korean dictionary, laid out for looking up: which state the beginning of a word means. */
import { z } from 'zod';
import type { DictionaryPart, PatternEntry } from '../dictionary.ts';
import type { NameTable } from '../../names.ts';
import { type Frame, framesOf } from './frames.ts';

/** data/drafting/ko-rules.json */
const rules = z.strictObject({
  /** whose press writes: "외교부" alone is its ministry */
  home: z.string(),
  /** Chinese letters of headlines: 北 */
  letters: z.record(z.string(), z.string()),
  /** bodies that any state may have, with the state that is meant where none stands before; empty: the one named last */
  bodies: z.record(z.string(), z.string()),
  /** what follows a state of one letter: 미 국무부 */
  heads: z.array(z.string()),
  /** beginnings of words that look like a state and are none */
  notStates: z.array(z.string()),
  /** who reports, and acts never */
  agencies: z.array(z.string()),
  /** whose views are no acts */
  observers: z.array(z.string()),
  /** words of lines that are no article */
  furniture: z.array(z.string()),
  frames: z.array(
    z.strictObject({
      type: z.string(),
      words: z.string(),
      tail: z.enum(['do', 'verb', 'fact', 'launch', 'visit', 'meet', 'call']),
      /** why it stands, where few texts say it so */
      reason: z.string().optional(),
    }),
  ),
});
export type KoreanRules = z.infer<typeof rules>;

/** A state that the beginning of a word means. */
export interface Known {
  readonly code: string;
  /** letters of the word that name it */
  readonly length: number;
  readonly kind: 'state' | 'capital' | 'body' | 'seat' | 'person' | 'letter';
}

/** One syllable for a state, in pairs and before a ministry: 한, 러, 미. */
const LETTERS: readonly (readonly [letter: string, code: string])[] = [
  ['한', 'KOR'],
  ['남', 'KOR'],
  ['북', 'PRK'],
  ['미', 'USA'],
  ['중', 'CHN'],
  ['일', 'JPN'],
  ['러', 'RUS'],
  ['영', 'GBR'],
  ['불', 'FRA'],
  ['독', 'DEU'],
];
const MAX_NAME = 14;

export class Lexicon {
  readonly rules: KoreanRules;
  readonly frames: readonly Frame[];
  readonly observers: RegExp;
  readonly agencies: RegExp;
  readonly heads: RegExp;
  readonly #named = new Map<string, Known>();
  readonly #states = new Map<string, Known | undefined>();
  readonly #letters: ReadonlyMap<string, string>;
  readonly #names: NameTable;

  constructor(part: DictionaryPart, patterns: readonly PatternEntry[], names: NameTable) {
    this.rules = rules.parse(part.rules);
    this.#names = names;
    this.#letters = new Map([...LETTERS, ...Object.entries(this.rules.letters)]);
    this.frames = framesOf([...patterns.flatMap(userFrames), ...this.rules.frames]);
    const beginning = (words: readonly string[]): string => `(?:${words.map(escaped).join('|')})`;
    this.observers = new RegExp(
      `${beginning(this.rules.observers)}(?:은|는|이|가|들은|들이|들도|도|에서는|에서|에선|\\s?(?:사이|분석|전망))`,
      'u',
    );
    this.agencies = new RegExp(`^${beginning(this.rules.agencies)}`, 'u');
    this.heads = new RegExp(`^${beginning(this.rules.heads)}`, 'u');
    // The first entry of a name counts: a user's own stands before what ships.
    const add = (name: string, code: string, kind: Known['kind']): void => {
      const key = name.replaceAll(/\s+/gu, ' ').trim();
      if (key.length > 1 && !this.#named.has(key)) this.#named.set(key, { code, length: key.length, kind });
    };
    for (const { name, code, kind } of part.actors) add(name, code, kind === 'seat' ? 'seat' : 'body');
    for (const { name, code } of part.people) for (const form of name.split('|')) add(form, code, 'person');
  }

  /** The state that a place of a sentence begins with, or undefined; `length` may reach over a blank: "우리 정부". */
  at(sentence: string, from: number): Known | undefined {
    const text = sentence.slice(from, from + MAX_NAME);
    if (this.rules.notStates.some((word) => text.startsWith(word))) return undefined;
    const word = /^\S*/u.exec(text)![0];
    for (let length = text.length; length >= 2; length--) {
      const head = text.slice(0, length);
      const named = this.#named.get(head);
      if (named) return named.code === '' ? undefined : named;
      const state = length <= word.length ? this.#state(head) : undefined;
      if (state) return state;
    }
    const hanja = this.#letters.get(text[0] ?? '');
    return hanja !== undefined && /\p{Script=Han}/u.test(text[0]!)
      ? { code: hanja, length: 1, kind: 'letter' }
      : undefined;
  }

  /** The state of one syllable. */
  letter(syllable: string): string | undefined {
    return this.#letters.get(syllable);
  }

  #state(name: string): Known | undefined {
    if (!this.#states.has(name)) this.#states.set(name, this.#lookedUp(name));
    return this.#states.get(name);
  }

  #lookedUp(name: string): Known | undefined {
    if (!/^[\p{Script=Hangul}]+$/u.test(name)) return undefined;
    const found = this.#names.stateOf(name);
    if (found === undefined || !('iso3' in found)) return undefined;
    return { code: found.iso3, length: name.length, kind: this.#names.isCapital(name) ? 'capital' : 'state' };
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** A user's pattern is a noun that 하다 follows, or the stem of a verb. */
function userFrames({ language, type, verbs = [], nouns = [] }: PatternEntry): KoreanRules['frames'] {
  if (language !== 'ko') return [];
  const frame = (words: readonly string[], tail: 'do' | 'verb'): KoreanRules['frames'] =>
    words.length === 0
      ? []
      : [{ type, words: `(${words.map((word) => word.replaceAll(/[()|…\\]/gu, ' ')).join('|')})`, tail }];
  return [...frame(nouns, 'do'), ...frame(verbs, 'verb')];
}
