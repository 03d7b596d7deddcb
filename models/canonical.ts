/**
 * The canonical JSON of a value (RFC 8785): members sorted by their names' UTF-16 code units, no white space, numbers and
 * strings as ECMAScript prints them. Two values with the same content have the same text, whatever the order they were written in.
 *
 * @throws TypeError for a value that JSON cannot hold (NaN, infinity, undefined, a function).
 * @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new TypeError(`JSON has no form for ${String(value)}.`);
}
