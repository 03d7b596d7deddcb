/** Who is named in a sentence: states, their peoples and seats, bodies, persons in office. */
import { plainName } from '../../plainName.ts';
import { toIsoDate } from '../../calendar.ts';
import type { NameTable } from '../../names.ts';
import type { Dictionary } from '../dictionary.ts';
import type { Token } from './tokens.ts';

export type ActorKind = 'state' | 'people' | 'seat' | 'body' | 'leader' | 'person' | 'armed' | 'place' | 'half';

export interface Mention {
  /** index of its first token, and of the first behind it */
  readonly from: number;
  readonly to: number;
  /** empty: the words mean nobody; "PRK+KOR": both, as in "inter-Korean" */
  readonly code: string;
  readonly kind: ActorKind;
}

/** The states that a mention means. */
export const codesIn = ({ code }: Pick<Mention, 'code'>): string[] => (code === '' ? [] : code.split('+'));

interface Entry {
  readonly words: readonly string[];
  readonly code: string;
  readonly kind: ActorKind;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

type Index = ReadonlyMap<string, readonly Entry[]>;
const cache = new WeakMap<Dictionary, WeakMap<NameTable, Index>>();

/** All names by their first word, longest first; a user's and the dictionary's before those of the table. */
export function actorIndex(dictionary: Dictionary, names: NameTable): Index {
  let byNames = cache.get(dictionary);
  if (!byNames) cache.set(dictionary, (byNames = new WeakMap()));
  const known = byNames.get(names);
  if (known) return known;
  const index = new Map<string, Entry[]>();
  const seen = new Set<string>();
  const add = (name: string, code: string, kind: ActorKind, since?: string, until?: string): void => {
    const plain = plainName(name);
    if (plain === '' || (seen.has(plain) && since === undefined)) return;
    seen.add(plain);
    const words = plain.split(' ');
    const list = index.get(words[0]!) ?? [];
    index.set(words[0]!, list);
    list.push({ words, code, kind, since, until });
    // "inter-Korean" is one word of the reader
    if (name.includes('-') && !name.includes(' ') && words.length > 1)
      index.set(plain, [...(index.get(plain) ?? []), { words: [plain], code, kind, since, until }]);
  };
  for (const { name, code, kind } of dictionary.en.actors) add(name, code, kind);
  for (const { name, code, office, from, to } of dictionary.en.people)
    for (const form of name.split('|')) add(form, code, office === 'leader' ? 'leader' : 'person', from, to);
  for (const { iso3, name, kind } of names.entries) {
    if (kind === 'letter' || !/\p{Script=Latin}/u.test(name) || (kind === 'code' && name.length < 2)) continue;
    const isOfNobody = iso3 === '';
    const named = isOfNobody ? undefined : names.stateOf(name);
    const code = named === undefined || 'ambiguous' in named ? iso3 : named.iso3;
    const as: ActorKind = kind === 'demonym' ? 'people' : kind === 'capital' ? 'seat' : 'state';
    if (kind === 'code' && !['US', 'UK'].includes(name)) continue;
    add(name, code, isOfNobody ? 'place' : as);
  }
  for (const list of index.values()) list.sort((a, b) => b.words.length - a.words.length);
  byNames.set(names, index);
  return index;
}

const SUFFIXES = new Set(
  'led backed made based born held registered occupied sponsored controlled style funded owned educated bound speaking trained'.split(
    ' ',
  ),
);

/** @param learned family names that the text itself gave a state: "Japanese Prime Minister Hashimoto" */
export function mentionsIn(
  tokens: readonly Token[],
  index: Index,
  learned: ReadonlyMap<string, { readonly code: string; readonly kind: ActorKind }>,
  day: number | undefined,
): Mention[] {
  // Names begin with a capital; the few words behind one are looked at as well.
  const plain = tokens.map(({ text }, i) =>
    CAPITAL.test(text) ||
    i === 0 ||
    NEAR_NAME.has(text) ||
    /^\p{Lu}/u.test(tokens[i - 1]!.text) ||
    /^\p{Lu}/u.test(tokens[Math.max(0, i - 2)]!.text)
      ? plainName(text)
      : text,
  );
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length;) {
    const mention = mentionAt(tokens, plain, at, index, learned, day);
    if (mention) found.push(mention);
    at = mention ? mention.to : at + 1;
  }
  return found;
}

/** How names begin: "Korea", and "inter-Korean". */
const CAPITAL = /^\p{Lu}|^\p{Ll}+-\p{Lu}/u;
/** Small words inside names: "Republic of the Congo". */
const NEAR_NAME = new Set(['of', 'the', 'and', 'de', 'del', 'la', 'al', 'el', 'bin', 'von', 'der', 'for', '-', "'s"]);

function mentionAt(
  tokens: readonly Token[],
  plain: readonly string[],
  at: number,
  index: Index,
  learned: ReadonlyMap<string, { readonly code: string; readonly kind: ActorKind }>,
  day: number | undefined,
): Mention | undefined {
  const first = tokens[at]!;
  if (!CAPITAL.test(first.text)) return undefined;
  const possessive = /^['’]s$/u.test(tokens[at + 1]?.text ?? '') ? (index.get(`${plain[at]}s`) ?? []) : [];
  for (const entry of [...possessive, ...(index.get(plain[at]!) ?? []), ...singular(index, plain[at]!)]) {
    const to = endOf(entry.words, plain, at);
    if (to === undefined) continue;
    if (entry.words.length === 1 && plain[at]!.length <= 3 && first.text !== first.text.toUpperCase()) continue;
    if (day !== undefined && (entry.since ?? '') > toIsoDate(day)) continue;
    // "US$35 billion", "the Russian language"
    if (tokens[to]?.text.startsWith('$') || /^(?:language|languages|dollars?|cuisine)$/u.test(tokens[to]?.lower ?? ''))
      return { from: at, to, code: '', kind: 'place' };
    // "Russia-backed rebels" are not Russia; a lower-case word of a name ("may") is none either.
    if (tokens[to]?.text === '-' && SUFFIXES.has(tokens[to + 1]?.lower ?? '')) {
      const isThere = /^(?:based|registered|owned|made|born)$/u.test(tokens[to + 1]!.lower);
      return { from: at, to: to + 2, code: isThere ? entry.code : '', kind: 'place' };
    }
    if (
      tokens[to - 1]!.text === tokens[to - 1]!.lower &&
      entry.words.length > 1 &&
      /^(?:may|brown|bush)$/u.test(tokens[to - 1]!.lower)
    )
      continue;
    return { from: at, to, code: entry.code, kind: entry.kind };
  }
  const known = learned.get(first.lower);
  if (known?.kind === 'half')
    return tokens[at - 1]?.lower === 'the' && !/^\p{Lu}/u.test(tokens[at + 1]?.text ?? '')
      ? { from: at, to: at + 1, code: known.code, kind: 'state' }
      : undefined;
  return known && first.pos === 'PROPN' ? { from: at, to: at + 1, ...known } : undefined;
}

/** "Moroccans" where the dictionary has "Moroccan". */
const singular = (index: Index, word: string): readonly Entry[] =>
  word.endsWith('s') && word.length > 4
    ? (index.get(word.slice(0, -1)) ?? [])
        .filter(({ kind, words }) => kind === 'people' && words.length === 1)
        .map((entry) => ({ ...entry, words: [word] }))
    : [];

/** Signs that mean nothing in a name (hyphens, articles) are stepped over. */
function endOf(words: readonly string[], plain: readonly string[], at: number): number | undefined {
  let to = at;
  for (const word of words) {
    while (to < plain.length && to > at && plain[to] === '') to++;
    if (plain[to] === word) {
      to++;
      continue;
    }
    // "People's Republic" are two words of the reader
    if (plain[to + 1] === 's' && `${plain[to]}s` === word) {
      to += 2;
      continue;
    }
    return undefined;
  }
  return to;
}
