/**
 * The canonical JSON of a value (RFC 8785): members sorted by their names' UTF-16 code units, no white space, numbers and
 * strings as ECMAScript prints them. Two values with the same content have the same text, whatever the order they were written in.
 * A member that is undefined is left out, as in JSON.stringify.
 *
 * @throws TypeError for a value that JSON cannot hold (NaN, infinity, undefined in a list, a function), and for a string with half
 *   a surrogate pair, which the RFC refuses because UTF-8 cannot hold it: two such strings would have one hash.
 * @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return canonicalString(value);
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([name, member]) => `${canonicalString(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new TypeError(`JSON has no form for ${String(value)}.`);
}

/** A surrogate without its other half. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function canonicalString(text: string): string {
  if (LONE_SURROGATE.test(text))
    throw new TypeError(
      `The text ${JSON.stringify(text)} holds half a surrogate pair, which UTF-8 has no form for: correct the text.`,
    );
  return JSON.stringify(text);
}
