/** A dyad as a whole number: its six letters in base 26. Numbers are compared and compressed several times better than texts. */
import { sidesOf } from '../../models/dyad.ts';

const LETTERS = 26;
const A = 65;
/** The European Union, the United Nations and NATO are no sides in any feed, and their codes have other lengths. */
const IN_NO_FEED = -1;

/** @example packedDyad('AAA-AAB') // 1; -1 for a dyad of which no feed has rows: EU-RUS @throws RangeError for what is no canonical dyad id */
export function packedDyad(dyad: string): number {
  const sides = sidesOf(dyad);
  if (sides === undefined)
    throw new RangeError(`"${dyad}" is no dyad: write two ISO alpha-3 codes in alphabetical order, such as KOR-RUS.`);
  if (sides.some(({ length }) => length !== 3)) return IN_NO_FEED;
  return packedSide(dyad, 0) * LETTERS ** 3 + packedSide(dyad, 4);
}

/** The dyad that was packed. */
export function unpackedDyad(packed: number): string {
  return `${unpackedSide(Math.floor(packed / LETTERS ** 3))}-${unpackedSide(packed % LETTERS ** 3)}`;
}

function packedSide(text: string, at: number): number {
  return ((text.charCodeAt(at) - A) * LETTERS + text.charCodeAt(at + 1) - A) * LETTERS + text.charCodeAt(at + 2) - A;
}

function unpackedSide(packed: number): string {
  return String.fromCharCode(
    A + Math.floor(packed / LETTERS ** 2),
    A + (Math.floor(packed / LETTERS) % LETTERS),
    A + (packed % LETTERS),
  );
}

/** The dyad of two different states without making its text, and whether the first of them (in alphabetical order) is `actor`. */
export function packedPair(actor: string, target: string): { readonly dyad: number; readonly firstActs: boolean } {
  const a = packedSide(actor, 0);
  const b = packedSide(target, 0);
  return a < b ? { dyad: a * LETTERS ** 3 + b, firstActs: true } : { dyad: b * LETTERS ** 3 + a, firstActs: false };
}
