/** The third step of a request: whether who asks may ask this. */
import type { Request, RequestHandler } from 'express';
import { allows, type Identity, identityOf, type Needs, setIdentity } from '../people/identity.ts';
import { TooManyWrong } from '../people/lookups.ts';
import type { People } from '../people/people.ts';
import { DatabaseUnavailable } from '../store/database.ts';
import { addressOf } from './askers.ts';
import { isFree, SIGN_OUT } from './limits.ts';
import { Problem } from './problem.ts';

/** Answered without asking the database who asks. */
const NEEDS_NOBODY = /^\/(?:health\/live$|assets\/)/;
/** What a balancer asks, which must hear that the database is away. */
export const READY = '/health/ready';
/** What holds data; the pages themselves hold none, where no link's preview is written into them. */
export const HOLDS_DATA = /^\/(?:api|v|embed|oembed|metrics|health)(?:\/|$)/i;

/** Works out who asks, before anything that needs to know. */
export const identified =
  (people: People): RequestHandler =>
  async (request, _response, next) => {
    setIdentity(request, await known(request, people));
    next();
  };

/**
 * @throws Problem where what the request bears may not be looked up now; who signs out is looked up always, and what is free needs no name
 * @throws DatabaseUnavailable where data are asked for and nobody can be looked up
 */
async function known(request: Request, people: People): Promise<Identity> {
  const { path } = request;
  if (NEEDS_NOBODY.test(path)) return people.anonymous;
  const takesLast = request.method === 'GET' || request.method === 'HEAD';
  try {
    return await people.identify(request, { address: addressOf(request), isAlways: path === SIGN_OUT, takesLast });
  } catch (error) {
    if (error instanceof DatabaseUnavailable && takesLast && (!HOLDS_DATA.test(path) || path === READY))
      return { ...people.anonymous, role: 'none', isUnknown: true };
    if (!(error instanceof TooManyWrong)) throw error;
    if (isFree(path)) return people.anonymous;
    throw new Problem('too-many-requests', error.message, { headers: { 'Retry-After': '60' } });
  }
}

/** @throws Problem unless who asks may */
export function requireRole(request: Request, needs: Needs, people: People): void {
  const identity = identityOf(request);
  if (allows(identity, needs)) return;
  const { via, role, name, refusal } = identity;
  const isKnown = via !== 'anonymous';
  people.accessLog.refused({
    who: name,
    address: request.ip ?? '',
    detail: `${request.method} ${routeOf(request)} needs the role ${needs}${isKnown ? '' : `; ${refusal ?? 'nobody asked'}`}`,
  });
  if (isKnown)
    throw new Problem(
      'forbidden',
      role === 'none'
        ? `${name} has no role here: ask an admin for one.`
        : `${name || 'You'} may do what the role ${role} may, and this needs the role ${needs}: ask an admin for it.`,
    );
  const what = request.method === 'POST' ? 'Writing' : 'Reading this';
  throw new Problem('unauthorized', `${refusal ?? `${what} needs ${NEEDED[people.auth]}`}: ${REMEDY[people.auth]}`, {
    headers: { 'WWW-Authenticate': `Bearer realm="tension"${refusal === undefined ? '' : ', error="invalid_token"'}` },
  });
}

const NEEDED: Readonly<Record<People['auth'], string>> = {
  token: 'the server’s token',
  oidc: 'a sign-in or a key',
  proxy: 'a sign-in at the proxy, or a key',
};

const REMEDY: Readonly<Record<People['auth'], string>> = {
  token:
    'send the header "Authorization: Bearer TOKEN". The server prints the token when it starts, behind #token= in its address, and keeps it in its data folder; a key (ten_ID_SECRET) is sent in the same way.',
  oidc: 'sign in at /sign-in, or send the header "Authorization: Bearer ten_ID_SECRET" with a key that an admin has made.',
  proxy:
    'come through the proxy, which says who you are, or send the header "Authorization: Bearer ten_ID_SECRET" with a key that an admin has made.',
};

/** As it is declared: what somebody wrote into the address stays out. */
const routeOf = ({ route }: Request): string => String((route as { readonly path?: unknown } | undefined)?.path ?? '');
