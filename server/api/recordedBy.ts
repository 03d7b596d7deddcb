/** Who writes: the name of who asks, or with the token, which is nobody's, the name that the request gives. */
import type { Request } from 'express';
import { textFault } from '../../models/textFault.ts';
import { identityOf } from '../people/identity.ts';
import { invalid } from './problem.ts';

const HEADER = 'X-Recorded-By';
const MAX_CHARACTERS = 100;

/**
 * The name of a person or a key. With the token, or with none of them, that in the header `X-Recorded-By`, percent-encoded UTF-8; "HTTP" without one.
 *
 * @throws Problem where it is no text, or too long
 */
export function recordedBy(request: Request): string {
  const { via, name: known } = identityOf(request);
  if (via !== 'token' && via !== 'anonymous') return known;
  const given = request.get(HEADER)?.trim() ?? '';
  const fault = (message: string) => invalid({ field: HEADER, value: given.slice(0, 120), message });
  if (given === '') return 'HTTP';
  let name: string;
  try {
    name = decodeURIComponent(given).trim();
  } catch {
    throw fault('is not percent-encoded UTF-8: write encodeURIComponent(name)');
  }
  if ([...name].length > MAX_CHARACTERS) throw fault(`is too long: ${MAX_CHARACTERS} characters are the most`);
  const wrong = textFault(name);
  if (wrong !== undefined) throw fault(wrong.replace(/\.$/, ''));
  return name || 'HTTP';
}
