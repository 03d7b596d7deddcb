/**
 * A *dyad* is a pair of states, written as two ISO 3166 alpha-3 codes in alphabetical order: `KOR-RUS`. The European Union,
 * the United Nations and NATO can be sides too: `EU-RUS`.
 */

const SIDE = '(?:[A-Z]{3}|EU|UN|NATO)';
const CODE = new RegExp(`^${SIDE}$`);
/** The form of a canonical id, its order aside. */
export const DYAD_ID = new RegExp(`^${SIDE}-${SIDE}$`);

/** Which acts a series keeps: both sides', or those of one side towards the other (`KOR>RUS`). */
export type Direction = 'both' | `${string}>${string}`;

/**
 * The canonical id of the dyad of two states.
 *
 * @example dyadOf('RUS', 'KOR') // 'KOR-RUS'
 * @throws RangeError when the codes are not two different codes of three letters, EU, UN or NATO.
 */
export function dyadOf(a: string, b: string): string {
  if (!CODE.test(a) || !CODE.test(b) || a === b)
    throw new RangeError(
      `"${a}" and "${b}" do not make a dyad: give two different three-letter ISO codes, such as KOR and RUS, or EU, UN, NATO.`,
    );
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}

/** The two sides of a canonical dyad id, or `undefined` when the text is not one (reversed ids are not canonical). */
export function sidesOf(dyad: string): [string, string] | undefined {
  const [a, b, ...rest] = dyad.split('-');
  if (a === undefined || b === undefined || rest.length > 0 || !CODE.test(a) || !CODE.test(b) || a >= b)
    return undefined;
  return [a, b];
}

/** The canonical id that a possibly reversed or lower-case dyad id means, or `undefined` when it means none. */
export function canonicalDyad(text: string): string | undefined {
  // ASCII letters first: capitals of other letters can be ASCII (the German sharp s becomes SS).
  if (!/^[A-Za-z-]+$/.test(text) || !DYAD_ID.test(text.toUpperCase())) return undefined;
  const [a, b] = text.toUpperCase().split('-') as [string, string];
  return a === b ? undefined : dyadOf(a, b);
}

/** The actor side of a direction of this dyad (`KOR>RUS` -> `KOR`), or `undefined` for `both`. @throws RangeError when it is no direction of the dyad. */
export function directionActor(direction: Direction, dyad: string): string | undefined {
  if (direction === 'both') return undefined;
  const [first, second] = dyad.split('-');
  if (direction === `${first}>${second}`) return first;
  if (direction === `${second}>${first}`) return second;
  throw new RangeError(
    `"${direction}" is not a direction of ${dyad}: use both, ${first}>${second} or ${second}>${first}.`,
  );
}
