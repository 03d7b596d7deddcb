/** A dyad as a whole number: its six letters in base 26. Numbers are compared and compressed several times better than texts. */
import { sidesOf } from '../../models/dyad.ts';

const LETTERS = 26;
const A = 65;
/** Organisations, whose codes have other lengths: packed under codes that ISO 3166 gives to no state. */
const PACKED_AS: ReadonlyMap<string, string> = new Map([
  ['EU', 'XEU'],
  ['NATO', 'XNT'],
  ['UN', 'XUN'],
]);
const PACKED_FOR = new Map([...PACKED_AS].map(([code, packed]) => [packed, code]));

/** @example packedDyad('AAA-AAB') // 1 @throws RangeError for what is no canonical dyad id */
export function packedDyad(dyad: string): number {
  const sides = sidesOf(dyad);
  if (sides === undefined)
    throw new RangeError(`"${dyad}" is no dyad: write two ISO alpha-3 codes in alphabetical order, such as KOR-RUS.`);
  return packedSide(sides[0]) * LETTERS ** 3 + packedSide(sides[1]);
}

/** The dyad that was packed. */
export function unpackedDyad(packed: number): string {
  return `${unpackedSide(Math.floor(packed / LETTERS ** 3))}-${unpackedSide(packed % LETTERS ** 3)}`;
}

function packedSide(code: string): number {
  const text = code.length === 3 ? code : PACKED_AS.get(code)!;
  return ((text.charCodeAt(0) - A) * LETTERS + text.charCodeAt(1) - A) * LETTERS + text.charCodeAt(2) - A;
}

function unpackedSide(packed: number): string {
  const text = String.fromCharCode(
    A + Math.floor(packed / LETTERS ** 2),
    A + (Math.floor(packed / LETTERS) % LETTERS),
    A + (packed % LETTERS),
  );
  return PACKED_FOR.get(text) ?? text;
}

/** The dyad of two different states without making its text, and whether the first of them (in alphabetical order) is `actor`. */
export function packedPair(actor: string, target: string): { readonly dyad: number; readonly firstActs: boolean } {
  const a = packedSide(actor);
  const b = packedSide(target);
  return actor < target
    ? { dyad: a * LETTERS ** 3 + b, firstActs: true }
    : { dyad: b * LETTERS ** 3 + a, firstActs: false };
}
