/** What tells of the inside of the server, such as paths, hosts and the texts of faults, is for those who may change something here. */
import type { Request } from 'express';
import { allows, identityOf } from '../people/identity.ts';

/** The least role that nobody has without a sign-in, a key or the token. */
export const INSIDE = 'coder';

export const seesInside = (request: Request): boolean => allows(identityOf(request), INSIDE);

/** Stands in place of what is not told. */
export const UNTOLD = `The text is for the role ${INSIDE} and those above it.`;

/** So many faults, or remarks, of which the text is not told. */
export const untold = (count: number): string[] => (count === 0 ? [] : [`${count} of them. ${UNTOLD}`]);
