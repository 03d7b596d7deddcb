/** The forms in which a name of a state is written: with the kind of state, turned round, cut into words, with a letter wrong. */
import { plainName } from './plainName.ts';

/** Words before "of" that say what kind of state it is, and not which. */
export const FORMS = new Set(
  (
    'republic kingdom state federal federative federated democratic islamic socialist peoples plurinational bolivarian united ' +
    'commonwealth principality grand duchy sultanate hashemite cooperative co operative oriental eastern arab independent union'
  ).split(' '),
);
/** What may stand between two states. */
const BETWEEN = new Set([
  'and',
  'vs',
  'versus',
  'v',
  'with',
  'against',
  'between',
  'to',
  'und',
  'et',
  '대',
  '와',
  '과',
]);
export const HANGUL = /^\p{Script=Hangul}+$/u;

/** `Korea, Republic of` and `Tanzania United Republic of` as one says them; `undefined` when nothing is to be turned. */
export function turnedRound(text: string, plain: string): string | undefined {
  const [head, tail, ...more] = text.split(',');
  if (head !== undefined && tail !== undefined && more.length === 0) return plainName(`${tail} ${head}`);
  const words = plain.split(' ');
  if (words.at(-1) !== 'of') return undefined;
  let from = words.length - 1;
  while (from > 1 && FORMS.has(words[from - 1]!)) from--;
  return [...words.slice(from), ...words.slice(0, from)].join(' ');
}

/** @example withoutForm('islamic republic of iran') // 'iran' */
export function withoutForm(plain: string): string | undefined {
  const words = plain.split(' ');
  const of = words.indexOf('of');
  return of > 0 && words.slice(0, of).every((word) => FORMS.has(word)) ? words.slice(of + 1).join(' ') : undefined;
}

export function queryWords(query: string): string[] {
  return plainName(query.replace(/[()[\],]/g, ' '))
    .split(' ')
    .filter((word) => word !== '');
}

/** All ways to cut words in two, and a word of Korean letters within itself. */
export function cutsOf(words: readonly string[]): (readonly [readonly string[], readonly string[]])[] {
  if (words.length === 1 && HANGUL.test(words[0]!) && words[0]!.length > 3)
    return Array.from({ length: words[0]!.length - 3 }, (_, i) => [
      [words[0]!.slice(0, i + 2)],
      [words[0]!.slice(i + 2)],
    ]);
  return words.slice(1).map((_, i) => {
    const right = words.slice(i + 1);
    return [words.slice(0, i + 1), right.length > 1 && BETWEEN.has(right[0]!) ? right.slice(1) : right];
  });
}

/** Whether each word begins a part, in this order. */
export function beginsParts(parts: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  return words.every((word) => {
    while (at < parts.length && !parts[at]!.startsWith(word)) at++;
    return at++ < parts.length;
  });
}

/** One letter more, less, other, or two exchanged. */
export function isOneLetterOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

export interface Token {
  readonly text: string;
  readonly at: number;
}

/** A word, or the parts of one that is joined by hyphens (Russia-Ukraine), each with its place. */
export function partsOf(match: RegExpExecArray): Token[] {
  return [...match[0].matchAll(/[^-]+/g)].map((part) => ({ text: part[0], at: match.index + part.index }));
}

/** The list under a key, made where there is none. */
export function listed<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** What follows a Korean name in a sentence. */
export const AFTER_KOREAN =
  /^(?:[은는이가을를과와의도로에간측]|에서|에게|보다|까지|부터|만|으로|관계|긴장도?|갈등|전쟁|정상|무역|양국|국경)?(?:[은는이가을를과와의도로에]|에서|회담)?$/u;
/** Korean names and pairs that are everyday words at least as often: means, arrogance, smile, friendly, addiction. */
export const EVERYDAY = new Set([
  '수단',
  '오만',
  '말리',
  '가나',
  '중미',
  '미소',
  '중소',
  '우호',
  '한우',
  '중독',
  '불러',
  '소일',
  '소한',
]);
/** "Towards" one of these: 대러 제재 is a sanction on Russia. */
export const TOWARDS = /^대[북남미중일러]$/u;
