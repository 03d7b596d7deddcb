/**
 * Blindness of a second coder: whoever bears the key of an open round, or is known here as its second coder, may ask what coding needs and nothing
 * else. When both are in, or she has left, the key is nothing but a name.
 */
import type { Request, RequestHandler } from 'express';
import { KEY_PREFIX } from '../coding/openRounds.ts';
import { RoundRefused, type Rounds } from '../coding/rounds.ts';
import { bearerOf } from '../people/bearer.ts';
import { identityOf, setIdentity } from '../people/identity.ts';
import { type LastKnown, lastKnown } from '../people/lastKnown.ts';
import type { People } from '../people/people.ts';
import { DatabaseUnavailable } from '../store/database.ts';
import { HOLDS_DATA, READY } from './permission.ts';
import { Problem } from './problem.ts';

const OPEN_TO_CODERS = [
  '/api/v1/codebook',
  '/api/v1/countries',
  '/api/v1/names',
  '/api/v1/rubric',
  '/api/v1/me',
  '/api/v1/sign-out',
  '/health/live',
];
/** What only an admin may see and do, and no code stands in: whoever is named as a second coder goes on keeping the house. */
const OF_THE_HOUSE = /^\/api\/v1\/(?:people|keys|sessions|access|operation)(?:\/|$)/;

interface Holder {
  readonly holder?: Awaited<ReturnType<Rounds['holderOf']>>;
}

const blindRequests = new WeakSet<Request>();

/** Whether who asks may learn nothing yet: no page says more than its name. */
export const isBlind = (request: Request): boolean => blindRequests.has(request);

/** What an async handler throws, Express hands on. */
export const blindness = (rounds: Rounds, people: People, now: () => Date): RequestHandler => {
  const held = {
    holders: lastKnown<Holder>(now),
    own: lastKnown<readonly string[]>(now),
  };
  return async (request, _response, next) => {
    const path = request.originalUrl.split('?')[0]!;
    const holdsData = HOLDS_DATA.test(path);
    const open = await openRoundsOf(request, rounds, people, held).catch((error: unknown) => {
      if (!(error instanceof DatabaseUnavailable) || (holdsData && path !== READY)) throw error;
      blindRequests.add(request); // a page says nothing while nobody can tell
      return [];
    });
    if (open.length > 0) {
      blindRequests.add(request);
      const isShut =
        holdsData &&
        !OPEN_TO_CODERS.includes(path) &&
        !OF_THE_HOUSE.test(path) &&
        !open.some((round) => path.startsWith(`/api/v1/coding/rounds/${round}/`));
      if (isShut)
        throw new Problem(
          'blind',
          `You code without knowing how others have coded, so this address stays shut until both are in: go on at the page of your round, /desk/code/${open[0]}, and hand it in, or leave the round there.`,
        );
    }
    next();
  };
};

async function openRoundsOf(
  request: Request,
  rounds: Rounds,
  people: People,
  { holders, own: openFor }: { readonly holders: LastKnown<Holder>; readonly own: LastKnown<readonly string[]> },
): Promise<readonly string[]> {
  const identity = identityOf(request);
  const bearer = bearerOf(request);
  const { holder } = bearer?.startsWith(KEY_PREFIX)
    ? await holders.find(bearer, async () => ({ holder: await rounds.holderOf(bearer) }), true)
    : {};
  if (holder && !holder.isClosed) {
    if (identity.id !== undefined) await bound(rounds, holder.roundId, { id: identity.id, name: identity.name });
    // Where people sign in to read, a key alone names nobody: she could drop it and read on as herself.
    else if (identity.via === 'anonymous' && (people.readAccess === 'public' || people.auth === 'token'))
      setIdentity(request, { name: holder.secondCoder, role: 'reader', via: 'round' });
  }
  const { id, name } = identityOf(request);
  const own = id === undefined ? [] : await openFor.find(id, () => rounds.openFor(id, name), true);
  return holder && !holder.isClosed ? [...own, holder.roundId] : own;
}

async function bound(
  rounds: Rounds,
  roundId: string,
  person: { readonly id: string; readonly name: string },
): Promise<void> {
  try {
    await rounds.bind(roundId, person.id, person.name);
  } catch (error) {
    throw error instanceof RoundRefused && error.kind !== 'invalid' ? new Problem(error.kind, error.message) : error;
  }
}
