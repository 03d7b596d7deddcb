/** The third step of a request: whether who asks may ask this. */
import type { Request, RequestHandler } from 'express';
import { allows, identityOf, type Needs, setIdentity } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { Problem } from './problem.ts';

/** Works out who asks, before anything that needs to know. */
export const identified =
  (people: People): RequestHandler =>
  async (request, _response, next) => {
    setIdentity(request, await people.identify(request));
    next();
  };

/** @throws Problem unless who asks may */
export function requireRole(request: Request, needs: Needs): void {
  const identity = identityOf(request);
  if (allows(identity, needs)) return;
  const { via, role, name, refusal } = identity;
  if (via !== 'anonymous')
    throw new Problem(
      'forbidden',
      `${name || 'You'} may do what a ${role} may, and this needs the role ${needs}: ask an admin for it.`,
    );
  throw new Problem(
    'unauthorized',
    `${refusal ?? `${request.method === 'POST' ? 'Writing' : 'Reading this'} needs the server’s token`}: send the header "Authorization: Bearer TOKEN". The server prints the token when it starts, behind #token= in its address, and keeps it in its data folder.`,
    {
      headers: {
        'WWW-Authenticate': `Bearer realm="tension"${refusal === undefined ? '' : ', error="invalid_token"'}`,
      },
    },
  );
}
